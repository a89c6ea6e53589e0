using System.Net;
using Acquis.Tests.Support;

namespace Acquis.Tests.Drills;

/// <summary>Kill -9 while calls with a key are on their way: sent again, each is done once, and answered as it was where it was answered.</summary>
[Collection(nameof(CommandLineTests))]
public sealed class KeyDrills
{
    private const int Calls = 24;

    [Theory, BothDatabases]
    public async Task A_call_with_a_key_is_done_once_though_the_program_was_killed_before_it_answered(Engine engine)
    {
        await using var scene = await DrillScene.SetAsync(engine);
        var before = await scene.CountAsync();
        await using var running = new RunningServer(scene.Options);
        await running.StartAsync();
        await DrillScene.SignInAsync(running);
        var unanswered = 0;
        for (var kill = 0; kill < Drill.Kills; kill++)
        {
            var sent = SendAll(running, scene.Candidacy, kill);
            await Task.WhenAny(sent);
            await running.KillAsync();
            var first = await Task.WhenAll(sent);
            unanswered += first.Count(a => a is null);

            await running.StartAsync();
            var second = await Task.WhenAll(SendAll(running, scene.Candidacy, kill));
            var third = await Task.WhenAll(SendAll(running, scene.Candidacy, kill));
            Assert.All(second, Assert.NotNull);
            Assert.Equal(second, third);
            Assert.Equal([], first.Zip(second).Where(p => p.First is not null && p.First != p.Second));
        }

        await running.KillAsync();
        Assert.Equal(before + (Drill.Kills * Calls), await scene.CountAsync());
        Drill.Report(
            $"program killed {Drill.Kills} times while {Calls} calls with a key were on their way, {engine}",
            $"{Drill.Kills * Calls} calls, {unanswered} of them without an answer; sent again, each was done once");
    }

    /// <summary>Sends the calls of one round all at once; the text of each answer, or null where none came.</summary>
    private static List<Task<string?>> SendAll(RunningServer running, Guid candidacy, int round) =>
    [
        .. Enumerable.Range(0, Calls).Select(async n =>
        {
            using var answer = await running.RecordAsync(candidacy, $"C.{1 + (n % 16)}", n % 4, $"round-{round}-{n}");
            if (answer is null)
                return null;

            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync();
        }),
    ];
}
