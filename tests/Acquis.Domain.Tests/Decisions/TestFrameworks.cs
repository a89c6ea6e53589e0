using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>Frameworks for tests, with one-letter texts where texts don't matter.</summary>
internal static class TestFrameworks
{
    public static readonly MasteryScale Scale = new(
        [
            new(0, new("Non acquis", "Not acquired")),
            new(1, new("En cours d’acquisition", "Being acquired")),
            new(2, new("Acquis", "Acquired")),
            new(3, new("Maîtrise", "Mastered")),
        ],
        Threshold: 2);

    public static readonly Rule EveryCompetence = new Every(RuleRange.Competences, new CompetenceLevel(null, null));

    public static readonly Rule EveryBlock = new Every(RuleRange.Blocks, new BlockAcquired(null));

    public static Framework Of(AwardRules award, params Block[] blocks) => new()
    {
        Code = "test",
        Edition = "1",
        Title = new("Essai"),
        Scale = Scale,
        Blocks = blocks,
        Assessments = [],
        Confirmation = new(),
        Award = award,
    };

    public static Block Block(string code, params string[] competences) =>
        new(code, new($"Bloc {code}"), [], [.. competences.Select(c => Competence(c))]);

    public static Competence Competence(string code, bool transversal = false) =>
        new(code, new(code), []) { Transversal = transversal };

    public static Requirement Requirement(string code, RequirementKind kind, string title) =>
        new() { Code = code, Kind = kind, Title = new(title) };

    /// <summary>
    /// The first référentiel in the shape of its award rules: 4 blocs, 16 competences, proofs, dossier, modules, defence.
    /// </summary>
    public static Framework First()
    {
        Rule[] dossier =
        [
            new RequirementMet("portfolio"), new RequirementMet("logbook"), new RequirementMet("reports"), new RequirementMet("dossier"),
        ];
        var award = new AwardRules(
            EveryCompetence,
            new AllOf(dossier),
            new AllOf(
            [
                new Every(
                    RuleRange.Competences,
                    new AllOf(
                    [
                        new CompetenceLevel(null, 2), new ProofIn(null, ProofContext.Company), new ProofIn(null, ProofContext.Training),
                    ])),
                .. dossier,
                new RequirementMet("defence"),
            ]));
        var blocks = new[] { (1, 5), (6, 4), (10, 4), (14, 3) }
            .Select((b, i) => Block($"{i + 1}", [.. Enumerable.Range(b.Item1, b.Item2).Select(c => $"C.{c}")]));
        return Of(award, [.. blocks]) with
        {
            Requirements =
            [
                Requirement("portfolio", RequirementKind.Portfolio, "Portfolio"),
                Requirement("logbook", RequirementKind.Document, "Livret du parcours en entreprise"),
                Requirement("reports", RequirementKind.PerModule, "Bulletins"),
                Requirement("dossier", RequirementKind.Document, "Dossier"),
                Requirement("defence", RequirementKind.Defence, "Soutenance finale"),
            ],
        };
    }
}
