using System.Diagnostics;
using System.Text.Json;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Features.Frameworks;
using Acquis.Features.Rehearsals;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Bench;

/// <summary>The program with the bare endpoint beside its own routes, in a process of its own: once to fill the database, then to serve it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>First argument of that process.</summary>
    public const string Command = "--server";

    public const string Address = "http://localhost:5181";

    /// <summary>Where the import is measured, in the process of the bench: it asks services, not pages.</summary>
    public const string PeopleAddress = "http://localhost:5183";

    public const string Database = "acquis_bench";

    /// <summary>File in the data folder that holds a registrar's cookie; it is there once the program serves.</summary>
    public const string Session = "session.txt";

    private const int Candidates = 1_000;

    /// <summary>Candidates of another cohort, who were decided on and hold documents.</summary>
    private const int Decided = 20;

    private readonly Process process;

    private ServerProcess(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Fills the database of a data folder.</summary>
    public static async Task FillAsync(string folder, string? postgres)
    {
        using var process = Launch(folder, postgres);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The database was not filled: exit code {process.ExitCode}.");
    }

    /// <summary>Serves a database that was filled.</summary>
    public static async Task<ServerProcess> StartAsync(string folder, string? postgres)
    {
#pragma warning disable CA2000 // whoever asked for the server disposes of it, and it of its process
        var server = new ServerProcess(Launch(folder, postgres));
#pragma warning restore CA2000
        while (!File.Exists(Path.Combine(folder, Session)))
        {
            if (server.process.HasExited)
                throw new InvalidOperationException("The program stopped before it served.");

            await Task.Delay(50);
        }

        return server;
    }

    /// <summary>What that process does: fills where nothing is filled, else serves until its input ends.</summary>
    public static async Task<int> RunAsync(string folder, string? postgres)
    {
        var options = new AcquisOptions { DataFolder = folder, Postgres = postgres is null ? null : $"{postgres};Database={Database}", Url = Address };
        await using var app = Build(options, postgres);
        var filled = Path.Combine(folder, Filled.File);
        if (!File.Exists(filled))
        {
            await File.WriteAllTextAsync(filled, JsonSerializer.Serialize(await FillAsync(app, options)));
            return 0;
        }

        await app.StartAsync();
        var session = await BenchSession.OpenAsync(app, JsonSerializer.Deserialize<Filled>(await File.ReadAllTextAsync(filled))!.Account);
        await File.WriteAllTextAsync(Path.Combine(folder, "writing"), session);
        File.Move(Path.Combine(folder, "writing"), Path.Combine(folder, Session));
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Process Launch(string folder, string? postgres) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(ServerProcess).Assembly.Location, Command, folder, .. postgres is null ? (string[])[] : [postgres]]) { RedirectStandardInput = true })!;

    private static WebApplication Build(AcquisOptions options, string? postgres)
    {
        var app = AcquisHost.Build([], options, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<IStartupFilter, Strangers>();
            builder.Services.AddDbContext<BareDb>(bare => _ = postgres is null
                ? bare.UseSqlite($"Data Source={Path.Combine(options.DataFolder, "bare.db")}")
                : bare.UseNpgsql($"{postgres};Database=bare_bench"));
        });
        app.MapPost("/bench/bare", BareAsync).RequireAuthorization(Policies.Anyone);
        app.MapGet("/bench/static", () => "ready").RequireAuthorization(Policies.Anyone);
        BenchSession.MapForm(app);
        return app;
    }

    private static async Task<IResult> BareAsync(BareInput input, BareDb db, TimeProvider time, CancellationToken ct)
    {
        db.Levels.Add(new() { Id = Id<BareLevel>.New(time.Now()).Value, Candidacy = input.Candidacy, Competence = input.Competence, Level = input.Level, At = time.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(ct);
        return Results.Ok();
    }

    private sealed record BareInput(Guid Candidacy, string Competence, int Level);

    private static async Task<Filled> FillAsync(WebApplication app, AcquisOptions options)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await DatabaseStart.PrepareAsync(services.GetRequiredService<AcquisDb>(), options, default);
        await services.GetRequiredService<BareDb>().Database.EnsureCreatedAsync();
        var framework = FrameworkYaml.Read(await File.ReadAllTextAsync(Root.Path("frameworks/expert-isi.yaml")), "expert-isi.yaml");
        var plan = new RehearsalPlan(framework, Candidates, 11);
        var stage = await services.GetRequiredService<StageSetter>().SetAsync(plan, "Bench", default);
        var rehearsal = services.GetRequiredService<Rehearsal>();
        var watch = Stopwatch.StartNew();
        var promotion = await rehearsal.EnrolAsync(stage, plan, default);
        foreach (var candidate in promotion)
        {
            await rehearsal.AssessAsync(stage, candidate, default);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var decided = await services.GetRequiredService<StageSetter>().SetAsync(plan with { Candidates = Decided }, "Bench, decided", default);
        await rehearsal.RunAsync(decided, plan with { Candidates = Decided, Seed = plan.Seed + 1 }, _ => { }, default);
        var codes = await services.GetRequiredService<AcquisDb>().Diplomas.Select(d => d.Code).ToListAsync();
        var account = await BenchSession.RegisterAsync(services);
        return new(stage.Cohort.Id.Value, [.. promotion.Select(c => c.Candidacy.Value)], codes, account, seconds);
    }
}
