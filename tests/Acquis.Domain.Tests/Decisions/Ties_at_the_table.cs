using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>What a tie of a member of the jury with a candidate keeps from, and what can be done about it.</summary>
public sealed class Ties_at_the_table
{
    private readonly DeliberationScene scene = new();

    private static CandidateJury Tied(JuryMember member, ConflictKind kind = ConflictKind.Declared, bool byName = false) =>
        new(JuryRule.Default, [new(member.Id, member.Name, kind, byName, Refusal.Of("conflict.declared", ("reason", "Cousin")))], []);

    private static JuryMember Of(Deliberation deliberation, string name) => deliberation.Members.Single(m => m.Name == name);

    private Deliberation OpenedWith(params JurySeat[] seats)
    {
        var deliberation = scene.Prepared();
        deliberation.Compose(seats);
        deliberation.Open(JuryRule.Default, [scene.Candidate], new Dictionary<Id<Domain.Candidacies.Candidacy>, CandidateJury> { [scene.Candidacy.Id] = DeliberationScene.Free }, DeliberationScene.Now);
        return deliberation;
    }

    private Deliberation OpenedWithFour() => OpenedWith(
        DeliberationScene.Seat("Isabelle", external: true, chair: true), DeliberationScene.Seat("Bruno", external: true), DeliberationScene.Seat("Agnès", external: false),
        DeliberationScene.Seat("Chloé", external: true));

    private static string[] Pronounced(Decision decision, Deliberation deliberation, CandidateJury jury, JuryMember? by) => DeliberationScene.Codes(() =>
        decision.Pronounce(deliberation, jury, by, new(Verdict.Awarded, [], null), DeliberationScene.Now));

    [Fact]
    public void A_deliberation_does_not_open_where_the_jury_would_be_unlawful_without_its_tied_members()
    {
        var deliberation = scene.Prepared();
        var juries = new Dictionary<Id<Domain.Candidacies.Candidacy>, CandidateJury> { [scene.Candidacy.Id] = Tied(Of(deliberation, "Agnès")) };

        Assert.Equal(["jury.unlawful-without"], DeliberationScene.Codes(() => deliberation.Open(JuryRule.Default, [scene.Candidate], juries, DeliberationScene.Now)));
        foreach (var harmless in new[] { Tied(Of(deliberation, "Agnès"), ConflictKind.Assessed), Tied(Of(deliberation, "Agnès"), byName: true) })
            Assert.Empty(harmless.WhyNotOpen(deliberation.Seats, "Karim Haddad"));
    }

    [Fact]
    public void A_tied_member_leaves_the_room_and_the_others_decide()
    {
        var deliberation = OpenedWithFour();
        var decision = scene.Frozen(deliberation);
        var jury = Tied(Of(deliberation, "Agnès"));

        Assert.Equal(["jury.tie-stands"], Pronounced(decision, deliberation, jury, deliberation.Chair));
        Assert.Equal(["recusal.reason-missing"], DeliberationScene.Codes(() => decision.Recuse(deliberation, jury, new(Of(deliberation, "Agnès").Id, true, " "))));
        Assert.Equal(["recusal.tie-is-certain"], DeliberationScene.Codes(() => decision.SetAside(deliberation, jury, new(Of(deliberation, "Agnès").Id, false, "Homonyme"))));
        var fact = decision.Recuse(deliberation, jury, new(Of(deliberation, "Agnès").Id, true, "Cousine"));
        decision.Pronounce(deliberation, jury, deliberation.Chair, new(Verdict.Awarded, [], null), DeliberationScene.Now);

        Assert.Equal((Of(deliberation, "Agnès").Id, "Cousine", null), (fact.Member, fact.Reason, fact.Presides));
        Assert.Equal(Verdict.Awarded, decision.Verdict);
        Assert.Equal(["decision.already-pronounced"], DeliberationScene.Codes(() => decision.Recuse(deliberation, jury, new(Of(deliberation, "Agnès").Id, true, "Cousine"))));
    }

    [Fact]
    public void A_chair_who_leaves_names_who_presides_and_only_that_member_pronounces()
    {
        var deliberation = OpenedWithFour();
        var decision = scene.Frozen(deliberation);
        var (chair, bruno) = (deliberation.Chair!, Of(deliberation, "Bruno"));
        var jury = Tied(chair);

        Assert.Equal(["recusal.who-presides"], DeliberationScene.Codes(() => decision.Recuse(deliberation, jury, new(chair.Id, true, "Son tuteur"))));
        decision.Recuse(deliberation, jury, new(chair.Id, true, "Son tuteur", bruno.Id));

        Assert.Equal(["decision.only-the-chair-pronounces"], Pronounced(decision, deliberation, jury, chair));
        Assert.Equal(bruno.Id, decision.Pronounce(deliberation, jury, bruno, new(Verdict.Awarded, [], null), DeliberationScene.Now).Chair);
    }

    [Fact]
    public void A_tie_known_by_a_name_alone_can_be_somebody_else_s()
    {
        var deliberation = OpenedWithFour();
        var decision = scene.Frozen(deliberation);
        var jury = Tied(Of(deliberation, "Agnès"), ConflictKind.Tutored, byName: true);

        Assert.Equal(["jury.tie-by-name"], Pronounced(decision, deliberation, jury, deliberation.Chair));
        decision.SetAside(deliberation, jury, new(Of(deliberation, "Agnès").Id, false, "Une homonyme"));

        decision.Pronounce(deliberation, jury, deliberation.Chair, new(Verdict.Awarded, [], null), DeliberationScene.Now);
        Assert.Equal(Verdict.Awarded, decision.Verdict);
    }

    [Fact]
    public void A_tie_that_becomes_certain_after_it_was_set_aside_stands()
    {
        var deliberation = OpenedWithFour();
        var decision = scene.Frozen(deliberation);
        var agnes = Of(deliberation, "Agnès");
        decision.SetAside(deliberation, Tied(agnes, ConflictKind.Tutored, byName: true), new(agnes.Id, false, "Une homonyme"));

        Assert.Equal(["jury.tie-stands"], Pronounced(decision, deliberation, Tied(agnes), deliberation.Chair));
        decision.Recuse(deliberation, Tied(agnes), new(agnes.Id, true, "Cousine"));
        decision.Pronounce(deliberation, Tied(agnes), deliberation.Chair, new(Verdict.Awarded, [], null), DeliberationScene.Now);
        Assert.Equal(Verdict.Awarded, decision.Verdict);
    }

    [Fact]
    public void A_statement_that_is_missing_and_a_jury_too_small_without_who_left_keep_from_deciding_until_a_substitute_joins()
    {
        var deliberation = scene.Opened();
        var decision = scene.Frozen(deliberation);
        var agnes = Of(deliberation, "Agnès");
        var unsigned = DeliberationScene.Free with { Unsigned = [new(agnes.Id, agnes.Name, default, "Juin")] };

        Assert.Equal(["jury.statement-missing"], Pronounced(decision, deliberation, unsigned, deliberation.Chair));
        decision.Recuse(deliberation, unsigned, new(agnes.Id, true, "Pas signé"));
        Assert.Equal(["jury.members-present"], Pronounced(decision, deliberation, unsigned, deliberation.Chair));
        Assert.Equal(["jury.externals-present"], DeliberationScene.Codes(() => deliberation.Join(DeliberationScene.Seat("Denis", external: false), JuryRule.Default)));
        var joined = deliberation.Join(DeliberationScene.Seat("Emma", external: true, chair: true, present: false), JuryRule.Default);
        decision.Pronounce(deliberation, unsigned, deliberation.Chair, new(Verdict.Awarded, [], null), DeliberationScene.Now);

        Assert.Equal((false, true), (joined.Seat.IsChair, joined.Seat.IsPresent));
        Assert.Equal(3, deliberation.Members.Count);
    }
}
