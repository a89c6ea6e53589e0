using Acquis.Domain;
using Acquis.Domain.Journal;
using Acquis.Domain.Juries;

namespace Acquis.Features.Juries.Planning;

/// <summary>Where a search for a timetable stands.</summary>
public enum TimetableRunState
{
    /// <summary>Some node will take it up.</summary>
    Waiting,

    Running,
    Done,
    Failed,
}

/// <summary>
/// A search for a timetable, from when it is asked for. The row is the lease: one node takes it up and says every few seconds that it still works; the best
/// so far is kept in it, so that a restart loses nothing but the time since.
/// </summary>
public sealed class TimetableRun
{
    /// <summary>After how long without a sign the node that works on it counts as gone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Least seconds of processor that a search taken up again still gets.</summary>
    public const int LeastSeconds = 10;

    private TimetableRun()
    {
    }

    public TimetableRun(Id<TimetableRun> id, Id<Season> season, TimetableOrigin origin, Id<SeasonTimetable>? from, string problem, int cpuSeconds, Actor by, DateTimeOffset now) =>
        (Id, SeasonId, Origin, FromId, Problem, CpuSeconds, By, AskedAt, BeatAt) = (id, season, origin, from, problem, cpuSeconds, by, now, now);

    public Id<TimetableRun> Id { get; private set; }

    public Id<Season> SeasonId { get; private set; }

    public TimetableOrigin Origin { get; private set; }

    /// <summary>The timetable that it starts from, or null.</summary>
    public Id<SeasonTimetable>? FromId { get; private set; }

    /// <summary>The problem as it was frozen when it was asked for: the file of docs/timetabling-format.md.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Budget, in seconds of processor over all threads.</summary>
    public int CpuSeconds { get; private set; }

    public Actor By { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Last sign of the node that works on it.</summary>
    public DateTimeOffset BeatAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When somebody asked to end it with the best so far; null otherwise.</summary>
    public DateTimeOffset? StopAskedAt { get; private set; }

    public TimetableRunState State { get; private set; }

    /// <summary>Seconds of processor spent, those before a restart too.</summary>
    public double SpentSeconds { get; private set; }

    /// <summary>Spent before it was taken up last.</summary>
    public double SpentBefore { get; private set; }

    /// <summary>Cost of the best so far; null before the first.</summary>
    public long? Cost { get; private set; }

    public double? LowerBound { get; private set; }

    /// <summary>Candidates without a place in the best so far.</summary>
    public int? Unplaced { get; private set; }

    /// <summary>The best so far, as a file; empty before the first, and once a timetable was made of it. It stays where something was supposed.</summary>
    public string Best { get; private set; } = "";

    /// <summary>What is supposed, as JSON of a <see cref="Supposition"/>: then no timetable is made of it; null for a search that proposes one.</summary>
    public string? Supposed { get; private set; }

    /// <summary>What became of it; null before.</summary>
    public Id<SeasonTimetable>? TimetableId { get; private set; }

    /// <summary>Code of what went wrong, or null.</summary>
    public string? Trouble { get; private set; }

    public int Version { get; private set; }

    public bool IsOver => State is TimetableRunState.Done or TimetableRunState.Failed;

    /// <summary>Seconds of processor that are left.</summary>
    public int SecondsLeft => Math.Max(LeastSeconds, CpuSeconds - (int)SpentSeconds);

    /// <summary>Share of the budget that is spent, in hundredths.</summary>
    public int Share => (int)Math.Clamp(100 * SpentSeconds / CpuSeconds, 0, 100);

    /// <summary>A node takes it up.</summary>
    public void TakeUp(DateTimeOffset now) => (State, BeatAt, SpentBefore) = (TimetableRunState.Running, now, SpentSeconds);

    /// <summary>Gives it back, to be taken up again: the node stops, or is gone.</summary>
    public void PutBack() => State = TimetableRunState.Waiting;

    /// <summary>Sign of life, with how far it is.</summary>
    /// <param name="best">The best so far where it is a new one, or null.</param>
    public void Beat(SolverLine? line, string? best, DateTimeOffset now)
    {
        BeatAt = now;
        if (line is not null)
        {
            (SpentSeconds, Cost, LowerBound, Unplaced) = (SpentBefore + line.Cpu, line.Cost, line.Bound, line.Unplaced);
        }

        Best = best ?? Best;
    }

    /// <summary>Asks to end it with the best so far.</summary>
    public void AskToStop(DateTimeOffset now) => StopAskedAt ??= now;

    /// <summary>It ended with a timetable.</summary>
    public void Finish(Id<SeasonTimetable> timetable, DateTimeOffset now) =>
        (State, TimetableId, EndedAt, Best) = (TimetableRunState.Done, timetable, now, "");

    /// <summary>A search that only supposes, with what it supposes: it never proposes a timetable.</summary>
    public static TimetableRun Suppose(
        Id<TimetableRun> id, SeasonTimetable from, string problem, string supposed, int cpuSeconds, Actor by, DateTimeOffset now) =>
        new(id, from.SeasonId, TimetableOrigin.SoughtAround, from.Id, problem, cpuSeconds, by, now) { Supposed = supposed };

    /// <summary>It ended with an answer, which stays in the row.</summary>
    public void Conclude(DateTimeOffset now) => (State, EndedAt) = (TimetableRunState.Done, now);

    /// <summary>It ended without.</summary>
    public void Fail(string trouble, DateTimeOffset now) => (State, Trouble, EndedAt) = (TimetableRunState.Failed, trouble, now);
}

/// <summary>What a solver in a process of its own says of where it stands: one JSON object a line.</summary>
/// <param name="Cpu">Seconds of processor.</param>
public sealed record SolverLine(double Cpu, long Cost, double Bound, int Unplaced);
