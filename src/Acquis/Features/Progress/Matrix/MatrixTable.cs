using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Shared;
using Acquis.Features.Shared.Charts;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Html;

namespace Acquis.Features.Progress.Matrix;

/// <summary>
/// The table of the matrix as plain HTML. A thousand rows of sixteen cells are written from a handful of strings made once for the page: no
/// expression of a page, no encoder and no allocation for each cell.
/// </summary>
public sealed class MatrixTable(Framework framework, IReadOnlyList<MatrixColumn> columns, IReadOnlyList<MatrixRow> rows) : IHtmlContent
{
    private const int RowLength = 4_096;

    private readonly Dictionary<string, (string Plain, string Starts)> cells = [];

    /// <inheritdoc />
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        // Row by row: a text of the whole table would be a large object for each page, which only a full collection frees.
        var html = new StringBuilder(RowLength);
        foreach (var row in rows)
        {
            Row(html.Clear(), row);
            foreach (var chunk in html.GetChunks())
                writer.Write(chunk.Span);
        }
    }

    /// <summary>The last row of the table: how many are at the threshold or above in each column, and how they spread.</summary>
    public IHtmlContent Foot()
    {
        var html = new StringBuilder();
        foreach (var column in columns)
        {
            var levels = rows.Select(r => Cell.LevelOf(r.Cells[column.Index])).ToList();
            var counts = levels.Where(l => l is not null).GroupBy(l => l!.Value).ToDictionary(g => g.Key, g => g.Count());
            using var bar = new StringWriter(CultureInfo.InvariantCulture);
            LevelBar.Svg(framework.Scale, counts, levels.Count(l => l is null)).WriteTo(bar, HtmlEncoder.Default);
            html.Append(CultureInfo.InvariantCulture, $"<td{(column.Starts ? " class=\"bloc-start\"" : "")}>{levels.Count(l => l >= framework.Scale.Threshold)}{bar}</td>");
        }

        return new HtmlString(html.ToString());
    }

    private void Row(StringBuilder html, MatrixRow row)
    {
        html.Append("<tr><th scope=\"row\"><a href=\"/candidacies/").Append(row.Id.Value).Append("\"><b>").Append(WebUtility.HtmlEncode(row.Family))
            .Append("</b> ").Append(WebUtility.HtmlEncode(row.Given)).Append("</a></th>");
        foreach (var column in columns)
        {
            var token = row.Cells[column.Index];
            if (!cells.TryGetValue(token, out var cell))
                cells[token] = cell = (Make(token, ""), Make(token, " bloc-start"));

            html.Append(column.Starts ? cell.Starts : cell.Plain);
        }

        html.Append("<td class=\"num").Append(row.Acquired < columns.Count ? " missing\">" : "\">").Append(row.Acquired).Append("</td></tr>\n");
    }

    private string Make(string token, string more)
    {
        var scale = framework.Scale;
        return Cell.PairOf(token) is var (first, second)
            ? $"<td class=\"c level-split{more}\">{LevelGlyph.Differ(scale, first, second)}</td>"
            : token == Cell.AwaitingSecond
                ? $"<td class=\"c level-none{more}\">{LevelGlyph.Cell(null, Texts.All["progress.awaiting-second"])}</td>"
                : $"<td class=\"c {LevelGlyph.CellClass(scale, Cell.LevelOf(token))}{more}\">{LevelGlyph.Cell(Cell.LevelOf(token), Texts.All["shared.level.none"])}</td>";
    }
}
