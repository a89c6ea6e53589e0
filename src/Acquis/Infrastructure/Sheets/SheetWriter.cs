using System.Text;
using MiniExcelLibs;

namespace Acquis.Infrastructure.Sheets;

/// <summary>Writes tables for spreadsheets: CSV (semicolon, UTF-8 with its mark) and XLSX. No text of ours becomes a formula there.</summary>
public static class SheetWriter
{
    public const string CsvType = "text/csv; charset=utf-8";

    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string FormulaStarts = "=+-@\t\r";

    /// <summary>Whether a spreadsheet would take a text for a formula (OWASP, CSV injection).</summary>
    public static bool IsFormula(string text) => text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal);

    /// <summary>CSV; a text that a spreadsheet would take for a formula is preceded by an apostrophe.</summary>
    public static byte[] Csv(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var csv = new StringBuilder();
        foreach (var row in rows.Prepend(headings))
            csv.AppendJoin(';', row.Select(t => Field(Safe(t)))).Append("\r\n");

        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    /// <summary>XLSX; a number is one, everything else a text.</summary>
    public static byte[] Xlsx(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var file = new MemoryStream();
        file.SaveAs(rows.Select(r => headings.Select((h, i) => (h, i < r.Count ? (r[i] is string text ? Safe(text) : r[i]) : "")).ToDictionary(c => c.h, c => c.Item2))
            .DefaultIfEmpty(headings.ToDictionary(h => h, _ => (object?)null)));
        return file.ToArray();
    }

    private static string Safe(string text) => IsFormula(text) ? "'" + text : text;

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(";\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
