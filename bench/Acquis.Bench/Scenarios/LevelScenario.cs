using System.Net.Http.Json;

namespace Acquis.Bench.Scenarios;

/// <summary>
/// One level recorded over HTTP, and in turn with it its floor: the same session sending to an endpoint that inserts one row by EF Core and does nothing
/// else, on the same server, with the same durability.
/// </summary>
internal static class LevelScenario
{
    public static async Task RunAsync(Bench bench)
    {
        var (client, candidacies) = (bench.Stage.Client, bench.Stage.Filled.Candidacies);
        var figures = await bench.MeasureAsync(
            Bench.Users,
            new Load("floor: bare EF Core insert", (_, turn) => client.PostAsJsonAsync("/bench/bare", new { candidacy = Guid.Empty, competence = "C.1", level = turn % 4 })),
            new Load("one level recorded", (user, turn) => client.PostAsJsonAsync(
                $"/api/v1/candidacies/{candidacies[((turn * Bench.Users) + user) % candidacies.Count]}/levels",
                new { lane = "trainer", competence = $"C.{1 + (turn % 16)}", level = turn % 4, date = "2027-05-03" })));
        bench.Say("one level recorded", $"{figures[1].Rate.Median / figures[0].Rate.Median:P0} of its floor");
    }
}
