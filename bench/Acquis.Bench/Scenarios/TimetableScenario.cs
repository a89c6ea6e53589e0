using System.Diagnostics;
using System.Globalization;
using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Explaining;
using Acquis.Timetabling.Generating;
using Acquis.Timetabling.Solving;

namespace Acquis.Bench.Scenarios;

/// <summary>
/// Timetables of invented seasons, each run in a process of its own so that its memory is its own. The greedy planner alone and the whole problem as one
/// model run beside, so that anyone sees what the method is worth.
/// </summary>
internal static class TimetableScenario
{
    private static readonly (Family Family, int[] Events)[] Solved =
    [
        (Family.Planted, [50, 200, 500, 1_000]), (Family.Random, [100, 200, 500, 1_000, 2_000]), (Family.Tight, [200, 500, 1_000]), (Family.Individual, [20, 30, 40]),
    ];

    private static readonly int[] GreedyAlone = [100, 200, 1_000];
    private static readonly int[] OnePiece = [50, 100, 200];
    private static readonly int[] Repaired = [100, 1_000];
    private static readonly int[] Explained = [60, 200];

    /// <summary>Runs every family; arguments: processor seconds (120), runs (1), largest number of events (2000).</summary>
    public static async Task RunAsync(string[] args)
    {
        var (seconds, runs, largest) = (Number(args, 0, 120), Number(args, 1, 1), Number(args, 2, 2_000));
        Console.WriteLine($"timetables, {seconds} processor seconds, the worst of {runs} runs");
        Console.WriteLine("| family | events | method | cost | bound | gap % | above the optimum % | unplaced | CPU s to the first complete | peak MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (family, sizes) in Solved)
        {
            foreach (var events in sizes.Where(s => s <= largest))
                await WorstAsync("solve", family, events, SolveMethod.Full, seconds, runs);
        }

        foreach (var events in GreedyAlone.Where(s => s <= largest))
            await WorstAsync("solve", Family.Random, events, SolveMethod.GreedyAlone, Math.Min(seconds, 20), 1);

        foreach (var events in OnePiece.Where(s => s <= largest))
            await WorstAsync("solve", Family.Random, events, SolveMethod.OnePiece, seconds, 1);

        Console.WriteLine();
        Console.WriteLine("repair: one juror gone. | events | CPU s to the first answer | CPU s in all | proven | events in another half-day | new convocations |");
        foreach (var events in Repaired.Where(s => s <= largest))
            Console.WriteLine(await ChildAsync("repair", Family.Random, events, SolveMethod.Full, seconds / 4, 1));

        Console.WriteLine("explanation. | events | explained | most facts | most milliseconds |");
        foreach (var events in Explained.Where(s => s <= largest))
            Console.WriteLine(await ChildAsync("explain", Family.Tight, events, SolveMethod.Full, Math.Min(seconds, 10), 1));
    }

    /// <summary>One run, in this process; prints its line.</summary>
    public static int Child(string[] args)
    {
        var (family, events, method, seconds, seed) = (
            Enum.Parse<Family>(args[1]), Number(args, 2, 100), Enum.Parse<SolveMethod>(args[3]), double.Parse(args[4], CultureInfo.InvariantCulture), Number(args, 5, 1));
        switch (args[0])
        {
            case "solve":
                Solve(family, events, method, seconds, seed);
                break;
            case "repair":
                Repair(family, events, seconds, seed);
                break;
            default:
                Explain(family, events, seconds, seed);
                break;
        }

        return 0;
    }

    private static void Solve(Family family, int events, SolveMethod method, double seconds, int seed)
    {
        var made = TimetableGenerator.Generate(family, events, seed);
        var solution = TimetableSolver.Solve(made.Problem, "sha256:bench", new() { CpuSeconds = seconds, Seed = seed, Method = method });
        var timetable = solution.Timetable;
        if (!TimetableChecker.Check(made.Problem, timetable, "sha256:bench").Passes)
            throw new InvalidOperationException("The checker refuses a timetable of the solver.");

        var above = made.Best is { } best ? (100.0 * (timetable.Cost - best.Cost) / best.Cost).ToString("0.000", CultureInfo.InvariantCulture) : "";
        var first = solution.FirstComplete is { } complete ? complete.ToString("0.0", CultureInfo.InvariantCulture) : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {family} | {made.Problem.Events.Count} | {method} | {timetable.Cost} | {timetable.LowerBound:0} | {100 * timetable.Gap:0.000} | {above} | {timetable.Unscheduled.Count} | {first} | {timetable.Solver!.PeakMegabytes} |"));
    }

    private static void Repair(Family family, int events, double seconds, int seed)
    {
        var problem = TimetableGenerator.Generate(family, events, seed).Problem;
        var before = TimetableSolver.Solve(problem, "sha256:bench", new() { CpuSeconds = Math.Max(5, seconds), Seed = seed }).Timetable;
        var gone = before.Sessions[before.Sessions.Count / 2].Panel![0];
        var broken = problem with
        {
            Previous = before,
            Jurors = [.. problem.Jurors.Select(j => j.Id == gone ? j with { Available = new Dictionary<string, Availability>() } : j)],
        };
        var (start, first) = (Environment.CpuUsage.TotalTime, 0.0);
        var solution = TimetableSolver.Repair(broken, "sha256:bench", new() { CpuSeconds = seconds, Seed = seed }, p =>
        {
            if (p.Unplaced <= before.Unscheduled.Count && first == 0)
                first = p.CpuSeconds;
        });
        var changes = solution.Timetable.Changes!;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {events} | {first:0.0} | {(Environment.CpuUsage.TotalTime - start).TotalSeconds:0.0} | {solution.LeastChange} | {changes.Moved.Count(m => m.From?.HalfDay != m.To?.HalfDay)} | {changes.Convened.Count} |"));
    }

    private static void Explain(Family family, int events, double seconds, int seed)
    {
        var problem = TimetableGenerator.Generate(family, events, seed).Problem;
        var timetable = TimetableSolver.Solve(problem, "sha256:bench", new() { CpuSeconds = seconds, Seed = seed }).Timetable;
        var (most, facts, explained) = (0.0, 0, 0);
        foreach (var left in timetable.Unscheduled)
        {
            var watch = Stopwatch.StartNew();
            var why = TimetableExplainer.Explain(problem, timetable, [left.Event])[0];
            (most, facts, explained) = (Math.Max(most, watch.Elapsed.TotalMilliseconds), Math.Max(facts, why.Conflict.Count), explained + (why.Conflict.Count > 0 ? 1 : 0));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {events} | {explained} of {timetable.Unscheduled.Count} | {facts} | {most:0} |"));
    }

    // The worst is the one that costs most; the runs differ by their seed.
    private static async Task WorstAsync(string what, Family family, int events, SolveMethod method, double seconds, int runs)
    {
        var lines = new List<string>();
        for (var seed = 1; seed <= runs; seed++)
            lines.Add(await ChildAsync(what, family, events, method, seconds, seed));

        Console.WriteLine(lines.MaxBy(l => l.Split('|') is { Length: > 6 } cells && double.TryParse(cells[6], CultureInfo.InvariantCulture, out var gap) ? gap : 0));
    }

    private static async Task<string> ChildAsync(string what, Family family, int events, SolveMethod method, double seconds, int seed)
    {
        string[] args = [typeof(TimetableScenario).Assembly.Location, "timetable-run", what, $"{family}", $"{events}", $"{method}", seconds.ToString(CultureInfo.InvariantCulture), $"{seed}"];
        using var child = Process.Start(new ProcessStartInfo("dotnet", args) { RedirectStandardOutput = true })!;
        var line = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0 ? line.TrimEnd() : $"{family} {events} {method}: ended with {child.ExitCode}";
    }

    private static int Number(string[] args, int index, int otherwise) =>
        args.Length > index && int.TryParse(args[index], CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
