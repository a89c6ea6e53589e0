using System.Globalization;
using Acquis.Domain.Progress;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Sheets;

namespace Acquis.Features.Progress.Matrix;

/// <summary>The matrix as a file, CSV or XLSX.</summary>
public static class MatrixExport
{
    public static byte[] Csv(IReadOnlyList<MatrixColumn> columns, IReadOnlyList<MatrixRow> rows) =>
        SheetWriter.Csv(Heads(columns), rows.Select(r => Values(columns, r).Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) ?? "").ToList()));

    /// <summary>XLSX, levels as numbers.</summary>
    public static byte[] Xlsx(IReadOnlyList<MatrixColumn> columns, IReadOnlyList<MatrixRow> rows) => SheetWriter.Xlsx(Heads(columns), rows.Select(r => Values(columns, r)));

    private static IReadOnlyList<string> Heads(IReadOnlyList<MatrixColumn> columns) =>
        [Texts.All["progress.family-name"], Texts.All["progress.given-name"], Texts.All["progress.company"], .. columns.Select(c => c.Competence.Code), Texts.All["progress.acquired"], Texts.All["progress.identifier"]];

    private static IReadOnlyList<object?> Values(IReadOnlyList<MatrixColumn> columns, MatrixRow row) =>
        [row.Family, row.Given, row.Company ?? "", .. columns.Select(c => Value(row.Cells[c.Index])), row.Acquired, row.Id.Value.ToString()];

    private static object Value(string token) => Cell.LevelOf(token) is { } level ? level : token switch
    {
        Cell.None => Texts.All["progress.cell.none"],
        Cell.AwaitingSecond => Texts.All["progress.awaiting-second"],
        _ => token,
    };
}
