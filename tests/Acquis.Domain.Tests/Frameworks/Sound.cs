using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Tests.Frameworks;

/// <summary>A sound framework of two blocs, small enough to be broken in one place.</summary>
internal static class Sound
{
    public static Bilingual Text(string text) => new(text, $"{text} (en)");

    public static Framework Framework() => new()
    {
        Code = "conseiller",
        Edition = "2026",
        Title = Text("Conseiller"),
        Scale = new MasteryScale([new(0, Text("Non acquis")), new(1, Text("En cours")), new(2, Text("Acquis"))], 2),
        Blocks =
        [
            new Block(
                "1", Text("Conseiller"), [new Activity("A.1", Text("Analyse"), [Text("Réunir"), Text("Recueillir")])],
                [new Competence("C.1", Text("Analyser"), ["A.1"]), new Competence("C.2", Text("Proposer"), [])]),
            new Block("2", Text("Rendre compte"), [], [new Competence("C.3", Text("Écrire"), [])]),
        ],
        Assessments =
        [
            new Assessment
            {
                Code = "E.1",
                Kind = Text("Cas pratique"),
                Text = Text("Le candidat analyse"),
                Competences = ["C.1", "C.2"],
                Criteria =
                [
                    new CriterionGroup(
                        Text("Analyse"),
                        [new Criterion("K.1", Text("Juste"), ["C.1"]), new Criterion("K.2", Text("Clair"), []), new Criterion("K.3", Text("Utile"), [])]),
                ],
            },
            new Assessment
            {
                Code = "E.2",
                Kind = Text("Étude de cas"),
                Text = Text("Le candidat écrit"),
                Competences = ["C.3"],
                Criteria = [new CriterionGroup(null, [new Criterion("K.4", Text("Correct"), [])])],
            },
        ],
        Requirements =
        [
            new Requirement
            {
                Code = "defence",
                Kind = RequirementKind.Defence,
                Title = Text("Soutenance"),
                Criteria = [new CriterionGroup(null, [new Criterion("S.1", Text("Gestion du temps"), [])])],
            },
        ],
        Confirmation = new ConfirmationPolicy(),
        Award = new AwardRules(
            new Every(RuleRange.Competences, new CompetenceLevel(null, null)),
            null,
            new AllOf([new Every(RuleRange.Blocks, new BlockAcquired(null)), new RequirementMet("defence")])),
    };

    public static Framework WithBlock(this Framework f, int index, Func<Block, Block> change) =>
        f with { Blocks = [.. f.Blocks.Select((b, i) => i == index ? change(b) : b)] };

    public static Framework WithAssessment(this Framework f, int index, Func<Assessment, Assessment> change) =>
        f with { Assessments = [.. f.Assessments.Select((a, i) => i == index ? change(a) : a)] };

    public static Framework WithAward(this Framework f, Rule rule) => f with { Award = f.Award with { Certification = rule } };
}
