using System.Net;
using System.Security.Cryptography;
using System.Text;
using Acquis.Credentials.Checking;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Signatures;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Engines.Tests.Credentials;
using Acquis.Features.Diplomas;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary>The digital credentials that an award gives, as a stranger's verifier finds them.</summary>
public sealed class Credentials_of_an_award
{
    private const string Motive = "Identité rectifiée par jugement.";

    [Theory, BothDatabases]
    public async Task A_title_comes_with_each_bloc_and_the_record_and_all_verify_from_what_is_published(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var diploma = Assert.Single(await scene.IssueAsync(await scene.DecideAsync()));
        var credentials = await CredentialsAsync(program);
        using var stranger = program.Stranger();

        Assert.Equal(
            ["Block 1", "Block 2", "Block 3", "Block 4", "Record ", "Title "], credentials.Select(c => $"{c.Kind} {c.BlockCode}").Order(StringComparer.Ordinal));
        Assert.All(credentials, c => Assert.StartsWith(diploma.Number, c.Number, StringComparison.Ordinal));
        Assert.Equal(6, credentials.Select(c => c.StatusIndex).Distinct().Count());
        foreach (var credential in credentials)
        {
            var report = await CheckedAsync(program, stranger, credential);
            Assert.True(report.IsGood, string.Join("; ", report.Checks));
            Assert.Equal("Élodie Vasseur-Lemoine", report.Credential!.Holder);
        }

        var block = Encoding.UTF8.GetString(credentials.First(c => c.Kind is CredentialKind.Block).Content);
        Assert.Contains("\"achievedLevel\"", block, StringComparison.Ordinal);
        Assert.DoesNotContain("59350", string.Concat(credentials.Select(c => Encoding.UTF8.GetString(c.Content))), StringComparison.Ordinal);
        Assert.DoesNotContain("lodie@", block, StringComparison.OrdinalIgnoreCase);
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task Keys_lists_and_credentials_are_for_everybody_and_for_any_page(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await DecisionScene.IssuedAsync(program);
        var title = (await CredentialsAsync(program)).Single(c => c.Kind is CredentialKind.Title);
        var list = await program.ReadAsync(db => db.StatusLists.Select(l => l.Name).SingleAsync());
        using var stranger = program.Stranger();

        foreach (var (path, type) in new[] { ("/.well-known/did.json", "application/json"), ($"/status/{list}", "application/vc"), ($"/credentials/{title.Code}", "application/vc") })
        {
            var answer = await stranger.AskAsync(path);
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
            Assert.True(answer.Headers.CacheControl is { Public: true, MaxAge.TotalMinutes: 5 });
            var head = await stranger.AskAsync(HttpMethod.Head, path, null);
            Assert.Equal((HttpStatusCode.OK, type), (head.StatusCode, head.Content.Headers.ContentType?.MediaType));
        }

        foreach (var path in new[] { $"/status/{list}0", "/credentials/0000000000000000", "/credentials/x", $"/credentials/{title.Id}" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.AskAsync(path)).StatusCode);

        Assert.Equal(title.Content, await (await stranger.AskAsync($"/credentials/{title.Code}")).Content.ReadAsByteArrayAsync());
    }

    [Theory, BothDatabases]
    public async Task A_revoked_document_revokes_its_credentials_and_the_list_says_so_at_once(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        await DecisionScene.RevokeAsync(program, diploma, Motive);
        using var stranger = program.Stranger();

        foreach (var credential in await CredentialsAsync(program))
        {
            Assert.NotNull(credential.RevokedAt);
            Assert.Contains("status.revoked", (await CheckedAsync(program, stranger, credential)).Checks.Select(c => c.Code));
        }

        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task A_document_issued_anew_has_credentials_of_its_own_and_those_of_the_former_are_revoked(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var former = await DecisionScene.IssuedAsync(program);
        var next = await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().ReissueAsync(former.Id, Motive, default));
        using var stranger = program.Stranger();

        var credentials = await CredentialsAsync(program);
        Assert.Equal(12, credentials.Count);
        Assert.Equal(12, credentials.Select(c => c.StatusIndex).Distinct().Count());
        foreach (var credential in credentials)
        {
            var report = await CheckedAsync(program, stranger, credential);
            Assert.Equal(credential.DiplomaId == next.Id, report.IsGood);
        }

        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task A_partial_award_gives_a_credential_for_each_bloc_and_the_record_once_all_are_there(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (deliberation, decisions) = await DecisionScene.OpenAsync(program, candidates: 1);
        await program.InScopeAsync(async s =>
        {
            await s.GetRequiredService<Features.Decisions.DeliberationService>().PronounceAsync(decisions[0], null, Verdict.PartlyAwarded, ["1", "3"], DecisionScene.Motive, default);
            await s.GetRequiredService<Features.Decisions.ClosingService>().CloseAsync(deliberation, null, default);
        });
        await DecisionScene.PublishAsync(program, deliberation);
        await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().IssueAsync(new(decisions[0], DiplomaKind.BlockCertificate, "1"), default));
        var first = await CredentialsAsync(program);
        await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().IssueAllAsync(deliberation, default));
        using var stranger = program.Stranger();

        var all = await CredentialsAsync(program);
        Assert.Equal([CredentialKind.Block], first.Select(c => c.Kind));
        Assert.Equal(["Block 1", "Block 3", "Record "], all.Select(c => $"{c.Kind} {c.BlockCode}").Order(StringComparer.Ordinal));
        foreach (var credential in all)
        {
            var report = await CheckedAsync(program, stranger, credential);
            Assert.True(report.IsGood, string.Join("; ", report.Checks));
        }
    }

    [Theory, BothDatabases]
    public async Task The_public_page_shows_each_check_in_words_and_hands_out_the_files(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        await program.InScopeAsync(s => s.GetRequiredService<JournalSequencer>().NumberAsync(default));
        using var stranger = program.Stranger();

        var page = await stranger.OpenAsync($"/v/{diploma.Code}");

        Assert.Equal("Ce diplôme est authentique et en vigueur", page.Title);
        foreach (var sentence in new[] { "La signature est intacte", "L’émetteur publie la clé", "ne l’a pas révoqué", "inscrite au journal scellé" })
            Assert.Contains(sentence, page.Text, StringComparison.Ordinal);

        var file = page.Document.QuerySelector("a[href^='/credentials/']")!.GetAttribute("href")!;
        Assert.Equal("application/vc", (await stranger.AskAsync(file)).Content.Headers.ContentType?.MediaType);
        var proof = await (await stranger.AskAsync($"/v/{diploma.Code}?handler=Proof")).Content.ReadAsStringAsync();
        var key = await program.InScopeAsync(s => Task.FromResult(s.GetRequiredService<JournalKeys>().Signer.Verifier));
        var proven = JournalProofs.Check(proof, key);
        Assert.Contains("credential-issued", Encoding.UTF8.GetString(proven.Entry), StringComparison.Ordinal);
        Assert.Contains($"\"{Convert.ToHexStringLower(SHA256.HashData((await stranger.OpenAsync(file)).Bytes))}\"", proven.Payload!, StringComparison.Ordinal);
        Assert.Equal(key.ToString(), (await (await stranger.AskAsync("/.well-known/journal.vkey")).Content.ReadAsStringAsync()).Trim());
        Assert.Contains("The signature is intact", (await stranger.InEnglish().OpenAsync($"/v/{diploma.Code}")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_credential_whose_row_was_rewritten_is_named_by_the_verification_and_refused_on_the_page(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        var title = (await CredentialsAsync(program)).Single(c => c.Kind is CredentialKind.Title);
        var forged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(title.Content).Replace("Camille", "Camilla", StringComparison.Ordinal));
        await program.ReadAsync(db => db.Credentials.Where(c => c.Id == title.Id).ExecuteUpdateAsync(u => u.SetProperty(c => c.Content, forged)));
        using var stranger = program.Stranger();

        Assert.Contains("content", string.Join('\n', await FaultsAsync(program)), StringComparison.Ordinal);
        Assert.Equal("Son attestation numérique ne se vérifie pas", (await stranger.OpenAsync($"/v/{diploma.Code}")).Title);
    }

    [Theory, BothDatabases]
    public async Task Without_the_file_that_opens_the_key_nothing_is_issued_and_it_says_what_to_do(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var lost = new OpenKeys(program.Options with { CredentialKeyFile = Path.Combine(program.Options.DataFolder, "other.key") });
        var refused = await program.InScopeAsync(async s =>
        {
            var key = await s.GetRequiredService<Data.AcquisDb>().SigningKeys.SingleAsync();
            return Assert.Throws<RefusedException>(() => lost.Open(key));
        });

        Assert.Equal("signing-key.locked", refused.Refusals[0].Code);
        Assert.Contains("other.key", Texts.All.Of(refused.Refusals[0]), StringComparison.Ordinal);
        Assert.NotNull(diploma);
    }

    [Fact]
    public async Task The_secret_that_opens_the_key_may_come_from_the_environment_instead_of_its_file()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        await DecisionScene.IssuedAsync(program);
        var line = (await File.ReadAllTextAsync(program.Options.CredentialKey)).Trim();
        var elsewhere = program.Options with { CredentialKeyFile = Path.Combine(program.Options.DataFolder, "other.key"), CredentialSecret = line };
        using var open = new OpenKeys(elsewhere);
        using var cut = new OpenKeys(elsewhere with { CredentialSecret = line[..^4] });
        var key = await program.ReadAsync(db => db.SigningKeys.SingleAsync());

        Assert.Equal(key.PublicKey, Multikey.Encode(open.Open(key).PublicKey));
        Assert.Contains("ACQUIS_CREDENTIAL_SECRET", Assert.Throws<KeyFileException>(() => cut.Open(key)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(elsewhere.CredentialKey));
    }

    [Theory, BothDatabases]
    public async Task Libraries_that_are_not_ours_accept_what_the_program_issues_and_see_what_it_revokes(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().ReissueAsync(diploma.Id, Motive, default));
        using var published = await PublishedFolder.OfAsync(program);

        var told = OutsideLibraries.Run("check.mjs", program.Clock.GetUtcNow(), published.Path);

        var credentials = await CredentialsAsync(program);
        Assert.Equal(12, credentials.Count);
        foreach (var credential in credentials)
        {
            var verdict = told.GetProperty($"credentials/{credential.Number}.json");
            Assert.True(verdict.GetProperty("verified").GetBoolean(), verdict.ToString());
            Assert.Equal(credential.RevokedAt is not null, verdict.GetProperty("revoked").GetBoolean());
        }
    }

    private static async Task<List<Credential>> CredentialsAsync(TestProgram program) =>
        await program.ReadAsync(db => db.Credentials.AsNoTracking().OrderBy(c => c.Id).ToListAsync());

    /// <summary>Checks a credential with nothing but what the program publishes; the addresses are those of the certifier, the answers the test program's.</summary>
    private static async Task<CheckReport> CheckedAsync(TestProgram program, Visitor stranger, Credential credential)
    {
        var content = await (await stranger.AskAsync($"/credentials/{credential.Code}")).Content.ReadAsByteArrayAsync();
        var sources = new CheckSources().Add(DidDocument.Parse(await (await stranger.AskAsync("/.well-known/did.json")).Content.ReadAsByteArrayAsync()));
        var address = new CredentialChecker().Check(content, CheckSources.None, program.Clock.GetUtcNow()).Credential!.StatusList!;
        sources.AddStatusList(address, await (await stranger.AskAsync(new Uri(address).AbsolutePath)).Content.ReadAsByteArrayAsync());
        return new CredentialChecker().Check(content, sources, program.Clock.GetUtcNow());
    }

    private static async Task<List<string>> FaultsAsync(TestProgram program) =>
        [.. (await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default))).Faults.Select(Texts.All.Of)];

    private static async Task AssertJournalHoldsAsync(TestProgram program) => Assert.Empty(await FaultsAsync(program));
}
