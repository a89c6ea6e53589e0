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
public sealed record Sheet(string Title, string Lede, IReadOnlyList<LabelledLine> Lines, IReadOnlyList<PrintedTable> Tables, IReadOnlyList<string> Notes);
