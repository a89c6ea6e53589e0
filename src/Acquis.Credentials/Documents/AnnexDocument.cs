using System.Globalization;
using Acquis.Credentials.Layout;
using SkiaSharp;

namespace Acquis.Credentials.Documents;

/// <summary>A document that goes with a diploma (supplément au certificat, attestation) as A4 pages.</summary>
public static class AnnexDocument
{
    private const float Left = 62;
    private const float Top = 88;
    private const float Bottom = 762;
    private const float Indent = 17;
    private const float ValueAt = 150;
    private const float QrSide = 76;

    private static readonly float Right = PdfFile.Portrait.Width - 57;
    private static readonly float Width = Right - Left;

    private static readonly TextStyle Body = new(PrintFonts.Regular, 10.8f, Ink.Black, OldStyle: true);
    private static readonly TextStyle Lead = Body with { Size = 13 };
    private static readonly TextStyle Label = new(PrintFonts.Italic, 10.8f, Ink.Black);
    private static readonly TextStyle CellStyle = new(PrintFonts.Regular, 10.2f, Ink.Black);
    private static readonly TextStyle Note = new(PrintFonts.Italic, 10.2f, Ink.Grey);
    private static readonly TextStyle Heading = new(PrintFonts.Regular, 13.5f, Ink.Accent);
    private static readonly TextStyle TableTitle = new(PrintFonts.Medium, 10.8f, Ink.Black);
    private static readonly TextStyle Foot = new(PrintFonts.Regular, 9.2f, Ink.Grey);

    /// <summary>The PDF of that content: the same bytes for the same content.</summary>
    /// <exception cref="DocumentRefusedException">A character cannot be printed (<c>document.glyphs-missing</c>).</exception>
    public static byte[] Render(AnnexContent content)
    {
        var missing = Texts(content).SelectMany(PrintFonts.GlyphsMissing).Distinct().ToList();
        if (missing.Count > 0)
        {
            throw new DocumentRefusedException([new DocumentDefect("document.glyphs-missing", string.Join(" ", missing))]);
        }

        var flow = new Flow(Left, Width, Top, Bottom);
        Opening(flow, content);
        foreach (var (index, section) in content.Sections.Index())
        {
            Section(flow, index + 1, section);
        }

        Closing(flow, content);
        return PdfFile.Write(
            $"{content.Title} {content.Number}",
            content.CertifierName,
            content.IssuedOn,
            PdfFile.Portrait,
            flow.Pages((canvas, page, count) => Frame(canvas, content, page, count)),
            content.Language is "en" ? "en-GB" : "fr-FR");
    }

    private static void Opening(Flow flow, AnnexContent c)
    {
        flow.Paragraph(c.Title, new TextStyle(PrintFonts.Regular, 24, Ink.Black), leading: 1.3f);
        flow.Skip(4);
        flow.Paragraph(c.Statement, Lead, leading: 1.4f);
        flow.Skip(10);
        Lines(flow, c.Lines, 0);
        flow.Skip(6);
        flow.Paragraph(c.Notice, Note);
    }

    private static void Section(Flow flow, int number, AnnexSection section)
    {
        flow.Need(70);
        flow.Skip(15);
        var y = flow.Y + Heading.Size;
        flow.Draw(canvas => canvas.Text(number.ToString(CultureInfo.InvariantCulture), Heading, Left, y));
        flow.Draw(canvas => canvas.Text(section.Title, Heading, Left + Indent, y));
        flow.Skip(Heading.Size * 1.65f);
        foreach (var paragraph in section.Paragraphs)
        {
            flow.Paragraph(paragraph, Body, Indent);
            flow.Skip(4);
        }

        Lines(flow, section.Lines, Indent);
        foreach (var table in section.Tables)
        {
            Table(flow, table);
        }
    }

    private static void Table(Flow flow, AnnexTable table)
    {
        flow.Need(90);
        flow.Skip(7);
        flow.Paragraph(table.Title, TableTitle);
        flow.Skip(2);
        flow.Table(
            [.. table.Columns.Select(c => new Column(c.Head, c.Share * Width))],
            table.Rows.Select(row => (IReadOnlyList<Cell>)[.. row.Select(text => new Cell(text, CellStyle))]),
            Label.At(10.2f));
        flow.Skip(5);
    }

    private static void Lines(Flow flow, IReadOnlyList<AnnexLine> lines, float indent)
    {
        foreach (var line in lines)
        {
            flow.KeyValue(line.Label, line.Value, Label, Body, indent, ValueAt);
        }
    }

    // The signature and the code stay together, on the last page.
    private static void Closing(Flow flow, AnnexContent c)
    {
        flow.Need(QrSide + 30);
        flow.Skip(22);
        var top = flow.Y;
        flow.Draw(canvas => QrSquare.Draw(canvas, c.VerificationUrl, Right - QrSide, top, QrSide));
        foreach (var line in c.Signature.SelectMany(s => LineBreaker.Lines(s, Body, Width - QrSide - 20)))
        {
            var y = flow.Y + Body.Size;
            flow.Draw(canvas => canvas.Text(line, Body, Left, y));
            flow.Skip(Body.Size * 1.4f);
        }
    }

    private static void Frame(SKCanvas canvas, AnnexContent c, int page, int count)
    {
        var name = new TextStyle(PrintFonts.Regular, 10.2f, Ink.Accent, Tracking: 0.12f);
        canvas.Text(c.CertifierName.ToUpper(CultureInfo.GetCultureInfo("fr-FR")), name, Left, 51);
        canvas.Text(c.Number, CellStyle.At(10.8f), Right, 51, 1);
        canvas.Rule(Left, 64, Right, 64, Ink.Accent, 0.6f);
        canvas.Rule(Left, 778, Right, 778, Ink.Accent, 0.6f);
        canvas.Text(c.VerificationNote, Foot, Left, 792);
        var address = Foot.WidthOf(c.VerificationUrl) > Width ? Foot.At(Foot.Size * Width / Foot.WidthOf(c.VerificationUrl)) : Foot;
        canvas.Text(c.VerificationUrl, address, Left, 805);
        canvas.Text(c.Language is "en" ? $"page {page} of {count}" : $"page {page} sur {count}", Foot.At(10), Right, 792, 1);
        if (c.Specimen)
        {
            canvas.SpecimenMark(PdfFile.Portrait.Width, PdfFile.Portrait.Height);
        }
    }

    private static IEnumerable<string> Texts(AnnexContent c) =>
        new[] { c.CertifierName, c.Title, c.Number, c.Statement, c.Notice, c.VerificationNote, c.VerificationUrl }
            .Concat(c.Signature)
            .Concat(c.Lines.Concat(c.Sections.SelectMany(s => s.Lines)).SelectMany(l => new[] { l.Label, l.Value }))
            .Concat(c.Sections.SelectMany(s => s.Paragraphs.Prepend(s.Title)))
            .Concat(c.Sections.SelectMany(s => s.Tables).SelectMany(t => t.Rows.SelectMany(r => r).Concat(t.Columns.Select(x => x.Head)).Prepend(t.Title)))
            .SelectMany(text => text.ReplaceLineEndings("\n").Split('\n'));
}
