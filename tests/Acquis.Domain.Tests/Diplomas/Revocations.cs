using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Tests.Decisions;

namespace Acquis.Domain.Tests.Diplomas;

/// <summary>A document is revoked by two persons, or since its decision was replaced.</summary>
public sealed class Revocations
{
    private static readonly DateTimeOffset Now = DeliberationScene.Now.AddDays(1);
    private static readonly Actor One = new(ActorKind.Account, new("00000000-0000-7000-8000-00000000000a"));
    private static readonly Actor Other = new(ActorKind.Account, new("00000000-0000-7000-8000-00000000000b"));

    [Fact]
    public void What_one_asks_for_another_agrees_to_and_the_motive_is_the_first_one_s()
    {
        var diploma = Issued();
        var asked = diploma.AskRevocation(One, " Identité usurpée. ", Now);
        Assert.Equal((DiplomaState.Valid, new AskedRevocation(One, Now, "Identité usurpée.")), (diploma.State, diploma.AskedRevocation));

        var revoked = diploma.AgreeToRevocation(Other, Now.AddHours(1));

        Assert.Equal(("Identité usurpée.", "Identité usurpée.", One), (asked.Motive, revoked.Motive, revoked.AskedBy));
        Assert.Equal((DiplomaState.Revoked, Now.AddHours(1), null), (diploma.State, diploma.EndedAt, diploma.AskedRevocation));
        Assert.Equal("diploma.already-revoked", CodeOf(() => diploma.AskRevocation(One, "Encore.", Now)));
    }

    [Fact]
    public void Nobody_answers_what_they_asked_for_and_nobody_takes_back_what_another_asked_for()
    {
        var diploma = Issued();
        Assert.Equal("diploma.revocation-not-asked", CodeOf(() => diploma.AgreeToRevocation(Other, Now)));
        diploma.AskRevocation(One, "Identité usurpée.", Now);

        Assert.Equal("diploma.revocation-same-person", CodeOf(() => diploma.AgreeToRevocation(One, Now)));
        Assert.Equal("diploma.revocation-same-person", CodeOf(() => diploma.DeclineRevocation(One, "Non.")));
        Assert.Equal("diploma.revocation-other-person", CodeOf(() => diploma.WithdrawRevocation(Other)));
        Assert.Equal("diploma.revocation-asked", CodeOf(() => diploma.AskRevocation(Other, "Moi aussi.", Now)));
        Assert.Equal(DiplomaState.Valid, diploma.State);
    }

    [Fact]
    public void The_program_itself_does_not_agree_to_what_it_asked_for()
    {
        var diploma = Issued();
        diploma.AskRevocation(Actor.Program, "Identité usurpée.", Now);

        Assert.Equal("diploma.revocation-same-person", CodeOf(() => diploma.AgreeToRevocation(Actor.Program, Now)));
    }

    [Fact]
    public void A_request_declined_or_taken_back_ends_and_can_be_made_again()
    {
        var diploma = Issued();
        diploma.AskRevocation(One, "Identité usurpée.", Now);
        Assert.Equal("diploma.motive-missing", CodeOf(() => diploma.DeclineRevocation(Other, " ")));
        Assert.Equal("L’enquête l’écarte.", diploma.DeclineRevocation(Other, "L’enquête l’écarte.").Motive);
        diploma.AskRevocation(Other, "Nouveaux éléments.", Now);
        diploma.WithdrawRevocation(Other);

        Assert.Equal((DiplomaState.Valid, null), (diploma.State, diploma.AskedRevocation));
    }

    [Fact]
    public void While_it_is_asked_for_the_document_is_neither_copied_nor_replaced_but_a_replaced_decision_revokes_it()
    {
        var diploma = Issued();
        diploma.AskRevocation(One, "Identité usurpée.", Now);

        Assert.Equal("diploma.revocation-asked", CodeOf(() => diploma.Copy("f", new(2027, 7, 1), "Perte.")));
        Assert.Equal("diploma.revocation-asked", CodeOf(() => diploma.Replace(Id<Diploma>.New(Now), "Nom corrigé.", Now)));
        Assert.Null(diploma.Revoke("Décision remplacée.", Now).AskedBy);
        Assert.Equal((DiplomaState.Revoked, null), (diploma.State, diploma.AskedRevocation));
    }

    [Fact]
    public void A_document_revoked_without_ground_stays_revoked_and_leads_to_another_once()
    {
        var diploma = Issued();
        var next = Id<Diploma>.New(Now);
        Assert.Equal("diploma.not-revoked", CodeOf(() => diploma.Restore(next, "Erreur sur la personne.")));
        diploma.Revoke("Identité usurpée.", Now);

        Assert.Equal((next, "Erreur sur la personne."), (diploma.Restore(next, "Erreur sur la personne.").By, "Erreur sur la personne."));
        Assert.Equal((DiplomaState.Revoked, next), (diploma.State, diploma.ReplacedById));
        Assert.Equal("diploma.restored-already", CodeOf(() => diploma.Restore(next, "Encore.")));
    }

    private static string CodeOf(Action act) => Assert.Throws<RefusedException>(act).Refusals[0].Code;

    private static Diploma Issued()
    {
        var scene = new DeliberationScene();
        var deliberation = scene.Opened();
        var decision = scene.Frozen(deliberation);
        decision.Pronounce(deliberation, DeliberationScene.Free, deliberation.Chair, new(Verdict.Awarded, [], null), DeliberationScene.Now);
        deliberation.Close(0, "f", DeliberationScene.Now);
        foreach (var member in deliberation.Members)
            deliberation.Sign(member, onPaper: true, DeliberationScene.Now);

        deliberation.SchedulePublication(DeliberationScene.Now);
        deliberation.Publish([decision], DeliberationScene.Now);
        return Diploma.Issue(
            new()
            {
                Id = Id<Diploma>.New(Now),
                Kind = DiplomaKind.Diploma,
                PersonId = scene.Person.Id,
                CertificationId = Id<Certification>.New(Now),
                BlockCode = "",
                Year = 2027,
                Serial = 1,
                Code = "0123456789ABCDEF",
                HolderName = "Karim Haddad",
                HolderKey = "haddad karim",
                IssuedOn = new(2027, 6, 26),
                ContentJson = "{}",
                ContentHash = "h",
                PdfFile = "f",
                IsSpecimen = true,
            },
            decision, [], Now).Diploma;
    }
}
