namespace Acquis.Timetabling;

/// <summary>
/// What a season of defences (soutenances) and oral exams has to place: half-days, rooms, jurors and events, with what binds them. Times are local to
/// <see cref="TimeZone"/>. The format is docs/timetabling-format.md.
/// </summary>
public sealed record TimetableProblem
{
    /// <summary>Value of <c>schema</c> in the file.</summary>
    public const string Schema = "acquis.timetable.problem/1";

    public string Name { get; init; } = "";

    /// <summary>IANA name of the one zone whose clocks the half-days follow.</summary>
    public required string TimeZone { get; init; }

    /// <summary>An event starts a whole number of these minutes after its half-day does.</summary>
    public required int GridMinutes { get; init; }

    public required IReadOnlyList<HalfDay> HalfDays { get; init; }

    public required IReadOnlyList<EventType> Types { get; init; }

    public required IReadOnlyList<Centre> Centres { get; init; }

    public required IReadOnlyList<Juror> Jurors { get; init; }

    public required IReadOnlyList<JuryEvent> Events { get; init; }

    public IReadOnlyList<Conflict> Conflicts { get; init; } = [];

    public IReadOnlyList<TimetableLock> Locks { get; init; } = [];

    /// <summary>Hard rules waived for one event, each by somebody and for a reason.</summary>
    public IReadOnlyList<Override> Overrides { get; init; } = [];

    /// <summary>The timetable that people know already; moving away from it costs.</summary>
    public Timetable? Previous { get; init; }

    public Weights Weights { get; init; } = new();
}

/// <summary>A window of local time in which sessions are held, such as a morning.</summary>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive; on the day of the start or the next.</param>
public sealed record HalfDay(string Id, DateTime Start, DateTime End)
{
    /// <summary>The civil day it counts for: that of its start.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Start);

    public int Minutes => (int)(End - Start).TotalMinutes;
}

/// <summary>How an event is heard: by a panel that sits for a half-day, or by a jury of its own.</summary>
public enum JuryKind
{
    /// <summary>One panel hears all events of a session.</summary>
    Panel,

    /// <summary>Each event has its own jury.</summary>
    Individual,
}

/// <summary>A kind of event, with what its jury must be.</summary>
public sealed record EventType
{
    public required string Id { get; init; }

    public required JuryKind Jury { get; init; }

    /// <summary>Members of the jury, the chair among them.</summary>
    public required int Size { get; init; }

    /// <summary>At least so many members are outside professionals (professionnels extérieurs).</summary>
    public int Outside { get; init; }

    /// <summary>At least so many members hold each competence of the event.</summary>
    public int Competent { get; init; }

    /// <summary>At least so many members speak the event's language; null: all of them.</summary>
    public int? Speakers { get; init; }

    public required int Minutes { get; init; }

    /// <summary>Minutes where the candidate has extra time (tiers temps); null where the type has none.</summary>
    public int? ExtendedMinutes { get; init; }

    /// <summary>Minutes between the end of one event of a session and the start of the next.</summary>
    public int TurnoverMinutes { get; init; }
}

/// <summary>A place with rooms.</summary>
public sealed record Centre(string Id, IReadOnlyList<Room> Rooms);

/// <summary>A room, with what it offers and the half-days on which it is not to be had.</summary>
public sealed record Room(string Id)
{
    public IReadOnlyList<string> Features { get; init; } = [];

    public IReadOnlyList<string> Unavailable { get; init; } = [];
}

/// <summary>A span of local time.</summary>
public sealed record TimeSpanLocal(DateTime From, DateTime To);

/// <summary>How far a juror wants a half-day that they gave.</summary>
public enum Availability
{
    Available = 1,
    Undesired = 2,
}

/// <summary>Somebody who may sit on a jury.</summary>
public sealed record Juror
{
    public required string Id { get; init; }

    /// <summary>Whether they count as an outside professional.</summary>
    public required bool Outside { get; init; }

    /// <summary>Certifications whose juries they may chair.</summary>
    public IReadOnlyList<string> ChairFor { get; init; } = [];

    public IReadOnlyList<string> Competences { get; init; } = [];

    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Null where it is not known, and then it never counts.</summary>
    public string? Gender { get; init; }

    public string? Employer { get; init; }

    public required IReadOnlyList<string> Centres { get; init; }

    /// <summary>Half-days that they gave; any other is absent.</summary>
    public required IReadOnlyDictionary<string, Availability> Available { get; init; }

    public IReadOnlyList<TimeSpanLocal> Busy { get; init; } = [];

    public int? MaxHalfDays { get; init; }

    public int MaxHalfDaysPerDay { get; init; } = 2;

    /// <summary>Minutes of events on one day, without turnover.</summary>
    public int? MaxMinutesPerDay { get; init; }
}

/// <summary>An event that must lie some hours after another, from start to start.</summary>
public sealed record After(string Event, int MinHours);

/// <summary>A defence or an oral of one candidate.</summary>
public sealed record JuryEvent
{
    public required string Id { get; init; }

    public required string Type { get; init; }

    public required string Candidate { get; init; }

    public required IReadOnlyList<string> Centres { get; init; }

    public required string Certification { get; init; }

    public required string Language { get; init; }

    public IReadOnlyList<string> Competences { get; init; } = [];

    /// <summary>Whether it lasts <see cref="EventType.ExtendedMinutes"/>.</summary>
    public bool Extended { get; init; }

    public IReadOnlyList<string> Unavailable { get; init; } = [];

    public IReadOnlyList<string> Undesired { get; init; } = [];

    /// <summary>The event lies inside one of these; none: any time.</summary>
    public IReadOnlyList<TimeSpanLocal> Windows { get; init; } = [];

    public IReadOnlyList<After> After { get; init; } = [];

    /// <summary>1 to 3; what leaving it out costs is multiplied by it.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>What its room must offer.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];
}

/// <summary>A juror who must not hear an event (conflit d'intérêts), and why.</summary>
public sealed record Conflict(string Event, string Juror, string Reason);

/// <summary>
/// What is agreed and must not move: parts of an event's place where <see cref="Event"/> is named, otherwise a whole session of the previous timetable,
/// named by room and half-day.
/// </summary>
public sealed record TimetableLock
{
    public string? Event { get; init; }

    public string? HalfDay { get; init; }

    public string? Room { get; init; }

    public DateTime? Start { get; init; }

    public string? Juror { get; init; }
}

/// <summary>A hard rule waived for one event, by somebody who answers for it.</summary>
public sealed record Override(string Rule, string Event, string Reason, string By);
