using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Domain.Tests.Decisions;
using static Acquis.Domain.Progress.ConfirmationState;

namespace Acquis.Domain.Tests.Progress;

public sealed class Confirmed_levels
{
    private static readonly ConfirmationPolicy TwoAssessors = new() { Assessors = 2 };

    private int made;

    [Fact]
    public void Two_equal_levels_are_kept()
    {
        var level = Confirm(TwoAssessors, First(2), Second(2));

        Assert.Equal((Confirmed, 2, 2, 2, ConfirmationReasons.Equal), (level.State, level.Level, level.First, level.Second, level.Reason));
        Assert.Equal(2, level.Ratings.Count);
        Assert.Equal(2, level.Entry);
    }

    [Theory]
    [InlineData(Agreement.Lowest, 2, 3, 2, ConfirmationReasons.LowestOfTwo)]
    [InlineData(Agreement.Highest, 2, 3, 3, ConfirmationReasons.HighestOfTwo)]
    [InlineData(Agreement.Lowest, 1, 0, 0, ConfirmationReasons.LowestOfTwo)]
    [InlineData(Agreement.Discuss, 2, 3, null, ConfirmationReasons.OneApart)]
    public void One_apart_on_the_same_side_follows_the_frameworks_rule(Agreement rule, int first, int second, int? level, string reason)
    {
        var confirmed = Confirm(TwoAssessors with { SameSide = rule }, First(first), Second(second));

        Assert.Equal((level, reason), (confirmed.Level, confirmed.Reason));
        Assert.Equal(level is null ? ToBeAgreed : Confirmed, confirmed.State);
    }

    [Theory]
    [InlineData(1, 2, ConfirmationReasons.AcrossThreshold)]
    [InlineData(3, 0, ConfirmationReasons.AcrossThreshold)]
    public void Across_the_threshold_is_to_be_agreed(int first, int second, string reason)
    {
        var level = Confirm(TwoAssessors with { SameSide = Agreement.Highest }, First(first), Second(second));

        Assert.Equal((ToBeAgreed, null, first, second, reason), (level.State, level.Level, level.First, level.Second, level.Reason));
        Assert.Equal(LevelMarks.ToBeAgreed, level.Entry);
    }

    [Fact]
    public void Distance_is_counted_in_levels_of_the_scale()
    {
        var wide = new MasteryScale([new(0, new("D")), new(10, new("C")), new(15, new("B")), new(20, new("A"))], Threshold: 10);

        var oneApart = Confirmation.Confirm(TwoAssessors, wide, [First(10), Second(15)], []);
        var twoApart = Confirmation.Confirm(TwoAssessors, wide, [First(10), Second(20)], []);

        Assert.Equal((Confirmed, 10), (oneApart.State, oneApart.Level));
        Assert.Equal((ToBeAgreed, ConfirmationReasons.TwoApart), (twoApart.State, twoApart.Reason));
    }

    [Fact]
    public void A_motivated_agreement_settles_and_comes_before_a_third_rating()
    {
        var level = Confirm(TwoAssessors, First(1), Second(3), Of(RatingRank.Agreed, 2), Of(RatingRank.Third, 3));

        Assert.Equal((Confirmed, 2, 1, 3, ConfirmationReasons.Agreed), (level.State, level.Level, level.First, level.Second, level.Reason));
        Assert.Equal(3, level.Ratings.Count);
    }

    [Fact]
    public void A_third_rating_settles()
    {
        var level = Confirm(TwoAssessors, First(1), Second(3), Of(RatingRank.Third, 3));

        Assert.Equal((Confirmed, 3, ConfirmationReasons.Third), (level.State, level.Level, level.Reason));
    }

    [Theory]
    [InlineData(RatingRank.Third)]
    [InlineData(RatingRank.Agreed)]
    public void Nothing_replaces_a_second_assessor_who_has_not_rated(RatingRank rank)
    {
        var level = Confirm(TwoAssessors, First(2), Of(rank, 2));

        Assert.Equal((AwaitingSecond, null, 2, null), (level.State, level.Level, level.First, level.Second));
        Assert.Equal(LevelMarks.AwaitingSecond, level.Entry);
    }

    [Fact]
    public void A_second_assessor_who_could_not_assess_confirms_nothing()
    {
        Assert.Equal(AwaitingSecond, Confirm(TwoAssessors, First(2), Second(null)).State);
        Assert.Equal(AwaitingSecond, Confirm(TwoAssessors, First(null), Second(2)).State);
        Assert.Null(Confirm(TwoAssessors, First(null), Second(2)).First);
    }

    [Fact]
    public void One_assessor_is_enough_where_the_policy_says_one()
    {
        Assert.Equal((Confirmed, 3, ConfirmationReasons.Single), Short(Confirm(new(), Single(3))));
        Assert.Equal((ToBeAgreed, null, ConfirmationReasons.AcrossThreshold), Short(Confirm(new(), First(3), Second(1))));
    }

    [Fact]
    public void An_absence_is_not_a_0()
    {
        var level = Confirm(new(), Single(null));

        Assert.Equal((NotAssessed, null, ConfirmationReasons.NotAssessed), Short(level));
        Assert.Equal(LevelMarks.NotAssessed, level.Entry);
        Assert.Equal(NotAssessed, Confirm(new()).State);
    }

    [Fact]
    public void Lanes_that_do_not_count_confirm_nothing()
    {
        var others = new[] { Lane.Self, Lane.Company, Lane.Trainer }.Select(l => Single(3) with { Lane = l }).ToArray();

        Assert.Equal(NotAssessed, Confirm(new(), others).State);
        Assert.Equal(3, Confirm(new() { Lanes = [Lane.Company] }, others).Level);
    }

    [Fact]
    public void A_lane_beside_the_assessors_needs_no_second_rating()
    {
        var policy = TwoAssessors with { Lanes = [Lane.Assessor, Lane.Company] };
        var company = Single(2) with { Lane = Lane.Company, Assessment = null };

        Assert.Equal((Confirmed, 2, ConfirmationReasons.LowestOfSeveral), Short(Confirm(policy, First(3), Second(3), company)));
    }

    [Fact]
    public void The_jury_prevails_where_the_policy_says_so_and_counts_in_no_other_way()
    {
        var jury = Single(2) with { Lane = Lane.Jury, Assessment = null };

        Assert.Equal((Confirmed, 2, ConfirmationReasons.Jury), Short(Confirm(TwoAssessors, First(3), Second(0), jury)));
        Assert.Equal(ToBeAgreed, Confirm(TwoAssessors with { JuryPrevails = false }, First(3), Second(0), jury).State);
        Assert.Equal(3, Confirm(new(), Single(3), jury with { Level = null }).Level);
    }

    [Theory]
    [InlineData(Combination.Last, 1)]
    [InlineData(Combination.Best, 3)]
    [InlineData(Combination.Lowest, 0)]
    public void Attempts_combine_by_the_policy(Combination attempts, int level)
    {
        var ratings = new[] { Single(0), Single(3) with { Attempt = 2 }, Single(1) with { Attempt = 3 } };

        Assert.Equal(level, Confirm(new() { Attempts = attempts }, ratings).Level);
    }

    [Fact]
    public void An_absence_at_the_second_attempt_leaves_the_first()
    {
        Assert.Equal(1, Confirm(new(), Single(1), Single(null) with { Attempt = 2 }).Level);
    }

    [Fact]
    public void An_open_last_attempt_does_not_fall_back_silently()
    {
        var level = Confirm(TwoAssessors, First(2), Second(2), First(3) with { Attempt = 2 });

        Assert.Equal(AwaitingSecond, level.State);
    }

    [Theory]
    [InlineData(Combination.Best, 2, ToBeAgreed)]
    [InlineData(Combination.Best, 3, Confirmed)]
    [InlineData(Combination.Lowest, 2, ToBeAgreed)]
    [InlineData(Combination.Lowest, 0, Confirmed)]
    public void An_open_attempt_holds_the_result_back_unless_it_cannot_change_it(Combination attempts, int other, ConfirmationState state)
    {
        var level = Confirm(
            TwoAssessors with { Attempts = attempts },
            First(other), Second(other), First(1) with { Attempt = 2 }, Second(2) with { Attempt = 2 });

        Assert.Equal(state, level.State);
    }

    [Theory]
    [InlineData(Combination.Last, 1)]
    [InlineData(Combination.Best, 3)]
    [InlineData(Combination.Lowest, 1)]
    public void Assessments_combine_by_the_policy(Combination assessments, int expected)
    {
        var level = Confirm(new() { Assessments = assessments }, Single(3), Single(1) with { Assessment = "E2" });

        Assert.Equal(expected, level.Level);
    }

    [Fact]
    public void The_lowest_of_several_assessments_waits_for_each_that_covers_the_competence()
    {
        var waiting = Confirmation.Confirm(new(), TestFrameworks.Scale, [Single(3)], ["E1", "E2"]);
        var bottom = Confirmation.Confirm(new(), TestFrameworks.Scale, [Single(0)], ["E1", "E2"]);
        var best = Confirmation.Confirm(new() { Assessments = Combination.Best }, TestFrameworks.Scale, [Single(2)], ["E1", "E2"]);

        Assert.Equal((NotAssessed, null, ConfirmationReasons.AssessmentMissing), Short(waiting));
        Assert.Equal((Confirmed, 0, ConfirmationReasons.Single), Short(bottom));
        Assert.Equal((Confirmed, 2, ConfirmationReasons.Single), Short(best));
    }

    [Fact]
    public void A_level_outside_the_scale_is_refused()
    {
        var refused = Assert.Throws<RefusedException>(() => Confirm(new(), Single(4)));

        Assert.Equal("confirmation.level-outside-scale (level: 4)", Assert.Single(refused.Refusals).ToString());
    }

    private static (ConfirmationState State, int? Level, string Reason) Short(ConfirmedLevel level) =>
        (level.State, level.Level, level.Reason);

    private static ConfirmedLevel Confirm(ConfirmationPolicy policy, params RatingView[] ratings) =>
        Confirmation.Confirm(policy, TestFrameworks.Scale, ratings, []);

    private RatingView Single(int? level) => Of(RatingRank.Single, level);

    private RatingView First(int? level) => Of(RatingRank.First, level);

    private RatingView Second(int? level) => Of(RatingRank.Second, level);

    private RatingView Of(RatingRank rank, int? level)
    {
        var at = new DateTimeOffset(2026, 6, 1, 9, ++made, 0, TimeSpan.Zero);
        return new(Guid.CreateVersion7(at), Lane.Assessor, "E1", 1, rank, level, at);
    }
}
