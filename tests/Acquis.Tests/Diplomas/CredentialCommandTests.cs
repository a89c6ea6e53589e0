using System.Text;
using Acquis.Features.Diplomas;
using Acquis.Features.Journal;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary><c>acquis credential verify</c>: files alone, no database, no network.</summary>
[Collection(nameof(CommandLineTests))]
public sealed class CredentialCommandTests
{
    [Fact]
    public async Task A_good_a_tampered_and_a_revoked_credential_are_told_apart_offline()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var before = await PublishedFolder.OfAsync(program);
        await DecisionScene.RevokeAsync(program, diploma, "Fraude établie.");
        using var after = await PublishedFolder.OfAsync(program);
        var (title, record) = (before.Credential(diploma.Number), before.Credential($"{diploma.Number}-R"));

        var at = program.Clock.GetUtcNow().AddDays(1).ToString("O");
        string[] common = ["--at", at, "--lang", "fr"];

        var good = await Terminal.RunAsync(["credential", "verify", title, "--did", before.Did, "--status", before.List, .. common]);
        var gathered = await Terminal.RunAsync(["credential", "verify", record, "--did", before.Did, "--status", before.List, "--at", at, "--lang", "en"]);
        var alone = await Terminal.RunAsync(["credential", "verify", title, .. common]);
        var revoked = await Terminal.RunAsync(["credential", "verify", title, "--did", before.Did, "--status", after.List, .. common]);
        await File.WriteAllTextAsync(title, (await File.ReadAllTextAsync(title)).Replace("Camille", "Camilla", StringComparison.Ordinal));
        var tampered = await Terminal.RunAsync(["credential", "verify", title, "--did", before.Did, "--status", before.List, .. common]);

        Assert.Equal(0, good.Exit);
        Assert.Contains("Attestation valable.", good.Output, StringComparison.Ordinal);
        Assert.Contains("Camille Fontanel", good.Output, StringComparison.Ordinal);
        Assert.Equal(0, gathered.Exit);
        Assert.Contains("hang together", gathered.Output, StringComparison.Ordinal);
        Assert.Equal(CredentialCommands.Incomplete, alone.Exit);
        Assert.Contains("tout n’a pas pu être vérifié", alone.Output, StringComparison.Ordinal);
        Assert.Equal(1, revoked.Exit);
        Assert.Contains("L’émetteur l’a révoqué.", revoked.Output, StringComparison.Ordinal);
        Assert.Equal(1, tampered.Exit);
        Assert.Contains("modifié depuis sa signature", tampered.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Camilla", tampered.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_diploma_a_changed_one_and_one_whose_seal_is_unknown_are_told_apart_offline()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var folder = await PublishedFolder.OfAsync(program);
        var pdf = await Sealed_documents.FileAsync(program, diploma.PdfFile);
        var (file, changed) = (Path.Combine(folder.Path, "diploma.pdf"), Path.Combine(folder.Path, "changed.pdf"));
        await File.WriteAllBytesAsync(file, pdf);
        await File.WriteAllBytesAsync(changed, Sealed_documents.Changed(pdf));
        string[] sources = ["--did", folder.Did, "--status", folder.List, "--at", program.Clock.GetUtcNow().AddDays(1).ToString("O"), "--lang", "fr"];

        var good = await Terminal.RunAsync(["credential", "verify", file, "--seal", folder.Seals, .. sources]);
        var unknown = await Terminal.RunAsync(["credential", "verify", file, .. sources]);
        var refused = await Terminal.RunAsync(["credential", "verify", changed, "--seal", folder.Seals, .. sources]);

        Assert.True(good.Exit == 0, good.Output);
        Assert.Contains("Cachet de test", good.Output, StringComparison.Ordinal);
        Assert.Contains("Camille Fontanel", good.Output, StringComparison.Ordinal);
        Assert.Equal(CredentialCommands.Incomplete, unknown.Exit);
        Assert.Equal(1, refused.Exit);
        Assert.Contains("modifié depuis son cachet", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_proof_that_came_with_a_diploma_is_held_against_the_file_its_pdf_and_no_other()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        var diploma = await DecisionScene.IssuedAsync(program);
        await program.InScopeAsync(s => s.GetRequiredService<JournalSequencer>().NumberAsync(default));
        using var folder = await PublishedFolder.OfAsync(program);
        using var stranger = program.Stranger();
        async Task<string> SaveAsync(string name, byte[] content)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.Path, name), content);
            return Path.Combine(folder.Path, name);
        }

        var proof = await SaveAsync("proof", (await stranger.OpenAsync($"/v/{diploma.Code}?handler=Proof")).Bytes);
        var key = await SaveAsync("key", (await stranger.OpenAsync("/.well-known/journal.vkey")).Bytes);
        var pdf = await SaveAsync("diploma.pdf", await Sealed_documents.FileAsync(program, diploma.PdfFile));
        var touched = await SaveAsync("touched", Encoding.UTF8.GetBytes((await File.ReadAllTextAsync(proof)).Replace("index ", "index 1", StringComparison.Ordinal)));
        string[] sources = ["--did", folder.Did, "--status", folder.List, "--seal", folder.Seals, "--at", program.Clock.GetUtcNow().AddDays(1).ToString("O"), "--lang", "fr"];

        var title = await Terminal.RunAsync(["credential", "verify", folder.Credential(diploma.Number), "--proof", proof, "--journal", key, .. sources]);
        var page = await Terminal.RunAsync(["credential", "verify", pdf, "--proof", proof, "--journal", key, .. sources]);
        var other = await Terminal.RunAsync(["credential", "verify", folder.Credential($"{diploma.Number}-R"), "--proof", proof, "--journal", key, .. sources]);
        var keyless = await Terminal.RunAsync(["credential", "verify", folder.Credential(diploma.Number), "--proof", proof, .. sources]);
        var broken = await Terminal.RunAsync(["credential", "verify", folder.Credential(diploma.Number), "--proof", touched, "--journal", key, .. sources]);

        Assert.True(title.Exit == 0, title.Output);
        Assert.Contains("Le journal scellé tient la délivrance de ce fichier même", title.Output, StringComparison.Ordinal);
        Assert.Equal(0, page.Exit);
        Assert.Contains("Le journal scellé tient la délivrance de ce fichier même", page.Output, StringComparison.Ordinal);
        Assert.Equal(1, other.Exit);
        Assert.Contains("celle d’un autre fichier", other.Output, StringComparison.Ordinal);
        Assert.Equal(CredentialCommands.Incomplete, keyless.Exit);
        Assert.Contains("La clé publique du journal n’est pas à disposition", keyless.Output, StringComparison.Ordinal);
        Assert.Equal(1, broken.Exit);
        Assert.Contains("ne tient pas", broken.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "Une même clé y figure deux fois")]
    [InlineData("not json", "n’est pas du JSON lisible")]
    [InlineData("[]", "n’est pas une attestation")]
    public async Task What_is_no_credential_is_refused_in_words(string text, string told)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text);
            var (exit, output, error) = await Terminal.RunAsync("credential", "verify", file, "--lang", "fr");
            Assert.Equal((1, ""), (exit, error));
            Assert.Contains(told, output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told() =>
        Assert.Equal(1, (await Terminal.RunAsync("credential", "verify", Path.Combine(Path.GetTempPath(), "nowhere.json"), "--lang", "fr")).Exit);
}
