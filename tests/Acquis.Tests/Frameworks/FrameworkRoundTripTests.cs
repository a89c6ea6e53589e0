using System.Text;
using System.Text.Json;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks;
using CsCheck;

namespace Acquis.Tests.Frameworks;

public class FrameworkRoundTripTests
{
    private static readonly string[] Difficult =
    [
        "", " ", "a ", " a", "null", "true", "~", "12", "1.5", "0x1F", "-", "- a", "# a", "a # b", "a: b", "a:", "'", "''", "\"", "\\", "{a}", "[a",
        "a\nb", "a\n", "\na", "a\n\nb", "a\tb", "a\r\nb", "a\u0085b", "a\u2028b", "\u0000", "\u001b", "\uFEFF", "a  b", "é", "« l’été »", "😀", "%", "@a",
        "&a", "*a", "!a", "|", ">", ">-", "?", "? a", "---", "...", "--- a", "<<", "yes", "2026-01-01", "a,b", "l'été", "a\u00A0: b", "œuvre\u00AD",
    ];

    private static readonly Gen<string> Words =
        Gen.OneOf("le", "candidat", "conduit", "une", "réunion :", "d’équipe,", "#1", "- puis", "'rend'", "compte", "\u00A0!").Array[0, 60]
            .Select(w => string.Join(' ', w));

    private static readonly Gen<string> Content = Gen.OneOf(
        Gen.OneOf(Difficult), Words, Gen.Char['\u0001', '\uD7FF'].Array[0, 40].Select(c => new string(c)),
        Gen.Select(Gen.OneOf(Difficult), Words, Gen.OneOf(Difficult), (a, b, c) => a + b + c));

    private static readonly Gen<Bilingual> Text = Gen.Select(Content, Gen.Null(Content), (fr, en) => new Bilingual(fr, en));

    private static readonly Gen<string> Code =
        Gen.OneOf(Gen.OneOf("1", "01", "A.1", "C.10", "1.10", "null", "no", "portfolio", "true", "é", "1e3"), Content);

    private static readonly Gen<string> Word = Gen.OneOf("1", "C.1", "threshold", "portfolio", "-2", ">=");

    private static readonly Gen<Rule> Leaf = Gen.OneOf<Rule>(
        Gen.Select(Gen.Null(Word), Gen.Int[-3, 9].Nullable(), (c, l) => (Rule)new CompetenceLevel(c, l)),
        Gen.Null(Word).Select(c => (Rule)new BlockAcquired(c)),
        Gen.Null(Word).Select(c => (Rule)new ModuleValidated(c)),
        Word.Select(c => (Rule)new RequirementMet(c)),
        Gen.Select(Gen.Null(Word), Gen.Enum<ProofContext>(), (c, p) => (Rule)new ProofIn(c, p)));

    private static readonly Gen<Rule> AnyRule = Gen.Recursive<Rule>((depth, inner) => depth > 4 ? Leaf : Gen.OneOf(
        Leaf,
        inner.Array[0, 3].Select(r => (Rule)new AllOf(r)),
        inner.Array[0, 3].Select(r => (Rule)new AnyOf(r)),
        Gen.Select(Gen.Int[-1, 5], inner.Array[0, 3], (n, r) => (Rule)new AtLeast(n, r)),
        Gen.Select(Gen.Enum<RuleRange>(), inner, (o, r) => (Rule)new Every(o, r))));

    private static readonly Gen<IReadOnlyList<string>> Codes = Code.Array[0, 3].Select(c => (IReadOnlyList<string>)c);

    private static readonly Gen<IReadOnlyList<Bilingual>> Texts = Text.Array[0, 3].Select(t => (IReadOnlyList<Bilingual>)t);

    private static readonly Gen<MasteryScale> Scale = Gen.Select(
        Gen.Select(Gen.Int[-2, 9], Text, Gen.Null(Text), (v, l, d) => new MasteryLevel(v, l, d)).Array[0, 4], Gen.Int[-2, 9],
        (levels, threshold) => new MasteryScale([.. levels.OrderBy(l => l.Value)], threshold));

    private static readonly Gen<Competence> AnyCompetence = Gen.Select(
        Code, Text, Codes, Gen.Null(Text), Gen.Bool, (c, t, a, n, x) => new Competence(c, t, a) { Name = n, Transversal = x });

    private static readonly Gen<Block> AnyBlock = Gen.Select(
        Code, Text, Gen.Select(Code, Text, Texts, (c, t, k) => new Activity(c, t, k)).Array[0, 2], AnyCompetence.Array[0, 3],
        Gen.Null(Code), Gen.Null(AnyRule), (c, t, a, k, o, r) => new Block(c, t, a, k) { OptionGroup = o, Rule = r });

    private static readonly Gen<IReadOnlyList<CriterionGroup>> Grid = Gen.Select(
        Gen.Null(Text), Gen.Select(Code, Text, Codes, (c, t, k) => new Criterion(c, t, k)).Array[0, 3], (t, i) => new CriterionGroup(t, i))
        .Array[0, 2].Select(g => (IReadOnlyList<CriterionGroup>)g);

    private static readonly Gen<Assessment> AnyAssessment = Gen.Select(
        Gen.Select(Code, Text, Text, Codes, Grid), Gen.Select(Codes, Gen.Bool, Gen.Bool, Gen.Int[0, 999].Nullable(), Gen.Null(Text)),
        Gen.Select(Gen.Enum<SubjectOrigin>(), Texts, Texts), (a, b, c) => new Assessment
        {
            Code = a.Item1,
            Kind = a.Item2,
            Text = a.Item3,
            Competences = a.Item4,
            Criteria = a.Item5,
            Languages = b.Item1,
            Group = b.Item2,
            Oral = b.Item3,
            Minutes = b.Item4,
            Drawn = b.Item5,
            Subject = c.Item1,
            HandedOut = c.Item2,
            HandedIn = c.Item3,
        });

    private static readonly Gen<Requirement> AnyRequirement = Gen.Select(
        Code, Gen.Enum<RequirementKind>(), Text, Gen.Null(Text), Grid, Gen.Null(Text),
        (c, k, t, x, g, i) => new Requirement { Code = c, Kind = k, Title = t, Text = x, Criteria = g, Interview = i });

    private static readonly Gen<ConfirmationPolicy> Policy = Gen.Select(
        Gen.Enum<Lane>().Array[0, 3], Gen.Enum<Agreement>(), Gen.Enum<Combination>(), Gen.Enum<Combination>(), Gen.Int[0, 3], Gen.Bool,
        (l, s, t, a, n, j) => new ConfirmationPolicy
        {
            Lanes = l,
            SameSide = s,
            Attempts = t,
            Assessments = a,
            Assessors = n,
            JuryPrevails = j,
        });

    private static readonly Gen<Framework> AnyFramework = Gen.Select(
        Gen.Select(Code, Code, Text, Scale, AnyBlock.Array[0, 3], AnyAssessment.Array[0, 3]),
        Gen.Select(Gen.Select(Code, Text, (c, t) => new TrainingModule(c, t)).Array[0, 2], AnyRequirement.Array[0, 3], Policy),
        Gen.Select(AnyRule, Gen.Null(AnyRule), AnyRule, Gen.Int[0, 9].Nullable()),
        Gen.Select(Texts, Gen.Select(Content, Text, Gen.Null(Code), (m, t, a) => new Footnote(m, t, a)).Array[0, 2], Texts),
        (a, b, c, d) => new Framework
        {
            Code = a.Item1,
            Edition = a.Item2,
            Title = a.Item3,
            Scale = a.Item4,
            Blocks = a.Item5,
            Assessments = a.Item6,
            Modules = b.Item1,
            Requirements = b.Item2,
            Confirmation = b.Item3,
            Award = new AwardRules(c.Item1, c.Item2, c.Item3) { BlockValidityYears = c.Item4 },
            Conditions = d.Item1,
            Footnotes = d.Item2,
            Unplaced = d.Item3,
        });

    [Fact]
    public void A_framework_written_as_a_file_reads_back_as_the_same() => AnyFramework.Sample(
        framework => Assert.Equal(FrameworkJson.ToJson(framework), FrameworkJson.ToJson(FrameworkYaml.Read(FrameworkYaml.Write(framework), "x"))),
        iter: 600);

    [Fact]
    public void A_framework_written_as_json_reads_back_as_the_same() => AnyFramework.Sample(
        framework => Assert.Equal(FrameworkYaml.Write(framework), FrameworkYaml.Write(FrameworkJson.FromJson(FrameworkJson.ToJson(framework)))),
        iter: 300);

    [Fact]
    public void Two_equal_frameworks_have_no_difference() =>
        AnyFramework.Sample(f => Assert.Empty(FrameworkDiff.Compare(f, FrameworkYaml.Read(FrameworkYaml.Write(f), "x"))), iter: 100);

    [Fact]
    public void The_lint_judges_every_framework_without_failing() =>
        AnyFramework.Sample(f => Assert.NotEmpty(FrameworkYaml.ReadFile(FrameworkYaml.Write(f), "x").Lint()), iter: 200);

    [Fact]
    public void Long_texts_are_folded_and_short_ones_stand_plain()
    {
        var long1 = string.Join(' ', Enumerable.Repeat("l’apprenant : évalue", 30));
        var example = FrameworkYaml.Read(Repository.Example(), "example.yaml") with { Conditions = [new(long1), new("Court"), new("12", "a: b")] };

        var file = FrameworkYaml.Write(example);

        Assert.Contains("\nconditions:\n  - >-\n    l’apprenant : évalue l’apprenant", file, StringComparison.Ordinal);
        Assert.Contains("\n  - Court\n  - fr: '12'\n    en: 'a: b'\n", file, StringComparison.Ordinal);
        Assert.Contains("    activities:\n      - code: A.1\n        title:\n          fr: Analyse du besoin\n", file, StringComparison.Ordinal);
        Assert.All(file.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    [Fact]
    public void The_identity_stays_the_same_whatever_the_layout_of_the_file()
    {
        var example = FrameworkYaml.Read(Repository.Example(), "example.yaml");
        var rewritten = FrameworkYaml.Read("# a comment\n" + FrameworkYaml.Write(example), "rewritten.yaml");

        Assert.Equal(FrameworkJson.Identity(example), FrameworkJson.Identity(rewritten));
        Assert.NotEqual(FrameworkJson.Identity(example), FrameworkJson.Identity(example with { Edition = "2027" }));
        Assert.Equal(
            FrameworkJson.Identity(example), FrameworkJson.Identity(FrameworkJson.FromJson(Encoding.UTF8.GetString(FrameworkJson.Canonical(example)))));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"format\":\"acquis.framework/1\"}")]
    [InlineData("{\"format\":\"acquis.framework/9\"}")]
    public void Json_of_something_else_is_refused(string json) => Assert.Throws<JsonException>(() => FrameworkJson.FromJson(json));
}
