using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Acquis.Tests.Support;

namespace Acquis.Tests.Drills;

/// <summary>What the system was asked for, in which order: the flush to disk comes before the answer. And what a slow flush does.</summary>
[Collection(nameof(CommandLineTests))]
public sealed partial class FlushDrills : IDisposable
{
    private const string Tracer = "/usr/bin/strace";
    private const int Writes = 5;
    private readonly string trace = Path.Combine(Path.GetTempPath(), $"acquis-trace-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(trace);

    [Fact]
    public async Task On_SQLite_the_write_ahead_log_is_flushed_before_a_recorded_level_is_answered()
    {
        RequireTracer();
        await using var scene = await DrillScene.SetAsync(Engine.Sqlite);
        await using (var running = new RunningServer(
            scene.Options, Tracer, "-f", "--seccomp-bpf", "-y", "-s", "48", "-o", trace, "-e", "trace=recvmsg,recvfrom,sendmsg,sendto,fsync,fdatasync"))
        {
            await running.StartAsync();
            await DrillScene.SignInAsync(running);
            for (var i = 0; i < Writes; i++)
            {
                Assert.Equal(System.Net.HttpStatusCode.Created, await scene.RecordAsync(running));
            }
        }

        var flushed = FlushedBetween(await File.ReadAllLinesAsync(trace), "POST /api/v1/candidacies", "HTTP/1.1 201", "acquis.db-wal");
        Assert.Equal(Enumerable.Repeat(true, Writes), flushed);
        Drill.Report("system calls of a recorded level, SQLite", $"{Writes} of {Writes} answers were sent after a flush of acquis.db-wal that began after their request came in");
    }

    [Fact]
    public async Task On_PostgreSQL_the_log_is_flushed_before_the_commit_of_a_recorded_level_is_answered()
    {
        RequireTracer();
        await using var scene = await DrillScene.SetAsync(Engine.Postgres);
        var process = Process.Start(new ProcessStartInfo(Tracer, ["-f", "-q", "-y", "-s", "48", "-o", trace, "-e", "trace=recvfrom,sendto,fsync,fdatasync", "-p", $"{scene.Server.ProcessId}"]))!;
        await using (var running = new RunningServer(scene.Options))
        {
            await running.StartAsync();
            await DrillScene.SignInAsync(running);
            for (var i = 0; i < Writes; i++)
            {
                Assert.Equal(System.Net.HttpStatusCode.Created, await scene.RecordAsync(running));
            }
        }

        process.Kill();
        await process.WaitForExitAsync();
        var commits = CommitsWithFlush(await File.ReadAllLinesAsync(trace));
        Assert.True(commits >= Writes, $"Only {commits} commits were answered after a flush of the log.");
        Drill.Report("system calls of a recorded level, PostgreSQL", $"{Writes} levels recorded; {commits} commits were answered to the program by a server process that had flushed pg_wal just before");
    }

    [Theory, BothDatabases]
    public async Task A_disk_on_which_each_flush_takes_a_third_of_a_second_makes_people_wait_and_loses_nothing(Engine engine)
    {
        RequireTracer();
        await using var scene = await DrillScene.SetAsync(engine);
        string[] slow = ["-f", "-q", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_enter=300ms"];
        using var server = engine is Engine.Postgres ? Process.Start(new ProcessStartInfo(Tracer, [.. slow, "-p", $"{scene.Server.ProcessId}"])) : null;
        await using var running = engine is Engine.Sqlite ? new RunningServer(scene.Options, [Tracer, .. slow]) : new RunningServer(scene.Options);
        await running.StartAsync();
        await DrillScene.SignInAsync(running);
        var slowest = TimeSpan.Zero;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 2; i++)
            {
                var watch = Stopwatch.StartNew();
                Assert.Equal(System.Net.HttpStatusCode.Created, await scene.RecordAsync(running));
                slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            }
        }));
        await running.KillAsync();
        if (server is not null)
        {
            server.Kill();
            await server.WaitForExitAsync();
        }

        var found = await scene.AssertNothingLostAsync();
        Drill.Report(
            $"slow disk: each flush takes 300 ms, 8 writers, {engine}",
            string.Create(CultureInfo.InvariantCulture, $"all 16 levels answered, the slowest after {slowest.TotalSeconds:0.0} s; {found}"));
    }

    /// <summary>For each answer, whether a flush of that file ended between the request and it.</summary>
    private static List<bool> FlushedBetween(IEnumerable<string> lines, string request, string answer, string file)
    {
        var (flushed, asked, result) = (false, false, new List<bool>());
        foreach (var line in lines)
        {
            if (line.Contains(request, StringComparison.Ordinal))
            {
                (asked, flushed) = (true, false);
            }
            else if (asked && Flush().IsMatch(line) && line.Contains(file, StringComparison.Ordinal))
            {
                flushed = true;
            }
            else if (asked && line.Contains(answer, StringComparison.Ordinal))
            {
                result.Add(flushed);
                asked = false;
            }
        }

        return result;
    }

    /// <summary>Commits that a server process answered after it had flushed the log since it last heard from the program.</summary>
    private static int CommitsWithFlush(IEnumerable<string> lines)
    {
        var flushed = new HashSet<string>();
        var commits = 0;
        foreach (var line in lines)
        {
            var process = line.Split(' ', 2)[0];
            if (line.Contains("recvfrom(", StringComparison.Ordinal) && !line.Contains("EAGAIN", StringComparison.Ordinal))
            {
                flushed.Remove(process);
            }
            else if (Flush().IsMatch(line) && line.Contains("pg_wal", StringComparison.Ordinal))
            {
                flushed.Add(process);
            }
            else if (line.Contains("sendto(", StringComparison.Ordinal) && line.Contains("COMMIT", StringComparison.Ordinal) && flushed.Remove(process))
            {
                commits++;
            }
        }

        return commits;
    }

    private static void RequireTracer() =>
        Assert.SkipUnless(File.Exists(Tracer) || Environment.GetEnvironmentVariable("CI") is "true", $"{Tracer} is missing: make test installs it.");

    [GeneratedRegex(@"\b(?:fsync|fdatasync)\(")]
    private static partial Regex Flush();
}
