using System.Globalization;
using Acquis.Domain;
using Acquis.Domain.Frameworks;

namespace Acquis.Features.Frameworks.Import;

/// <summary>
/// Proposes what is asked besides levels, from the words of the conditions and of the final examination: portfolio, logbook, module reports,
/// dossier, defence. Each is a doubt to settle.
/// </summary>
internal sealed class ProposedRequirements(ImportDraft draft)
{
    private readonly List<Requirement> _requirements = [];

    /// <summary>The requirements, in the order in which they are asked.</summary>
    public IReadOnlyList<Requirement> Build()
    {
        var lines = draft.Conditions.SelectMany(c => c.Split('\n')).ToList();
        Portfolio(Find(lines, "portfolio") ?? Find(lines, "portefeuille de competences"));
        Propose("logbook", RequirementKind.Document, "Livret de suivi en entreprise", Find(lines, "livret"));
        Propose("module-reports", RequirementKind.PerModule, "Bulletins des modules de formation", Find(lines, "modules de formation") ?? Find(lines, "bulletin"));
        Propose("dossier", RequirementKind.Document, "Remise du dossier", Find(lines, "remet") ?? Find(lines, "dossier de"));
        Defence(Find(lines, "soutenance"));
        return _requirements;
    }

    private static string? Find(IEnumerable<string> lines, string word) =>
        lines.FirstOrDefault(l => SourceText.Fold(l).Contains(word, StringComparison.Ordinal));

    private void Portfolio(string? condition)
    {
        var exam = draft.Exam;
        List<string> text = [.. new[] { exam?.PortfolioText, condition?.TrimEnd(','), exam?.PortfolioCriterion }.OfType<string>()];
        if (text.Count == 0)
        {
            return;
        }

        Add(new Requirement
        {
            Code = "portfolio",
            Kind = RequirementKind.Portfolio,
            Title = new Bilingual("Portefeuille de compétences"),
            Text = new Bilingual(string.Join('\n', text)),
        });
    }

    private void Propose(string code, RequirementKind kind, string title, string? text)
    {
        if (text is not null)
        {
            Add(new Requirement { Code = code, Kind = kind, Title = new Bilingual(title), Text = new Bilingual(text) });
        }
    }

    private void Defence(string? condition)
    {
        var exam = draft.Exam;
        if (exam is null && condition is null)
        {
            return;
        }

        var number = 0;
        List<string> text = exam is null ? [condition!] : [.. exam.Presentation, .. exam.DefenceText];
        Add(new Requirement
        {
            Code = "defence",
            Kind = RequirementKind.Defence,
            Title = new Bilingual(exam?.DefenceTitle ?? "Soutenance finale"),
            Text = new Bilingual(string.Join('\n', text)),
            Criteria = [.. (exam?.Groups ?? []).Select(g => ProposalBuilder.Group(g,
                () => "S" + (++number).ToString(CultureInfo.InvariantCulture)))],
            Interview = exam?.Interview is { } interview ? new Bilingual(interview) : null,
        });
    }

    private void Add(Requirement requirement)
    {
        _requirements.Add(requirement);
        draft.Doubts.Add("requirement-proposed", new SourcePlace(0), null, requirement.Code, [Doubt.NotAsked], ("requirement", requirement.Title.Fr),
            ("text", requirement.Text?.Fr ?? requirement.Title.Fr));
    }
}
