using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Shared;
using Acquis.Features.Shared.Charts;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Html;

namespace Acquis.Features.Progress.Mass;

/// <summary>The rows of a cohort's grid as plain HTML: thousands of cells written from strings, without an expression of the page for each.</summary>
/// <param name="grid">What is stored.</param>
/// <param name="typed">Rows as they were typed, where something of them was not taken.</param>
/// <param name="outcome">What became of the form that was just sent, or null.</param>
/// <param name="texts">In the language of who reads.</param>
public sealed class CohortGridTable(CohortGrid grid, IReadOnlyDictionary<Id<Candidacy>, RowEntry> typed, EntryOutcome? outcome, Texts texts) : IHtmlContent
{
    private readonly MasteryScale scale = grid.Framework.Scale;

    public static string CellName(Id<Candidacy> id, int index) => string.Create(CultureInfo.InvariantCulture, $"c.{id.Value:N}.{index}");

    public static string NoteName(Id<Candidacy> id) => $"n.{id.Value:N}";

    public static string MarkName(Id<Candidacy> id) => $"w.{id.Value:N}";

    /// <summary>What a cell holds, in words.</summary>
    public static string Told(string cell, Texts texts) => cell switch
    {
        "" => texts["progress.mass.nothing"],
        CellEntry.Absent => texts["progress.mass.absent"],
        CellEntry.NotAssessed => texts["progress.cell.none"],
        _ => cell,
    };

    /// <inheritdoc />
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var html = new StringBuilder(grid.Rows.Count * (500 + (grid.Competences.Count * 220)));
        foreach (var row in grid.Rows)
            Row(html, row);

        foreach (var chunk in html.GetChunks())
            writer.Write(chunk.Span);
    }

    /// <summary>What was entered in each column: how many at the threshold or above, and how they spread.</summary>
    public IHtmlContent Foot()
    {
        var html = new StringBuilder();
        var cells = grid.Rows.Select(r => r.Cells(grid.Competences)).ToList();
        for (var i = 0; i < grid.Competences.Count; i++)
        {
            var levels = cells.Select(c => Cell.LevelOf(c[i])).ToList();
            var counts = levels.OfType<int>().GroupBy(l => l).ToDictionary(g => g.Key, g => g.Count());
            using var bar = new StringWriter(CultureInfo.InvariantCulture);
            LevelBar.Svg(scale, counts, levels.Count(l => l is null)).WriteTo(bar, HtmlEncoder.Default);
            var told = texts["progress.mass.foot", ("count", levels.Count(l => l >= scale.Threshold)), ("level", scale.Threshold)];
            html.Append("<td>").Append(bar).Append(WebUtility.HtmlEncode(told)).Append("</td>");
        }

        return new HtmlString(html.ToString());
    }

    private void Row(StringBuilder html, CohortGridRow row)
    {
        var (id, entry, result) = ($"{row.Id.Value:N}", typed.GetValueOrDefault(row.Id), outcome?.Of(row.Id));
        var cells = row.Cells(grid.Competences);
        html.Append("<tr").Append(row.Done || row.IsSigned ? " data-done" : "").Append(row.Done ? " data-ready" : "").Append("><th scope=\"row\" id=\"r-").Append(id)
            .Append("\"><a href=\"/candidacies/").Append(row.Id.Value).Append("/assessments/").Append(WebUtility.HtmlEncode(grid.Assessment.Code)).Append("/grid\">")
            .Append(WebUtility.HtmlEncode(row.Name)).Append("</a>");
        if (row.IsOpen)
        {
            html.Append("<input type=\"hidden\" name=\"row\" value=\"").Append(row.Id.Value).Append("\"><input type=\"hidden\" name=\"").Append(MarkName(row.Id))
                .Append("\" data-mark value=\"").Append(GridCells.Mark(cells, row.Note)).Append("\">");
        }

        html.Append("</th>");
        if (!row.IsOpen && !row.IsSigned)
        {
            html.Append(CultureInfo.InvariantCulture, $"<td class=\"shut\" colspan=\"{cells.Length + 2}\">").Append(WebUtility.HtmlEncode(string.Join(" ", row.Why.Select(texts.Of)))).Append("</td></tr>");
            return;
        }

        for (var i = 0; i < cells.Length; i++)
        {
            var other = result?.Stale.TryGetValue(i, out var theirs) == true ? texts["progress.mass.meanwhile", ("value", Told(theirs, texts))]
                : result?.Refused.TryGetValue(i, out var refusal) == true ? texts.Of(refusal) : null;
            CellOf(html, row, i, entry is null ? cells[i] : CellEntry.Tidy(entry.Typed[i]), other);
        }

        NoteOf(html, row, entry?.Note ?? row.Note, result?.Stale.GetValueOrDefault(cells.Length));
        html.Append("<td class=\"num done\" data-progress>").Append(Progress(row, cells)).Append("</td></tr>");
    }

    private void CellOf(StringBuilder html, CohortGridRow row, int index, string cell, string? other)
    {
        var level = Cell.LevelOf(cell) is { } l && scale.Find(l) is not null ? l : (int?)null;
        html.Append("<td class=\"c ").Append(cell.Length == 0 ? "" : LevelGlyph.Class(scale, level)).Append(other is null ? "" : " differing").Append("\">")
            .Append("<svg class=\"glyph\" aria-hidden=\"true\">").Append(level is { } known ? Use(known) : "").Append("</svg>");
        if (row.IsSigned)
        {
            html.Append("<span class=\"cell-said\">").Append(WebUtility.HtmlEncode(level is null ? Told(cell, texts) : cell)).Append("</span></td>");
            return;
        }

        html.Append("<input class=\"cell-field\" name=\"").Append(CellName(row.Id, index)).Append("\" value=\"").Append(WebUtility.HtmlEncode(cell))
            .Append(CultureInfo.InvariantCulture, $"\" maxlength=\"{CellEntry.MostLength}\" autocomplete=\"off\" aria-labelledby=\"r-{row.Id.Value:N} k-{index}\">");
        Other(html, other);
        html.Append("</td>");
    }

    private void NoteOf(StringBuilder html, CohortGridRow row, string note, string? theirs)
    {
        html.Append("<td class=\"note").Append(theirs is null ? "" : " differing").Append("\">");
        if (row.IsSigned)
        {
            html.Append(WebUtility.HtmlEncode(note)).Append("</td>");
            return;
        }

        html.Append("<input type=\"text\" class=\"note-field\" name=\"").Append(NoteName(row.Id)).Append("\" value=\"").Append(WebUtility.HtmlEncode(GridCells.OneLine(note)))
            .Append(CultureInfo.InvariantCulture, $"\" autocomplete=\"off\" aria-labelledby=\"r-{row.Id.Value:N} k-note\">");
        Other(html, theirs is null ? null : texts["progress.mass.meanwhile", ("value", theirs.Length == 0 ? Told("", texts) : theirs)]);
        html.Append("</td>");
    }

    private static void Other(StringBuilder html, string? other)
    {
        if (other is not null)
            html.Append("<span class=\"cell-other\">").Append(WebUtility.HtmlEncode(other)).Append("</span>");
    }

    private string Progress(CohortGridRow row, string[] cells) => row.IsSigned
        ? LevelGlyph.Sign("seal") + Hidden(texts["progress.mass.row.signed"])
        : row.Done ? LevelGlyph.Sign("good") + Hidden(texts["progress.mass.row.done"])
        : cells.All(c => c.Length == 0) ? ""
        : WebUtility.HtmlEncode(texts["progress.out-of", ("count", cells.Count(c => c.Length > 0)), ("total", cells.Length)]);

    private string Use(int level)
    {
        var name = LevelGlyph.Place(scale, level).ToString();
        return $"<use href=\"#g-{char.ToLowerInvariant(name[0])}{name[1..]}\"/>";
    }

    private static string Hidden(string text) => $"<span class=\"visually-hidden\">{WebUtility.HtmlEncode(text)}</span>";
}
