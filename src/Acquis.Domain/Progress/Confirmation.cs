using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Progress;

/// <summary>
/// From the ratings of one competence to its confirmed level, by the framework's policy. A pure function that doesn't depend on the
/// order of
/// the ratings; nothing is chosen silently.
/// </summary>
/// <remarks>
/// <para>The jury's own level prevails where the policy says so; the jury's lane counts in no other way. Other lanes count when the
/// policy names
/// them. A rating without a level (absence) confirms nothing.</para>
/// <para>Two assessors of one attempt: a motivated agreement settles, then a third rating, both only once the two have rated; else equal
/// levels are kept, two that are one apart on the same side of the threshold are agreed by the policy, and any others are to be agreed by
/// people. Distance is counted in levels of the scale, not in values.</para>
/// <para>Attempts, then assessments (each lane of its own), combine by the policy. Attempts and assessments without any level are passed
/// over,
/// except that the lowest of several assessments is not known before each that covers the competence is. One that is open (to be agreed,
/// awaiting
/// the second assessor) keeps the result open unless it could not change it: the last is open, or the lowest so far isn't yet the scale's
/// bottom, or the best so far isn't yet its top.</para>
/// </remarks>
public static class Confirmation
{
    /// <summary>Confirms the level of one competence.</summary>
    /// <param name="ratings">Its live ratings, in any order.</param>
    /// <param name="assessments">Codes of the assessments that cover it, which <see cref="Combination.Lowest"/> waits for.</param>
    /// <exception cref="RefusedException">A level is outside the scale.</exception>
    public static ConfirmedLevel Confirm(
        ConfirmationPolicy policy, MasteryScale scale, IReadOnlyList<RatingView> ratings, IReadOnlyList<string> assessments)
    {
        if (ratings.FirstOrDefault(r => r.Level is { } level && scale.Find(level) is null) is { } outside)
            throw new RefusedException("confirmation.level-outside-scale", ("level", outside.Level));
        if (policy.JuryPrevails && Latest(ratings.Where(r => r.Lane == Lane.Jury)) is { } jury)
            return new(ConfirmationState.Confirmed, jury.Level, null, null, [jury.Id], ConfirmationReasons.Jury);

        var counted = ratings.Where(r => r.Level is not null && r.Lane != Lane.Jury && policy.Lanes.Contains(r.Lane)).ToList();
        var found = counted
            .GroupBy(r => (r.Lane, r.Assessment))
            .OrderBy(g => g.Key.Lane).ThenBy(g => g.Key.Assessment, StringComparer.Ordinal)
            .Select(g => Combine(policy.Attempts, scale, AttemptsOf(policy, scale, g), missing: false))
            .ToList();
        if (policy.Assessments == Combination.Last)
            found = [.. found.OrderBy(f => LastAt(f, counted))];
        return Combine(policy.Assessments, scale, found, IsMissing(policy, counted, assessments));
    }

    private static bool IsMissing(ConfirmationPolicy policy, List<RatingView> counted, IReadOnlyList<string> assessments) =>
        policy.Assessments == Combination.Lowest
        && policy.Lanes.Contains(Lane.Assessor)
        && assessments.Any(a => !counted.Exists(r => r.Lane == Lane.Assessor && r.Assessment == a));

    private static (DateTimeOffset At, Guid Id) LastAt(ConfirmedLevel level, List<RatingView> counted) =>
        counted.Where(r => level.Ratings.Contains(r.Id)).Max(r => (r.At, r.Id));

    private static List<ConfirmedLevel> AttemptsOf(ConfirmationPolicy policy, MasteryScale scale, IEnumerable<RatingView> ratings) =>
        [.. ratings.GroupBy(r => r.Attempt).OrderBy(a => a.Key).Select(a => OfAttempt(policy, scale, [.. a]))];

    private static ConfirmedLevel OfAttempt(ConfirmationPolicy policy, MasteryScale scale, IReadOnlyList<RatingView> ratings)
    {
        RatingView? Of(RatingRank rank) => Latest(ratings.Where(r => r.Rank == rank));

        var (first, second) = (Of(RatingRank.First), Of(RatingRank.Second));
        if (first is not null && second is not null)
            return OfTwo(policy, scale, first, second, Of(RatingRank.Third), Of(RatingRank.Agreed));

        var single = Of(RatingRank.Single);
        var one = first ?? second ?? single ?? Latest(ratings)!;
        if (policy.Assessors > 1 && one.Lane == Lane.Assessor)
        {
            var (state, reason) = (ConfirmationState.AwaitingSecond, ConfirmationReasons.AwaitingSecond);
            return new(state, null, (first ?? single)?.Level, second?.Level, [one.Id], reason);
        }

        return new(ConfirmationState.Confirmed, one.Level, first?.Level, second?.Level, [one.Id], ConfirmationReasons.Single);
    }

    private static ConfirmedLevel OfTwo(
        ConfirmationPolicy policy, MasteryScale scale, RatingView first, RatingView second, RatingView? third, RatingView? agreed)
    {
        var (a, b) = (first.Level!.Value, second.Level!.Value);
        if (agreed is not null)
            return Confirmed(agreed.Level, ConfirmationReasons.Agreed, agreed);
        if (third is not null)
            return Confirmed(third.Level, ConfirmationReasons.Third, third);

        if (a == b)
            return Confirmed(a, ConfirmationReasons.Equal);
        if (a >= scale.Threshold != b >= scale.Threshold)
            return Open(ConfirmationReasons.AcrossThreshold);
        if (Distance(scale, a, b) > 1)
            return Open(ConfirmationReasons.TwoApart);
        return policy.SameSide switch
        {
            Agreement.Lowest => Confirmed(Math.Min(a, b), ConfirmationReasons.LowestOfTwo),
            Agreement.Highest => Confirmed(Math.Max(a, b), ConfirmationReasons.HighestOfTwo),
            _ => Open(ConfirmationReasons.OneApart),
        };

        ConfirmedLevel Confirmed(int? level, string reason, RatingView? by = null) =>
            new(ConfirmationState.Confirmed, level, a, b, by is null ? [first.Id, second.Id] : [first.Id, second.Id, by.Id], reason);

        ConfirmedLevel Open(string reason) =>
            new(ConfirmationState.ToBeAgreed, null, a, b, [first.Id, second.Id], reason);
    }

    private static ConfirmedLevel Combine(Combination by, MasteryScale scale, List<ConfirmedLevel> parts, bool missing)
    {
        var ids = parts.SelectMany(p => p.Ratings).ToList();
        if (parts.Count == 0)
            return NotAssessed(ids, ConfirmationReasons.NotAssessed);
        if (by == Combination.Last || parts.Count == 1 && !missing)
            return parts.Count == 1 ? parts[^1] : Chosen(parts, parts[^1], parts[^1].Ratings, ConfirmationReasons.LastOfSeveral);

        var (confirmed, open) = (parts.Where(p => p.Level is not null).ToList(), parts.Find(p => p.Level is null));
        var chosen = by == Combination.Best ? confirmed.MaxBy(p => p.Level) : confirmed.MinBy(p => p.Level);
        var final = chosen?.Level == (by == Combination.Best ? scale.Top : scale.Bottom);
        if (!final && open is not null)
            return open with { Ratings = ids };
        if (!final && missing)
            return NotAssessed(ids, ConfirmationReasons.AssessmentMissing);
        return Chosen(parts, chosen!, ids, by == Combination.Best ? ConfirmationReasons.BestOfSeveral : ConfirmationReasons.LowestOfSeveral);
    }

    /// <summary>The part chosen; its own reason says enough unless another part says something else.</summary>
    private static ConfirmedLevel Chosen(
        List<ConfirmedLevel> parts, ConfirmedLevel chosen, IReadOnlyList<Guid> ids, string reason) =>
        chosen.State == ConfirmationState.Confirmed && parts.Exists(p => p.Level != chosen.Level)
            ? chosen with { Ratings = ids, Reason = reason }
            : chosen with { Ratings = ids };

    private static ConfirmedLevel NotAssessed(IReadOnlyList<Guid> ids, string reason) =>
        new(ConfirmationState.NotAssessed, null, null, null, ids, reason);

    private static int Distance(MasteryScale scale, int a, int b) =>
        scale.Levels.Count(l => l.Value > Math.Min(a, b) && l.Value <= Math.Max(a, b));

    /// <summary>The latest rating that has a level, or null.</summary>
    private static RatingView? Latest(IEnumerable<RatingView> ratings) =>
        ratings.Where(r => r.Level is not null).MaxBy(r => (r.At, r.Id));
}
