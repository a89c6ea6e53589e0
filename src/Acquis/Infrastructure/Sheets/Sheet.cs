using System.Globalization;
using Acquis.Infrastructure.Files;

namespace Acquis.Infrastructure.Sheets;

/// <summary>What a cell is besides its text.</summary>
public enum CellMark
{
    Plain,

    /// <summary>The result of a formula as the spreadsheet last saved it. Nothing is ever computed here.</summary>
    Computed,

    /// <summary>A formula without a saved result, or a text that a spreadsheet would take for one: its text must not be used.</summary>
    Formula,

    /// <summary>An error of the spreadsheet, such as <c>#N/A</c>.</summary>
    Error,
}

/// <summary>One cell, without the spaces around it; dates stand as ISO 8601, whole numbers without exponent.</summary>
public readonly record struct SheetCell(string Text, CellMark Mark = CellMark.Plain)
{
    public static readonly SheetCell Empty = new("");

    public bool IsEmpty => string.IsNullOrEmpty(Text) && Mark is CellMark.Plain;
}

/// <summary>A row with its number as the spreadsheet shows it, from 1.</summary>
public sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells)
{
    /// <summary>The cell of a column from 0; empty beyond the end.</summary>
    public SheetCell this[int column] => column < Cells.Count ? Cells[column] : SheetCell.Empty;

    /// <summary>Where a cell of this row stands, such as <c>C12</c>.</summary>
    public string PlaceOf(int column) => string.Create(CultureInfo.InvariantCulture, $"{LettersOf(column)}{Number}");

    private static string LettersOf(int column) => column < 26 ? $"{(char)('A' + column)}" : LettersOf((column / 26) - 1) + LettersOf(column % 26);
}

/// <summary>How a file was read, for who checks it.</summary>
public enum SheetForm
{
    Xlsx,
    Utf8,
    Utf16,
    Windows1252,
}

/// <summary>A table that came as a file: its headings and the rows below that are not empty.</summary>
/// <param name="Separator">Separator of a CSV; null for XLSX.</param>
public sealed record Sheet(SheetForm Form, char? Separator, SheetRow Headings, IReadOnlyList<SheetRow> Rows);

/// <summary>How much a file may hold, so that no file takes more than seconds and some tens of megabytes of memory.</summary>
public static class SheetLimits
{
    /// <summary>Largest file, in bytes.</summary>
    public const long Bytes = FileStore.MaxSize;

    public const int Rows = 50_000;

    public const int Columns = 200;

    public const int Cells = 1_000_000;

    /// <summary>Longest text of a cell, in characters.</summary>
    public const int Cell = 2_000;

    /// <summary>Most bytes of XML that an XLSX may unfold to.</summary>
    public const long Unfolded = 100 * 1024 * 1024;
}
