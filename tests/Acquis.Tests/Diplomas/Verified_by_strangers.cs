using System.Net;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Features.Diplomas;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Diplomas;

/// <summary>What anybody learns from the code on a document, through its whole life.</summary>
public sealed class Verified_by_strangers
{
    private const string Motive = "Identité rectifiée par jugement.";

    [Theory]
    [BothDatabases]
    public async Task A_valid_document_reveals_nothing_that_it_does_not_bear(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var stranger = program.Stranger();

        var page = await stranger.OpenAsync($"/v/{diploma.Code}");

        var html = page.Document.DocumentElement.OuterHtml;
        Assert.Contains(diploma.Number, page.Text, StringComparison.Ordinal);
        foreach (var secret in new[]
        {
            "candidate0@example.org", "42218", "14 mars 2003", diploma.Id.ToString(), diploma.PersonId.ToString(), diploma.DecisionId.ToString(),
            diploma.CandidacyId.ToString(),
        })
        {
            Assert.DoesNotContain(secret, html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [BothDatabases]
    public async Task A_revoked_document_says_since_when_and_never_why(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        await DecisionScene.RevokeAsync(program, diploma, Motive);
        using var stranger = program.Stranger();

        var page = await stranger.OpenAsync($"/v/{diploma.Code}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.StartsWith("Ce document a été retiré le 1", page.Title, StringComparison.Ordinal);
        Assert.DoesNotContain(Motive, page.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("authentique et en vigueur", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [BothDatabases]
    public async Task A_duplicata_keeps_the_number_and_says_what_it_is(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().DuplicateAsync(diploma.Id, diploma.Version, "Original perdu.", default));
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var original = await PrintedAsync(registrar, $"/diplomas/{diploma.Id}?handler=Pdf");
        var copy = await PrintedAsync(registrar, $"/diplomas/{diploma.Id}?handler=Pdf&copy=0");

        Assert.DoesNotContain("DUPLICATA", original, StringComparison.Ordinal);
        Assert.Contains("DUPLICATA", copy, StringComparison.Ordinal);
        Assert.Contains(diploma.Number, original, StringComparison.Ordinal);
        Assert.Contains(diploma.Number, copy, StringComparison.Ordinal);
    }

    [Theory]
    [BothDatabases]
    public async Task A_document_issued_anew_replaces_the_former_one(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var former = await DecisionScene.IssuedAsync(program);

        var next = await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().ReissueAsync(former.Id, Motive, default));

        Assert.NotEqual(former.Number, next.Number);
        var then = await program.ReadAsync(db => db.Diplomas.SingleAsync(d => d.Id == former.Id));
        Assert.Equal((DiplomaState.Replaced, next.Id), (then.State, then.ReplacedById));
        using var stranger = program.Stranger();
        var replaced = await stranger.OpenAsync($"/v/{former.Code}");
        Assert.StartsWith("Ce document a été remplacé", replaced.Title, StringComparison.Ordinal);
        Assert.Contains($"Le document n° {next.Number} a pris sa place.", replaced.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(next.Code, replaced.Text, StringComparison.Ordinal);
        Assert.Equal("Ce diplôme est authentique et en vigueur", (await stranger.OpenAsync($"/v/{next.Code}")).Title);
    }

    private static async Task<string> PrintedAsync(Visitor registrar, string path)
    {
        var page = await registrar.OpenAsync(path);
        Assert.Equal("application/pdf", page.MediaType);
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(page.Bytes);
        return string.Concat(pdf.GetPages().Select(p => p.Text));
    }
}
