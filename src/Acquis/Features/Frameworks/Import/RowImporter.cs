using System.Text.RegularExpressions;

namespace Acquis.Features.Frameworks.Import;

/// <summary>Reads one row of a table of activities, competences and evaluation into the draft.</summary>
internal sealed partial class RowImporter(ImportDraft draft)
{
    /// <summary>Reads the row.</summary>
    public void Import(SourceRow row, IReadOnlyList<Column> columns)
    {
        if (BlockRow(row))
        {
            return;
        }

        var (activities, competences, methods, criteria) = Sort(row, columns);
        if (activities.Count + competences.Count + methods.Count + criteria.Count == 0)
        {
            return;
        }

        var block = draft.RequireBlock(row.Line);
        var place = draft.Place(row.Line);
        var touched = new ActivityCell(draft, block, place).Read(activities);
        if (IsExam(competences, methods))
        {
            draft.Exam ??= new ExamDraft(place);
            ExamReader.Read(draft, draft.Exam, competences, methods, criteria, row.Line);
            return;
        }

        var added = ReadCompetences(competences, block, place);
        Link(added, touched, block, place);
        new EvaluationCell(draft, block, place).Read(added, methods, criteria);
    }

    // A row that holds nothing but « BLOC 2 – … » is a heading.
    private bool BlockRow(SourceRow row)
    {
        var filled = row.Cells.Where(c => !c.IsEmpty).ToList();
        if (filled is not [{ Lines: [var only] }] || Codes.Block(only.Text) is not { } block)
        {
            return false;
        }

        draft.EnterBlock(block.Code, block.Title, row.Line);
        return true;
    }

    private Cells Sort(SourceRow row, IReadOnlyList<Column> columns)
    {
        var cells = new Cells([], [], [], []);
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var lines = row.Cells[i].Lines;
            foreach (var hidden in row.Cells[i].Hidden)
            {
                draft.Unplace(hidden);
            }

            switch (i < columns.Count ? columns[i] : Column.Unknown)
            {
                case Column.Activities:
                    cells.Activities.AddRange(lines);
                    break;
                case Column.Competences:
                    cells.Competences.AddRange(lines);
                    break;
                case Column.Methods:
                    cells.Methods.AddRange(lines);
                    break;
                case Column.Criteria:
                    cells.Criteria.AddRange(lines);
                    break;
                case Column.Combined:
                    SortCombined(lines, cells, draft.Place(row.Line));
                    break;
                default:
                    KeepAside(lines, draft.Place(row.Line));
                    break;
            }
        }

        return cells;
    }

    private void KeepAside(IReadOnlyList<CellLine> lines, SourcePlace place)
    {
        foreach (var line in lines)
        {
            draft.Doubts.Add("unplaced", place, null, null, [], ("text", line.Text));
            draft.Unplace(line.Text);
        }
    }

    // One column for both: what stands before the list, or before the word « critères », is the method.
    private void SortCombined(IReadOnlyList<CellLine> lines, Cells cells, SourcePlace place)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var label = lines.ToList().FindIndex(l => CriteriaLabel().IsMatch(SourceText.Fold(l.Text)));
        var item = lines.ToList().FindIndex(l => l.IsItem);
        var cut = label >= 0 ? label : item >= 0 ? item : 1;
        if (label < 0)
        {
            draft.Doubts.Add("combined-column", place, null, lines[0].Text, [], ("count", lines.Count - cut));
        }

        cells.Methods.AddRange(lines.Take(cut));
        foreach (var line in lines.Skip(cut))
        {
            var rest = CriteriaLabel().Match(SourceText.Fold(line.Text)) is { Success: true } match && line == lines[cut] && !line.IsItem
                ? line.Text[match.Length..].Trim() : null;
            if (rest is null)
            {
                cells.Criteria.Add(line);
            }
            else
            {
                draft.Unplace(line.Text[..^rest.Length].Trim());
                cells.Criteria.AddRange(rest.Length == 0 ? [] : [line with { Text = rest }]);
            }
        }
    }

    private static bool IsExam(List<CellLine> competences, List<CellLine> methods) =>
        !competences.Any(l => Codes.Competence(l.Text) is not null)
        && competences.Concat(competences.Count == 0 ? methods : []).Take(1).Any(l => FinalExam().IsMatch(SourceText.Fold(l.Text)));

    private List<CompetenceDraft> ReadCompetences(List<CellLine> lines, BlockDraft block, SourcePlace place)
    {
        var added = new List<CompetenceDraft>();
        foreach (var line in lines.SelectMany(l => Codes.CutAtCompetences(l.Text)))
        {
            if (Codes.Competence(line) is { } coded)
            {
                added.Add(new CompetenceDraft(draft.Spell(coded, place, draft.CompetenceCodes), coded.Rest, place));
            }
            else if (added is [.., var last])
            {
                last.Text = SourceText.Tidy(last.Text + " " + line);
            }
            else
            {
                Uncoded(line, block, place, added);
            }
        }

        if (added.Count > 1)
        {
            draft.Doubts.Add("shared-cell", place, null, string.Join(", ", added.Select(c => c.Code)), [], ("count", added.Count));
        }

        foreach (var competence in added)
        {
            AddCompetence(competence, block);
        }

        return added;
    }

    private void AddCompetence(CompetenceDraft competence, BlockDraft block)
    {
        if (draft.Blocks.SelectMany(b => b.Competences).Any(c => c.Code == competence.Code))
        {
            draft.Doubts.Add("competence-twice", competence.Place, null, null, [], ("competence", competence.Code), ("text", competence.Text));
        }

        block.Competences.Add(competence);
    }

    // Text without code: the end of the competence above when it begins in lower case, else a competence of its own where none has a code.
    private void Uncoded(string line, BlockDraft block, SourcePlace place, List<CompetenceDraft> added)
    {
        if (block.Competences is [.., var last] && char.IsLower(line[0]))
        {
            last.Text = SourceText.Tidy(last.Text + " " + line);
            draft.Doubts.Add("competence-continued", place, null, last.Code, [], ("competence", last.Code), ("text", line));
        }
        else if (draft.CompetenceCodes.Any)
        {
            draft.Doubts.Add("unplaced", place, null, null, [], ("text", line));
            draft.Unplace(line);
        }
        else
        {
            var number = (draft.Blocks.Sum(b => b.Competences.Count) + added.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var code = draft.CompetenceCodes.Of(number);
            added.Add(new CompetenceDraft(code, line, place));
            draft.Doubts.Add("competence-without-code", place, null, code, [], ("text", line));
        }
    }

    // One activity announced and one competence on the same row: no doubt. Anything else is a proposal.
    private void Link(List<CompetenceDraft> added, TouchedActivities touched, BlockDraft block, SourcePlace place)
    {
        if (block.Activities.Count == 0 || added.Count == 0)
        {
            return;
        }

        List<ActivityDraft> inForce = touched.All.Count > 0 ? [.. touched.All] : [block.Activities[^1]];
        var certain = added.Count == 1 && touched is { Announced: 1, All.Count: 1 };
        for (var i = 0; i < added.Count; i++)
        {
            List<ActivityDraft> proposed = inForce.Count == added.Count ? [inForce[i]] : added.Count == 1 || inForce.Count == 1 ? inForce : [inForce[^1]];
            added[i].Activities.AddRange(proposed);
            if (!certain)
            {
                draft.Doubts.Add("activity-link", place, added[i].Code, Listed(proposed), block.Activities.Select(a => Listed([a])),
                    ("competence", added[i].Code), ("text", added[i].Text));
            }
        }
    }

    private static string Listed(IEnumerable<ActivityDraft> activities) => string.Join(", ", activities.Select(a => a.Code));

    [GeneratedRegex(@"^crit[a-z]*( d'evaluation)?\s*:\s*|^crit[a-z]*( d'evaluation)?$")]
    private static partial Regex CriteriaLabel();

    [GeneratedRegex("^(l')?(examen|epreuve|evaluation|soutenance|jury) (final|de certification)|^soutenance|^final exam")]
    private static partial Regex FinalExam();

    private sealed record Cells(List<CellLine> Activities, List<CellLine> Competences, List<CellLine> Methods, List<CellLine> Criteria);
}
