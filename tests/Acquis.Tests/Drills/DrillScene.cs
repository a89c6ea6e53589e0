using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Acquis.Features.Accounts;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Drills;

/// <summary>Durable data with a candidate and a registrar who can sign in, and the levels that were answered while they were recorded.</summary>
public sealed class DrillScene : IAsyncDisposable
{
    private const string Email = "registrar@example.org";
    private const string Password = "un banc de chêne 7491";

    private readonly PostgresServer? server;
    private readonly ConcurrentBag<Guid> answered = [];
    private int turn;

    private DrillScene(AcquisOptions options, PostgresServer? server, Guid candidacy) => (Options, this.server, Candidacy) = (options, server, candidacy);

    public AcquisOptions Options { get; }

    public Guid Candidacy { get; }

    /// <summary>The database server of this drill alone, durable as production's is.</summary>
    public PostgresServer Server => server!;

    /// <summary>Levels that were answered with 201.</summary>
    public int Answered => answered.Count;

    /// <summary>Requests that were answered otherwise, or not at all.</summary>
    public int Unanswered { get; private set; }

    /// <param name="folder">Data folder; a fresh one without it.</param>
    public static async Task<DrillScene> SetAsync(Engine engine, string? folder = null)
    {
        var options = new AcquisOptions { DataFolder = folder ?? Directory.CreateTempSubdirectory("acquis-drill-").FullName };
        PostgresServer? server = null;
        if (engine is Engine.Postgres)
        {
            server = await PostgresServer.StartAsync(durable: true);
            Assert.SkipUnless(server is not null || Environment.GetEnvironmentVariable("CI") is "true", "No PostgreSQL server is installed: make test installs it.");
            options = options with { Postgres = $"{server!.Connection};Database=drill" };
        }

        await PrepareAsync(options);
        await using var program = await TestProgram.StartAsync(options, DateTimeOffset.UtcNow, keepsData: true);
        var scene = await Scene.SetAsync(program);
        await program.InScopeAsync(s => s.GetRequiredService<AccountService>().CreateAsync(
            new(Email, "Registrar", "en", [new(Role.Registrar, null, null, null), new(Role.Administrator, null, null, null)], Password: Password), default));
        return new(options, server, scene.Candidacy.Value);
    }

    /// <summary>Signs in as the registrar.</summary>
    public static Task SignInAsync(RunningServer running) => running.SignInAsync(Email, Password);

    /// <summary>Several people record levels until told to stop.</summary>
    public Task WriteAsync(RunningServer running, int writers, CancellationToken ct) => Task.WhenAll(Enumerable.Range(0, writers).Select(async _ =>
    {
        while (!ct.IsCancellationRequested)
        {
            if (await RecordAsync(running) is not HttpStatusCode.Created)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }));

    /// <summary>Records one level and keeps its id where it was answered; the status, or null where no answer came.</summary>
    public async Task<HttpStatusCode?> RecordAsync(RunningServer running)
    {
        var number = Interlocked.Increment(ref turn);
        using var answer = await running.RecordAsync(Candidacy, $"C.{1 + (number % 16)}", number % 4);
        if (answer?.StatusCode is HttpStatusCode.Created)
        {
            answered.Add((await answer.Content.ReadFromJsonAsync<Recorded>())!.Id);
        }
        else
        {
            Unanswered++;
        }

        return answer?.StatusCode;
    }

    /// <summary>How many levels the database holds.</summary>
    public async Task<int> CountAsync()
    {
        await using var program = await TestProgram.StartAsync(Options, DateTimeOffset.UtcNow, keepsData: true);
        return await program.ReadAsync(db => db.Ratings.CountAsync());
    }

    /// <summary>Everything that was answered is in the database, and the journal holds with every fact numbered.</summary>
    public async Task<string> AssertNothingLostAsync()
    {
        await using var program = await TestProgram.StartAsync(Options, DateTimeOffset.UtcNow, keepsData: true);
        var stored = await program.ReadAsync(db => db.Ratings.Select(r => r.Id).ToListAsync());
        var lost = answered.Except(stored.Select(id => id.Value)).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} of {answered.Count} answered levels are lost.");
        await program.InScopeAsync(s => s.GetRequiredService<JournalSequencer>().NumberAsync(default));
        var report = await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default));
        Assert.True(report.Holds, string.Join("; ", report.Faults.Take(5).Select(Texts.All.Of)));
        Assert.Equal(0, report.Unnumbered);
        return $"{answered.Count} answered writes, {lost.Count} lost; {stored.Count - answered.Count} more stand there that were written but not answered; {report.Numbered} facts numbered, the journal holds";
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        if (Directory.Exists(Options.DataFolder))
        {
            Directory.Delete(Options.DataFolder, recursive: true);
        }
    }

    private static async Task PrepareAsync(AcquisOptions options)
    {
        await using var app = AcquisHost.Build([], options);
        await using var scope = app.Services.CreateAsyncScope();
        await DatabaseStart.PrepareAsync(scope.ServiceProvider.GetRequiredService<Data.AcquisDb>(), options, default);
    }

    private sealed record Recorded(Guid Id);
}

/// <summary>
/// How far a drill goes, and where it reports: twice in <c>make test</c>; as <c>ACQUIS_DRILL_KILLS</c> says, into <c>ACQUIS_DRILL_OUT</c>, in
/// <c>make drill</c>.
/// </summary>
public static class Drill
{
    /// <summary>How many times something is killed.</summary>
    public static int Kills { get; } = int.TryParse(Environment.GetEnvironmentVariable("ACQUIS_DRILL_KILLS"), out var kills) ? kills : 2;

    /// <summary>Adds a line to the report, where one is written.</summary>
    public static void Report(string drill, string result)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(result);
        if (Environment.GetEnvironmentVariable("ACQUIS_DRILL_OUT") is { Length: > 0 } file)
        {
            lock (typeof(Drill))
            {
                File.AppendAllText(file, $"| {drill} | {result} |\n");
            }
        }
    }
}
