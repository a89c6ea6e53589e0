using System.Security.Claims;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Journal;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Sessions;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Acquis.Tests.Support;

/// <summary>
/// The real program on a real, fresh database, entered by HTTP. Only the clock is the test's, and what works in the background takes its turn when the
/// test asks for it: a turn that came of itself when the clock is moved would do its work between two lines of the test, or after them.
/// </summary>
public sealed class TestProgram : IAsyncDisposable
{
    private readonly WebApplication app;
    private int people;

    private TestProgram(WebApplication app, AcquisOptions options, FakeTimeProvider clock) => (this.app, Options, Clock) = (app, options, clock);

    public AcquisOptions Options { get; }

    /// <summary>Whether its data stay when it is disposed of, for a program that goes on with them.</summary>
    public bool KeepsData { get; init; }

    /// <summary>Starts on Tuesday 1 June 2027, 10:00 in Paris.</summary>
    public FakeTimeProvider Clock { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Starts the program on a fresh database.</summary>
    public static async Task<TestProgram> StartAsync(Engine engine, Action<WebApplicationBuilder>? configure = null) =>
        await StartAsync(await TestDatabase.NewAsync(engine), configure: configure);

    /// <summary>Starts the program on data that are already there.</summary>
    /// <param name="now">Time of its clock; 1 June 2027, 10:00 in Paris, without it.</param>
    public static async Task<TestProgram> StartAsync(
        AcquisOptions options, DateTimeOffset? now = null, bool keepsData = false, Action<WebApplicationBuilder>? configure = null)
    {
        var clock = new FakeTimeProvider(now ?? new DateTimeOffset(2027, 6, 1, 8, 0, 0, TimeSpan.Zero));
        var app = AcquisHost.Build([], options, builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Logging.ClearProviders();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            foreach (var worker in builder.Services.Where(IsWorker).ToList())
                builder.Services.Remove(worker);

            builder.Services.ConfigureDbContext<SqliteDb>(RefuseChance);
            builder.Services.ConfigureDbContext<PostgresDb>(RefuseChance);
            configure?.Invoke(builder);
        });
        Directory.CreateDirectory(options.FilesFolder);
        await app.StartAsync();
        return new(app, options, clock) { KeepsData = keepsData };
    }

    /// <summary>Somebody who has not signed in.</summary>
    public Visitor Stranger() => new(app.GetTestServer().CreateHandler());

    /// <summary>Somebody signed in with these roles, held everywhere.</summary>
    public Task<Visitor> SignedInAsync(params Role[] roles) => SignedInAsync(null, [.. roles.Select(r => new Grant(r, null, null, null))]);

    /// <summary>Somebody signed in with limited grants, for a candidate as that person.</summary>
    public async Task<Visitor> SignedInAsync(Id<Person>? person, params Grant[] grants)
    {
        var number = Interlocked.Increment(ref people);
        var account = new Account
        {
            UserName = $"account{number}@example.org",
            Email = $"account{number}@example.org",
            DisplayName = $"Compte {number}",
            PersonId = person,
        };
        var session = Id<Session>.New(Clock.Now());
        await InScopeAsync(async services =>
        {
            var created = await services.GetRequiredService<UserManager<Account>>().CreateAsync(account);
            Assert.True(created.Succeeded, string.Join("; ", created.Errors.Select(e => e.Description)));
            var db = services.GetRequiredService<AcquisDb>();
            db.Record(new AccountCreated(account.AccountId, account.Email, account.DisplayName, person), Actor.Program, Clock.Now());
            foreach (var g in grants)
            {
                var row = new RoleGrant(Id<RoleGrant>.New(Clock.Now()), account.Id, g.Role, g.CertificationId, g.CentreId, g.CohortId);
                db.RoleGrants.Add(row);
                db.Record(new RoleGranted(account.AccountId, row.Id, g.Role, g.CertificationId, g.CentreId, g.CohortId), Actor.Program, Clock.Now());
            }

            db.Sessions.Add(new(session, account.Id, "–", "–", Clock.Now(), Clock.Now()));
            await db.SaveChangesAsync();
        });
        return new(app.GetTestServer().CreateHandler(), Cookie(account, grants, session)) { AccountId = account.Id };
    }

    /// <summary>Runs something with a scope of services.</summary>
    public async Task InScopeAsync(Func<IServiceProvider, Task> run)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await run(scope.ServiceProvider);
    }

    /// <summary>Reads something with a scope of services.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider);
    }

    /// <summary>Reads the database.</summary>
    public Task<T> ReadAsync<T>(Func<AcquisDb, Task<T>> read) => InScopeAsync(services => read(services.GetRequiredService<AcquisDb>()));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (!KeepsData && Directory.Exists(Options.DataFolder))
        {
            Directory.Delete(Options.DataFolder, recursive: true);
        }
    }

    /// <summary>A query that takes some rows of an unordered table takes others on another day: a fault, which the program itself only logs.</summary>
    private static void RefuseChance(DbContextOptionsBuilder options) => options.ConfigureWarnings(
        warnings => warnings.Throw(CoreEventId.RowLimitingOperationWithoutOrderByWarning, CoreEventId.FirstWithoutOrderByAndFilterWarning));

    private static bool IsWorker(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && (service.ImplementationType ?? service.ImplementationFactory?.Method.DeclaringType)?.Assembly == typeof(AcquisHost).Assembly;

    /// <summary>The session cookie that signing in with a second factor gives; the pipeline reads it as any other.</summary>
    private (string Name, string Value) Cookie(Account account, Grant[] grants, Id<Session> session)
    {
        var options = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, account.Id.ToString()),
                new(ClaimTypes.Name, account.UserName!),
                new(CurrentActor.NameClaim, account.DisplayName),
                new(new ClaimsIdentityOptions().SecurityStampClaimType, account.SecurityStamp ?? ""),
                new(SessionValidator.SessionClaim, session.ToString()),
                new(SessionValidator.StrongClaim, "app"),
                .. account.PersonId is { } person ? [new Claim(CurrentActor.PersonClaim, person.ToString())] : Array.Empty<Claim>(),
                .. grants.Select(g => new Claim(CurrentActor.GrantClaim, g.ToString())),
            ],
            IdentityConstants.ApplicationScheme);
        var now = Clock.GetUtcNow();
        var properties = new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddHours(12) };
        var ticket = new AuthenticationTicket(new(identity), properties, IdentityConstants.ApplicationScheme);
        return (options.Cookie.Name!, options.TicketDataFormat.Protect(ticket));
    }
}

/// <summary>One program for each database, shared by the tests of a class.</summary>
public sealed class Programs : IAsyncDisposable
{
    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly Dictionary<Engine, TestProgram> started = [];

    /// <summary>The class's program on that database.</summary>
    public async Task<TestProgram> OnAsync(Engine engine)
    {
        await starting.WaitAsync();
        try
        {
            if (!started.TryGetValue(engine, out var program))
            {
                started[engine] = program = await TestProgram.StartAsync(engine);
            }

            return program;
        }
        finally
        {
            starting.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var program in started.Values)
        {
            await program.DisposeAsync();
        }

        starting.Dispose();
    }
}
