using System.Net;
using System.Text.Json;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary>A revocation from the one who asks to the holder who is told.</summary>
public sealed class Revoked_by_two
{
    private const string Motive = "Identité usurpée, établie par jugement.";

    [Theory, BothDatabases]
    public async Task One_asks_another_agrees_the_holder_is_told_why_and_the_public_only_since_when(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var one = await program.SignedInAsync(Role.Registrar);
        using var other = await program.SignedInAsync(Role.Registrar);
        using var stranger = program.Stranger();

        var asked = await AskAsync(one, diploma);
        var meanwhile = await stranger.OpenAsync($"/v/{diploma.Code}");
        var (mine, theirs) = (await one.OpenAsync("/"), await other.OpenAsync("/"));
        var register = await other.OpenAsync("/diplomas");
        program.Clock.Advance(TimeSpan.FromMinutes(5));
        var answer = await other.OpenAsync($"/diplomas/{diploma.Id}/revocation");
        var revoked = await answer.PressAsync("Accorder le retrait");
        var after = await stranger.OpenAsync($"/v/{diploma.Code}");

        Assert.Contains("Une seconde personne doit l’accorder", asked.Text, StringComparison.Ordinal);
        Assert.Contains(Motive, asked.Text, StringComparison.Ordinal);
        Assert.Equal("Ce diplôme est authentique et en vigueur", meanwhile.Title);
        Assert.DoesNotContain($"Accorder ou refuser le retrait du document {diploma.Number}", mine.Text, StringComparison.Ordinal);
        Assert.Contains($"Accorder ou refuser le retrait du document {diploma.Number}", theirs.Text, StringComparison.Ordinal);
        Assert.Contains("En vigueur, retrait demandé", register.Text, StringComparison.Ordinal);
        Assert.Contains("par Compte 1", answer.Text, StringComparison.Ordinal);
        Assert.Contains("son titulaire en est averti par message", revoked.Text, StringComparison.Ordinal);
        Assert.StartsWith("Ce document a été retiré le 1", after.Title, StringComparison.Ordinal);
        Assert.DoesNotContain("usurpée", after.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var letter = await program.ReadAsync(db => db.OutboxMessages.AsNoTracking().SingleAsync(m => m.Template == "diploma.mail.revoked"));
        Assert.Equal(("candidate0@example.org", $"Votre document {diploma.Number} a été retiré"), (letter.To, letter.Subject));
        Assert.Contains($"Motif : {Motive}", letter.Body.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("écrivez à : Institut Hautefeuille, 1 rue des Lilas, 69001 Lyon, jury@example.org", letter.Body.Replace('\u00a0', ' '), StringComparison.Ordinal);
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task Who_asked_finds_no_way_to_agree_and_may_take_it_back(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var one = await program.SignedInAsync(Role.Registrar, Role.Administrator);
        await AskAsync(one, diploma);
        program.Clock.Advance(TimeSpan.FromSeconds(1));
        var page = await one.OpenAsync($"/diplomas/{diploma.Id}/revocation");
        var form = page.Form("Reprendre ma demande");
        var fields = form.QuerySelectorAll("input").Select(i => new KeyValuePair<string, string>(i.GetAttribute("name")!, i.GetAttribute("value")!)).ToList();

        var forged = await one.SendAsync(HttpMethod.Post, $"/diplomas/{diploma.Id}/revocation?handler=Agree", new FormUrlEncodedContent(fields));
        var stateThen = await StateAsync(program, diploma);
        var back = await page.PressAsync("Reprendre ma demande");

        Assert.DoesNotContain("Accorder le retrait", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forged.Status);
        Assert.Contains("une autre personne doit l’accorder", forged.Text, StringComparison.Ordinal);
        Assert.Equal(DiplomaState.Valid, stateThen);
        Assert.Contains("La demande de retrait est reprise", back.Text, StringComparison.Ordinal);
        Assert.Contains("Demander le retrait", back.Text, StringComparison.Ordinal);
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task An_administrator_answers_what_waits_and_sees_nothing_else_and_another_certification_s_registrar_nothing_at_all(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var one = await program.SignedInAsync(Role.Registrar);
        using var administrator = await program.SignedInAsync(Role.Administrator);
        using var elsewhere = await program.SignedInAsync(null, new Grant(Role.Registrar, await AnotherCertificationAsync(program), null, null));
        var path = $"/diplomas/{diploma.Id}/revocation";

        var before = await administrator.OpenAsync(path);
        await AskAsync(one, diploma);
        program.Clock.Advance(TimeSpan.FromSeconds(1));
        var (home, waits, hidden) = (await administrator.OpenAsync("/"), await administrator.OpenAsync(path), await elsewhere.OpenAsync(path));
        var unsaid = await waits.PressAsync("Refuser le retrait");
        var declined = await waits.PressAsync("Refuser le retrait", ("Motive", "Le jugement a été annulé."));
        var after = await administrator.OpenAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (before.Status, hidden.Status, after.Status));
        Assert.Contains(diploma.Number, home.Text, StringComparison.Ordinal);
        Assert.Contains("Camille Fontanel", waits.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.Status);
        Assert.Contains("il reste en vigueur", declined.Text, StringComparison.Ordinal);
        Assert.Contains("Le jugement a été annulé.", (await one.OpenAsync($"/diplomas/{diploma.Id}")).Text, StringComparison.Ordinal);
        Assert.Equal(DiplomaState.Valid, await StateAsync(program, diploma));
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task What_was_revoked_without_ground_is_issued_anew_with_a_motive_and_never_by_the_list_of_what_is_left_to_issue(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var former = await DecisionScene.IssuedAsync(program);
        await DecisionScene.RevokeAsync(program, former, Motive);
        program.Clock.Advance(TimeSpan.FromSeconds(1));
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var stranger = program.Stranger();
        var decision = await program.ReadAsync(db => db.Decisions.AsNoTracking().SingleAsync());

        var left = await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().LackingAsync(decision.DeliberationId, default));
        var silent = await Assert.ThrowsAsync<RefusedException>(() =>
            program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().IssueAsync(new(decision.Id, DiplomaKind.Diploma), default)));
        var issued = await (await registrar.OpenAsync($"/diplomas/{former.Id}")).PressAsync("Délivrer à nouveau", ("Motive", "Homonymie."));

        Assert.Empty(left);
        Assert.Equal("diploma.revoked-before", silent.Refusals[0].Code);
        var next = await program.ReadAsync(db => db.Diplomas.AsNoTracking().SingleAsync(d => d.State == DiplomaState.Valid));
        Assert.Contains(next.Number, issued.Title, StringComparison.Ordinal);
        Assert.NotEqual(former.Number, next.Number);
        Assert.StartsWith("Ce document a été retiré", (await stranger.OpenAsync($"/v/{former.Code}")).Title, StringComparison.Ordinal);
        Assert.Equal("Ce diplôme est authentique et en vigueur", (await stranger.OpenAsync($"/v/{next.Code}")).Title);
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task While_a_revocation_waits_nothing_else_is_done_to_the_document_and_a_request_changed_by_hand_is_named(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var one = await program.SignedInAsync(Role.Registrar);
        var page = await AskAsync(one, diploma);
        var version = await program.ReadAsync(db => db.Diplomas.Select(d => d.Version).SingleAsync());

        var copied = await Assert.ThrowsAsync<RefusedException>(() => ActAsync(s => s.DuplicateAsync(diploma.Id, version, "Perte.", default)));
        var replaced = await Assert.ThrowsAsync<RefusedException>(() => ActAsync(s => s.ReissueAsync(diploma.Id, "Nom corrigé.", default)));
        await program.ReadAsync(db => db.Database.ExecuteSqlRawAsync("update diplomas set asked_revocation = replace(asked_revocation, 'usurp', 'vol')"));
        var faults = await FaultsAsync(program);

        Assert.Equal(("diploma.revocation-asked", "diploma.revocation-asked"), (copied.Refusals[0].Code, replaced.Refusals[0].Code));
        Assert.DoesNotContain("Délivrer un duplicata", page.Text, StringComparison.Ordinal);
        Assert.Equal(["journal.row-differs asked_revocation"], faults.Select(f => $"{f.Code} {f.Args["column"]}"));

        Task ActAsync(Func<DiplomaService, Task> act) => program.InScopeAsync(s => act(s.GetRequiredService<DiplomaService>()));
    }

    [Fact]
    public void A_fact_of_the_time_when_one_person_revoked_and_a_motive_could_be_public_still_reads()
    {
        const string Then = """{"diploma":"0197a000-0000-7000-8000-000000000001","candidacy":"0197a000-0000-7000-8000-000000000002","motive":"Fraude.","motiveIsPublic":true}""";

        var fact = JsonSerializer.Deserialize<DiplomaRevoked>(Then, Conversions.Json)!;

        Assert.Equal(("Fraude.", null), (fact.Motive, fact.AskedBy));
    }

    private static async Task<Page> AskAsync(Visitor registrar, Diploma diploma)
    {
        var page = await registrar.OpenAsync($"/diplomas/{diploma.Id}/revocation");
        return await page.PressAsync("Demander le retrait", ("Motive", Motive));
    }

    private static Task<Id<Certification>> AnotherCertificationAsync(TestProgram program) => program.ReadAsync(async db =>
    {
        var (certification, created) = Certification.Create(Id<Certification>.New(program.Clock.Now()), "autre", new("Autre titre"));
        db.Add(certification);
        db.Record(created, Actor.Program, program.Clock.Now());
        await db.SaveChangesAsync();
        return certification.Id;
    });

    private static Task<DiplomaState> StateAsync(TestProgram program, Diploma diploma) =>
        program.ReadAsync(db => db.Diplomas.Where(d => d.Id == diploma.Id).Select(d => d.State).SingleAsync());

    private static async Task<IReadOnlyList<Refusal>> FaultsAsync(TestProgram program) =>
        (await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default))).Faults;

    private static async Task AssertJournalHoldsAsync(TestProgram program) => Assert.Empty((await FaultsAsync(program)).Select(Texts.All.Of));
}
