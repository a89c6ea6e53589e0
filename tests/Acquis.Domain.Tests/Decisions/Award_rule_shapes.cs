using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>The other shapes that award rules must express.</summary>
public sealed class Award_rule_shapes
{
    private static readonly DateOnly Today = CandidacyBuilder.Today;

    private static readonly AwardRules BlockByBlock = new(TestFrameworks.EveryCompetence, null, TestFrameworks.EveryBlock);

    /// <summary>Five common blocs and one of two options.</summary>
    private static readonly AwardEngine Options = new(TestFrameworks.Of(
        BlockByBlock,
        [
            .. Enumerable.Range(1, 5).Select(b => TestFrameworks.Block($"{b}", $"C{b}")),
            TestFrameworks.Block("6A", "CA") with { OptionGroup = "6" },
            TestFrameworks.Block("6B", "CB") with { OptionGroup = "6" },
        ]));

    private static CandidacyBuilder WithOptions => new(Options);

    [Fact]
    public void Five_common_blocs_and_the_chosen_option_make_the_certification()
    {
        var candidate = WithOptions.Complete().For("1", "2", "3", "4", "5", "6B").Level("CA", LevelMarks.NotAssessed);

        Assert.Equal(RuleState.Met, candidate.Outcome().Certification);
        Assert.Null(candidate.Outcome().Admission);
        Assert.Equal((6, 6), (candidate.Outcome().CompetencesAcquired, candidate.Outcome().CompetencesCounted));
    }

    [Fact]
    public void The_option_that_is_not_chosen_takes_the_place_of_nothing()
    {
        var candidate = WithOptions.Complete().For("1", "2", "3", "4", "5", "6B").Level("CB", 1);

        Assert.Equal(RuleState.NotMet, candidate.Outcome().Certification);
        Assert.Equal(["rule.level-below CB"], candidate.Gap());
        Assert.Equal("rule.block-not-taken", candidate.BlockNode("6A").Code);
    }

    [Fact]
    public void Without_a_choice_of_option_the_certification_is_not_yet_known()
    {
        var candidate = WithOptions.Complete();

        Assert.Equal(RuleState.Unknown, candidate.Outcome().Certification);
        Assert.Equal(["rule.option-not-chosen 6"], candidate.Gap());
    }

    [Fact]
    public void An_option_brought_along_stands_for_the_choice()
    {
        var candidate = WithOptions.Complete().Acquired("6A", Today.AddYears(-1));

        Assert.Equal(RuleState.Met, candidate.Outcome().Certification);
    }

    [Fact]
    public void Two_options_of_one_group_are_refused()
    {
        var refused = Assert.Throws<RefusedException>(() => Options.MaskOf(["6A", "6B"]));

        Assert.Equal("award.two-options", refused.Refusals[0].Code);
    }

    [Fact]
    public void A_candidacy_for_chosen_blocs_earns_these_and_no_other()
    {
        var candidate = WithOptions.Complete().For("2", "4");

        Assert.Equal(0b01010UL, candidate.Outcome().Earned);
        Assert.Equal(RuleState.Unknown, candidate.Outcome().Certification);
        Assert.Contains("rule.block-not-taken 1", candidate.Gap());
    }

    [Fact]
    public void Blocs_of_several_candidacies_add_up_to_the_certification()
    {
        var candidate = WithOptions.LevelsOfBlock("5", 3).For("5")
            .Acquired("1", Today.AddYears(-8)).Acquired("2", Today.AddYears(-3)).Acquired("3", Today).Exempted("4").Acquired("6B", Today);

        Assert.Equal(RuleState.Met, candidate.Outcome().Certification);
        Assert.Equal(0b010000UL, candidate.Outcome().Earned);
    }

    [Fact]
    public void Transversal_competences_are_required_in_every_bloc()
    {
        var transversal = new Block("T", new("T"), [], [TestFrameworks.Competence("CT", transversal: true)]);
        var engine = new AwardEngine(TestFrameworks.Of(
            BlockByBlock, TestFrameworks.Block("1", "C1"), TestFrameworks.Block("2", "C2"), transversal));

        var below = new CandidacyBuilder(engine).Complete().Level("CT", 1);
        var open = new CandidacyBuilder(engine).Complete().Level("CT", LevelMarks.NotAssessed);

        Assert.Equal((0UL, 0UL), (below.Outcome().Acquired, below.Outcome().Undecided));
        Assert.Equal((0UL, 0b111UL), (open.Outcome().Acquired, open.Outcome().Undecided));
        Assert.Equal(["rule.level-below CT"], below.Gap());
        Assert.Equal(0b111UL, new CandidacyBuilder(engine).Complete().Outcome().Acquired);
    }

    [Fact]
    public void A_range_over_transversal_competences_is_never_met_where_there_are_none()
    {
        var rule = new Every(RuleRange.TransversalCompetences, new CompetenceLevel(null, null));
        var engine = new AwardEngine(TestFrameworks.Of(new(TestFrameworks.EveryCompetence, null, rule), TestFrameworks.Block("1", "C1")));

        Assert.Equal(["rule.no-transversal"], new CandidacyBuilder(engine).Complete().Gap());
        Assert.Equal(RuleState.NotMet, new CandidacyBuilder(engine).Complete().Outcome().Certification);
    }

    [Fact]
    public void A_company_period_is_a_requirement_beside_the_blocs()
    {
        var award = BlockByBlock with { Certification = new AllOf([TestFrameworks.EveryBlock, new RequirementMet("period")]) };
        var framework = TestFrameworks.Of(award, TestFrameworks.Block("1", "C1")) with
        {
            Requirements = [TestFrameworks.Requirement("period", RequirementKind.Document, "Période en entreprise")],
        };
        var engine = new AwardEngine(framework);

        Assert.Equal(RuleState.Met, new CandidacyBuilder(engine).Complete().Outcome().Certification);
        Assert.Equal(
            ["rule.requirement-missing period"],
            new CandidacyBuilder(engine).Complete().Requirement("period", HandInState.Missing).Gap());
    }

    [Theory]
    [InlineData("2021-07-01", RuleState.Met, "rule.block-kept-until")]
    [InlineData("2021-06-30", RuleState.Unknown, "rule.block-expired")]
    [InlineData("2026-07-02", RuleState.Unknown, "rule.block-undecided")]
    public void A_bloc_is_kept_five_years_to_the_day(string on, RuleState state, string code)
    {
        var candidate = FiveYears().LevelsOfBlock("2", 2).Acquired("1", DateOnly.Parse(on));

        Assert.Equal(state, candidate.Block("1"));
        Assert.Equal(code, candidate.BlockNode("1").Code);
        Assert.Equal(state, candidate.Outcome().Certification);
    }

    [Fact]
    public void A_bloc_too_old_can_be_acquired_again()
    {
        var candidate = FiveYears().Complete().Acquired("1", Today.AddYears(-6));

        Assert.Equal("rule.block-acquired", candidate.BlockNode("1").Code);
        Assert.Equal(0b11UL, candidate.Outcome().Earned);
    }

    [Fact]
    public void The_latest_of_two_awards_of_a_bloc_counts()
    {
        var candidate = FiveYears().Acquired("1", Today.AddYears(-1)).Acquired("1", Today.AddYears(-6));

        var kept = candidate.BlockNode("1");
        Assert.Equal(("rule.block-kept-until", Today.AddYears(-1), Today.AddYears(4)), (kept.Code, kept.Args["on"], kept.Args["until"]));
    }

    [Fact]
    public void An_exemption_does_not_age()
    {
        Assert.Equal(RuleState.Met, FiveYears().Exempted("1").Block("1"));
    }

    [Fact]
    public void Alternatives_stay_together_in_the_gap()
    {
        var rule = new AnyOf([new CompetenceLevel("C1", 3), new AllOf([new CompetenceLevel("C2", 3), new CompetenceLevel("C1", null)])]);
        var engine = new AwardEngine(TestFrameworks.Of(BlockByBlock with { Certification = rule }, TestFrameworks.Block("1", "C1", "C2")));

        var gap = Assert.Single(new CandidacyBuilder(engine).Level("C1", 2).Level("C2", 2).Explanation().Gap);

        Assert.Equal(RuleCodes.Any, gap.Code);
        Assert.Equal(2, gap.Children.Count);
    }

    [Theory]
    [InlineData(2, 2, -1, RuleState.Met)]
    [InlineData(2, -1, -1, RuleState.Unknown)]
    [InlineData(2, 1, -1, RuleState.Unknown)]
    [InlineData(1, 1, -1, RuleState.NotMet)]
    public void Two_of_three_are_met_once_two_are_and_lost_once_two_cannot_be(int a, int b, int c, RuleState expected)
    {
        var rule = new AtLeast(2, [new CompetenceLevel("A", null), new CompetenceLevel("B", null), new CompetenceLevel("C", null)]);
        var engine = new AwardEngine(TestFrameworks.Of(BlockByBlock with { Certification = rule }, TestFrameworks.Block("1", "A", "B", "C")));

        Assert.Equal(expected, new CandidacyBuilder(engine).Level("A", a).Level("B", b).Level("C", c).Outcome().Certification);
    }

    [Fact]
    public void A_bloc_with_its_own_rule_can_ask_for_another_bloc()
    {
        var own = new AllOf([TestFrameworks.EveryCompetence, new BlockAcquired("2")]);
        var engine = new AwardEngine(TestFrameworks.Of(
            BlockByBlock, TestFrameworks.Block("1", "C1") with { Rule = own }, TestFrameworks.Block("2", "C2")));

        Assert.Equal(RuleState.NotMet, new CandidacyBuilder(engine).Complete().Level("C2", 0).Block("1"));
        Assert.Equal(RuleState.Met, new CandidacyBuilder(engine).Complete().Level("C2", 0).Exempted("2").Block("1"));
    }

    [Fact]
    public void A_framework_copied_with_other_blocs_has_their_competences()
    {
        var before = TestFrameworks.Of(BlockByBlock, TestFrameworks.Block("1", "C1"));
        Assert.Single(before.Competences);

        var after = before with { Blocks = [TestFrameworks.Block("1", "C1", "C2")] };

        Assert.Equal(["C1", "C2"], after.Competences.Select(c => c.Code));
    }

    private static CandidacyBuilder FiveYears() => new(new(TestFrameworks.Of(
        BlockByBlock with { BlockValidityYears = 5 }, TestFrameworks.Block("1", "C1"), TestFrameworks.Block("2", "C2"))));
}
