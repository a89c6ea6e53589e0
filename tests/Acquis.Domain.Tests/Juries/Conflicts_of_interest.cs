using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;

namespace Acquis.Domain.Tests.Juries;

/// <summary>Conflicts derived from the data and declared; statements of impartiality.</summary>
public sealed class Conflicts_of_interest
{
    private static readonly DateTimeOffset Now = new(2027, 5, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly Id<Candidacy> Camille = Id<Candidacy>.New(Now);

    private static Juror Juror(string name, Guid? account = null, string? email = null, string? employer = null, string? siret = null, string? group = null) =>
        Domain.Juries.Juror.Register(
            Id<Juror>.New(Now), new() { Name = name, Quality = "Architecte", Email = email, Employer = employer, EmployerSiret = siret, Group = group }, account).Juror;

    private static ConflictKind[] Kinds(ConflictCandidate candidate, params Juror[] jurors) => [.. Conflicts.Find([candidate], jurors, [], []).Select(c => c.Kind)];

    private static string[] Codes(Action act) => [.. Assert.Throws<RefusedException>(act).Refusals.Select(r => r.Code)];

    [Fact]
    public void A_trainer_an_assessor_a_tutor_and_an_earlier_jury_are_told_by_account_name_or_address()
    {
        var account = Guid.NewGuid();
        var candidate = new ConflictCandidate(
            Camille,
            [
                new(ConflictKind.Trained, Account: account), new(ConflictKind.Assessed, Name: "Étienne WATTRELOS"), new(ConflictKind.Tutored, Email: "Paul@Example.org"),
                new(ConflictKind.PastJury, Name: "Anne Deroubaix", Where: "Session de juin"),
            ]);

        var found = Conflicts.Find(
            [candidate], [Juror("Rémi", account), Juror("Etienne Wattrelos"), Juror("Paul Marchal", email: "paul@example.org"), Juror("Anne Deroubaix"), Juror("Nadia")], [], []);

        Assert.Equal([ConflictKind.Trained, ConflictKind.Assessed, ConflictKind.Tutored, ConflictKind.PastJury], found.Select(f => f.Kind));
        Assert.Equal(["conflict.trained", "conflict.assessed", "conflict.tutored", "conflict.past-jury"], found.Select(f => f.Reason.Code));
        Assert.Equal("Session de juin", found[3].Reason.Args["jury"]);
    }

    [Fact]
    public void The_same_company_is_told_by_its_number_or_its_name_and_said_once()
    {
        var candidate = new ConflictCandidate(Camille, [], "Ateliers Hautefeuille", "73282932000074");

        Assert.Equal([ConflictKind.SameCompany], Kinds(candidate, Juror("A", employer: "Ateliers  HAUTEFEUILLE".Replace("  ", " ", StringComparison.Ordinal), siret: "73282932000074", group: "Hautefeuille")));
        Assert.Equal([ConflictKind.SameCompany], Kinds(candidate, Juror("A", employer: "Autre nom", siret: "73282932000074")));
        Assert.Empty(Kinds(candidate, Juror("A", employer: "Ateliers Voisins")));
        Assert.Empty(Kinds(new(Camille, []), Juror("A"), Juror("B", employer: "Ateliers")));
    }

    [Fact]
    public void The_same_group_is_told_by_a_colleague_or_by_its_own_name()
    {
        var colleague = Juror("Colleague", employer: "Ateliers Hautefeuille", group: "Groupe Nord");
        var cousin = Juror("Cousin", employer: "Fonderies du Quai", group: "GROUPE NORD");

        var found = Conflicts.Find([new(Camille, [], "Ateliers Hautefeuille")], [colleague, cousin], [], []);

        Assert.Equal([(colleague.Id, ConflictKind.SameCompany), (cousin.Id, ConflictKind.SameGroup)], found.Select(f => (f.Juror, f.Kind)));
        Assert.Equal([ConflictKind.SameGroup], Kinds(new(Camille, [], "Groupe Nord"), cousin));
    }

    [Fact]
    public void A_declared_tie_counts_until_it_is_lifted_and_a_refused_statement_for_everybody()
    {
        var (anne, jean) = (Juror("Anne"), Juror("Jean"));
        var (tie, _) = DeclaredTie.Declare(Id<DeclaredTie>.New(Now), anne.Id, Camille, "Cousine", Now);
        ConflictCandidate[] candidates = [new(Camille, []), new(Id<Candidacy>.New(Now), [])];

        Assert.Equal("Cousine", Assert.Single(Conflicts.Find(candidates, [anne, jean], [tie], [])).Reason.Args["reason"]);
        Assert.Equal(2, Conflicts.Find(candidates, [anne, jean], [], [jean.Id]).Count(c => c.Juror == jean.Id && c.Kind is ConflictKind.Refused));
        tie.Lift("Homonyme", Now);
        Assert.Empty(Conflicts.Find(candidates, [anne, jean], [tie], []));
    }

    [Fact]
    public void A_tie_is_declared_and_lifted_with_a_reason_once()
    {
        Assert.Equal(["tie.reason-missing"], Codes(() => DeclaredTie.Declare(default, default, Camille, " ", Now)));
        var (tie, _) = DeclaredTie.Declare(Id<DeclaredTie>.New(Now), default, Camille, "Cousine", Now);
        Assert.Equal(["tie.reason-missing"], Codes(() => tie.Lift(new('x', 301), Now)));
        tie.Lift("Homonyme", Now);
        Assert.Equal(["tie.already-lifted"], Codes(() => tie.Lift("Encore", Now)));
    }

    [Fact]
    public void A_statement_is_signed_or_refused_once_and_cancelled_with_a_reason()
    {
        static ImpartialityStatement Asked() => ImpartialityStatement.Ask(Id<ImpartialityStatement>.New(Now), Id<Season>.New(Now), Id<Juror>.New(Now), Now).Statement;
        var (signed, refused) = (Asked(), Asked());

        signed.Sign("abc", Now);
        Assert.Equal((StatementState.Signed, "abc"), (signed.State, signed.TextHash));
        Assert.Equal(["statement.already-answered"], Codes(() => signed.Sign("abc", Now)));
        Assert.Equal(["statement.reason-missing"], Codes(() => refused.Refuse("", Now)));
        refused.Refuse("Mon neveu est candidat", Now);
        Assert.Equal(["statement.already-answered"], Codes(() => refused.Sign("abc", Now)));
        Assert.Equal(["statement.reason-missing"], Codes(() => refused.Cancel(null)));
        refused.Cancel("Erreur de personne");
        Assert.Equal(["statement.cancelled"], Codes(() => refused.Cancel("Encore")));
        Assert.Equal(["statement.cancelled"], Codes(() => refused.Sign("abc", Now)));
    }
}
