namespace Acquis.Timetabling.Checking;

/// <summary>A hard rule that a timetable breaks.</summary>
/// <param name="Rule">H1 to H15.</param>
/// <param name="Code">Key of the sentence, which belongs to the program.</param>
/// <param name="Args">What the sentence names: event, juror, room, halfDay, numbers.</param>
/// <param name="Events">The events concerned; an override of the rule for one of them may lift the breach.</param>
public sealed record Breach(string Rule, string Code, IReadOnlyDictionary<string, object?> Args, IReadOnlyList<string> Events);

/// <summary>What one juror's season looks like, for fairness.</summary>
/// <param name="Minutes">Minutes of events, without turnover.</param>
/// <param name="Undesired">Half-days that they would rather not have.</param>
/// <param name="AsChair">Half-days on which they chair.</param>
/// <param name="Quota">Highest number of half-days; null: none given.</param>
public sealed record JurorFigures(string Juror, int HalfDays, int Minutes, int Undesired, int AsChair, int? Quota);

/// <summary>How far a room is used.</summary>
/// <param name="Open">Half-days on which it could be.</param>
public sealed record RoomFigures(string Room, int HalfDays, int Open, int Minutes);

/// <summary>What the checker found: computed from the problem and the timetable alone.</summary>
public sealed record CheckReport
{
    /// <summary>Hard rules broken, overrides taken into account.</summary>
    public required IReadOnlyList<Breach> Breaches { get; init; }

    /// <summary>What the timetable says of itself and is not so: cost, terms, list of the unplaced, overrides, hash.</summary>
    public required IReadOnlyList<Fault> Misstatements { get; init; }

    /// <summary>Every term, weighted, by name.</summary>
    public required IReadOnlyDictionary<string, long> Terms { get; init; }

    /// <summary>Sum of the terms.</summary>
    public required long Cost { get; init; }

    public required int Placed { get; init; }

    public required IReadOnlyList<string> Unplaced { get; init; }

    /// <summary>Overrides without which a rule would be broken.</summary>
    public required IReadOnlyList<UsedOverride> UsedOverrides { get; init; }

    public required IReadOnlyList<JurorFigures> Jurors { get; init; }

    public required IReadOnlyList<RoomFigures> Rooms { get; init; }

    /// <summary>No hard rule is broken.</summary>
    public bool IsLawful => Breaches.Count == 0;

    /// <summary>Lawful, and what it says of itself is so.</summary>
    public bool Passes => IsLawful && Misstatements.Count == 0;
}
