using Acquis.Features.Diplomas;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary>Credentials of another installation, dropped on the public page of this one.</summary>
public sealed class Issued_elsewhere
{
    private const string Elsewhere = "https://ailleurs.example";

    [Theory, BothDatabases]
    public async Task It_is_told_where_to_ask_and_checked_once_what_its_issuer_publishes_is_brought(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await DecisionScene.IssuedAsync(program);
        var (title, pdf, did, list, seals) = await OtherAsync();
        using var stranger = program.Stranger();

        var alone = await DropAsync(stranger, title);
        var brought = await DropAsync(stranger, title, did, list);
        var page = await DropAsync(stranger, pdf, did, list, seals);
        var tampered = await DropAsync(stranger, Changed(title), did, list);
        var nothing = await DropAsync(stranger, title, "not a key"u8.ToArray());

        Assert.Contains("tout n’a pas pu être vérifié", alone.Title, StringComparison.Ordinal);
        Assert.Contains($"{Elsewhere}/.well-known/did.json", alone.Text, StringComparison.Ordinal);
        Assert.Contains($"{Elsewhere}/status/2027-1", alone.Text, StringComparison.Ordinal);
        Assert.Equal("Attestation valable, selon les clés apportées.", brought.Title);
        Assert.Contains("comme étant ceux de did:web:ailleurs.example", brought.Text, StringComparison.Ordinal);
        Assert.Contains("La réponse vaut ce que vaut leur origine", brought.Text, StringComparison.Ordinal);
        Assert.Contains("ne l’a pas révoqué", page.Text, StringComparison.Ordinal);
        Assert.Equal("Attestation refusée.", tampered.Title);
        Assert.Contains("n’est ni un did.json", nothing.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Keys_brought_for_what_this_installation_issues_count_for_nothing(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var before = await PublishedFolder.OfAsync(program);
        await DecisionScene.RevokeAsync(program, diploma, "Fraude établie.");
        using var stranger = program.Stranger();

        var page = await DropAsync(
            stranger, await File.ReadAllBytesAsync(before.Credential(diploma.Number)), await File.ReadAllBytesAsync(before.Did), await File.ReadAllBytesAsync(before.List));

        Assert.Equal("Attestation refusée.", page.Title);
        Assert.Contains("L’émetteur l’a révoqué.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("que vous avez apportés", page.Text, StringComparison.Ordinal);
    }

    private static async Task<(byte[] Title, byte[] Pdf, byte[] Did, byte[] List, byte[] Seals)> OtherAsync()
    {
        await using var other = await TestProgram.StartAsync(Engine.Sqlite);
        var (deliberation, _) = await DecisionScene.ClosedAsync(other, candidates: 1);
        await DecisionScene.PublishAsync(other, deliberation);
        await other.ReadAsync(db => db.Database.ExecuteSqlAsync($"update certifying_body set public_address = {Elsewhere}"));
        var diploma = Assert.Single(await other.InScopeAsync(s => s.GetRequiredService<DiplomaService>().IssueAllAsync(deliberation, default)));
        using var folder = await PublishedFolder.OfAsync(other);
        return (
            await File.ReadAllBytesAsync(folder.Credential(diploma.Number)), await Sealed_documents.FileAsync(other, diploma.PdfFile), await File.ReadAllBytesAsync(folder.Did),
            await File.ReadAllBytesAsync(folder.List), await File.ReadAllBytesAsync(folder.Seals));
    }

    private static byte[] Changed(byte[] title) =>
        System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(title).Replace("Camille", "Camilla", StringComparison.Ordinal));

    private static async Task<Page> DropAsync(Visitor visitor, byte[] file, params byte[][] sources) => await (await visitor.OpenAsync("/v"))
        .UploadAsync("Vérifier le fichier", file, "file", [.. sources.Select((s, i) => ("Sources", $"source-{i}", s))]);
}
