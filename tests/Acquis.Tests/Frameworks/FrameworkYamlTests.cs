using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks;

namespace Acquis.Tests.Frameworks;

public class FrameworkYamlTests
{
    [Fact]
    public void The_example_of_the_documentation_is_read_in_full()
    {
        var framework = FrameworkYaml.Read(Repository.Example(), "example.yaml");

        Assert.Equal(("conseiller-numerique", "2026", "Digital adviser"), (framework.Code, framework.Edition, framework.Title.En));
        Assert.Equal([0, 1, 2, 3], framework.Scale.Levels.Select(l => l.Value));
        Assert.Equal(["C.1", "C.2"], framework.Competences.Select(c => c.Code));
        Assert.Equal("Collection of the need", framework.Blocks[0].Activities[0].Tasks[1].En);
        Assert.Equal(
            "Organiser et conduire une réunion en pratiquant l’écoute active pour affiner la demande du client", framework.Competences[0].Text.Fr);
        Assert.True(framework.Competences[1].Transversal);
        Assert.Equal(["fr", "en"], framework.Assessments[0].Languages);
        Assert.Equal((true, false, 30), (framework.Assessments[0].Oral, framework.Assessments[0].Group, framework.Assessments[0].Minutes));
        Assert.Null(framework.Assessments[0].Criteria[1].Title);
        Assert.Equal(RequirementKind.Defence, framework.Requirements[1].Kind);
        Assert.Equal(2, framework.Confirmation.Assessors);
        Assert.Equal(
            "{ all: [{ every: { over: blocks, rule: block } }, "
            + "{ every: { over: competences, rule: { all: [proof company, proof training] } } }, requirement portfolio, requirement defence] }",
            RuleText.OneLine(framework.Award.Certification));
        Assert.Single(framework.Conditions);
    }

    [Fact]
    public void The_example_of_the_documentation_has_no_fault() =>
        Assert.Empty(FrameworkYaml.ReadFile(Repository.Example(), "example.yaml").Lint());

    [Fact]
    public void Levels_stand_in_ascending_order_whatever_the_file_says()
    {
        var file = Small.Replace(
            "{ value: 0, label: Non }, { value: 1, label: Oui }", "{ value: 1, label: Oui }, { value: 0, label: Non }", StringComparison.Ordinal);

        Assert.Equal([0, 1], FrameworkYaml.Read(file, "small.yaml").Scale.Levels.Select(l => l.Value));
    }

    [Theory]
    [InlineData("title: T", "title: T\ntitle: U", "framework.duplicate-key", 5, 1)]
    [InlineData("title: T", "title: &t T", "framework.anchor", 4, 8)]
    [InlineData("title: T", "title: *t", "framework.alias", 4, 8)]
    [InlineData("title: T", "title:\n  fr: &t T\n  en: *t", "framework.alias", 6, 7)]
    [InlineData("title: T", "title: !!str T", "framework.tag", 4, 8)]
    [InlineData("title: T", "title: T\ncolour: red", "framework.unknown-key", 5, 1)]
    [InlineData("title: T", "title: T\n<<: { code: y }", "framework.unknown-key", 5, 1)]
    [InlineData("title: T", "title: [T]", "framework.expected-text", 4, 8)]
    [InlineData("title: T", "title: { fr: T, de: U }", "framework.unknown-key", 4, 17)]
    [InlineData("title: T\n", "", "framework.missing-key", 1, 1)]
    [InlineData("title: T\n", "title:\n", "framework.missing-key", 1, 1)]
    [InlineData("threshold: 1", "threshold: high", "framework.expected-number", 5, 21)]
    [InlineData("threshold: 1", "threshold: '1'", "framework.expected-number", 5, 21)]
    [InlineData("text: X }] }]", "text: X, transversal: maybe }] }]", "framework.expected-boolean", 6, 96)]
    [InlineData("activities: []", "activities: none", "framework.expected-list", 6, 43)]
    [InlineData("blocks: [{", "blocks: [yes, {", "framework.expected-mapping", 6, 10)]
    [InlineData("acquis.framework/1", "acquis.framework/2", "framework.unsupported-format", 1, 9)]
    [InlineData("block: level >= 1", "block: level > 1", "framework.unknown-rule", 8, 17)]
    [InlineData("block: level >= 1", "block: { all: [block 1], any: [] }", "framework.rule-group", 8, 17)]
    [InlineData("block: level >= 1", "block: [block 1]", "framework.expected-rule", 8, 17)]
    [InlineData("block: level >= 1", "block: { every: { over: people, rule: level >= 1 } }", "framework.unknown-value", 8, 34)]
    [InlineData("award:", "confirmation: { attempts: first }\naward:", "framework.unknown-value", 8, 27)]
    [InlineData("title: T", "title: T\n? [a]\n: b", "framework.key-no-text", 5, 3)]
    [InlineData("award:", "---\naward:", "framework.second-document", 8, 1)]
    [InlineData("title: T", "title: \"T", "framework.syntax", 4, 8)]
    public void A_fault_is_told_with_its_line_and_column(string right, string wrong, string code, int line, int column)
    {
        var findings = FindingsIn(Small.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains((code, line, column), findings.Select(f => (f.Code, f.Line, f.Column)));
    }

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_file()
    {
        var findings = FindingsIn(
            Small.Replace("title: T", "title: []", StringComparison.Ordinal)
                .Replace("threshold: 1", "threshold: x", StringComparison.Ordinal)
                .Replace("level >= 1", "nonsense", StringComparison.Ordinal));

        Assert.Equal(["framework.expected-text", "framework.expected-number", "framework.unknown-rule"], findings.Select(f => f.Code));
        Assert.Equal(["title", "scale/threshold", "award/block"], findings.Select(f => f.Place));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    public void An_empty_file_is_refused(string file) => Assert.Equal("framework.empty-file", Assert.Single(FindingsIn(file)).Code);

    [Fact]
    public void A_file_that_is_too_large_is_refused_unread() =>
        Assert.Equal("framework.file-too-large", Assert.Single(FindingsIn(new string('[', FrameworkYaml.MaxLength + 1))).Code);

    [Fact]
    public void Absurd_depth_is_refused() =>
        Assert.Equal("framework.too-deep", Assert.Single(FindingsIn(new string('[', 1_000_000))).Code);

    [Fact]
    public void Rules_may_stand_twelve_deep_and_no_deeper()
    {
        string Nested(int depth) => Small.Replace(
            "block: level >= 1",
            $"block: {string.Concat(Enumerable.Repeat("{ all: [ ", depth - 1))}block 1{string.Concat(Enumerable.Repeat(" ] }", depth - 1))}",
            StringComparison.Ordinal);

        Assert.NotNull(FrameworkYaml.Read(Nested(12), "deep.yaml"));
        Assert.Contains("framework.rule-too-deep", FindingsIn(Nested(13)).Select(f => f.Code));
    }

    [Fact]
    public void A_lint_finding_carries_the_line_of_its_place()
    {
        var file = FrameworkYaml.ReadFile(
            Small.Replace("block: level >= 1", "block: { all: [competence C.1 >= 7] }", StringComparison.Ordinal), "small.yaml");

        var finding = Assert.Single(file.Lint(), f => f.Severity == Severity.Error);

        Assert.Equal(("framework.level-outside-scale", "award/block/all/1", 8, 25), (finding.Code, finding.Place, finding.Line, finding.Column));
    }

    internal const string Small =
        """
        format: acquis.framework/1
        code: x
        edition: 1
        title: T
        scale: { threshold: 1, levels: [{ value: 0, label: Non }, { value: 1, label: Oui }] }
        blocks: [{ code: 1, title: B, activities: [], competences: [{ code: C.1, text: X }] }]
        assessments: [{ code: E.1, kind: K, text: X, competences: [C.1], criteria: [{ items: [{ code: K.1, text: X }] }] }]
        award: { block: level >= 1, certification: block 1 }
        """;

    private static IReadOnlyList<Finding> FindingsIn(string yaml) =>
        Assert.Throws<FrameworkFileException>(() => FrameworkYaml.Read(yaml, "small.yaml")).Findings;
}
