using System.Globalization;
using System.Text;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Infrastructure;
using MiniExcelLibs;

namespace Acquis.Features.Progress.Matrix;

/// <summary>The matrix as a file: CSV for a French spreadsheet (semicolon, UTF-8 with its mark) and XLSX.</summary>
public static class MatrixExport
{
    private const string FormulaStarts = "=+-@\t\r";

    /// <summary>CSV. A text that a spreadsheet would take for a formula is preceded by an apostrophe.</summary>
    public static byte[] Csv(IReadOnlyList<MatrixColumn> columns, IReadOnlyList<MatrixRow> rows)
    {
        var csv = new StringBuilder();
        csv.AppendJoin(';', Heads(columns).Select(Field)).Append("\r\n");
        foreach (var row in rows)
        {
            csv.AppendJoin(';', Values(columns, row).Select(v => Field(Convert.ToString(v, CultureInfo.InvariantCulture) ?? ""))).Append("\r\n");
        }

        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    /// <summary>XLSX, levels as numbers.</summary>
    public static byte[] Xlsx(IReadOnlyList<MatrixColumn> columns, IReadOnlyList<MatrixRow> rows)
    {
        using var file = new MemoryStream();
        var heads = Heads(columns).ToList();
        file.SaveAs(rows.Select(r => heads.Zip(Values(columns, r)).ToDictionary(c => c.First, c => c.Second)).DefaultIfEmpty(heads.ToDictionary(h => h, object? (_) => null)));
        return file.ToArray();
    }

    private static IEnumerable<string> Heads(IReadOnlyList<MatrixColumn> columns) =>
        [Texts.All["progress.family-name"], Texts.All["progress.given-name"], Texts.All["progress.company"], .. columns.Select(c => c.Competence.Code), Texts.All["progress.acquired"], Texts.All["progress.identifier"]];

    private static IEnumerable<object?> Values(IReadOnlyList<MatrixColumn> columns, MatrixRow row) =>
        [Safe(row.Family), Safe(row.Given), Safe(row.Company ?? ""), .. columns.Select(c => Value(row.Cells[c.Index])), row.Acquired, row.Id.Value.ToString()];

    private static object Value(string token) => Cell.LevelOf(token) is { } level ? level : token switch
    {
        Cell.None => Texts.All["progress.cell.none"],
        Cell.AwaitingSecond => Texts.All["progress.awaiting-second"],
        _ => token,
    };

    private static string Safe(string text) => text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(";\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
