using System.Net;
using System.Text;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Frameworks;

public sealed class FrameworkPagesTests
{
    [Theory, BothDatabases]
    public async Task A_file_that_is_no_framework_shows_each_fault_with_its_line(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var page = await UploadAsync(await registrar.OpenAsync("/frameworks"), "Envoyer", "bad.yaml", "format: acquis.framework/1\ncode: a\ncode: <b>b</b>\ntitel: X\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Ligne 3. La clé « code » figure deux fois", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, await program.ReadAsync(db => db.FrameworkVersions.CountAsync()));
    }

    [Theory, BothDatabases]
    public async Task A_table_is_imported_settled_point_by_point_and_published_and_then_never_changes(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var table = await File.ReadAllTextAsync(SharedData.Path("referentiel-expert-isi.md"), TestContext.Current.CancellationToken);

        var draft = await UploadAsync(await registrar.OpenAsync("/frameworks"), "Envoyer", "referentiel.md", table);
        var doubts = Settles(draft);
        var settled = draft;
        for (var left = doubts; left > 0; left = Settles(settled))
        {
            settled = await SettleFirstAsync(settled);
            Assert.Equal(left - 1, Settles(settled));
        }

        var published = await settled.PressAsync("Publier");
        var version = await program.ReadAsync(db => db.FrameworkVersions.AsNoTracking().SingleAsync());
        var replaced = await UploadAsync(settled, "Remplacer", "other.yaml", FrameworkYaml.Write(FrameworkJson.FromJson(version.Json) with { Edition = "autre" }));
        var after = await program.ReadAsync(db => db.FrameworkVersions.AsNoTracking().SingleAsync());

        Assert.True(doubts > 5);
        Assert.Contains("Son texte ne change plus", published.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(FrameworkVersionState.Published, version.State);
        Assert.Contains(replaced.Status, new[] { HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity });
        Assert.Equal((version.Json, version.Hash, version.Edition), (after.Json, after.Hash, after.Edition));
    }

    [Fact]
    public async Task A_table_with_the_title_of_a_certification_is_another_edition_of_it_and_can_be_compared()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        var scene = await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var table = await File.ReadAllTextAsync(SharedData.Path("referentiel-expert-isi.md"), TestContext.Current.CancellationToken);

        var draft = await UploadAsync(await registrar.OpenAsync("/frameworks"), "Envoyer", "referentiel.md", table);
        var link = draft.Document.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Single(h => h.Contains("/compare/", StringComparison.Ordinal));
        var comparison = await registrar.OpenAsync(link);

        Assert.Equal(1, await program.ReadAsync(db => db.Certifications.CountAsync()));
        Assert.EndsWith($"/compare/{scene.FrameworkVersion}", link, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("Comparer deux éditions", comparison.Title);
        Assert.Contains("modifié", comparison.Text, StringComparison.Ordinal);
        Assert.Contains("Bloc 1, compétence C.1", comparison.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("blocks/", comparison.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rules_are_said_in_words_in_both_languages()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        var scene = await Scene.SetAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var french = await registrar.OpenAsync($"/frameworks/{scene.FrameworkVersion}");
        var english = await registrar.InEnglish().OpenAsync($"/frameworks/{scene.FrameworkVersion}");

        Assert.Contains("Chaque compétence du bloc : niveau « Acquis » au moins", french.Text, StringComparison.Ordinal);
        Assert.Contains("Soutenance finale : jugée suffisante par le jury", french.Text, StringComparison.Ordinal);
        Assert.Contains("Every competence: all of these conditions", english.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("threshold", english.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shape_of_rule_has_its_words()
    {
        var framework = FrameworkYaml.Read(Repository.Example(), "example.yaml");
        var words = new RuleWords(framework, Texts.All);
        Rule[] leaves =
        [
            new CompetenceLevel("C.1", null), new BlockAcquired("1"), new BlockAcquired(null), new ModuleValidated("M1"), new ModuleValidated(null),
            new ProofIn("C.1", ProofContext.Company), new ProofIn(null, ProofContext.Training), .. framework.Requirements.Select(r => new RequirementMet(r.Code)),
        ];
        Rule[] rules =
        [
            new AllOf(leaves), new AnyOf(leaves), new AtLeast(2, leaves), .. Enum.GetValues<RuleRange>().Select(r => new Every(r, new AllOf(leaves))),
        ];

        foreach (var sentence in rules.SelectMany(r => new[] { words.Of(r, true), words.Of(r, false) }))
        {
            Assert.Equal(leaves.Length, sentence.Parts.Count);
            Assert.DoesNotContain(sentence.Parts.Append(sentence), s => s.Text.Contains('[', StringComparison.Ordinal) || !char.IsUpper(s.Text[0]));
        }
    }

    private static int Settles(Page page) => page.Document.QuerySelectorAll("form").Count(f => f.GetAttribute("action")?.Contains("handler=Settle", StringComparison.Ordinal) == true);

    /// <summary>Takes what is proposed, or the first answer offered, or a text where one is asked for.</summary>
    private static Task<Page> SettleFirstAsync(Page page)
    {
        var form = page.Form("Trancher");
        if (form.QuerySelector<IHtmlSelectElement>("select") is { } select)
            return page.PressAsync("Trancher", ("answer", select.Value is { Length: > 0 } chosen ? chosen : select.Options[^1].Value));

        return form.QuerySelector<IHtmlInputElement>("input.form-control") is { Value.Length: 0 }
            ? page.PressAsync("Trancher", ("answer", "2026"))
            : page.PressAsync("Trancher");
    }

    private static Task<Page> UploadAsync(Page page, string button, string name, string text) => page.UploadAsync(button, Encoding.UTF8.GetBytes(text), name);
}
