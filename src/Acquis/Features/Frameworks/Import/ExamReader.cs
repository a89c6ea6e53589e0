using System.Text.RegularExpressions;

namespace Acquis.Features.Frameworks.Import;

/// <summary>Reads the row of a final examination: what is said of it, portfolio, defence and its grid.</summary>
internal static partial class ExamReader
{
    /// <summary>Adds the row to the examination.</summary>
    public static void Read(ImportDraft draft, ExamDraft exam, IEnumerable<CellLine> presentation, IEnumerable<CellLine> methods,
        IReadOnlyList<CellLine> criteria, int line)
    {
        exam.Presentation.AddRange(presentation.Select(l => l.Text));
        foreach (var method in methods)
        {
            ReadMethod(exam, method.Text);
        }

        var (groups, loose) = CriteriaReader.Read(criteria, line);
        exam.Groups.AddRange(groups.Select(WithoutColon));
        foreach (var text in loose)
        {
            ReadLoose(draft, exam, text);
        }

        draft.Doubts.Add("final-exam", exam.Place, null, "defence", [], ("text", exam.Presentation.FirstOrDefault() ?? ""),
            ("count", exam.Groups.Sum(g => g.Items.Count)));
    }

    private static void ReadMethod(ExamDraft exam, string text)
    {
        var (kind, rest) = MethodReader.KindOf(text);
        if (Defence().IsMatch(SourceText.Fold(kind)))
        {
            exam.DefenceTitle ??= kind;
            exam.DefenceText.Add(rest);
        }
        else if (Portfolio().IsMatch(SourceText.Fold(text)) && exam.PortfolioText is null)
        {
            exam.PortfolioText = text;
        }
        else
        {
            exam.DefenceText.Add(text);
        }
    }

    private static void ReadLoose(ImportDraft draft, ExamDraft exam, string text)
    {
        var folded = SourceText.Fold(text);
        if (Proof().IsMatch(folded) && exam.PortfolioCriterion is null)
        {
            exam.PortfolioCriterion = text;
            draft.Doubts.Add("exam-criterion", exam.Place, text, "portfolio", ["defence"], ("text", text));
        }
        else if (Interview().IsMatch(folded) && exam.Interview is null)
        {
            exam.Interview = text;
        }
        else
        {
            draft.Doubts.Add("unplaced", exam.Place, null, null, [], ("text", text));
            draft.Unplace(text);
        }
    }

    private static GroupDraft WithoutColon(GroupDraft group)
    {
        var bare = new GroupDraft(group.Title is null ? null : SourceText.WithoutColon(group.Title), group.Line);
        bare.Items.AddRange(group.Items);
        return bare;
    }

    [GeneratedRegex("soutenance|examen|oral|defence|jury")]
    private static partial Regex Defence();

    [GeneratedRegex("portefeuille|portfolio|dossier")]
    private static partial Regex Portfolio();

    [GeneratedRegex("preuve|portefeuille|portfolio|evidence")]
    private static partial Regex Proof();

    [GeneratedRegex("entretien|questions|interview")]
    private static partial Regex Interview();
}
