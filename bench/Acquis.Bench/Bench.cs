using System.Globalization;

namespace Acquis.Bench;

/// <summary>Something that is measured. To add one: a file in <c>Scenarios</c>, and a line in the list of <c>Program.cs</c>.</summary>
/// <param name="Name">What <c>--only</c> calls it.</param>
/// <param name="OnEachDatabase">Whether it runs on SQLite, then on PostgreSQL, each with its <see cref="Stage"/>; else once, without any.</param>
internal sealed record Scenario(string Name, Func<Bench, Task> RunAsync, bool OnEachDatabase = true);

/// <summary>How often and how long each load runs.</summary>
internal sealed record Runs(int Count, TimeSpan WarmUp, TimeSpan Length)
{
    public static Runs Full { get; } = new(5, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(6));

    public static Runs Quick { get; } = new(3, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2));
}

/// <summary>What a scenario measures with.</summary>
internal sealed class Bench(Runs runs, Stage? stage = null)
{
    public const int Users = 16;

    public Runs Runs => runs;

    /// <summary>The database of the scenario, filled, with the program serving it.</summary>
    public Stage Stage => stage ?? throw new InvalidOperationException("This scenario has no database.");

    public Bench On(Stage on) => new(runs, on);

    /// <summary>Prints one figure.</summary>
    public void Say(params string[] words) => Console.WriteLine((stage is null ? "" : $"{stage.Name}: ") + string.Join("; ", words));

    /// <summary>
    /// Runs loads in turn, round after round, so that what the machine does beside them falls on all alike; prints each, and returns them in their order.
    /// </summary>
    public async Task<IReadOnlyList<Figures>> MeasureAsync(int users, params Load[] loads)
    {
        foreach (var load in loads)
        {
            await load.RunAsync(users, runs.WarmUp);
        }

        var rounds = loads.Select(_ => new List<Round>()).ToList();
        for (var round = 0; round < runs.Count; round++)
        {
            for (var i = 0; i < loads.Length; i++)
            {
                rounds[i].Add(await loads[i].RunAsync(users, runs.Length));
            }
        }

        var figures = loads.Select((load, i) => Figures.Of(load.Name, users, rounds[i])).ToList();
        figures.ForEach(f => Say(f.ToString()));
        return figures;
    }
}

/// <summary>A figure of several runs: the median, the least and the most.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new(sorted[sorted.Count / 2], sorted[0], sorted[^1]);
    }

    public string Text(string format, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)}{unit} ({Least.ToString(format, CultureInfo.InvariantCulture)} to {Most.ToString(format, CultureInfo.InvariantCulture)})");
}

/// <summary>Figures of a load: answers a second, milliseconds, bytes an answer before compression.</summary>
internal sealed record Figures(string Name, int Users, Spread Rate, Spread P50, Spread P95, long Bytes, int Failed)
{
    public static Figures Of(string name, int users, IReadOnlyList<Round> rounds) => new(
        name, users, Spread.Of(rounds.Select(r => r.Rate)), Spread.Of(rounds.Select(r => r.P50)), Spread.Of(rounds.Select(r => r.P95)),
        rounds[^1].Bytes, rounds.Sum(r => r.Failed));

    public override string ToString() =>
        $"{Name}, {Users} user{(Users == 1 ? "" : "s")}: {Rate.Text("N0", "/s")}, p50 {P50.Text("N1", " ms")}, p95 {P95.Text("N1", " ms")}, {Bytes / 1024.0:N0} kB{(Failed == 0 ? "" : $", {Failed} FAILED")}";
}
