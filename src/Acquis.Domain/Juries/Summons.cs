using System.Text.Json.Serialization;
using Acquis.Domain.Candidacies;

namespace Acquis.Domain.Juries;

/// <summary>A candidate whom a juror is to hear, and from when.</summary>
public sealed record Hearing(Id<Candidacy> Candidacy, DateTime Start);

/// <summary>What somebody is summoned to: where, when, as what. Times are local to the season.</summary>
/// <param name="HalfDay">See <see cref="SeasonHalfDay.Id"/>.</param>
/// <param name="Chairs">Whether a juror chairs; never true of a candidate.</param>
/// <param name="Hearings">Whom a juror hears, by time; empty for a candidate.</param>
/// <param name="Jury">With whom a juror sits, themselves included; empty for a candidate.</param>
public sealed record SummonsTerms(
    Id<Room> Room, string HalfDay, DateTime Start, DateTime End, bool Chairs, IReadOnlyList<Hearing> Hearings, IReadOnlyList<Id<Juror>> Jury)
{
    /// <summary>The day.</summary>
    [JsonIgnore]
    public DateOnly Day => DateOnly.FromDateTime(Start);

    /// <summary>Whether both ask the same of the person.</summary>
    public bool SameAs(SummonsTerms other) =>
        this with { Hearings = other.Hearings, Jury = other.Jury } == other && Hearings.SequenceEqual(other.Hearings) && Jury.SequenceEqual(other.Jury);
}

/// <summary>Convocation of a candidate to their defence, or of a juror to a half-day. A change keeps it, under the same calendar entry.</summary>
public sealed class Summons
{
    private Summons()
    {
    }

    /// <summary>Also the UID of the calendar entry.</summary>
    public Id<Summons> Id { get; private set; }

    public Id<Season> SeasonId { get; private set; }

    /// <summary>Whom it summons, where it is a candidate; null for a juror.</summary>
    public Id<Candidacy>? CandidacyId { get; private set; }

    /// <summary>Whom it summons, where it is a juror; null for a candidate.</summary>
    public Id<Juror>? JurorId { get; private set; }

    public SummonsTerms Terms { get; private set; } = null!;

    /// <summary>How often it was changed: the SEQUENCE of the calendar entry (RFC 5545, section 3.8.7.4).</summary>
    public int Sequence { get; private set; }

    public DateTimeOffset SentAt { get; private set; }

    /// <summary>When it was called off; null while it holds.</summary>
    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>For how many days before their day they were reminded; empty again once what they are summoned to has changed.</summary>
    public IReadOnlyList<int> Reminded { get; private set; } = [];

    public int Version { get; private set; }

    public bool Holds => CancelledAt is null;

    /// <summary>Convoque a candidate or a juror.</summary>
    public static (Summons Summons, SummonsSent Fact) Send(Id<Summons> id, Id<Season> season, Id<Candidacy>? candidacy, Id<Juror>? juror, SummonsTerms terms, DateTimeOffset now) =>
        (new() { Id = id, SeasonId = season, CandidacyId = candidacy, JurorId = juror, Terms = terms, SentAt = now }, new(id, season, candidacy, juror, terms, 0));

    /// <summary>Summons to something else, or again after it was called off.</summary>
    public SummonsSent Change(SummonsTerms terms, DateTimeOffset now)
    {
        (Terms, Sequence, SentAt, CancelledAt, Reminded) = (terms, Sequence + 1, now, null, []);
        return new(Id, SeasonId, CandidacyId, JurorId, terms, Sequence);
    }

    /// <summary>
    /// The reminders (rappels) that are due on a day, as days before: their day has come, what they say is still to come, and the summons itself was not sent
    /// since. None of a summons that was called off, nor while they are stopped.
    /// </summary>
    /// <param name="today">The civil date where the season is held.</param>
    public IReadOnlyList<int> DueReminders(Season season, DateOnly today) => !Holds || season.RemindersStoppedAt is not null || today >= Terms.Day ? [] :
    [
        .. season.RemindDays.Where(d => !Reminded.Contains(d) && Terms.Day.AddDays(-d) <= today && season.CivilDate(SentAt) < Terms.Day.AddDays(-d)),
    ];

    /// <summary>Reminds of it: one message for all the reminders that are due.</summary>
    /// <exception cref="RefusedException">None is due.</exception>
    public SummonsReminded Remind(Season season, DateOnly today)
    {
        var due = DueReminders(season, today);
        if (due.Count == 0)
        {
            throw new RefusedException("summons.no-reminder-due");
        }

        Reminded = [.. Reminded, .. due];
        return new(Id, SeasonId, CandidacyId, JurorId, Reminded);
    }

    /// <summary>Calls it off.</summary>
    /// <exception cref="RefusedException">It was called off already.</exception>
    public SummonsCancelled Cancel(DateTimeOffset now)
    {
        if (!Holds)
        {
            throw new RefusedException("summons.cancelled-already");
        }

        (CancelledAt, Sequence) = (now, Sequence + 1);
        return new(Id, SeasonId, CandidacyId, JurorId, Sequence);
    }
}

/// <summary>Somebody was summoned, or told of a change.</summary>
/// <param name="Sequence">0 the first time.</param>
public sealed record SummonsSent(Id<Summons> Summons, Id<Season> Season, Id<Candidacy>? Candidacy, Id<Juror>? Juror, SummonsTerms Terms, int Sequence) : Fact
{
    public override IEnumerable<Subject> Subjects => SummonsSubjects.Of(Season, Candidacy, Juror);
}

/// <summary>Somebody was reminded of a summons.</summary>
/// <param name="Reminded">For how many days before, all reminders so far.</param>
public sealed record SummonsReminded(Id<Summons> Summons, Id<Season> Season, Id<Candidacy>? Candidacy, Id<Juror>? Juror, IReadOnlyList<int> Reminded) : Fact
{
    public override IEnumerable<Subject> Subjects => SummonsSubjects.Of(Season, Candidacy, Juror);
}

/// <summary>A summons was called off.</summary>
public sealed record SummonsCancelled(Id<Summons> Summons, Id<Season> Season, Id<Candidacy>? Candidacy, Id<Juror>? Juror, int Sequence) : Fact
{
    public override IEnumerable<Subject> Subjects => SummonsSubjects.Of(Season, Candidacy, Juror);
}

/// <summary>In whose history a summons stands.</summary>
internal static class SummonsSubjects
{
    public static IEnumerable<Subject> Of(Id<Season> season, Id<Candidacy>? candidacy, Id<Juror>? juror)
    {
        yield return Subject.Of(season);
        if (candidacy is { } c)
        {
            yield return Subject.Of(c);
        }

        if (juror is { } j)
        {
            yield return Subject.Of(j);
        }
    }
}
