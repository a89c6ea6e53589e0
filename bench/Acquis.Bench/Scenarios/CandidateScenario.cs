namespace Acquis.Bench.Scenarios;

/// <summary>The page of one candidate after another.</summary>
internal static class CandidateScenario
{
    public static Task RunAsync(Bench bench) => bench.MeasureAsync(Bench.Users, new Load("candidate's page", Page(bench.Stage)));

    public static Func<int, int, Task<HttpResponseMessage>> Page(Stage stage) => (user, turn) =>
        stage.Client.GetAsync($"/candidacies/{stage.Filled.Candidacies[((turn * Bench.Users) + user) % stage.Filled.Candidacies.Count]}");
}
