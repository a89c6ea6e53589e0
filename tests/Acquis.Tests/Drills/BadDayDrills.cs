using System.Diagnostics;
using System.Globalization;
using System.Net;
using Acquis.Domain.Decisions;
using Acquis.Features.Decisions;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Drills;

/// <summary>Bad days: each is told in words with the remedy, and loses nothing.</summary>
[Collection(nameof(CommandLineTests))]
public sealed class BadDayDrills
{
    private const string Tracer = "/usr/bin/strace";

    [Fact]
    public async Task On_a_full_disk_nothing_is_answered_as_saved_pages_open_and_work_goes_on_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync("24m");
        await using var scene = await DrillScene.SetAsync(Engine.Sqlite, disk.Data);
        await using var running = new RunningServer(scene.Options);
        await running.StartAsync();
        await DrillScene.SignInAsync(running);
        Assert.Equal(HttpStatusCode.Created, await scene.RecordAsync(running));

        disk.Fill();
        var refused = await UntilRefusedAsync(scene, running);
        using var problem = await running.RecordAsync(scene.Candidacy, "C.1", 2);
        using var page = await running.GetAsync($"/candidacies/{scene.Candidacy}");
        using var condition = await running.GetAsync("/settings/condition");
        var backup = await Terminal.RunAsync(["backup", Path.Combine(disk.Data, "b.acquis-backup"), "--lang", "en", .. Terminal.At(scene.Options)]);
        disk.Empty();
        var after = await scene.RecordAsync(running);
        await running.KillAsync();

        Assert.Equal(HttpStatusCode.InsufficientStorage, refused);
        Assert.Contains("urn:acquis:storage.full", await problem!.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("disk is full", await problem.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (page.StatusCode, after));
        Assert.Contains("Make room", WebUtility.HtmlDecode(await condition.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(1, backup.Exit);
        Assert.Contains("Make room", backup.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(disk.Data, "*.part"));
        var found = await scene.AssertNothingLostAsync();
        Drill.Report("full disk, SQLite", $"507 with the remedy while full, pages open, work goes on once there is room; {found}");
    }

    [Theory]
    [InlineData("fr", "ne peut pas être écrit", "--data")]
    [InlineData("en", "cannot be written", "--data")]
    public async Task A_data_folder_that_is_really_read_only_is_told_with_what_to_do(string language, string told, string remedy)
    {
        await using var disk = await SmallDisk.MountAsync("24m");
        await using var scene = await DrillScene.SetAsync(Engine.Sqlite, disk.Data);
        SqliteConnection.ClearAllPools();
        await disk.ProtectAsync();

        var served = await Terminal.RunAsync(["serve", "--lang", language, .. Terminal.At(scene.Options)]);
        var verified = await Terminal.RunAsync(["journal", "verify", "--lang", language, .. Terminal.At(scene.Options)]);
        SqliteConnection.ClearAllPools();
        await disk.UnprotectAsync();

        Assert.Equal(1, served.Exit);
        Assert.Contains(told, served.Error, StringComparison.Ordinal);
        Assert.Contains(remedy, served.Error, StringComparison.Ordinal);
        Assert.Contains(disk.Data, served.Error, StringComparison.Ordinal);
        Assert.True(verified.Exit == 0 || verified.Error.Contains(told, StringComparison.Ordinal), verified.Error);
        await scene.AssertNothingLostAsync();
    }

    [Theory, BothDatabases]
    public async Task A_migration_killed_half_way_is_taken_up_at_the_next_start(Engine engine)
    {
        Assert.SkipUnless(File.Exists(Tracer) || Environment.GetEnvironmentVariable("CI") is "true", $"{Tracer} is missing: make test installs it.");
        var killed = 0;
        var call = engine is Engine.Sqlite ? "pwrite64" : "sendto,sendmsg";
        foreach (var at in engine is Engine.Sqlite ? new[] { 20, 60, 120 } : [6, 12, 20])
        {
            var options = await TestDatabase.BareAsync(engine);
            await using (var victim = new RunningServer(
                options, Tracer, "-f", "-q", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:signal=SIGKILL:when={at}"))
            {
                killed += await victim.RunToEndAsync() == 0 ? 0 : 1;
            }

            await using var running = new RunningServer(options);
            await running.StartAsync();
            await running.KillAsync();
            Directory.Delete(options.DataFolder, recursive: true);
        }

        Assert.Equal(3, killed);
        Drill.Report($"start killed {killed} times while it migrated, {engine}", "each time the next start took the lock back, finished the migration and was ready");
    }

    [Fact]
    public async Task The_lock_that_a_killed_migration_left_in_the_database_does_not_keep_the_next_start_waiting()
    {
        var options = await TestDatabase.NewAsync(Engine.Sqlite);
        await using (var connection = new SqliteConnection($"Data Source={options.SqliteFile};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "create table if not exists \"__EFMigrationsLock\" (\"Id\" integer primary key, \"Timestamp\" text); insert or replace into \"__EFMigrationsLock\" values (1, '2027-01-01')";
            await command.ExecuteNonQueryAsync();
        }

        await using var running = new RunningServer(options);
        var watch = Stopwatch.StartNew();
        await running.StartAsync();
        await running.KillAsync();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"It took {watch.Elapsed}.");
        Directory.Delete(options.DataFolder, recursive: true);
    }

    [Theory, BothDatabases]
    public async Task A_deliberation_whose_process_was_killed_goes_on_where_it_was(Engine engine)
    {
        var options = await TestDatabase.NewAsync(engine);
        const int candidates = 30;
        var started = Process.Start(new ProcessStartInfo("dotnet",
        [
            RunningServer.Program, "rehearse", "--framework", Repository.Path("frameworks/expert-isi.yaml"), "--candidates", $"{candidates}", "--seed", "7",
            "--out", Path.Combine(options.DataFolder, "out"), .. Terminal.At(options),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var pronounced = await UntilDeliberatingAsync(options);
        started.Kill();
        await started.WaitForExitAsync();
        started.Dispose();

        await using var program = await TestProgram.StartAsync(options, DateTimeOffset.UtcNow);
        var deliberation = await program.ReadAsync(db => db.Deliberations.AsNoTracking().SingleAsync());
        var pending = await program.ReadAsync(db => db.Decisions.AsNoTracking().Where(d => d.PronouncedAt == null).ToListAsync());
        foreach (var decision in pending)
        {
            await program.InScopeAsync(s => s.GetRequiredService<DeliberationService>().PronounceAsync(
                decision.Id, null, decision.ProposedVerdict, decision.ProposedBlocks, null, default));
        }

        if (deliberation.State is DeliberationState.Open)
        {
            await program.InScopeAsync(s => s.GetRequiredService<ClosingService>().CloseAsync(deliberation.Id, null, default));
        }

        await program.InScopeAsync(s => s.GetRequiredService<Features.Journal.JournalSequencer>().NumberAsync(default));
        var report = await program.InScopeAsync(s => s.GetRequiredService<Features.Journal.JournalVerifier>().VerifyAsync(default));
        Assert.True(report.Holds, string.Join("; ", report.Faults.Select(Texts.All.Of)));
        Assert.Equal(candidates, await program.ReadAsync(db => db.Decisions.CountAsync(d => d.PronouncedAt != null)));
        Drill.Report(
            $"process killed in the middle of a deliberation, {engine}",
            string.Create(CultureInfo.InvariantCulture, $"killed after {pronounced} of {candidates} decisions ({pending.Count} pending); the rest was pronounced, the list closed, the journal holds"));
    }

    private static async Task<HttpStatusCode?> UntilRefusedAsync(DrillScene scene, RunningServer running)
    {
        for (var i = 0; i < 200; i++)
        {
            if (await scene.RecordAsync(running) is var status and not HttpStatusCode.Created)
            {
                return status;
            }
        }

        return HttpStatusCode.Created;
    }

    /// <summary>Waits until some decisions are pronounced; how many.</summary>
    private static async Task<int> UntilDeliberatingAsync(AcquisOptions options)
    {
        await using var db = Data.DatabaseOptions.Open(options.Postgres, options.SqliteFile);
        for (var patience = Stopwatch.StartNew(); ;)
        {
            if (await db.Decisions.CountAsync(d => d.PronouncedAt != null) is var count and > 2)
            {
                return count;
            }

            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(4), "No decision was pronounced.");
            await Task.Delay(5);
        }
    }
}
