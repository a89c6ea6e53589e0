using System.Diagnostics;
using Acquis.Tests.Support;

namespace Acquis.Tests.Drills;

/// <summary>Kill -9 during writes, with durable settings: what was answered is there, and the journal holds.</summary>
[Collection(nameof(CommandLineTests))]
public sealed class KillDrills
{
    private const int Writers = 8;

    [Theory, BothDatabases]
    public async Task What_was_answered_is_there_after_the_program_was_killed_in_the_middle_of_writes(Engine engine)
    {
        await using var scene = await DrillScene.SetAsync(engine);
        await using var running = new RunningServer(scene.Options);
        var signedIn = false;
        for (var kill = 0; kill < Drill.Kills; kill++)
        {
            await running.StartAsync();
            if (!signedIn)
            {
                await DrillScene.SignInAsync(running);
                signedIn = true;
            }

            var before = scene.Answered;
            using var stop = new CancellationTokenSource();
            var writing = scene.WriteAsync(running, Writers, stop.Token);
            await UntilAsync(() => scene.Answered > before + 5);
            await Task.Delay(100 + (kill * 37 % 400));
            await running.KillAsync();
            await stop.CancelAsync();
            await writing;
        }

        var found = await scene.AssertNothingLostAsync();
        Drill.Report($"program killed {Drill.Kills} times, {Writers} writers, {engine}", found);
    }

    [Fact]
    public async Task What_was_answered_is_there_after_the_database_server_was_killed_in_the_middle_of_writes()
    {
        await using var scene = await DrillScene.SetAsync(Engine.Postgres);
        await using var running = new RunningServer(scene.Options);
        await running.StartAsync();
        await DrillScene.SignInAsync(running);
        using var stop = new CancellationTokenSource();
        var writing = scene.WriteAsync(running, Writers, stop.Token);
        for (var kill = 0; kill < Drill.Kills; kill++)
        {
            var before = scene.Answered;
            await UntilAsync(() => scene.Answered > before + 5);
            await Task.Delay(100 + (kill * 37 % 400));
            await scene.Server.KillAsync();
            await scene.Server.RestartAsync();
        }

        var last = scene.Answered;
        await UntilAsync(() => scene.Answered > last + 5);
        await stop.CancelAsync();
        await writing;
        await running.KillAsync();

        var found = await scene.AssertNothingLostAsync();
        Drill.Report($"PostgreSQL server killed {Drill.Kills} times, {Writers} writers", $"{found}; {scene.Unanswered} requests were refused meanwhile, and the program went on by itself");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var patience = Stopwatch.StartNew(); !condition();)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(60), "Nothing was answered for a minute.");
            await Task.Delay(10);
        }
    }
}
