using System.Globalization;
using Acquis.Credentials.Layout;
using SkiaSharp;

namespace Acquis.Credentials.Documents;

/// <summary>Summonses, room sheets and day sheets as A4 pages.</summary>
public static class SheetsDocument
{
    private const float Left = 62;
    private const float Top = 88;
    private const float Bottom = 772;
    private const float ValueAt = 112;

    private static readonly float Right = PdfFile.Portrait.Width - 57;
    private static readonly float Width = Right - Left;

    private static readonly TextStyle Body = new(PrintFonts.Regular, 10.8f, Ink.Black, OldStyle: true);
    private static readonly TextStyle Label = new(PrintFonts.Italic, 10.8f, Ink.Black);
    private static readonly TextStyle CellStyle = new(PrintFonts.Regular, 10.2f, Ink.Black);
    private static readonly TextStyle Heading = new(PrintFonts.Regular, 13.5f, Ink.Accent);

    /// <summary>The PDF of those sheets: the same bytes for the same content.</summary>
    /// <exception cref="DocumentRefusedException">A character cannot be printed (<c>document.glyphs-missing</c>).</exception>
    public static byte[] Render(SheetsContent content)
    {
        var missing = Texts(content).SelectMany(PrintFonts.GlyphsMissing).Distinct().ToList();
        if (missing.Count > 0)
            throw new DocumentRefusedException([new DocumentDefect("document.glyphs-missing", string.Join(" ", missing))]);

        var flow = new Flow(Left, Width, Top, Bottom);
        foreach (var sheet in content.Sheets)
            Draw(flow, sheet);

        return PdfFile.Write(
            content.Title, content.CertifierName, content.On, PdfFile.Portrait, flow.Pages((canvas, page, count) => Frame(canvas, content, page, count)));
    }

    private static void Draw(Flow flow, Sheet sheet)
    {
        flow.Need(Bottom);
        flow.Paragraph(sheet.Title, new TextStyle(PrintFonts.Regular, 24, Ink.Black), leading: 1.3f);
        flow.Paragraph(sheet.Lede, Body.At(12.4f));
        flow.Skip(14);
        foreach (var line in sheet.Lines)
            flow.KeyValue(line.Label, line.Value, Label, Body, 0, ValueAt);

        foreach (var table in sheet.Tables)
        {
            flow.Skip(16);
            if (table.Title is { } title)
            {
                flow.Need(90);
                flow.Paragraph(title, Heading, leading: 1.65f);
            }

            flow.Table(
                [.. table.Columns.Select(c => new Column(c.Head, c.Share * Width))],
                table.Rows.Select(row => (IReadOnlyList<Cell>)[.. row.Select(text => new Cell(text, CellStyle))]), Label.At(10.2f), table.RowHeight);
        }

        foreach (var note in sheet.Notes)
        {
            flow.Skip(12);
            flow.Paragraph(note, Body);
        }
    }

    private static void Frame(SKCanvas canvas, SheetsContent c, int page, int count)
    {
        var name = new TextStyle(PrintFonts.Regular, 10.2f, Ink.Accent, Tracking: 0.12f);
        canvas.Text(c.CertifierName.ToUpper(CultureInfo.GetCultureInfo("fr-FR")), name, Left, 51);
        canvas.Text(c.Occasion, CellStyle.At(10.2f), Right, 51, 1);
        canvas.Rule(Left, 64, Right, 64, Ink.Accent, 0.6f);
        canvas.Rule(Left, 788, Right, 788, Ink.Accent, 0.6f);
        canvas.Text(c.Language == "en" ? $"page {page} of {count}" : $"page {page} sur {count}", new TextStyle(PrintFonts.Regular, 10, Ink.Grey), Right, 803, 1);
        if (c.Specimen)
            canvas.SpecimenMark(PdfFile.Portrait.Width, PdfFile.Portrait.Height);
    }

    private static IEnumerable<string> Texts(SheetsContent c) =>
        new[] { c.CertifierName, c.Occasion }.Concat(c.Sheets.SelectMany(s =>
            new[] { s.Title, s.Lede }.Concat(s.Lines.SelectMany(l => new[] { l.Label, l.Value })).Concat(s.Notes)
                .Concat(s.Tables.SelectMany(t => t.Columns.Select(h => h.Head).Concat(t.Rows.SelectMany(r => r)).Append(t.Title ?? "")))));
}
