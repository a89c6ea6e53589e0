using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks.Import;
using Acquis.Infrastructure;

namespace Acquis.Tests.Frameworks;

public sealed class ImportShapesTests
{
    private const string Plain = """
        # Conseiller numérique

        Bloc 1 : Conseiller un client

        Activités et tâches | Compétences attestées | Modalités d'évaluation | Critères d'évaluation
        --- | --- | --- | ---
        Activité 1 : Accueillir • Recevoir • Écouter | C1 - Accueillir le public. C2 - Reformuler la demande. | QCM de 45 minutes en groupe | - La demande est comprise - La réponse est \| juste
        A2 Conseiller | C3 : Conseiller un service < 2 jours | Étude de cas : le candidat tire au sort un dossier, puis répond en anglais | Réponse exacte ; délai tenu

        Bloc 2 : Former

        Activités | Compétences | Modalités d'évaluation | Critères d'évaluation
        --- | --- | --- | ---
        A1 Animer | C4 Animer un atelier | Oral | - Le rythme convient
        """;

    private const string Html = """
        <html><body><h1>Technicien</h1><h2>BLOC A - Produire</h2><script>alert("x")</script>
        <table><tr><th rowspan="2">Référentiel d'activités</th><th rowspan="2">Référentiel de compétences</th><th colspan="2">Référentiel d'évaluation</th></tr>
        <tr><th>Modalités</th><th>Critères</th></tr>
        <tr><td rowspan="2"><b>A1. Fabriquer</b><ul><li>Couper<li>Coller</ul></td><td>CP1. Couper une pièce</td><td>Mise en situation : il coupe</td>
        <td><ul><li>Coupe droite</li></ul></td></tr>
        <tr><td>CP2. Coller une pièce</td><td>Mise en situation : il colle</td><td><ul><li>Colle sèche</li></ul></td></tr></table>
        <p>Niveau 1 : Acquis</p><p>Niveau 0 : Non acquis</p><p>Une remarque sans place.</p></body></html>
        """;

    private const string ThreeColumns = """
        ## BLOC 1 – Vendre

        | Activités | Compétences | Modalités et critères d'évaluation |
        |---|---|---|
        | A1 - Vendre<br>- Prospecter | C1 - Vendre un produit | Cas pratique : il vend<br>Critères :<br>- Prix juste<br>- Client content |
        | A2 - Relancer<br>- Appeler | C2 - Relancer un client | Cas pratique : il relance <ul><li>Ton courtois</li></ul> |
        """;

    [Fact]
    public void A_plain_table_without_html_is_read()
    {
        var (framework, doubts, _) = TableImporter.Import(Plain);

        Assert.Equal("Conseiller numérique", framework.Title.Fr);
        Assert.Equal(["Conseiller un client", "Former"], framework.Blocks.Select(b => b.Title.Fr));
        Assert.Equal(["Recevoir", "Écouter"], framework.Blocks[0].Activities[0].Tasks.Select(t => t.Fr));
        Assert.Equal(["C1", "C2", "C3", "C4"], framework.Competences.Select(c => c.Code));
        Assert.Equal("Conseiller un service < 2 jours", framework.Competences[2].Text.Fr);
        Assert.Equal(["La demande est comprise", "La réponse est | juste", "Réponse exacte", "délai tenu", "Le rythme convient"],
            framework.Assessments.SelectMany(a => a.Criteria).SelectMany(g => g.Items).Select(i => i.Text.Fr));
        Assert.Contains(doubts, d => d.Code == "framework.import-scale-missing");
        Assert.Contains(doubts, d => d.Code == "framework.import-shared-cell");
    }

    [Fact]
    public void Duration_group_draw_and_language_of_a_plain_table_are_read()
    {
        var assessments = TableImporter.Import(Plain).Framework.Assessments;

        Assert.Equal((45, true), (assessments[0].Minutes, assessments[0].Group));
        Assert.Equal("un dossier", assessments[1].Drawn!.Fr);
        Assert.Equal(["en"], assessments[1].Languages);
        Assert.Equal(("Oral", true), (assessments[2].Kind.Fr, assessments[2].Oral));
    }

    [Fact]
    public void An_activity_code_that_restarts_in_another_bloc_is_another_activity()
    {
        var blocks = TableImporter.Import(Plain).Framework.Blocks;

        Assert.Equal(blocks[0].Activities[0].Code, blocks[1].Activities[0].Code);
        Assert.NotEqual(blocks[0].Activities[0].Title, blocks[1].Activities[0].Title);
    }

    [Fact]
    public void An_html_document_with_cells_over_several_rows_is_read()
    {
        var (framework, doubts, unplaced) = TableImporter.Import(Html);

        Assert.Equal("A", Assert.Single(framework.Blocks).Code);
        Assert.Equal(["Couper", "Coller"], framework.Blocks[0].Activities.Single().Tasks.Select(t => t.Fr));
        Assert.Equal(["CP1", "CP2"], framework.Competences.Select(c => c.Code));
        Assert.Equal(["A1", "A1"], framework.Competences.SelectMany(c => c.Activities));
        Assert.Equal(["Coupe droite", "Colle sèche"], framework.Assessments.SelectMany(a => ImportSource.CriteriaOf(a.Criteria)).Where(t => t.Length > 0));
        Assert.Equal([0, 1], framework.Scale.Levels.Select(l => l.Value));
        Assert.Contains(doubts, d => d.Code == "framework.import-activity-link" && d.Target == "CP2");
        Assert.Contains("Une remarque sans place.", unplaced);
    }

    [Fact]
    public void A_script_is_kept_as_text_apart_and_never_as_content()
    {
        var proposal = TableImporter.Import(Html);

        Assert.Contains("alert(\"x\")", proposal.Unplaced);
        Assert.DoesNotContain(proposal.Framework.Competences, c => c.Text.Fr.Contains("alert", StringComparison.Ordinal));
    }

    [Fact]
    public void Methods_and_criteria_in_one_column_are_told_apart()
    {
        var (framework, doubts, _) = TableImporter.Import(ThreeColumns);

        Assert.Equal(["Cas pratique", "Cas pratique"], framework.Assessments.Select(a => a.Kind.Fr));
        Assert.Equal(["il vend", "il relance"], framework.Assessments.Select(a => a.Text.Fr));
        Assert.Equal([2, 1], framework.Assessments.Select(a => a.Criteria.Sum(g => g.Items.Count)));
        Assert.Single(doubts, d => d.Code == "framework.import-combined-column");
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData(Html)]
    [InlineData(ThreeColumns)]
    public void No_word_is_lost_whatever_the_shape(string source)
    {
        var proposal = TableImporter.Import(source);
        var kept = ImportSource.TextsOf(proposal.Framework).Concat(proposal.Unplaced).SelectMany(ImportSource.Words).ToHashSet();
        kept.UnionWith(["activité", "niveau"]);

        Assert.Empty(ImportSource.Phrases(source).SelectMany(ImportSource.Words).Where(w => !kept.Contains(w)).Distinct());
        Assert.All(proposal.Doubts, d => Assert.True(Texts.All.Has(d.Code), d.Code));
    }

    [Fact]
    public void Competences_without_codes_are_numbered_and_doubted()
    {
        var (framework, doubts, _) = TableImporter.Import("| Activités | Compétences | Critères |\n|---|---|---|\n| Vendre | Vendre un produit | Prix juste |");

        Assert.Equal("C.1", Assert.Single(framework.Competences).Code);
        Assert.Contains(doubts, d => d.Code == "framework.import-competence-without-code");
        Assert.Contains(doubts, d => d.Code == "framework.import-block-implied");
        Assert.Contains(doubts, d => d.Code == "framework.import-kind-missing");
    }

    [Fact]
    public void Unclosed_tags_lose_nothing()
    {
        var framework = TableImporter.Import(
            "| Activités | Compétences | Modalités | Critères |\n|---|---|---|---|\n| <b>A1 - Vendre <ul><li>Un<li>Deux | <p><b>C1. Vendre | Oral | <ul><li>Juste <client>").Framework;

        Assert.Equal(["Un", "Deux"], framework.Blocks[0].Activities[0].Tasks.Select(t => t.Fr));
        Assert.Equal("Vendre", framework.Competences[0].Text.Fr);
        Assert.Equal("Juste <client>", framework.Assessments[0].Criteria[0].Items[0].Text.Fr);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Du texte sans tableau.")]
    [InlineData("| Nom | Prix |\n|---|---|\n| Vis | 2 |")]
    [InlineData("| Activités | Compétences |\n|---|---|\n| A1 - Vendre | |")]
    [InlineData("<table><tr><td>")]
    public void A_document_without_competences_is_refused(string source)
    {
        var refused = Assert.Throws<RefusedException>(() => TableImporter.Import(source));

        Assert.Equal("framework.import-no-competence", refused.Refusals.Single().Code);
        Assert.True(Texts.All.Has(refused.Refusals.Single().Code));
    }

    [Fact]
    public void A_document_above_ten_megabytes_is_refused()
    {
        var refused = Assert.Throws<RefusedException>(() => TableImporter.Import(new string('a', TableImporter.MaxBytes + 1)));

        Assert.Equal("framework.import-too-large", refused.Refusals.Single().Code);
    }
}
