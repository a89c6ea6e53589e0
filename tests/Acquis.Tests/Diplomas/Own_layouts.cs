using System.Net;
using System.Text;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Features.Diplomas;
using Acquis.Features.Diplomas.Annexes;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Tests.Decisions;
using Acquis.Tests.Support;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Acquis.Tests.Diplomas;

/// <summary>A certification's own layout of its diplomas: drafted, tried, published, borne for ever by what was issued with it.</summary>
public sealed class Own_layouts
{
    [Theory, BothDatabases]
    public async Task What_is_issued_after_a_layout_was_published_bears_it_and_what_was_issued_before_does_not(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var before = await DecisionScene.IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var path = $"/certifications/{before.CertificationId}/layout";

        await SendAsync(registrar, path, [("Form.Accent", "#4a2b63"), ("Form.SignatoryName", "Claire Doumergue"), ("Form.QualityFr", "directrice")], ("Form.Background", Picture()));
        var drafted = await registrar.OpenAsync($"/diplomas/{(await ReissueAsync(program, before)).Id}");
        var published = await (await registrar.OpenAsync(path)).PressAsync("Publier la version 1");
        var after = await ReissueAsync(program, await program.ReadAsync(db => db.Diplomas.AsNoTracking().SingleAsync(d => d.State == DiplomaState.Valid)));
        var shown = await registrar.OpenAsync($"/diplomas/{after.Id}");

        Assert.Contains("D’usage", drafted.Text, StringComparison.Ordinal);
        Assert.Contains("Les documents portent la version 1", published.Text, StringComparison.Ordinal);
        Assert.Contains("Version 1", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Claire Doumergue, directrice", shown.Text, StringComparison.Ordinal);
        Assert.Equal((0, 1), (FrozenMentions.Read(before).Layout!.Number, FrozenMentions.Read(after).Layout!.Number));
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task What_goes_with_a_document_bears_its_layout_and_stays_as_it_was_when_another_is_published(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var before = Assert.Single(await scene.IssueAsync(await scene.DecideAsync()));
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var path = $"/certifications/{before.CertificationId}/layout";
        var (attestation, supplement) = ($"/diplomas/{before.Id}/attestation?handler=Pdf&language=fr", $"/diplomas/{before.Id}/supplement?handler=Pdf&language=fr");
        byte[][] made = [(await registrar.OpenAsync(attestation)).Bytes, (await registrar.OpenAsync(supplement)).Bytes];

        await SendAsync(registrar, path, [("Form.Accent", "#4a2b63")], ("Form.Logo", Picture()), ("Form.Background", Picture(width: 90)));
        await (await registrar.OpenAsync(path)).PressAsync("Publier la version 1");
        byte[][] again = [(await registrar.OpenAsync(attestation)).Bytes, (await registrar.OpenAsync(supplement)).Bytes];
        await registrar.OpenAsync(attestation.Replace("=fr", "=en", StringComparison.Ordinal));
        var after = await ReissueAsync(program, before);
        var own = await registrar.OpenAsync($"/diplomas/{after.Id}/attestation?handler=Pdf&language=fr");
        await registrar.OpenAsync($"/diplomas/{after.Id}/supplement?handler=Pdf&language=fr");

        Assert.Equal(made, again);
        Assert.Equal("application/pdf", own.MediaType);
        var logo = (await program.ReadAsync(db => db.DiplomaLayouts.AsNoTracking().SingleAsync())).Terms.Logo;
        Assert.NotNull(logo);
        Assert.Equal([(LayoutTerms.UsualAccent, FrozenMentions.Read(before).Layout!.Logo)], (await AnnexesAsync(program, before)).Distinct());
        Assert.Equal([("#4a2b63", logo), ("#4a2b63", logo)], await AnnexesAsync(program, after));
        await AssertJournalHoldsAsync(program);
    }

    [Theory, BothDatabases]
    public async Task A_duplicata_looks_as_the_original_whatever_was_published_since(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var path = $"/certifications/{diploma.CertificationId}/layout";
        var mentions = FrozenMentions.Read(diploma);
        var first = await PrintAsync(program, mentions);

        await SendAsync(registrar, path, [("Form.Accent", "#4a2b63")], ("Form.Logo", Picture()));
        await (await registrar.OpenAsync(path)).PressAsync("Publier la version 1");
        await program.ReadAsync(db => db.Database.ExecuteSqlRawAsync("update certifying_body set logo_hash = null"));
        await program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().DuplicateAsync(diploma.Id, diploma.Version, "Original perdu.", default));

        var copied = await program.ReadAsync(db => db.Diplomas.AsNoTracking().SingleAsync());
        Assert.Equal(diploma.PdfFile, copied.PdfFile);
        Assert.Equal(first, await PrintAsync(program, FrozenMentions.Read(copied)));
        Assert.NotEqual(first, await PrintAsync(program, mentions with { Layout = mentions.Layout! with { Accent = "#4a2b63" } }));
    }

    [Theory, BothDatabases]
    public async Task A_draft_is_tried_as_a_specimen_that_stands_in_no_register(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var path = $"/certifications/{diploma.CertificationId}/layout";

        var page = await SendAsync(registrar, path, [("Form.Accent", "#4a2b63")], ("Form.Signature", Picture(SKEncodedImageFormat.Jpeg)));
        var specimen = await registrar.OpenAsync(page.Document.QuerySelectorAll("a[download]").Single().GetAttribute("href")!);
        var picture = await registrar.OpenAsync(page.Document.QuerySelector("main img")!.GetAttribute("src")!);

        Assert.Equal("application/pdf", specimen.MediaType);
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(specimen.Bytes, 0, 5), StringComparison.Ordinal);
        Assert.Equal("image/jpeg", picture.MediaType);
        Assert.Equal(1, await program.ReadAsync(db => db.Diplomas.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_second_version_begins_from_the_first_which_stays_as_it_was(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var path = $"/certifications/{diploma.CertificationId}/layout";
        await SendAsync(registrar, path, [("Form.Accent", "#4a2b63")], ("Form.Logo", Picture()));
        await (await registrar.OpenAsync(path)).PressAsync("Publier la version 1");

        await SendAsync(registrar, path, [("Form.Accent", "#7a1f1f"), ("Form.NoLogo", "true")]);
        var stale = await SendAsync(registrar, path, [("Form.Accent", "#123456"), ("Form.Version", "7")]);
        await (await registrar.OpenAsync(path)).PressAsync("Publier la version 2");

        var layouts = await program.ReadAsync(db => db.DiplomaLayouts.AsNoTracking().OrderBy(l => l.Number).ToListAsync());
        Assert.Equal([("#4a2b63", true), ("#7a1f1f", false)], layouts.Select(l => (l.Terms.Accent, l.Terms.Logo is not null)));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        await AssertJournalHoldsAsync(program);
    }

    [Theory]
    [InlineData("#ffd700", null, "trop pâle")]
    [InlineData("rouge", null, "n’est pas une couleur")]
    [InlineData("#4a2b63", "<svg xmlns='http://www.w3.org/2000/svg'/>", "exportez-le en PNG, de 1 000 pixels de large au moins")]
    [InlineData("#4a2b63", "GIF89a", "ni un PNG ni un JPEG")]
    [InlineData("#4a2b63", "too-wide", "est trop grand")]
    [InlineData("#4a2b63", "too-heavy", "est trop grand")]
    public async Task What_cannot_be_printed_well_is_refused_with_its_reason(string accent, string? picture, string reason)
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        var diploma = await DecisionScene.IssuedAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var file = picture switch
        {
            null => null,
            "too-wide" => Picture(width: 3001),
            "too-heavy" => new byte[(2 << 20) + 1],
            _ => Encoding.ASCII.GetBytes(picture),
        };

        var page = await SendAsync(registrar, $"/certifications/{diploma.CertificationId}/layout", [("Form.Accent", accent)], file is null ? [] : [("Form.Logo", file)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(reason, page.Text, StringComparison.Ordinal);
        Assert.Equal(0, await program.ReadAsync(db => db.DiplomaLayouts.CountAsync()));
    }

    /// <summary>Colour and logo of what goes with a document, as it was printed.</summary>
    private static async Task<IReadOnlyList<(string? Accent, string? Logo)>> AnnexesAsync(TestProgram program, Diploma diploma)
    {
        var printed = new List<(string?, string?)>();
        foreach (var annex in await program.ReadAsync(db => db.Annexes.AsNoTracking().Where(a => a.DiplomaId == diploma.Id).ToListAsync()))
        {
            var content = await program.InScopeAsync(s => s.GetRequiredService<AnnexFiles>().ReadAsync(annex, default));
            printed.Add((content.Accent, content.Logo));
        }

        return printed;
    }

    private static Task<Diploma> ReissueAsync(TestProgram program, Diploma former) =>
        program.InScopeAsync(s => s.GetRequiredService<DiplomaService>().ReissueAsync(former.Id, "Correction.", default));

    private static Task<byte[]> PrintAsync(TestProgram program, FrozenMentions mentions) =>
        program.InScopeAsync(s => s.GetRequiredService<DiplomaFiles>().PrintAsync(mentions, null, default));

    private static byte[] Picture(SKEncodedImageFormat format = SKEncodedImageFormat.Png, int width = 120)
    {
        using var bitmap = new SKBitmap(width, 40);
        bitmap.Erase(SKColors.DarkSlateBlue);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>Fills the form of the draft in as a browser does, with files.</summary>
    private static async Task<Page> SendAsync(Visitor visitor, string path, (string Name, string Value)[] values, params (string Name, byte[] File)[] files)
    {
        var form = (await visitor.OpenAsync(path)).Form("Enregistrer la préparation");
        using var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Where(h => !values.Any(v => v.Name == h.Name)))
            content.Add(new StringContent(hidden.Value), hidden.Name!);

        foreach (var (name, value) in values)
            content.Add(new StringContent(value), name);

        foreach (var (field, bytes) in files)
            content.Add(new ByteArrayContent(bytes), field, "image.png");

        return await visitor.SendAsync(HttpMethod.Post, path, content);
    }

    private static async Task AssertJournalHoldsAsync(TestProgram program) =>
        Assert.Empty((await program.InScopeAsync(s => s.GetRequiredService<JournalVerifier>().VerifyAsync(default))).Faults.Select(Texts.All.Of));
}
