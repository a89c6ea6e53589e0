namespace Acquis.Timetabling.Solving;

/// <summary>By which means a timetable is sought.</summary>
public enum SolveMethod
{
    /// <summary>Greedy, then search by pieces, with a bound beside it.</summary>
    Full,

    /// <summary>The greedy planner alone, started again and again.</summary>
    GreedyAlone,

    /// <summary>The whole problem as one model; for comparison.</summary>
    OnePiece,
}

/// <summary>How long and how a timetable is sought.</summary>
public sealed record SolveOptions
{
    /// <summary>Processor seconds of this process, over all its threads.</summary>
    public double CpuSeconds { get; init; } = 120;

    public long Seed { get; init; } = 1;

    /// <summary>The same problem and seed give the same timetable; slower, since one search runs alone.</summary>
    public bool Deterministic { get; init; }

    /// <summary>Searches side by side.</summary>
    public int Workers { get; init; } = 2;

    public SolveMethod Method { get; init; } = SolveMethod.Full;
}

/// <summary>Where a search stands.</summary>
/// <param name="CpuSeconds">Processor seconds so far.</param>
/// <param name="Cost">Of the best timetable so far.</param>
/// <param name="LowerBound">No timetable costs less, as far as known.</param>
/// <param name="Unplaced">Events without a place.</param>
public sealed record SolveProgress(double CpuSeconds, long Cost, double LowerBound, int Unplaced);

/// <summary>What a search came to.</summary>
/// <param name="Timetable">Lawful: the checker passed it.</param>
/// <param name="FirstComplete">Processor seconds until every event had a place; null: some have none.</param>
/// <param name="Rounds">Pieces that were done again.</param>
public sealed record Solution(Timetable Timetable, double? FirstComplete, int Rounds)
{
    /// <summary>A repair: no cheaper change exists inside the centres concerned, the others standing as they do, orders kept to half-days.</summary>
    public bool LeastChange { get; init; }
}

/// <summary>Seeks timetables. Each call works by itself; several may run side by side, though they then share the processor.</summary>
public static class TimetableSolver
{
    /// <summary>
    /// Seeks a timetable until the budget is spent, the best is proven, or <paramref name="stop"/>: then it returns the best so far.
    /// </summary>
    /// <param name="problemHash">What the timetable calls its problem.</param>
    /// <param name="progress">Told of each better value, from any thread, one at a time.</param>
    /// <param name="published">Given each better timetable, at most one in two seconds; lawful like the last one.</param>
    public static Solution Solve(
        TimetableProblem problem, string problemHash, SolveOptions options, Action<SolveProgress>? progress = null, Action<Timetable>? published = null,
        CancellationToken stop = default) =>
        new SolveRun(problem, problemHash, options, progress, published).Run(stop);

    /// <summary>
    /// Mends the previous timetable of the problem after a juror or a room dropped out, a day was lost, or a candidate was added: keeps all it can.
    /// </summary>
    /// <exception cref="ArgumentException">The problem holds no previous timetable.</exception>
    public static Solution Repair(
        TimetableProblem problem, string problemHash, SolveOptions options, Action<SolveProgress>? progress = null, Action<Timetable>? published = null,
        CancellationToken stop = default) =>
        problem.Previous is null
            ? throw new ArgumentException("There is no previous timetable to repair.", nameof(problem))
            : new SolveRun(problem, problemHash, options, progress, published).Repair(stop);
}
