namespace Acquis.Bench.Scenarios;

/// <summary>The matrix of 1,000 candidates by 16 competences, whole page rendered each time, and its CSV.</summary>
internal static class MatrixScenario
{
    public static async Task RunAsync(Bench bench)
    {
        var page = Page(bench.Stage);
        // The compiler works on a page for half a minute after it was first asked for: it has that time before anything is counted.
        await new Load("warm-up", page).RunAsync(1, 3 * bench.Runs.WarmUp);
        await bench.MeasureAsync(1, new Load("cohort matrix, 1,000 x 16", page));
        await bench.MeasureAsync(Bench.Users, new Load("cohort matrix, 1,000 x 16", page));
        await bench.MeasureAsync(1, new Load("cohort matrix as CSV", (_, _) => bench.Stage.Client.GetAsync($"/cohorts/{bench.Stage.Filled.Cohort}/matrix?handler=Csv")));
    }

    public static Func<int, int, Task<HttpResponseMessage>> Page(Stage stage) => (_, _) => stage.Client.GetAsync($"/cohorts/{stage.Filled.Cohort}/matrix");
}
