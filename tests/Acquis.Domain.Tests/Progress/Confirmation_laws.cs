using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Domain.Tests.Decisions;
using CsCheck;

namespace Acquis.Domain.Tests.Progress;

/// <summary>What holds for any ratings under any policy.</summary>
public sealed class Confirmation_laws
{
    private const int Times = 1000;

    private static readonly DateTimeOffset Start = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<RatingView> AnyRating = Gen.Select(
        Gen.Guid,
        Gen.Enum<Lane>(),
        Gen.Int[0, 2].Select(i => i == 0 ? null : $"E{i}"),
        Gen.Int[1, 3],
        Gen.Enum<RatingRank>(),
        Gen.Int[-1, 3],
        Gen.Int[0, 5],
        (id, lane, assessment, attempt, rank, level, minute) =>
            new RatingView(id, lane, assessment, attempt, rank, level < 0 ? null : level, Start.AddMinutes(minute)));

    private static readonly Gen<ConfirmationPolicy> AnyPolicy = Gen.Select(
        Gen.Enum<Agreement>(), Gen.Enum<Combination>(), Gen.Enum<Combination>(), Gen.Int[1, 2], Gen.Bool,
        (side, attempts, assessments, assessors, jury) => new ConfirmationPolicy
        {
            SameSide = side,
            Attempts = attempts,
            Assessments = assessments,
            Assessors = assessors,
            JuryPrevails = jury,
            Lanes = assessors == 1 ? [Lane.Assessor, Lane.Company] : [Lane.Assessor],
        });

    private static readonly Gen<(ConfirmationPolicy Policy, RatingView[] Ratings)> Any = Gen.Select(AnyPolicy, AnyRating.Array[0, 12]);

    [Fact]
    public void The_order_of_ratings_does_not_matter() => Any.Sample(
        (policy, ratings) =>
            Text(Confirm(policy, ratings)) == Text(Confirm(policy, [.. ratings.Reverse()]))
            && Text(Confirm(policy, ratings)) == Text(Confirm(policy, [.. ratings.OrderBy(r => r.Id)])),
        iter: Times);

    [Fact]
    public void A_confirmed_level_is_one_that_somebody_gave_and_names_who() => Any.Sample((policy, ratings) =>
    {
        var level = Confirm(policy, ratings);
        return level.State != ConfirmationState.Confirmed
            ? level.Level is null
            : ratings.Any(r => r.Level == level.Level && level.Ratings.Contains(r.Id));
    }, iter: Times);

    [Fact]
    public void Lanes_that_do_not_count_change_nothing() => Any.Sample((policy, ratings) =>
    {
        var counted = ratings.Where(r => r.Lane == Lane.Jury || policy.Lanes.Contains(r.Lane)).ToArray();
        return Text(Confirm(policy, ratings)) == Text(Confirm(policy, counted));
    }, iter: Times);

    [Fact]
    public void Two_assessors_who_change_places_change_nothing_but_their_names() =>
        Gen.Select(AnyPolicy, Gen.Int[0, 3], Gen.Int[0, 3]).Sample(
        (policy, a, b) =>
        {
            var (one, other) = (Confirm(policy, Pair(a, b)), Confirm(policy, Pair(b, a)));
            return (one.State, one.Level, one.Reason) == (other.State, other.Level, other.Reason);
        });

    [Fact]
    public void Two_assessors_across_the_threshold_or_two_apart_are_never_settled_by_rule() =>
        Gen.Select(AnyPolicy, Gen.Int[0, 3], Gen.Int[0, 3]).Sample((policy, a, b) =>
        {
            var apart = a >= 2 != b >= 2 || Math.Abs(a - b) > 1;
            return !apart || Confirm(policy, Pair(a, b)).State == ConfirmationState.ToBeAgreed;
        });

    private static RatingView[] Pair(int first, int second) =>
    [
        new(new Guid(1, 0, 0, new byte[8]), Lane.Assessor, "E1", 1, RatingRank.First, first, Start),
        new(new Guid(2, 0, 0, new byte[8]), Lane.Assessor, "E1", 1, RatingRank.Second, second, Start),
    ];

    private static ConfirmedLevel Confirm(ConfirmationPolicy policy, RatingView[] ratings) =>
        Confirmation.Confirm(policy, TestFrameworks.Scale, ratings, ["E1"]);

    private static string Text(ConfirmedLevel level) =>
        $"{level.State} {level.Level} {level.First} {level.Second} {level.Reason} {string.Join(",", level.Ratings)}";
}
