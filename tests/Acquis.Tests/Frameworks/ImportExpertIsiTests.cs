using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;

namespace Acquis.Tests.Frameworks;

public sealed class ImportExpertIsiTests
{
    private static readonly Framework Imported = ImportSource.Proposal.Framework;
    private static readonly Framework Shipped = ImportSource.Shipped;

    [Fact]
    public void The_source_gives_its_blocs_activities_tasks_competences_and_criteria()
    {
        Assert.Equal(4, Imported.Blocks.Count);
        Assert.Equal([4, 4, 2, 3], Imported.Blocks.Select(b => b.Activities.Count));
        Assert.Equal(58, Imported.Blocks.Sum(b => b.Activities.Sum(a => a.Tasks.Count)));
        Assert.Equal(Enumerable.Range(1, 16).Select(n => $"C.{n}"), Imported.Competences.Select(c => c.Code));
        Assert.Equal(89, Imported.Assessments.Sum(a => a.Criteria.Sum(g => g.Items.Count)));
        Assert.Equal([5, 5], Imported.Requirements.Single(r => r.Kind == RequirementKind.Defence).Criteria.Select(g => g.Items.Count));
        Assert.Equal([3, 6, 5, 3], Imported.Assessments.Single(a => a.Competences.Count == 4).Criteria.Select(g => g.Items.Count));
    }

    [Fact]
    public void The_source_gives_its_scale_with_descriptors_and_its_threshold()
    {
        Assert.Equal(["Non acquis", "En cours d'acquisition", "Acquis", "Maîtrise"], Imported.Scale.Levels.Select(l => l.Label.Fr));
        Assert.Equal("le candidat est référent dans son domaine, capable d'évaluer et de transmettre", Imported.Scale.Levels[3].Descriptor!.Fr);
        Assert.Equal(2, Imported.Scale.Threshold);
    }

    [Fact]
    public void The_import_equals_the_shipped_framework_text_by_text()
    {
        Assert.Equal(Outline(Shipped), Outline(Imported));
        Assert.Equal(Shipped.Conditions.Select(c => c.Fr), Imported.Conditions.Select(c => c.Fr));
        Assert.Equal(Shipped.Footnotes.Select(n => (n.Mark, n.Text.Fr, n.Anchor)), Imported.Footnotes.Select(n => (n.Mark, n.Text.Fr, n.Anchor)));
        Assert.Equal(Shipped.Scale.Levels.Select(l => (l.Value, l.Label.Fr, l.Descriptor?.Fr)),
            Imported.Scale.Levels.Select(l => (l.Value, l.Label.Fr, l.Descriptor?.Fr)));
    }

    [Fact]
    public void Every_word_of_the_source_is_in_the_proposal()
    {
        var kept = ImportSource.TextsOf(Imported).Concat(ImportSource.Proposal.Unplaced).SelectMany(ImportSource.Words).ToHashSet();
        var source = ImportSource.Phrases(ImportSource.Text).SelectMany(ImportSource.Words);

        Assert.Empty(source.Where(w => !kept.Contains(w)).Distinct());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_phrase_of_the_source_stands_whole_in_the_framework(bool shipped)
    {
        var framework = shipped ? Shipped : Imported;
        var kept = " " + string.Join(" ", ImportSource.TextsOf(framework).SelectMany(ImportSource.Words)) + " ";
        var phrases = ImportSource.Phrases(ImportSource.Text).ToList();

        Assert.True(phrases.Count > 250);
        Assert.All(phrases, p => Assert.Contains(" " + string.Join(" ", ImportSource.Words(p)) + " ", kept, StringComparison.Ordinal));
    }

    [Fact]
    public void Draws_languages_and_orality_are_read_from_the_methods()
    {
        Assert.Equal(["C.6", "C.7"], Imported.Assessments.Where(a => a.Drawn is not null).SelectMany(a => a.Competences));
        Assert.Equal("un scénario de projet", Imported.Assessments.Single(a => a.Competences.Contains("C.6")).Drawn!.Fr);
        Assert.Equal(["fr", "en"], Imported.Assessments.Single(a => a.Competences.Contains("C.10")).Languages);
        Assert.Equal(["fr"], Imported.Assessments.Single(a => a.Competences.Contains("C.9")).Languages);
        Assert.True(Imported.Assessments.Single(a => a.Competences.Contains("C.15")).Oral);
        Assert.False(Imported.Assessments.Single(a => a.Competences.Contains("C.4")).Oral);
    }

    [Theory]
    [InlineData("framework.import-group-link", "E10#1,E10#2,E10#3,E10#4")]
    [InlineData("framework.import-activity-link", "C.2,C.10,C.11,C.12,C.13")]
    [InlineData("framework.import-kind-differs", "E11,E12,E13")]
    public void What_a_person_must_decide_is_a_doubt_and_not_assumed(string code, string targets) =>
        Assert.Equal(targets, string.Join(",", ImportSource.Proposal.Doubts.Where(d => d.Code == code).Select(d => d.Target)));

    [Fact]
    public void Groups_of_a_shared_assessment_serve_all_its_competences_until_a_person_decides()
    {
        var shared = Imported.Assessments.Single(a => a.Competences.Count == 4);

        Assert.All(shared.Criteria.SelectMany(g => g.Items), c => Assert.Empty(c.Competences));
        Assert.Contains(ImportSource.Proposal.Doubts, d => d.Code == "framework.import-group-link" && d.Proposed == "C.10" && d.Alternatives.Count == 3);
    }

    [Theory]
    [InlineData("framework.import-code-spelling", 1)]
    [InlineData("framework.import-list-continued-page", 2)]
    [InlineData("framework.import-shared-cell", 2)]
    [InlineData("framework.import-shared-method", 1)]
    [InlineData("framework.import-final-exam", 1)]
    [InlineData("framework.import-award-proposed", 1)]
    [InlineData("framework.import-unplaced", 0)]
    public void Each_oddity_of_the_source_is_told(string code, int times) =>
        Assert.Equal(times, ImportSource.Proposal.Doubts.Count(d => d.Code == code));

    [Fact]
    public void Every_doubt_has_its_place_and_its_sentence_in_both_languages()
    {
        Assert.All(ImportSource.Proposal.Doubts, d => Assert.True(Texts.All.Has(d.Code), d.Code));
        Assert.All(ImportSource.Proposal.Doubts.Where(d => d.Target is not null), d => Assert.True(d.Place.Line > 0));
    }

    [Fact]
    public void The_shipped_framework_is_complete_in_both_languages_and_has_no_finding()
    {
        Assert.Empty(FrameworkLint.Findings(Shipped));
        Assert.Equal("Management of one’s time", Shipped.Requirements.Single(r => r.Code == "defence").Criteria[0].Items[4].Text.En);
        Assert.All(Shipped.Competences, c => Assert.False(string.IsNullOrWhiteSpace(c.Name?.En)));
        Assert.Contains("Le candidat apporte la preuve de la validation des 16 compétences du présent référentiel, en entreprise et en formation.",
            Shipped.Requirements.Single(r => r.Code == "portfolio").Text!.Fr, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Outline(Framework f) =>
    [
        f.Title.Fr,
        .. f.Blocks.SelectMany(b => (string[])
        [
            $"{b.Code} {b.Title.Fr}",
            .. b.Activities.SelectMany(a => (string[])[$"{b.Code}/{a.Code} {a.Title.Fr}", .. a.Tasks.Select(t => t.Fr)]),
            .. b.Competences.Select(c => $"{b.Code}/{c.Code} {c.Text.Fr} <- {string.Join(",", c.Activities)}"),
        ]),
        .. f.Assessments.SelectMany(a => (string[])
        [
            $"{a.Code} {a.Kind.Fr}: {a.Text.Fr} <- {string.Join(",", a.Competences)} {string.Join(",", a.Languages)} {a.Oral} {a.Drawn?.Fr} {a.Subject}",
            .. a.Criteria.SelectMany(Group),
        ]),
        .. f.Requirements.SelectMany(r => (string[])[$"{r.Code} {r.Kind} {r.Interview?.Fr}", .. r.Criteria.SelectMany(Group)]),
    ];

    private static IEnumerable<string> Group(CriterionGroup group) =>
        [$"# {group.Title?.Fr}", .. group.Items.Select(i => $"{i.Code} {i.Text.Fr} <- {string.Join(",", i.Competences)}")];
}
