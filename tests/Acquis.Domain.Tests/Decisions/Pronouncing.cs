using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>What the chair may say, and when.</summary>
public sealed class Pronouncing
{
    private readonly DeliberationScene scene = new();

    private static Pronouncement Say(Verdict verdict, string[]? blocks = null, SaltedText? motive = null) => new(verdict, blocks ?? [], motive);

    [Fact]
    public void Whoever_has_everything_is_proposed_the_certification_and_the_code_says_by_rule()
    {
        var deliberation = scene.Opened();
        var decision = scene.Frozen(deliberation);

        var fact = decision.Pronounce(deliberation, DeliberationScene.Free, deliberation.Chair, Say(Verdict.Awarded), DeliberationScene.Now);

        Assert.Equal((Verdict.Awarded, DecisionBasis.ByRule), (fact.Verdict, fact.Basis));
        Assert.Equal(["1", "2", "3", "4"], decision.Blocks);
    }

    [Fact]
    public void A_decision_is_pronounced_once()
    {
        var deliberation = scene.Opened();
        var decision = scene.Frozen(deliberation);
        decision.Pronounce(deliberation, DeliberationScene.Free, deliberation.Chair, Say(Verdict.Awarded), DeliberationScene.Now);

        var codes = DeliberationScene.Codes(() => decision.Pronounce(deliberation, DeliberationScene.Free, deliberation.Chair, Say(Verdict.Awarded), DeliberationScene.Now));

        Assert.Equal(["decision.already-pronounced"], codes);
    }

    [Fact]
    public void A_departure_from_the_rule_asks_for_its_motive()
    {
        var deliberation = scene.Opened();
        var decision = scene.Frozen(deliberation, level: 1);
        Assert.Equal((Verdict.PartlyAwarded, "1,3,4"), (decision.ProposedVerdict, string.Join(',', decision.ProposedBlocks)));

        Assert.Equal(
            ["decision.motive-missing"],
            DeliberationScene.Codes(() => decision.Pronounce(deliberation, DeliberationScene.Free, deliberation.Chair, Say(Verdict.Awarded), DeliberationScene.Now)));
        var fact = decision.Pronounce(deliberation, DeliberationScene.Free, deliberation.Chair, Say(Verdict.Awarded, motive: DeliberationScene.Motive), DeliberationScene.Now);

        Assert.Equal(DecisionBasis.ByJury, fact.Basis);
        Assert.Equal(DeliberationScene.Motive.Hash, fact.MotiveHash);
    }

    [Fact]
    public void Other_blocs_than_the_rule_s_are_a_departure()
    {
        var deliberation = scene.Opened();
        var decision = scene.Frozen(deliberation, level: 1);

        var codes = DeliberationScene.Codes(() => decision.Pronounce(deliberation, DeliberationScene.Free, deliberation.Chair, Say(Verdict.PartlyAwarded, ["1"]), DeliberationScene.Now));

        Assert.Equal(["decision.motive-missing"], codes);
    }

    [Fact]
    public void Pronounce_by_a_member_who_is_not_chair_is_refused()
    {
        var deliberation = scene.Opened();
        var decision = scene.Frozen(deliberation);

        foreach (var by in new[] { deliberation.Members.Single(m => !m.IsChair), null })
        {
            Assert.Equal(
                ["decision.only-the-chair-pronounces"],
                DeliberationScene.Codes(() => decision.Pronounce(deliberation, DeliberationScene.Free, by, Say(Verdict.Awarded), DeliberationScene.Now)));
        }
    }

    [Fact]
    public void A_list_with_a_candidate_without_verdict_is_not_closed_and_a_closed_one_not_closed_again()
    {
        var deliberation = scene.Opened();

        Assert.Equal(["deliberation.pending-left"], DeliberationScene.Codes(() => deliberation.Close(1, "f", DeliberationScene.Now)));
        deliberation.Close(0, "f", DeliberationScene.Now);

        Assert.Equal(["deliberation.already-closed"], DeliberationScene.Codes(() => deliberation.Close(0, "f", DeliberationScene.Now)));
    }

    [Fact]
    public void Results_are_published_signed_and_not_before_the_chosen_moment()
    {
        var deliberation = scene.Opened();
        var decision = scene.Frozen(deliberation);
        decision.Pronounce(deliberation, DeliberationScene.Free, deliberation.Chair, Say(Verdict.Awarded), DeliberationScene.Now);
        deliberation.Close(0, "f", DeliberationScene.Now);

        Assert.Equal(["deliberation.signatures-missing"], DeliberationScene.Codes(() => deliberation.SchedulePublication(DeliberationScene.Now)));
        foreach (var member in deliberation.Members)
            deliberation.Sign(member, onPaper: false, DeliberationScene.Now);
        deliberation.SchedulePublication(DeliberationScene.Now.AddHours(2));

        Assert.Equal(["deliberation.too-early"], DeliberationScene.Codes(() => deliberation.Publish([decision], DeliberationScene.Now)));
        deliberation.Publish([decision], DeliberationScene.Now.AddHours(2));
        Assert.Equal(DeliberationScene.Now.AddHours(2), decision.PublishedAt);
    }

    [Fact]
    public void A_withdrawn_candidacy_and_a_cohort_without_modules_are_not_deliberated()
    {
        var bare = new DeliberationScene(modules: false);
        scene.Candidacy.Withdraw("Départ à l’étranger");

        Assert.Equal(["deliberation.candidate-withdrawn"], DeliberationScene.Codes(() => scene.Prepared()));
        Assert.Equal(["deliberation.cohort-without-modules"], DeliberationScene.Codes(() => bare.Prepared()));
    }

    [Fact]
    public void A_decision_is_replaced_only_with_a_reason_and_only_once()
    {
        var deliberation = scene.Opened();
        var decision = scene.Frozen(deliberation);
        decision.Pronounce(deliberation, DeliberationScene.Free, deliberation.Chair, Say(Verdict.Awarded), DeliberationScene.Now);
        deliberation.Close(0, "f", DeliberationScene.Now);
        var next = scene.Frozen(deliberation, level: 1);

        Assert.Equal(
            ["decision.supersede-reason-missing"],
            DeliberationScene.Codes(() => decision.Supersede(
                next, deliberation, deliberation.Chair, Say(Verdict.PartlyAwarded, ["1", "3", "4"]), " ", [], DeliberationScene.Now)));
        decision.Supersede(next, deliberation, deliberation.Chair, Say(Verdict.PartlyAwarded, ["1", "3", "4"]), "Erreur de saisie", [], DeliberationScene.Now);

        Assert.False(decision.Stands);
        Assert.Equal((Verdict.Awarded, Verdict.PartlyAwarded), (decision.Verdict, next.Verdict));
        Assert.Equal(["decision.already-superseded"], decision.WhyNotSupersede(deliberation, deliberation.Chair).Select(r => r.Code));
    }
}
