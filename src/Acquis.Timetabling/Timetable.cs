namespace Acquis.Timetabling;

/// <summary>A proposed timetable (planning des soutenances): who is heard where, when and by whom.</summary>
public sealed record Timetable
{
    /// <summary>Value of <c>schema</c> in the file.</summary>
    public const string Schema = "acquis.timetable.plan/1";

    /// <summary><c>sha256:</c> and the hash of the bytes of the problem's file.</summary>
    public required string Problem { get; init; }

    /// <summary>Whether nothing cheaper exists: the bound, rounded up, equals the cost.</summary>
    public bool Optimal { get; init; }

    public long Cost { get; init; }

    /// <summary>No timetable of this problem costs less.</summary>
    public double LowerBound { get; init; }

    /// <summary>Weighted terms by name; they add up to the cost. Those that are absent are 0.</summary>
    public IReadOnlyDictionary<string, long> Terms { get; init; } = new Dictionary<string, long>();

    public required IReadOnlyList<Session> Sessions { get; init; }

    public IReadOnlyList<Unscheduled> Unscheduled { get; init; } = [];

    /// <summary>What differs from the previous timetable; null without one.</summary>
    public Changes? Changes { get; init; }

    /// <summary>The overrides of the problem without which this timetable would break a rule.</summary>
    public IReadOnlyList<UsedOverride> Overrides { get; init; } = [];

    public SolverInfo? Solver { get; init; }

    /// <summary>How far the cost may be above the best, as a share of the cost.</summary>
    public double Gap => Cost == 0 ? 0 : Math.Max(0, (Cost - LowerBound) / Cost);
}

/// <summary>What happens in one room during one half-day.</summary>
public sealed record Session
{
    public required string Room { get; init; }

    public required string HalfDay { get; init; }

    /// <summary>The panel that hears all events; null where each event has its own jury.</summary>
    public IReadOnlyList<string>? Panel { get; init; }

    /// <summary>The chair of the panel; null where each event has its own jury.</summary>
    public string? Chair { get; init; }

    public required IReadOnlyList<Placement> Events { get; init; }
}

/// <summary>When an event starts, and its own jury where it has one.</summary>
public sealed record Placement(string Event, DateTime Start)
{
    public IReadOnlyList<string>? Panel { get; init; }

    public string? Chair { get; init; }
}

/// <summary>An event without a place, and why.</summary>
public sealed record Unscheduled(string Event)
{
    /// <summary>A smallest set of facts that cannot hold together: rule ids, or <c>juror:ID:HALFDAY</c> for one juror's absence.</summary>
    public IReadOnlyList<string> Conflict { get; init; } = [];

    /// <summary>The same in words; null where nobody asked.</summary>
    public TextPair? Text { get; init; }

    /// <summary>What would lift the conflict, each by itself.</summary>
    public IReadOnlyList<Lift> Lifts { get; init; } = [];
}

/// <summary>A sentence in both languages.</summary>
public sealed record TextPair(string Fr, string En);

/// <summary>One thing that, changed alone, would let the event be placed.</summary>
/// <param name="Kind">What is changed: <c>juror-half-day</c>, <c>room-half-day</c>, <c>candidate-half-day</c>, <c>conflict</c> or <c>rule</c>.</param>
public sealed record Lift(string Kind)
{
    public string? Juror { get; init; }

    public string? Room { get; init; }

    public string? HalfDay { get; init; }

    public string? Rule { get; init; }
}

/// <summary>Where and when an event stands.</summary>
public sealed record Place(string Room, string HalfDay, DateTime Start);

/// <summary>An event of the previous timetable that stands elsewhere; null: no place.</summary>
public sealed record Move(string Event, Place? From, Place? To);

/// <summary>A juror called for a half-day.</summary>
public sealed record Convocation(string Juror, string HalfDay);

/// <summary>Differences with the previous timetable.</summary>
public sealed record Changes(IReadOnlyList<Move> Moved, IReadOnlyList<Convocation> Convened, IReadOnlyList<Convocation> Released);

/// <summary>An override that a timetable uses.</summary>
public sealed record UsedOverride(string Rule, string Event);

/// <summary>With what a timetable was made, for audit.</summary>
public sealed record SolverInfo(string Version, long Seed, int Workers, double CpuSeconds, int PeakMegabytes);
