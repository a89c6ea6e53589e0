using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Proofs;
using Acquis.Credentials.Signatures;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Features.Diplomas;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary>Keys through their life, and what holders and strangers do with the files.</summary>
public sealed class Keys_and_holders
{
    [Theory, BothDatabases]
    public async Task A_replaced_key_stays_published_and_what_it_signed_still_verifies(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var administrator = await program.SignedInAsync(Role.Administrator);

        var page = await (await administrator.OpenAsync("/settings/keys")).PressAsync("Remplacer la clé");

        Assert.Equal(["Clé en cours", "Clé remplacée"], page.Document.QuerySelectorAll("main h2:not(#seals)").Select(h => h.TextContent));
        Assert.Equal(2, (await PublishedAsync(program)).KeyIds.Count);
        await AssertVerifiesAsync(program, diploma, "Ce diplôme est authentique et en vigueur");
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task A_withdrawn_key_is_published_no_more_and_its_credentials_are_issued_anew_beside_the_same_document(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        var before = await PublishedAsync(program);
        using var administrator = await program.SignedInAsync(Role.Administrator);
        var keys = await administrator.OpenAsync("/settings/keys");

        var refused = await keys.PressAsync("Retirer la clé");
        var withdrawn = await keys.PressAsync("Retirer la clé", ("Motive", "Sauvegarde égarée."));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("6 attestations seront à délivrer à nouveau", keys.Text, StringComparison.Ordinal);
        Assert.Contains(diploma.Number, withdrawn.Text, StringComparison.Ordinal);
        Assert.Contains("Un document à reprendre", withdrawn.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(before.KeyIds.Single(), (await PublishedAsync(program)).KeyIds);
        await AssertVerifiesAsync(program, diploma, "Son attestation numérique ne se vérifie pas");

        var renewed = await withdrawn.PressAsync("Délivrer à nouveau leurs attestations");

        Assert.DoesNotContain("à reprendre", renewed.Text, StringComparison.Ordinal);
        using var stranger = program.Stranger();
        var now = await program.ReadAsync(db => db.Diplomas.SingleAsync(d => d.Id == diploma.Id));
        var dropped = await (await stranger.OpenAsync("/v")).UploadAsync("Vérifier le fichier", await Sealed_documents.FileAsync(program, now.PdfFile), "diploma.pdf");
        var former = await (await stranger.OpenAsync("/v")).UploadAsync("Vérifier le fichier", await Sealed_documents.FileAsync(program, diploma.PdfFile), "diploma.pdf");
        Assert.Contains("octet pour octet, celui qui a été délivré", dropped.Text, StringComparison.Ordinal);
        Assert.Contains("L’émetteur publie la clé qui l’a signé", dropped.Text, StringComparison.Ordinal);
        Assert.Equal("Attestation refusée.", former.Title);
        Assert.Equal((diploma.Number, diploma.Code, diploma.ContentHash), (now.Number, now.Code, now.ContentHash));
        await AssertVerifiesAsync(program, diploma, "Ce diplôme est authentique et en vigueur");
        Assert.Equal(6, await program.ReadAsync(db => db.Credentials.CountAsync(c => c.RevokedAt == null)));
        Assert.Equal(6, await program.ReadAsync(db => db.Credentials.CountAsync(c => c.RevokedAt != null)));
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task With_the_file_that_opens_the_keys_lost_key_and_test_seal_are_replaced_and_issuing_goes_on(Engine engine)
    {
        await using var before = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(before);
        await using var program = await TestProgram.StartAsync(
            before.Options with { CredentialKeyFile = Path.Combine(before.Options.DataFolder, "other.key") }, before.Clock.GetUtcNow(), keepsData: true);
        using var administrator = await program.SignedInAsync(Role.Administrator);
        Task<Diploma> ReissueAsync() => program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().ReissueAsync(diploma.Id, "Nom corrigé.", default));

        var keyLost = await Assert.ThrowsAsync<RefusedException>(ReissueAsync);
        await (await administrator.OpenAsync("/settings/keys")).PressAsync("Remplacer la clé");
        var sealLost = await Assert.ThrowsAsync<RefusedException>(ReissueAsync);
        var replaced = await (await administrator.OpenAsync("/settings/keys")).PressAsync("Remplacer le cachet de test");
        var next = await ReissueAsync();

        Assert.Equal(("signing-key.locked", "seal-key.locked"), (keyLost.Refusals[0].Code, sealLost.Refusals[0].Code));
        Assert.Contains("Le cachet de test est remplacé", replaced.Text, StringComparison.Ordinal);
        using var stranger = program.Stranger();
        var old = await (await stranger.OpenAsync("/v")).UploadAsync("Vérifier le fichier", await Sealed_documents.FileAsync(program, diploma.PdfFile), "diploma.pdf");
        var fresh = await (await stranger.OpenAsync("/v")).UploadAsync("Vérifier le fichier", await Sealed_documents.FileAsync(program, next.PdfFile), "diploma.pdf");
        Assert.Contains("Cachet : ", old.Text, StringComparison.Ordinal);
        Assert.Contains("octet pour octet, celui qui a été délivré", fresh.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_holder_takes_everything_away_and_nobody_elses(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        await program.InScopeAsync(s => s.GetRequiredService<JournalSequencer>().NumberAsync(default));
        using var holder = await program.SignedInAsync(diploma.PersonId, new Grant(Role.Candidate, null, null, null));
        using var other = await program.SignedInAsync(Role.Candidate);

        var page = await holder.OpenAsync("/mine/documents");
        var zip = await holder.OpenAsync($"/mine/documents?handler=Zip&id={diploma.Id}");

        Assert.Contains(diploma.Number, page.Text, StringComparison.Ordinal);
        Assert.Contains("Relevé complet", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("https://www.linkedin.com/profile/add?", page.Document.QuerySelector("a[href*=linkedin]")!.GetAttribute("href"), StringComparison.Ordinal);
        using var archive = new ZipArchive(new MemoryStream(zip.Bytes));
        Assert.Equal(
            new[]
            {
                "-1.json", "-2.json", "-3.json", "-4.json", "-R.json", "-attestation-en.pdf", "-attestation-fr.pdf", "-supplement-en.pdf", "-supplement-fr.pdf", ".json", ".pdf", ".tlog-proof",
            }.Select(file => diploma.Number + file).Concat(["did.json", "journal.vkey", "seals.pem"]),
            archive.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(diploma.Number, (await other.OpenAsync("/mine/documents")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync($"/mine/documents?handler=Zip&id={diploma.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync($"/mine/documents?handler=Pdf&id={diploma.Id}")).Status);
    }

    [Theory, BothDatabases]
    public async Task A_stranger_drops_a_file_and_learns_what_it_is_worth(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await DecisionScene.IssuedAsync(program);
        var record = Encoding.UTF8.GetString((await program.ReadAsync(db => db.Credentials.SingleAsync(c => c.Kind == CredentialKind.Record))).Content);
        using var stranger = program.Stranger();

        var good = await DropAsync(stranger, record);
        var tampered = await DropAsync(stranger, record.Replace("Camille", "Camilla", StringComparison.Ordinal));
        var foreign = await DropAsync(stranger, SignedElsewhere(record, program.Clock.GetUtcNow()));
        var nothing = await DropAsync(stranger, "");

        Assert.Equal("Attestation valable.", good.Title);
        Assert.Contains("Camille Fontanel", good.Text, StringComparison.Ordinal);
        Assert.Equal("Attestation refusée.", tampered.Title);
        Assert.Contains("modifié depuis sa signature", tampered.Text, StringComparison.Ordinal);
        Assert.Equal("Rien ne s’oppose à cette attestation, mais tout n’a pas pu être vérifié.", foreign.Title);
        Assert.Contains("Les clés publiées par l’émetteur ne sont pas à disposition", foreign.Text, StringComparison.Ordinal);
        Assert.Contains("Choisissez le fichier", nothing.Text, StringComparison.Ordinal);
    }

    private static string SignedElsewhere(string record, DateTimeOffset now)
    {
        var unsigned = JsonNode.Parse(record)!["credentialSubject"]!["verifiableCredential"]![0]!.DeepClone().AsObject();
        unsigned.Remove("proof");
        unsigned["issuer"]!["id"] = "did:web:ailleurs.example";
        unsigned["credentialStatus"]!["statusListCredential"] = "https://ailleurs.example/status/2027-1";
        using var signer = new SeedSigner("ailleurs", new byte[32]);
        return Encoding.UTF8.GetString(DataIntegrity.Sign(Encoding.UTF8.GetBytes(unsigned.ToJsonString()), signer, "did:web:ailleurs.example", now));
    }

    private static async Task<Page> DropAsync(Visitor visitor, string text) =>
        await (await visitor.OpenAsync("/v")).UploadAsync("Vérifier le fichier", Encoding.UTF8.GetBytes(text), "attestation.json");

    private static async Task<DidDocument> PublishedAsync(TestProgram program) =>
        DidDocument.Parse((await program.InScopeAsync(s => s.GetRequiredService<CredentialKeys>().DocumentAsync(default)))!);

    private static async Task AssertVerifiesAsync(TestProgram program, Diploma diploma, string title)
    {
        using var stranger = program.Stranger();
        Assert.Equal(title, (await stranger.OpenAsync($"/v/{diploma.Code}")).Title);
    }

    private static async Task AssertJournalHoldsAsync(TestProgram program) =>
        Assert.Empty((await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default))).Faults.Select(Texts.All.Of));
}
