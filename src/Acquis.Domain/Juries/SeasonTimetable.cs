namespace Acquis.Domain.Juries;

/// <summary>Where a timetable of defences comes from.</summary>
public enum TimetableOrigin
{
    /// <summary>Sought from nothing.</summary>
    Sought,

    /// <summary>Another one mended, with as few changes as could be.</summary>
    Repaired,

    /// <summary>Another one sought anew around its locks.</summary>
    SoughtAround,

    /// <summary>A copy of another one, to be changed by hand.</summary>
    Copied,
}

/// <summary>Where a timetable stands.</summary>
public enum TimetableState
{
    Proposed,

    /// <summary>Arrêté: people are summoned by it.</summary>
    Adopted,

    /// <summary>Another one was adopted in its place.</summary>
    Replaced,

    /// <summary>Put aside.</summary>
    Discarded,
}

/// <summary>What a lock (verrou) of a timetable holds in its place.</summary>
public enum HoldKind
{
    /// <summary>One candidate: room, half-day and hour.</summary>
    Candidate,

    /// <summary>One session: a room on a half-day, with its panel and its candidates.</summary>
    Session,

    /// <summary>Every session of a room.</summary>
    Room,

    /// <summary>Every session of a day.</summary>
    Day,

    /// <summary>Every session in which a juror sits.</summary>
    Juror,
}

/// <summary>A lock of a timetable.</summary>
/// <param name="Key">The candidacy, the room or the juror; <c>room|half-day</c> of a session; <c>yyyy-MM-dd</c> of a day.</param>
public sealed record Hold(HoldKind Kind, string Key);

/// <summary>What a change by hand did.</summary>
public enum TimetableEdit
{
    /// <summary>A candidate stands elsewhere.</summary>
    Moved,

    /// <summary>A candidate has no place any more.</summary>
    TakenOut,

    /// <summary>A juror sits in place of another.</summary>
    Replaced,

    /// <summary>Somebody else chairs.</summary>
    Chaired,
}

/// <summary>A timetable as text, with what lists show of it.</summary>
/// <param name="Json">The file, as docs/timetabling-format.md says; ids only, no name.</param>
/// <param name="Hash">SHA-256 of the text, lower-case hexadecimal.</param>
/// <param name="Cost">Points of its soft terms.</param>
public sealed record TimetableText(string Json, string Hash, int Placed, int Unplaced, long Cost);

/// <summary>Planning des soutenances of a season: proposed, changed by hand, locked in parts, adopted, replaced.</summary>
public sealed class SeasonTimetable
{
    private SeasonTimetable()
    {
    }

    public Id<SeasonTimetable> Id { get; private set; }

    public Id<Season> SeasonId { get; private set; }

    /// <summary>Its place among those of the season, from 1.</summary>
    public int Number { get; private set; }

    public TimetableOrigin Origin { get; private set; }

    /// <summary>The number of the one that it was made from, or null.</summary>
    public int? FromNumber { get; private set; }

    /// <inheritdoc cref="TimetableText.Json"/>
    public string Plan { get; private set; } = "";

    /// <inheritdoc cref="TimetableText.Hash"/>
    public string PlanHash { get; private set; } = "";

    public int Placed { get; private set; }

    public int Unplaced { get; private set; }

    /// <inheritdoc cref="TimetableText.Cost"/>
    public long Cost { get; private set; }

    public IReadOnlyList<Hold> Holds { get; private set; } = [];

    public TimetableState State { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>When it was adopted; null before.</summary>
    public DateTimeOffset? AdoptedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Proposes a timetable.</summary>
    public static (SeasonTimetable Timetable, TimetableProposed Fact) Propose(
        Id<SeasonTimetable> id, Id<Season> season, int number, TimetableOrigin origin, SeasonTimetable? from, TimetableText text, DateTimeOffset now)
    {
        var timetable = new SeasonTimetable { Id = id, SeasonId = season, Number = number, Origin = origin, FromNumber = from?.Number, MadeAt = now, Holds = from?.Holds ?? [] };
        timetable.Take(text);
        return (timetable, new(id, season, number, origin, from?.Number, text.Hash, text.Placed, text.Unplaced, timetable.Holds));
    }

    /// <summary>Why it is not changed any more.</summary>
    public IEnumerable<Refusal> WhyNotChange()
    {
        if (State is not TimetableState.Proposed)
        {
            yield return Refusal.Of($"season-timetable.state.{State}", ("number", Number));
        }
    }

    /// <summary>Changes it by hand.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotChange"/>.</exception>
    public TimetableChanged Change(TimetableText text, TimetableEdit edit)
    {
        Refusal.ThrowIfAny(WhyNotChange());
        Take(text);
        return new(Id, SeasonId, edit, text.Hash, text.Placed, text.Unplaced);
    }

    /// <summary>Locks something in its place, or unlocks what is locked.</summary>
    /// <exception cref="RefusedException">It is put aside or replaced.</exception>
    public TimetableHeld Toggle(Hold hold)
    {
        if (State is TimetableState.Replaced or TimetableState.Discarded)
        {
            Refusal.ThrowIfAny(WhyNotChange());
        }

        var others = Holds.Where(h => h != hold).ToList();
        Holds = others.Count < Holds.Count ? others : [.. others, hold];
        return new(Id, SeasonId, Holds);
    }

    /// <summary>Why it cannot be adopted: it is no proposal, places nobody, or breaks a rule as things stand today.</summary>
    /// <param name="breaches">Hard rules that it breaks.</param>
    public IEnumerable<Refusal> WhyNotAdopt(int breaches)
    {
        foreach (var refusal in WhyNotChange())
        {
            yield return refusal;
        }

        if (Placed == 0)
        {
            yield return Refusal.Of("season-timetable.places-nobody");
        }

        if (breaches > 0)
        {
            yield return Refusal.Of("season-timetable.breaks-rules", ("count", breaches));
        }
    }

    /// <summary>Arrête le planning, in place of the one that stood.</summary>
    /// <param name="standing">The timetable adopted before, or null.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotAdopt"/>.</exception>
    public TimetableAdopted Adopt(SeasonTimetable? standing, int breaches, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotAdopt(breaches));
        if (standing is not null)
        {
            standing.State = TimetableState.Replaced;
        }

        (State, AdoptedAt) = (TimetableState.Adopted, now);
        return new(Id, SeasonId, standing?.Id, PlanHash);
    }

    /// <summary>Puts a proposal aside.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public TimetableDiscarded Discard()
    {
        Refusal.ThrowIfAny(WhyNotChange());
        State = TimetableState.Discarded;
        return new(Id, SeasonId);
    }

    private void Take(TimetableText text) =>
        (Plan, PlanHash, Placed, Unplaced, Cost) = (text.Json, text.Hash, text.Placed, text.Unplaced, text.Cost);
}

/// <summary>A timetable was sought in the background.</summary>
/// <param name="Run">The search.</param>
/// <param name="CpuSeconds">Its budget, in seconds of processor.</param>
public sealed record TimetableSought(Guid Run, Id<Season> Season, TimetableOrigin Origin, int? From, int CpuSeconds) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season)];
}

/// <summary>Somebody asked what a season would be like with more or less; nothing is proposed.</summary>
/// <param name="From">The number of the timetable that it starts from.</param>
public sealed record WhatIfSought(Guid Run, Id<Season> Season, int From, int CpuSeconds) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season)];
}

/// <summary>A timetable of defences was proposed.</summary>
public sealed record TimetableProposed(
    Id<SeasonTimetable> SeasonTimetable, Id<Season> Season, int Number, TimetableOrigin Origin, int? From, string PlanHash, int Placed, int Unplaced,
    IReadOnlyList<Hold> Holds) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season)];
}

/// <summary>A proposed timetable was changed by hand.</summary>
public sealed record TimetableChanged(Id<SeasonTimetable> SeasonTimetable, Id<Season> Season, TimetableEdit Edit, string PlanHash, int Placed, int Unplaced) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season)];
}

/// <summary>The locks of a timetable were changed.</summary>
/// <param name="Holds">All of them, from now on.</param>
public sealed record TimetableHeld(Id<SeasonTimetable> SeasonTimetable, Id<Season> Season, IReadOnlyList<Hold> Holds) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season)];
}

/// <summary>A timetable was adopted (arrêté).</summary>
/// <param name="Replaced">The one that stood before, or null.</param>
public sealed record TimetableAdopted(Id<SeasonTimetable> SeasonTimetable, Id<Season> Season, Id<SeasonTimetable>? Replaced, string PlanHash) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season)];
}

/// <summary>A proposed timetable was put aside.</summary>
public sealed record TimetableDiscarded(Id<SeasonTimetable> SeasonTimetable, Id<Season> Season) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season)];
}
