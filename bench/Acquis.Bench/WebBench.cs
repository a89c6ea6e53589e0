using System.Net.Http.Json;
using System.Security.Claims;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Sessions;
using Acquis.Features.Frameworks;
using Acquis.Features.Rehearsals;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acquis.Bench;

/// <summary>The program over HTTP on loopback, with a promotion of 1,000 candidates: the cohort matrix, and one level recorded.</summary>
internal static class WebBench
{
    private const int Candidates = 1_000;
    private const int Users = 16;
    internal const string Address = "http://localhost:5181";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    /// <param name="postgres">Connection string without a database; null for the embedded database.</param>
    public static async Task RunAsync(string? postgres)
    {
        var name = postgres is null ? "SQLite" : "PostgreSQL";
        var folder = Directory.CreateTempSubdirectory("acquis-bench-").FullName;
        var options = new AcquisOptions { DataFolder = folder, Postgres = postgres is null ? null : $"{postgres};Database=acquis_bench", Url = Address };
        await using var app = AcquisHost.Build([], options, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddDbContext<BareDb>(bare => _ = postgres is null
                ? bare.UseSqlite($"Data Source={Path.Combine(folder, "bare.db")}")
                : bare.UseNpgsql($"{postgres};Database=bare_bench"));
        });
        app.MapPost("/bench/bare", BareAsync).RequireAuthorization(Policies.Anyone);
        MapForm(app);
        var (cohort, candidacies) = await FillAsync(app, options);
        await app.StartAsync();
        using var client = await SignedInAsync(app);

        Console.WriteLine(await Load.RunAsync($"{name}: cohort matrix of {Candidates} x 16", Users, WarmUp, Length, (_, _) => client.GetAsync($"/cohorts/{cohort}/matrix")));
        Console.WriteLine(await Load.RunAsync($"{name}: cohort matrix of {Candidates} x 16", 1, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8), (_, _) => client.GetAsync($"/cohorts/{cohort}/matrix")));
        var bare = await Load.RunAsync($"{name}: bare insert", Users, WarmUp, Length, (user, turn) => client.PostAsJsonAsync("/bench/bare", new { candidacy = Guid.Empty, competence = "C.1", level = turn % 4 }));
        var level = await Load.RunAsync($"{name}: one level recorded", Users, WarmUp, Length, (user, turn) =>
        {
            var candidacy = candidacies[((turn * Users) + user) % candidacies.Count];
            return client.PostAsJsonAsync($"/api/v1/candidacies/{candidacy}/levels", new { lane = "trainer", competence = $"C.{1 + (turn % 16)}", level = turn % 4, date = "2027-05-03" });
        });
        Console.WriteLine(bare);
        Console.WriteLine($"{level}; {level.Rate / bare.Rate:P0} of the bare insert");
        await app.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Gives a client the token that forms carry.</summary>
    internal static void MapForm(WebApplication app) =>
        app.MapGet("/bench/form", (IAntiforgery antiforgery, HttpContext context) => antiforgery.GetAndStoreTokens(context).RequestToken).RequireAuthorization(Policies.SignedIn);

    private static async Task<IResult> BareAsync(BareInput input, BareDb db, TimeProvider time, CancellationToken ct)
    {
        db.Levels.Add(new() { Id = Id<BareLevel>.New(time.Now()).Value, Candidacy = input.Candidacy, Competence = input.Competence, Level = input.Level, At = time.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(ct);
        return Results.Ok();
    }

    private sealed record BareInput(Guid Candidacy, string Competence, int Level);

    private static async Task<(Id<Cohort> Cohort, IReadOnlyList<Id<Candidacy>> Candidacies)> FillAsync(WebApplication app, AcquisOptions options)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await DatabaseStart.PrepareAsync(scope.ServiceProvider.GetRequiredService<AcquisDb>(), options, default);
        await scope.ServiceProvider.GetRequiredService<BareDb>().Database.EnsureCreatedAsync();
        var framework = FrameworkYaml.Read(await File.ReadAllTextAsync(Root.Path("frameworks/expert-isi.yaml")), "expert-isi.yaml");
        var plan = new RehearsalPlan(framework, Candidates, 11);
        var stage = await scope.ServiceProvider.GetRequiredService<StageSetter>().SetAsync(plan, "Bench", default);
        var rehearsal = scope.ServiceProvider.GetRequiredService<Rehearsal>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var promotion = await rehearsal.EnrolAsync(stage, plan, default);
        foreach (var candidate in promotion)
        {
            await rehearsal.AssessAsync(stage, candidate, default);
        }

        Console.WriteLine($"filled: {Candidates} candidates enrolled and assessed on 16 competences by two assessors in {watch.Elapsed.TotalSeconds:N0} s");
        return (stage.Cohort.Id, [.. promotion.Select(c => c.Candidacy)]);
    }

    /// <summary>A client with the session of a registrar and a form's token, as a browser has them.</summary>
    internal static async Task<HttpClient> SignedInAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<AccountService>().CreateAsync(
            new("bench@example.org", "Bench", "fr", [new(Role.Registrar, null, null, null)], Password: "a-bench-of-oak-7491"), default);
        var started = TimeProvider.System.Now();
        var session = new Session(Id<Session>.New(started), account.Id, "–", "–", started, started);
        var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
        db.Sessions.Add(session);
        await db.SaveChangesAsync();
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, account.Id.ToString()),
                new(ClaimTypes.Name, account.UserName!),
                new(new ClaimsIdentityOptions().SecurityStampClaimType, account.SecurityStamp ?? ""),
                new(CurrentActor.GrantClaim, new Grant(Role.Registrar, null, null, null).ToString()),
                new(SessionValidator.SessionClaim, session.Id.ToString()),
                new(SessionValidator.StrongClaim, "app"),
            ],
            IdentityConstants.ApplicationScheme);
        var cookie = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var now = TimeProvider.System.GetUtcNow();
        var ticket = new AuthenticationTicket(new(identity), new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddHours(12) }, IdentityConstants.ApplicationScheme);
        var cookies = new System.Net.CookieContainer();
        cookies.Add(new Uri(Address), new System.Net.Cookie(cookie.Cookie.Name!, cookie.TicketDataFormat.Protect(ticket)));
#pragma warning disable CA2000 // the client owns its handler
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, MaxConnectionsPerServer = Users * 2 }) { BaseAddress = new Uri(Address) };
#pragma warning restore CA2000
        client.DefaultRequestHeaders.Add("X-Acquis-Form", await client.GetStringAsync("/bench/form"));
        return client;
    }
}
