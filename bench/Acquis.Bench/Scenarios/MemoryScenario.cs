namespace Acquis.Bench.Scenarios;

/// <summary>Memory of the program after the scenarios before it, at work and a while later. What it holds at rest after its start is measured by <see cref="StartScenario"/>.</summary>
internal static class MemoryScenario
{
    public static async Task RunAsync(Bench bench)
    {
        var most = 0.0;
        for (var run = 0; run < bench.Runs.Count; run++)
        {
            var pages = new Load("pages", run % 2 == 0 ? MatrixScenario.Page(bench.Stage) : CandidateScenario.Page(bench.Stage)).RunAsync(Bench.Users, bench.Runs.Length);
            while (!pages.IsCompleted)
            {
                await Task.Delay(200);
                most = Math.Max(most, Machine.Memory(bench.Stage.Server));
            }
        }

        bench.Say("memory (PSS) of the program under load", $"at most {most:N0} MB", $"{Machine.Memory(bench.Stage.Server):N0} MB when it ends");
    }
}
