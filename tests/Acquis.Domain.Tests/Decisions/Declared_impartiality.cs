using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>A member whom no season asked for a statement declares their impartiality for the deliberation.</summary>
public sealed class Declared_impartiality
{
    private readonly DeliberationScene scene = new();

    [Fact]
    public void A_member_declares_once_before_the_list_is_closed_and_only_where_they_sit()
    {
        var deliberation = scene.Prepared();
        deliberation.Compose([DeliberationScene.Seat("Isabelle", external: true, chair: true), DeliberationScene.Seat("Bruno", external: true), DeliberationScene.Seat("Agnès", external: false) with { IsPresent = false }]);
        var (isabelle, agnès) = (deliberation.Members.Single(m => m.Name == "Isabelle"), deliberation.Members.Single(m => m.Name == "Agnès"));

        var fact = deliberation.Declare(isabelle, "ab12", DeliberationScene.Now);

        Assert.Equal((deliberation.Id, isabelle.Id, "ab12"), (fact.Deliberation, fact.Member, fact.TextHash));
        Assert.Equal((DeliberationScene.Now, "ab12"), (isabelle.DeclaredAt, isabelle.DeclarationHash));
        Assert.Equal(["jury.already-declared"], DeliberationScene.Codes(() => deliberation.Declare(isabelle, null, DeliberationScene.Now)));
        Assert.Equal(["jury.member-absent"], DeliberationScene.Codes(() => deliberation.Declare(agnès, null, DeliberationScene.Now)));
        Assert.Equal(["jury.not-a-member"], DeliberationScene.Codes(() => deliberation.Declare(null, null, DeliberationScene.Now)));
        Assert.Equal(["jury.not-a-member"], DeliberationScene.Codes(() => scene.Prepared().Declare(isabelle, null, DeliberationScene.Now)));
    }

    [Fact]
    public void That_nobody_has_a_member_s_statement_is_said_and_keeps_nobody_away()
    {
        var deliberation = scene.Prepared();
        var jury = DeliberationScene.Free with { Undeclared = [.. deliberation.Members.Select(m => new UndeclaredSeat(m.Id, m.Name))] };

        Assert.NotEmpty(jury.Undeclared);
        Assert.Empty(jury.WhyNotDecide(deliberation.Seats, []));
        Assert.Empty(jury.WhyNotOpen(deliberation.Seats, "Karim Haddad"));
    }
}
