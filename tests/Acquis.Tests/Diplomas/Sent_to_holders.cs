using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Features.Accounts;
using Acquis.Features.Diplomas;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary>Documents of a holder without an account, by a link in a message.</summary>
public sealed partial class Sent_to_holders
{
    [Theory, BothDatabases]
    public async Task A_holder_without_an_account_takes_everything_by_the_link_in_a_message(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var holder = program.Stranger();

        var sent = await (await registrar.OpenAsync($"/candidacies/{diploma.CandidacyId}/documents")).PressAsync("Envoyer le lien");
        var message = await MessageAsync(program);
        var page = await holder.OpenAsync(LinkIn(message));
        var pdf = await holder.OpenAsync(Link(page, "handler=Pdf"));
        var zip = await holder.OpenAsync(Link(page, "handler=Zip"));
        var supplement = await holder.OpenAsync(Link(page, "kind=supplement"));

        Assert.Contains("Le message part", sent.Text, StringComparison.Ordinal);
        Assert.Equal("candidate0@example.org", message.To);
        Assert.Contains(diploma.Number, message.Subject, StringComparison.Ordinal);
        Assert.Contains("jusqu’au 1er juillet 2027", message.Body.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("jury@example.org", message.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(diploma.Number, page.Text, StringComparison.Ordinal);
        Assert.Equal(("application/pdf", "application/pdf"), (pdf.MediaType, supplement.MediaType));
        using var archive = new ZipArchive(new MemoryStream(zip.Bytes));
        string[] toCheckWith = ["did.json", "journal.vkey", "seals.pem"];
        Assert.Equal(toCheckWith, archive.Entries.Select(e => e.FullName).Intersect(toCheckWith).Order(StringComparer.Ordinal));
        Assert.Equal(11, archive.Entries.Count - toCheckWith.Length);
        Assert.Contains(archive.Entries, e => e.FullName == $"{diploma.Number}.json");
        Assert.Contains("Dernière ouverture", (await registrar.OpenAsync($"/candidacies/{diploma.CandidacyId}/documents")).Text, StringComparison.Ordinal);
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task A_holder_who_reads_English_is_written_to_in_English_and_the_page_opens_so_unless_they_chose_otherwise(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var holder = program.Stranger();
        var path = $"/candidacies/{diploma.CandidacyId}/documents";
        await (await registrar.OpenAsync($"/candidacies/{diploma.CandidacyId}/identity")).PressAsync("Enregistrer", ("Person.MailLanguage", "en"), ("Reason", "Lit l’anglais."));

        var before = await registrar.OpenAsync(path);
        await before.PressAsync("Envoyer le lien");
        var message = await MessageAsync(program);
        var link = LinkIn(message);
        var page = await holder.OpenAsync(link);
        var chosen = await holder.OpenAsync(Link(page, "lang=fr"));
        var again = await holder.OpenAsync(link);

        Assert.Matches("Langue des messages ?English", before.Text);
        Assert.StartsWith("Your documents", message.Subject, StringComparison.Ordinal);
        Assert.Contains("It opens until 1 July 2027", message.Body.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Equal(("Your documents", "en"), (page.Title, page.Document.DocumentElement.GetAttribute("lang")));
        Assert.Equal(("Vos documents", "Vos documents"), (chosen.Title, again.Title));
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task A_letter_that_takes_a_document_back_is_in_the_language_recorded_of_its_holder(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        await (await registrar.OpenAsync($"/candidacies/{diploma.CandidacyId}/identity")).PressAsync("Enregistrer", ("Person.MailLanguage", "en"), ("Reason", "Lit l’anglais."));

        await DecisionScene.RevokeAsync(program, diploma, "Fraude");

        var letter = await program.ReadAsync(db => db.OutboxMessages.AsNoTracking().SingleAsync(m => m.Template == MailKinds.Revoked.Key));
        Assert.Equal($"Your document {diploma.Number} was revoked", letter.Subject);
    }

    [Theory, BothDatabases]
    public async Task A_new_message_ends_the_link_before_it_and_the_page_says_what_to_do(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var holder = program.Stranger();
        var path = $"/candidacies/{diploma.CandidacyId}/documents";
        await (await registrar.OpenAsync(path)).PressAsync("Envoyer le lien");
        var first = LinkIn(await MessageAsync(program));

        program.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await registrar.OpenAsync(path)).PressAsync("Envoyer un nouveau lien");
        var second = LinkIn(await MessageAsync(program));
        var (before, now) = (await holder.OpenAsync(first), await holder.OpenAsync(second));
        var zip = await holder.OpenAsync($"{first}&handler=Zip&id={diploma.Id}");
        await AssertJournalHoldsAsync(program);
        await program.ReadAsync(db => db.HolderLinks.ExecuteUpdateAsync(l => l.SetProperty(x => x.ExpiresAt, program.Clock.GetUtcNow())));
        var over = await holder.OpenAsync(second);

        Assert.Equal(HttpStatusCode.Gone, before.Status);
        Assert.Contains("remplacé par un autre", before.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, now.Status);
        Assert.Equal((HttpStatusCode.Gone, "text/html"), (zip.Status, zip.MediaType));
        Assert.Equal(HttpStatusCode.Gone, over.Status);
        Assert.Contains("30 jours", over.Text, StringComparison.Ordinal);
        Assert.Contains("jury@example.org", over.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(diploma.HolderName, over.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_registrar_ends_a_link_and_a_made_up_one_opens_nothing(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var holder = program.Stranger();
        var page = await (await registrar.OpenAsync($"/candidacies/{diploma.CandidacyId}/documents")).PressAsync("Envoyer le lien");
        var link = LinkIn(await MessageAsync(program));

        var ended = await page.PressAsync("Mettre fin au lien");
        var closed = await holder.OpenAsync(link);
        var unknown = await holder.OpenAsync("/documents?link=abc");

        Assert.Contains("auquel il a été mis fin", ended.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, closed.Status);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task A_link_opens_the_documents_of_its_candidacy_alone(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diplomas = await IssuedAsync(program, 2);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        using var holder = program.Stranger();
        await (await registrar.OpenAsync($"/candidacies/{diplomas[0].CandidacyId}/documents")).PressAsync("Envoyer le lien");
        var link = LinkIn(await MessageAsync(program));

        var page = await holder.OpenAsync(link);
        var foreign = await holder.OpenAsync($"{link}&handler=Pdf&id={diplomas[1].Id}");
        var annex = await holder.OpenAsync($"{link}&handler=Annex&id={diplomas[1].Id}&kind=attestation&language=fr");

        Assert.DoesNotContain(diplomas[1].Number, page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, foreign.Status);
        Assert.Equal(HttpStatusCode.NotFound, annex.Status);
    }

    [Theory, BothDatabases]
    public async Task A_whole_deliberation_is_written_to_at_once_but_those_who_have_an_account_or_no_address(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diplomas = await IssuedAsync(program, 4);
        await program.ReadAsync(db => db.Database.ExecuteSqlRawAsync("update people set email = null where email = 'candidate3@example.org'"));
        using var holder = await program.SignedInAsync(diplomas[0].PersonId, new Grant(Role.Candidate, null, null, null));
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var deliberation = await program.ReadAsync(db => db.Deliberations.Select(d => d.Id).SingleAsync());

        var page = await registrar.OpenAsync($"/deliberations/{deliberation}");
        var sent = await page.PressAsync("Envoyer les liens");
        var own = await registrar.OpenAsync($"/candidacies/{diplomas[0].CandidacyId}/documents");

        Assert.Contains("2 titulaires n’ont pas de compte", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 titulaire n’a ni compte ni adresse", page.Text, StringComparison.Ordinal);
        Assert.Contains("2 messages partent", sent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Envoyer les liens", (await registrar.OpenAsync($"/deliberations/{deliberation}")).Text, StringComparison.Ordinal);
        Assert.Equal(
            ["candidate1@example.org", "candidate2@example.org"],
            await program.ReadAsync(db => db.OutboxMessages.Where(m => m.Template == MailKinds.Documents.Key).OrderBy(m => m.To).Select(m => m.To).ToListAsync()));
        Assert.Contains("Le titulaire a un compte", own.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_registrar_of_another_certification_finds_nothing(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        var other = await program.ReadAsync(async db =>
        {
            var (certification, created) = Certification.Create(Id<Certification>.New(program.Clock.Now()), "AUTRE", new("Autre titre"));
            db.Add(certification);
            db.Record(created, Actor.Program, program.Clock.Now());
            await db.SaveChangesAsync();
            return certification.Id;
        });
        using var elsewhere = await program.SignedInAsync(null, new Grant(Role.Registrar, other, null, null));

        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.OpenAsync($"/candidacies/{diploma.CandidacyId}/documents")).Status);
    }

    private static async Task<IReadOnlyList<Diploma>> IssuedAsync(TestProgram program, int candidates)
    {
        var (deliberation, _) = await DecisionScene.ClosedAsync(program, candidates);
        await DecisionScene.PublishAsync(program, deliberation);
        var issued = await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().IssueAllAsync(deliberation, default));
        var people = await program.ReadAsync(db => db.People.ToDictionaryAsync(p => p.Id, p => p.Email));
        return [.. issued.OrderBy(d => people[d.PersonId], StringComparer.Ordinal)];
    }

    private static Task<OutboxMessage> MessageAsync(TestProgram program) =>
        program.ReadAsync(db => db.OutboxMessages.AsNoTracking().Where(m => m.Template == MailKinds.Documents.Key).OrderByDescending(m => m.Id).FirstAsync());

    private static string LinkIn(OutboxMessage message) => new Uri(Address().Match(message.Body).Value).PathAndQuery;

    private static string Link(Page page, string part) =>
        page.Document.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!).First(h => h.Contains(part, StringComparison.Ordinal));

    private static async Task AssertJournalHoldsAsync(TestProgram program) =>
        Assert.Empty((await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default))).Faults.Select(Texts.All.Of));

    [GeneratedRegex(@"https://\S+/documents\?link=[\w\-&=]+")]
    private static partial Regex Address();
}
