namespace Acquis.Credentials.Documents;

/// <summary>A label and its value.</summary>
public sealed record LabelledLine(string Label, string Value);

/// <summary>A table.</summary>
/// <param name="Title">Above it, or null.</param>
/// <param name="Columns">Heads, and the share of the width that each takes; the shares add up to 1.</param>
/// <param name="Rows">Cells in the order of the columns.</param>
/// <param name="RowHeight">Least height of a row in points, where somebody writes by hand; 0: as its text needs.</param>
public sealed record PrintedTable(string? Title, IReadOnlyList<PrintedColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, float RowHeight = 0);

/// <summary>A column of a table.</summary>
public sealed record PrintedColumn(string Head, float Share);
