namespace Acquis.Domain.Juries;

/// <summary>How far a juror gives a half-day.</summary>
public enum JurorAvailability
{
    Available,

    /// <summary>If need be.</summary>
    Undesired,

    No,
}

/// <summary>What a juror said of one half-day.</summary>
/// <param name="HalfDay">See <see cref="SeasonHalfDay.Id"/>.</param>
public sealed record HalfDayAnswer(string HalfDay, JurorAvailability Availability);

/// <summary>What a juror answers to a season.</summary>
/// <param name="HalfDays">Half-days they spoke of; of any other they said nothing, and it counts as no.</param>
/// <param name="MostHalfDays">On how many half-days they sit at most, or null without a limit.</param>
/// <param name="Remark">A word to whoever plans, or null.</param>
public sealed record JurorReply(IReadOnlyList<HalfDayAnswer> HalfDays, int? MostHalfDays = null, string? Remark = null);

/// <summary>Convocation pressentie: a juror is called to a season, and what they answered. One row for each juror called.</summary>
public sealed class SeasonAnswer
{
    /// <summary>Longest remark, in characters.</summary>
    public const int RemarkMaxLength = 1000;

    private SeasonAnswer()
    {
    }

    public Id<SeasonAnswer> Id { get; private set; }

    public Id<Season> SeasonId { get; private set; }

    public Id<Juror> JurorId { get; private set; }

    public DateTimeOffset CalledAt { get; private set; }

    /// <summary>When they were told that they are not needed after all; null while they are called.</summary>
    public DateTimeOffset? ReleasedAt { get; private set; }

    /// <summary>When they were last asked by mail, and how often.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <inheritdoc cref="AskedAt"/>
    public int Asked { get; private set; }

    /// <summary>Generation of their link: links of a former one no longer work.</summary>
    public int LinkNumber { get; private set; } = 1;

    /// <summary>When they answered, last; null before.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    public IReadOnlyList<HalfDayAnswer> HalfDays { get; private set; } = [];

    /// <inheritdoc cref="JurorReply.MostHalfDays"/>
    public int? MostHalfDays { get; private set; }

    public string? Remark { get; private set; }

    public int Version { get; private set; }

    public bool IsReleased => ReleasedAt is not null;

    /// <summary>Calls a juror to a season.</summary>
    /// <exception cref="RefusedException">They have left the register.</exception>
    public static (SeasonAnswer Answer, JurorCalled Fact) Call(Id<SeasonAnswer> id, Season season, Juror juror, DateTimeOffset now)
    {
        if (juror.IsRetired)
        {
            throw new RefusedException("juror.already-retired", ("at", juror.RetiredAt));
        }

        return (new() { Id = id, SeasonId = season.Id, JurorId = juror.Id, CalledAt = now }, new(id, season.Id, juror.Id));
    }

    /// <summary>Calls again somebody who was released; their answers are still there.</summary>
    /// <exception cref="RefusedException">They are called.</exception>
    public JurorCalled CallAgain(DateTimeOffset now)
    {
        if (!IsReleased)
        {
            throw new RefusedException("season-answer.called-already");
        }

        (ReleasedAt, CalledAt) = (null, now);
        return new(Id, SeasonId, JurorId);
    }

    /// <summary>Tells them that they are not needed: their link says so from now on.</summary>
    /// <exception cref="RefusedException">They were released already.</exception>
    public JurorReleased Release(DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotAsk());
        ReleasedAt = now;
        return new(Id, SeasonId, JurorId);
    }

    /// <summary>Why they cannot be asked.</summary>
    public IEnumerable<Refusal> WhyNotAsk()
    {
        if (IsReleased)
        {
            yield return Refusal.Of("season-answer.released", ("at", ReleasedAt));
        }
    }

    /// <summary>Asks them, for the first time or again; every link of this generation works.</summary>
    /// <exception cref="RefusedException">They were released.</exception>
    public AvailabilityAsked Ask(DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotAsk());
        AskedAt = now;
        Asked++;
        return new(Id, SeasonId, JurorId, Asked);
    }

    /// <summary>Ends every link that was sent so far: one of them came into other hands.</summary>
    public AvailabilityLinkRenewed RenewLink()
    {
        LinkNumber++;
        return new(Id, SeasonId, JurorId, LinkNumber);
    }

    /// <summary>Why an answer is not taken.</summary>
    /// <param name="onBehalf">Whether whoever plans writes down what was said on the telephone; the deadline does not bind them.</param>
    public IEnumerable<Refusal> WhyNotAnswer(Season season, bool onBehalf, DateTimeOffset now)
    {
        if (IsReleased)
        {
            yield return Refusal.Of("season-answer.released", ("at", ReleasedAt));
        }
        else if (!onBehalf && season.CivilDate(now) > season.AnswersUntil)
        {
            yield return Refusal.Of("season-answer.too-late", ("until", season.AnswersUntil));
        }
    }

    /// <summary>Répond: takes the place of any answer before.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotAnswer"/>; or a half-day is not of the season, or stands twice.</exception>
    public AvailabilityAnswered Answer(Season season, JurorReply reply, bool onBehalf, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotAnswer(season, onBehalf, now).Concat(WhyNotReply(season, reply)));
        (HalfDays, MostHalfDays, AnsweredAt) = ([.. reply.HalfDays.OrderBy(h => h.HalfDay, StringComparer.Ordinal)], reply.MostHalfDays, now);
        Remark = string.IsNullOrWhiteSpace(reply.Remark) ? null : reply.Remark.Trim();
        return new(Id, SeasonId, JurorId, HalfDays, MostHalfDays, Remark, onBehalf);
    }

    /// <summary>What they said of a half-day; null where they said nothing.</summary>
    public JurorAvailability? Of(SeasonHalfDay halfDay) => HalfDays.FirstOrDefault(h => h.HalfDay == halfDay.Id)?.Availability;

    /// <summary>Whether they can be convened for it, gladly or if need be.</summary>
    public bool Gives(SeasonHalfDay halfDay) => !IsReleased && Of(halfDay) is JurorAvailability.Available or JurorAvailability.Undesired;

    private static IEnumerable<Refusal> WhyNotReply(Season season, JurorReply reply)
    {
        if (reply.HalfDays.FirstOrDefault(h => season.HalfDay(h.HalfDay) is null) is { } unknown)
        {
            yield return Refusal.Of("season.unknown-half-day", ("halfDay", unknown.HalfDay));
        }

        if (reply.HalfDays.GroupBy(h => h.HalfDay).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            yield return Refusal.Of("season-answer.half-day-twice", ("halfDay", twice.Key));
        }

        if (reply.MostHalfDays is < 1 or > SeasonPlan.MostHalfDays)
        {
            yield return Refusal.Of("season-answer.most-range", ("max", SeasonPlan.MostHalfDays));
        }

        if (reply.Remark?.Length > RemarkMaxLength)
        {
            yield return Refusal.Of("season-answer.remark-too-long", ("max", RemarkMaxLength));
        }
    }
}

/// <summary>A juror was called to a season.</summary>
public sealed record JurorCalled(Id<SeasonAnswer> SeasonAnswer, Id<Season> Season, Id<Juror> Juror) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season), Subject.Of(Juror)];
}

/// <summary>A juror was told that a season does not need them.</summary>
public sealed record JurorReleased(Id<SeasonAnswer> SeasonAnswer, Id<Season> Season, Id<Juror> Juror) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season), Subject.Of(Juror)];
}

/// <summary>A juror was asked for their availability.</summary>
/// <param name="Times">How often by now.</param>
public sealed record AvailabilityAsked(Id<SeasonAnswer> SeasonAnswer, Id<Season> Season, Id<Juror> Juror, int Times) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season), Subject.Of(Juror)];
}

/// <summary>The links sent to a juror so far were ended.</summary>
public sealed record AvailabilityLinkRenewed(Id<SeasonAnswer> SeasonAnswer, Id<Season> Season, Id<Juror> Juror, int LinkNumber) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season), Subject.Of(Juror)];
}

/// <summary>A juror said when they can sit.</summary>
/// <param name="OnBehalf">Whether somebody wrote it down for them.</param>
public sealed record AvailabilityAnswered(
    Id<SeasonAnswer> SeasonAnswer, Id<Season> Season, Id<Juror> Juror, IReadOnlyList<HalfDayAnswer> HalfDays, int? MostHalfDays, string? Remark, bool OnBehalf) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Season), Subject.Of(Juror)];
}
