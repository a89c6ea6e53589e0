using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>The first référentiel in full.</summary>
public sealed class First_framework_award
{
    private static readonly AwardEngine Engine = new(
        TestFrameworks.First(), [new("M1", new("Réseaux")), new("M2", new("Sécurité"))]);

    private static CandidacyBuilder Candidate => new(Engine);

    [Fact]
    public void Whoever_has_everything_is_certified_with_every_bloc()
    {
        var outcome = Candidate.Complete().Outcome();

        Assert.Equal(RuleState.Met, outcome.Certification);
        Assert.Equal(RuleState.Met, outcome.Admission);
        Assert.Equal(0b1111UL, outcome.Acquired);
        Assert.Equal(0b1111UL, outcome.Earned);
        Assert.Equal((16, 16), (outcome.CompetencesAcquired, outcome.CompetencesCounted));
        Assert.Empty(Candidate.Complete().Gap());
    }

    [Fact]
    public void A_level_below_the_threshold_loses_its_bloc_and_the_certification_and_no_other_bloc()
    {
        var candidate = Candidate.Complete().Level("C.7", 1);

        Assert.Equal(RuleState.NotMet, candidate.Outcome().Certification);
        Assert.Equal(RuleState.NotMet, candidate.Block("2"));
        Assert.Equal(0b1101UL, candidate.Outcome().Acquired);
        Assert.Equal(["rule.level-below C.7"], candidate.Gap());
    }

    [Fact]
    public void A_competence_not_assessed_is_not_a_0()
    {
        var notAssessed = Candidate.Complete().Level("C.7", LevelMarks.NotAssessed);
        var zero = Candidate.Complete().Level("C.7", 0);

        Assert.Equal(RuleState.Unknown, notAssessed.Outcome().Certification);
        Assert.Equal(RuleState.Unknown, notAssessed.Block("2"));
        Assert.Equal(["rule.level-not-assessed C.7"], notAssessed.Gap());
        Assert.Equal(RuleState.NotMet, zero.Outcome().Certification);
        Assert.Equal(RuleState.NotMet, zero.Block("2"));
    }

    [Fact]
    public void A_level_to_be_agreed_leaves_the_bloc_open()
    {
        var candidate = Candidate.Complete().Level("C.3", LevelMarks.ToBeAgreed).Level("C.14", LevelMarks.AwaitingSecond);

        Assert.Equal(RuleState.Unknown, candidate.Block("1"));
        Assert.Equal(RuleState.Unknown, candidate.Outcome().Certification);
        Assert.Equal(["rule.level-to-be-agreed C.3", "rule.level-awaiting-second C.14"], candidate.Gap());
    }

    [Fact]
    public void A_level_below_outweighs_what_is_not_yet_known()
    {
        var candidate = Candidate.Complete().Level("C.1", LevelMarks.ToBeAgreed).Level("C.2", 1);

        Assert.Equal(RuleState.NotMet, candidate.Block("1"));
        Assert.Equal(["rule.level-to-be-agreed C.1", "rule.level-below C.2"], candidate.Gap());
    }

    [Theory]
    [InlineData(Proofs.Company, "rule.proof-training-missing C.12")]
    [InlineData(Proofs.Training, "rule.proof-company-missing C.12")]
    public void Each_competence_is_proved_in_company_and_in_training(Proofs only, string gap)
    {
        var candidate = Candidate.Complete().Proof("C.12", only);

        Assert.Equal(RuleState.Unknown, candidate.Outcome().Certification);
        Assert.Equal(RuleState.Met, candidate.Block("3"));
        Assert.Equal([gap], candidate.Gap());
    }

    [Theory]
    [InlineData("portfolio")]
    [InlineData("logbook")]
    [InlineData("dossier")]
    public void Admission_to_the_defence_asks_for_the_whole_dossier(string requirement)
    {
        var missing = Candidate.Complete().Requirement(requirement, HandInState.Missing);
        var toJudge = Candidate.Complete().Requirement(requirement, HandInState.HandedIn);
        var refused = Candidate.Complete().Requirement(requirement, HandInState.Refused);

        Assert.Equal(RuleState.Unknown, missing.Outcome().Admission);
        Assert.Equal([$"rule.requirement-missing {requirement}"], missing.Gap());
        Assert.Equal(RuleState.Unknown, toJudge.Outcome().Admission);
        Assert.Equal([$"rule.requirement-to-judge {requirement}"], toJudge.Gap());
        Assert.Equal(RuleState.NotMet, refused.Outcome().Admission);
        Assert.Equal([$"rule.requirement-refused {requirement}"], refused.Gap());
    }

    [Fact]
    public void Every_module_report_is_asked_for()
    {
        var missing = Candidate.Complete().Module("M2", HandInState.Missing);
        var refused = Candidate.Complete().Module("M2", HandInState.Refused);

        Assert.Equal(RuleState.Unknown, missing.Outcome().Admission);
        Assert.Equal(["rule.module-missing M2"], missing.Gap());
        Assert.Equal(RuleState.NotMet, refused.Outcome().Admission);
        Assert.Equal(["rule.module-refused M2"], refused.Gap());
    }

    [Fact]
    public void A_cohort_without_modules_never_has_them_all()
    {
        var candidate = new CandidacyBuilder(new(TestFrameworks.First())).Complete();

        Assert.Equal(RuleState.NotMet, candidate.Outcome().Admission);
        Assert.Equal(RuleState.NotMet, candidate.Outcome().Certification);
        Assert.Equal(["rule.no-module"], candidate.Gap());
    }

    [Fact]
    public void Modules_of_the_framework_come_before_those_of_the_cohort()
    {
        var framework = TestFrameworks.First() with { Modules = [new("F1", new("Droit"))] };

        var engine = new AwardEngine(framework, [new("M1", new("Réseaux"))]);

        Assert.Equal("F1", Assert.Single(engine.Modules).Code);
    }

    [Fact]
    public void A_defence_judged_insufficient_refuses_the_certification_and_keeps_the_blocs()
    {
        var insufficient = Candidate.Complete().Requirement("defence", HandInState.Refused).Outcome();
        var notHeld = Candidate.Complete().Requirement("defence", HandInState.Missing).Outcome();

        Assert.Equal(RuleState.NotMet, insufficient.Certification);
        Assert.Equal(RuleState.Met, insufficient.Admission);
        Assert.Equal(0b1111UL, insufficient.Acquired);
        Assert.Equal(RuleState.Unknown, notHeld.Certification);
    }

    [Fact]
    public void An_exempted_bloc_is_held_and_asks_for_neither_levels_nor_proofs()
    {
        var candidate = Candidate.Complete().LevelsOfBlock("3", LevelMarks.NotAssessed).NoProofsInBlock("3").Exempted("3");

        Assert.Equal(RuleState.Met, candidate.Outcome().Certification);
        Assert.Equal(0b1011UL, candidate.Outcome().Earned);
        Assert.Equal("rule.block-exempted", candidate.BlockNode("3").Code);
        Assert.Equal(RuleCodes.CompetenceHeld, candidate.Explanation().Competences[10].Code);
    }

    [Fact]
    public void A_candidacy_without_any_fact_is_not_yet_known_rather_than_refused()
    {
        var outcome = Engine.Evaluate(new() { On = CandidacyBuilder.Today });

        Assert.Equal(RuleState.Unknown, outcome.Certification);
        Assert.Equal(RuleState.Unknown, outcome.Admission);
        Assert.Equal((0UL, 0b1111UL), (outcome.Acquired, outcome.Undecided));
    }

    [Fact]
    public void An_explanation_counts_what_is_met_and_names_levels()
    {
        var explanation = Candidate.Complete().Level("C.7", 1).Explanation();

        var block = explanation.Blocks[1];
        var every = Assert.Single(block.Children);
        Assert.Equal(("rule.block-not-acquired", "2"), (block.Code, block.Args["block"]));
        Assert.Equal(("rule.every-competence", 3, 4), (every.Code, every.Args["met"], every.Args["total"]));
        var below = every.Children.Single(c => c.State == RuleState.NotMet);
        Assert.Equal(
            ("C.7", "En cours d’acquisition", "Acquis"),
            (below.Args["competence"], below.Args["level"]!.ToString(), below.Args["required"]!.ToString()));
    }
}
