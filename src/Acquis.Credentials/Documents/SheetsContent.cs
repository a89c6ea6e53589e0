namespace Acquis.Credentials.Documents;

/// <summary>Sheets of one occasion, such as the summonses or the room sheets of a season of defences; each begins on a page of its own.</summary>
public sealed record SheetsContent
{
    /// <summary>Title of the file.</summary>
    public required string Title { get; init; }

    public required string CertifierName { get; init; }

    /// <summary>What stands at the head of every page, at the right.</summary>
    public required string Occasion { get; init; }

    /// <summary>Date that the file bears.</summary>
    public required DateOnly On { get; init; }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "fr";

    public required IReadOnlyList<Sheet> Sheets { get; init; }

    /// <summary>Whether it is of no value, as in a demonstration; said across every page.</summary>
    public bool Specimen { get; init; }
}

/// <summary>One sheet: a heading, lines that say what it is about, tables, words at the end.</summary>
/// <param name="Lines">Label and value.</param>
/// <param name="Notes">Paragraphs after the tables.</param>
public sealed record Sheet(string Title, string Lede, IReadOnlyList<MinutesLine> Lines, IReadOnlyList<SheetTable> Tables, IReadOnlyList<string> Notes);

/// <summary>A table of a sheet.</summary>
/// <param name="Title">Above it, or null.</param>
/// <param name="Columns">Head, and share of the width; the shares add up to 1.</param>
/// <param name="RowHeight">Least height of a row in points, where somebody writes by hand; 0: as its text needs.</param>
public sealed record SheetTable(string? Title, IReadOnlyList<(string Head, float Share)> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, float RowHeight = 0);
