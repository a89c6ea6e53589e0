namespace Acquis.Features.Frameworks.Import;

/// <summary>What a column of the table holds.</summary>
internal enum Column
{
    Unknown,
    Activities,
    Competences,

    /// <summary>Methods, criteria or both: a second row of headers tells.</summary>
    Evaluation,
    Methods,
    Criteria,

    /// <summary>Methods and criteria in one column.</summary>
    Combined,
}

/// <summary>Recognises the rows of headers and what each column holds, by the first word of the trade in its header.</summary>
internal static class Columns
{
    private static readonly (string Word, Column Column)[] Words =
    [
        ("activit", Column.Activities), ("tache", Column.Activities), ("competence", Column.Competences), ("capacite", Column.Competences),
        ("modalite", Column.Methods), ("critere", Column.Criteria), ("indicateur", Column.Criteria), ("evaluation", Column.Evaluation),
        ("epreuve", Column.Methods), ("method", Column.Methods), ("criteria", Column.Criteria), ("assessment", Column.Methods),
    ];

    /// <summary>
    /// The columns after this row of headers, or null when it is no row of headers.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="known">Columns that a row of headers above has told, or null.</param>
    public static IReadOnlyList<Column>? Read(SourceRow row, IReadOnlyList<Column>? known)
    {
        var named = row.Cells.Select(c => c.IsEmpty ? (Column?)null : Of(c)).ToList();
        var recognised = named.Count(c => c is not null and not Column.Unknown);
        var filled = named.Count(c => c is not null);
        if (recognised == 0 || recognised * 2 < filled || !row.Cells.All(IsHeader))
        {
            return null;
        }

        return known is null ? First(named) : Refine(known, named);
    }

    private static List<Column> First(List<Column?> named)
    {
        var columns = new List<Column>();
        foreach (var column in named)
        {
            // An empty header continues the one before it only for the evaluation, which documents split in two.
            columns.Add(column ?? (columns is [.., Column.Evaluation or Column.Combined] ? Column.Evaluation : Column.Unknown));
        }

        return columns;
    }

    private static List<Column>? Refine(IReadOnlyList<Column> known, List<Column?> named)
    {
        if (known.Count != named.Count)
        {
            return First(named);
        }

        return [.. known.Select((column, i) => named[i] is { } name and not Column.Unknown ? name : column)];
    }

    /// <summary>Settles columns of evaluation that no second row of headers told apart.</summary>
    public static IReadOnlyList<Column> Settle(IReadOnlyList<Column> columns)
    {
        var open = columns.Select((c, i) => (c, i)).Where(x => x.c == Column.Evaluation).Select(x => x.i).ToList();
        var settled = columns.ToList();
        for (var k = 0; k < open.Count; k++)
        {
            settled[open[k]] = open.Count == 1 && !columns.Contains(Column.Methods) ? Column.Combined : k == 0 ? Column.Methods : Column.Criteria;
        }

        return settled;
    }

    private static bool IsHeader(CellText cell) =>
        cell.IsEmpty || (cell.Lines[0].Text.Length < 80 && !cell.Lines.Any(l => l.IsItem)
            && Codes.Activity(cell.Lines[0].Text) is null && Codes.Competence(cell.Lines[0].Text) is null);

    private static Column Of(CellText cell)
    {
        var header = SourceText.Fold(cell.Lines[0].Text);
        var found = Words.Select(w => (At: header.IndexOf(w.Word, StringComparison.Ordinal), w.Column)).Where(f => f.At >= 0).OrderBy(f => f.At)
            .Select(f => f.Column).Distinct().ToList();
        return found switch
        {
            [] => Column.Unknown,
            [Column.Methods or Column.Criteria, ..] when found.Contains(Column.Methods) && found.Contains(Column.Criteria) => Column.Combined,
            [Column.Evaluation, Column.Methods or Column.Criteria] => found[1],
            _ => found[0],
        };
    }
}
