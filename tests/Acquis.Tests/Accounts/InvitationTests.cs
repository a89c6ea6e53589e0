using System.Net;
using System.Text.RegularExpressions;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Invitations;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Acquis.Tests.Candidacies;
using Acquis.Tests.Messages;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Accounts;

public sealed partial class InvitationTests
{
    private const string Password = "quatre chevaux verts sautillent";

    [Theory, BothDatabases]
    public async Task A_candidate_makes_an_account_from_the_link_in_the_mail_and_lands_on_the_own_file(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.EnrolAsync("Anne", "Delaunoy");
        using var server = new MailCatcher();
        await program.SetServerAsync(server);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var candidate = program.Stranger();

        var invited = await (await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/invitations")).PressAsync("Inviter les 2 candidats sans accès");
        await program.SendAsync();
        var mail = MailScene.Decoded(Assert.Single(server.Messages, m => m.Contains("To: Anne@example.org", StringComparison.Ordinal)));
        var path = Link().Match(mail).Value;
        var home = await (await candidate.OpenAsync(path)).PressAsync("Créer le compte", ("Password", Password));
        var again = await candidate.OpenAsync(path);
        var done = await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/invitations");

        Assert.Contains("Invité", invited.Text, StringComparison.Ordinal);
        Assert.Contains("Institut Hautefeuille", mail, StringComparison.Ordinal);
        Assert.Equal($"/candidacies/{scene.Candidacy}", home.Path);
        Assert.Equal(HttpStatusCode.OK, home.Status);
        Assert.Equal(HttpStatusCode.Gone, again.Status);
        Assert.Contains("A un compte", done.Text, StringComparison.Ordinal);
        var account = await program.ReadAsync(db => db.Users.AsNoTracking().SingleAsync(u => u.PersonId != null));
        Assert.True(account.EmailConfirmed);
        Assert.DoesNotContain(path[^64..], await program.ReadAsync(async db => string.Join(' ', await db.Set<Invitation>().Select(i => i.CodeHash).ToListAsync())), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Sending_again_ends_the_former_link_and_never_makes_two_accounts(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        await InviteAllAsync(registrar, scene);
        var first = await LinkAsync(program);

        program.Clock.Advance(TimeSpan.FromSeconds(1));
        await (await registrar.OpenAsync("/invitations")).PressAsync("Renvoyer");
        var second = await LinkAsync(program);
        var (one, two) = (program.Stranger(), program.Stranger());
        var dead = await one.OpenAsync(first);
        var (pageOne, pageTwo) = (await one.OpenAsync(second), await two.OpenAsync(second));
        await Task.WhenAll(pageOne.PressAsync("Créer le compte", ("Password", Password)), pageTwo.PressAsync("Créer le compte", ("Password", Password)));

        Assert.Equal(HttpStatusCode.NotFound, dead.Status);
        Assert.Equal(1, await program.CountAsync(OutboxState.Stopped));
        Assert.Equal(1, await program.ReadAsync(db => db.Users.CountAsync(u => u.PersonId != null)));
        Assert.Equal(1, await program.ReadAsync(db => db.Set<Invitation>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_link_that_is_too_old_or_was_taken_back_opens_nothing(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        await InviteAllAsync(registrar, scene);
        var link = await LinkAsync(program);
        using var candidate = program.Stranger();
        var page = await candidate.OpenAsync(link);

        await program.ReadAsync(db => db.Set<Invitation>().ExecuteUpdateAsync(s => s.SetProperty(i => i.ExpiresAt, program.Clock.GetUtcNow())));
        var late = await page.PressAsync("Créer le compte", ("Password", Password));
        await InviteAllAsync(registrar, scene);
        var renewed = await LinkAsync(program);
        await (await registrar.OpenAsync("/invitations")).PressAsync("Retirer");
        var revoked = await candidate.OpenAsync(renewed);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.Status);
        Assert.Contains("Cette invitation valait jusqu’au", late.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, revoked.Status);
        Assert.Contains("Cette invitation a été retirée", revoked.Text, StringComparison.Ordinal);
        Assert.Equal(0, await program.ReadAsync(db => db.Users.CountAsync(u => u.PersonId != null)));
    }

    [Theory, BothDatabases]
    public async Task Somebody_who_has_an_account_proves_it_and_takes_the_role(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await program.InScopeAsync(s => s.GetRequiredService<AccountService>().CreateAsync(new("noe@example.org", "Noé", "fr", [new(Role.Trainer, null, null, null)], Password), default));
        using var administrator = await program.SignedInAsync(Role.Administrator);
        var form = await administrator.OpenAsync("/invitations/new");
        var sent = await form.PressAsync("Inviter", ("People", "Noé ; noe@example.org\nAnne Duval <anne@example.org>"), ("Role", nameof(Role.Assessor)));
        using var noe = program.Stranger();
        var page = await noe.OpenAsync(await LinkAsync(program, "noe@example.org"));

        var wrong = await page.PressAsync("Ajouter cet accès", ("Password", "autre chose de long"));
        var done = await page.PressAsync("Ajouter cet accès", ("Password", Password));

        Assert.Contains("2 invitations partent", sent.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("/", done.Path);
        var roles = await program.ReadAsync(db => db.RoleGrants.Where(g => db.Users.Any(u => u.Id == g.AccountId && u.Email == "noe@example.org")).Select(g => g.Role).ToListAsync());
        Assert.Equal([Role.Trainer, Role.Assessor], roles.Order());
        Assert.Equal(1, await program.ReadAsync(db => db.Users.CountAsync(u => u.Email == "noe@example.org")));
    }

    [Theory, BothDatabases]
    public async Task An_address_written_with_other_capitals_is_the_same_colleague(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var administrator = await program.SignedInAsync(Role.Administrator);
        foreach (var address in new[] { "Anne@example.org", "anne@example.org", "ANNE@Example.org" })
            await (await administrator.OpenAsync("/invitations/new")).PressAsync("Inviter", ("People", address), ("Role", nameof(Role.Assessor)));

        Assert.Equal(1, await program.ReadAsync(db => db.Set<Invitation>().CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task Every_wrong_line_is_named_and_nothing_is_sent(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var administrator = await program.SignedInAsync(Role.Administrator);

        var refused = await (await administrator.OpenAsync("/invitations/new")).PressAsync("Inviter", ("People", "Anne ; anne@example.org\n\nBruno\nanne@example.org"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Ligne 3 : « Bruno » ne donne pas d’adresse", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Ligne 4 : anne@example.org figure deux fois", refused.Text, StringComparison.Ordinal);
        Assert.Equal(0, await program.ReadAsync(db => db.OutboxMessages.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_registrar_gives_no_role_beyond_the_own_and_no_other_centres_candidates_access(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var limited = await program.SignedInAsync(null, new Grant(Role.Registrar, null, null, scene.Cohort.Id));
        using var other = await program.SignedInAsync(null, (await CohortTown.OpenAsync(program, "Nantes")).Limited(Role.Registrar));
        var form = await limited.OpenAsync("/invitations/new");

        var everywhere = await form.PressAsync("Inviter", ("People", "anne@example.org"), ("Role", nameof(Role.Assessor)));
        var administrator = await form.PressAsync("Inviter", ("People", "anne@example.org"), ("Role", nameof(Role.Administrator)), ("Cohort", scene.Cohort.Id.ToString()));
        var own = await form.PressAsync("Inviter", ("People", "anne@example.org"), ("Role", nameof(Role.Assessor)), ("Cohort", scene.Cohort.Id.ToString()));
        var strangers = await other.OpenAsync($"/cohorts/{scene.Cohort.Id}/invitations");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, everywhere.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, administrator.Status);
        Assert.Contains("L’invitation part", own.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, strangers.Status);
    }

    [Theory, BothDatabases]
    public async Task A_whole_cohort_is_invited_at_once_except_those_who_cannot_be(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        for (var i = 0; i < 12; i++)
            await scene.EnrolAsync($"Prénom{(char)('a' + i)}", "Delaunoy");

        await scene.EnrolAsync("Jumelle", "Delaunoy");
        await scene.EnrolAsync("Jumelle", "Vasseur");
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var page = await InviteAllAsync(registrar, scene);
        var nobody = await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/invitations");

        Assert.Contains("13 invitations partent", page.Text, StringComparison.Ordinal);
        Assert.Equal(13, await program.ReadAsync(db => db.OutboxMessages.CountAsync(m => m.BatchId != null)));
        Assert.Contains("Adresse de deux personnes", nobody.Text, StringComparison.Ordinal);
        Assert.Null(nobody.Document.QuerySelector("form[action*='handler=All']"));
    }

    [Theory, BothDatabases]
    public async Task The_message_and_the_account_speak_the_language_that_was_chosen_last(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var person = (await program.ReadAsync(db => db.People.AsNoTracking().SingleAsync())).Id.ToString();

        var page = await InviteAllAsync(registrar, scene);
        var french = await LetterAsync(program);
        await page.PressAsync("Inviter les candidats cochés", ("Chosen", person), ("ChosenLanguage", "en"));
        var english = await LetterAsync(program);
        using var candidate = program.Stranger();
        await (await candidate.OpenAsync(Link().Match(english).Value)).PressAsync("Créer le compte", ("Password", Password));

        Assert.Contains("Vous préparez la certification", french, StringComparison.Ordinal);
        Assert.Contains("You are preparing the certification", english, StringComparison.Ordinal);
        Assert.Equal("en", (await program.ReadAsync(db => db.Users.AsNoTracking().SingleAsync(u => u.PersonId != null))).Language);
    }

    [Theory, BothDatabases]
    public async Task Candidates_are_invited_each_in_the_language_recorded_of_them(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        var english = await scene.EnrolAsync("Zadie", "Whitby");
        using var registrar = await program.SignedInAsync(Role.Registrar);
        await (await registrar.OpenAsync($"/candidacies/{english}/identity")).PressAsync("Enregistrer", ("Person.MailLanguage", "en"), ("Reason", "Lit l’anglais."));

        await InviteAllAsync(registrar, scene);

        var letters = await program.ReadAsync(db => db.OutboxMessages.AsNoTracking().ToDictionaryAsync(m => m.To, m => m.Body));
        Assert.Contains("You are preparing the certification", letters["Zadie@example.org"], StringComparison.Ordinal);
        Assert.Contains("Vous préparez la certification", letters["Élodie@example.org"], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_registrar_of_a_centre_finds_and_takes_back_what_was_sent_for_it_and_nobody_elses(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var keeper = await program.SignedInAsync(null, new Grant(Role.Registrar, null, scene.Cohort.CentreId, null));
        using var other = await program.SignedInAsync(null, (await CohortTown.OpenAsync(program, "Nantes")).Limited(Role.Registrar));
        await (await keeper.OpenAsync("/invitations/new")).PressAsync(
            "Inviter", ("People", "Anne Duval ; anne@example.org"), ("Role", nameof(Role.Assessor)), ("Centre", scene.Cohort.CentreId.ToString()));

        var own = await keeper.OpenAsync("/invitations");
        var foreign = await other.OpenAsync("/invitations");
        var takenBack = await own.PressAsync("Retirer");

        Assert.Contains("Anne Duval", own.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Anne Duval", foreign.Text, StringComparison.Ordinal);
        Assert.Contains("L’invitation est retirée", takenBack.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Who_keeps_a_file_sees_that_mail_to_its_candidate_comes_back(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var server = new MailCatcher();
        await program.SetServerAsync(server);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var trainer = await program.SignedInAsync(Role.Trainer);
        await scene.EnrolAsync("Anne", "Delaunoy");
        await InviteAllAsync(registrar, scene);
        await program.SendAsync();
        var message = (await program.MessageAsync("Anne")).Id;
        var file = $"/candidacies/{scene.Candidacy}";
        var before = await registrar.OpenAsync(file);

        var noted = await (await registrar.OpenAsync($"/messages/{message}")).PressAsync("Noter le retour", ("Reason", "adresse inconnue"));
        var (seen, hidden) = (await registrar.OpenAsync(file), await trainer.OpenAsync(file));
        await noted.PressAsync("L’adresse fonctionne");
        var after = await registrar.OpenAsync(file);

        Assert.DoesNotContain("revient", before.Text, StringComparison.Ordinal);
        Assert.Contains("Le courrier adressé à Anne@example.org revient", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("revient", hidden.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("revient", after.Text, StringComparison.Ordinal);
    }

    private static async Task<Page> InviteAllAsync(Visitor registrar, Scene scene) =>
        await (await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/invitations")).PressAsync("sans accès");

    /// <summary>The link of the last message, as the outbox holds it until it is sent.</summary>
    private static Task<string> LinkAsync(TestProgram program, string? to = null) => program.ReadAsync(async db =>
        Link().Match((await db.OutboxMessages.Where(m => m.Body != "" && (to == null || m.To == to)).OrderByDescending(m => m.Id).FirstAsync()).Body).Value);

    private static Task<string> LetterAsync(TestProgram program) =>
        program.ReadAsync(async db => (await db.OutboxMessages.Where(m => m.Body != "").OrderByDescending(m => m.Id).FirstAsync()).Body);

    [GeneratedRegex(@"/join\?code=[0-9a-f]{64}")]
    private static partial Regex Link();
}
