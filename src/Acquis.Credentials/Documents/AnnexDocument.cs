using Acquis.Credentials.Layout;
using SkiaSharp;

namespace Acquis.Credentials.Documents;

/// <summary>
/// A document that goes with a diploma (supplément au certificat, attestation) as A4 pages, in the diploma's colour and with its logo. The diploma's
/// background is not printed: it is drawn for one landscape page, and would stand behind tables.
/// </summary>
public static class AnnexDocument
{
    private const float ValueAt = 150;
    private const float QrSide = 76;
    private const float ClosingHeight = QrSide + 30;
    private const float LongSection = 300;
    private const float LogoWidth = 180;
    private const float LogoHeight = 40;

    private static readonly TextStyle Lead = OfficialPage.Body with { Size = 13 };
    private static readonly TextStyle Note = new(PrintFonts.Italic, 10.2f, Ink.Grey);
    private static readonly TextStyle TableTitle = new(PrintFonts.Medium, 10.8f, Ink.Black);

    /// <summary>The PDF of that content: the same bytes for the same content.</summary>
    /// <param name="logo">The picture that <see cref="AnnexContent.Logo"/> names, PNG or JPEG; null without.</param>
    /// <exception cref="DocumentRefusedException">A character cannot be printed (<c>document.glyphs-missing</c>).</exception>
    /// <exception cref="ArgumentException">The logo is no image, or the accent no colour.</exception>
    public static byte[] Render(AnnexContent content, byte[]? logo = null)
    {
        OfficialPage.RefuseUnprintable(Texts(content));
        var ink = Ink.Of(content.Accent);
        using var picture = Picture.Of(logo, nameof(logo));
        var flow = OfficialPage.Flow();
        if (picture is not null)
            Logo(flow, picture);

        Opening(flow, content);
        foreach (var (index, section) in content.Sections.Index())
        {
            if (index == content.Sections.Count - 1)
                flow.Need(HeightOf(section, ink) + ClosingHeight);

            Section(flow, index + 1, section, ink);
        }

        Closing(flow, content);
        return OfficialPage.Write(
            flow, $"{content.Title} {content.Number}", content.CertifierName, content.Number, (content.VerificationNote, content.VerificationUrl), content.IssuedOn,
            content.Language, content.Specimen, ink);
    }

    private static void Logo(Flow flow, SKImage picture)
    {
        var y = flow.Y;
        flow.Draw(canvas => canvas.Fit(picture, new SKRect(OfficialPage.Left, y, OfficialPage.Left + LogoWidth, y + LogoHeight), centred: false));
        flow.Skip(LogoHeight + 10);
    }

    private static void Opening(Flow flow, AnnexContent c)
    {
        flow.Paragraph(c.Title, OfficialPage.Title, leading: 1.3f);
        flow.Skip(4);
        flow.Paragraph(c.Statement, Lead, leading: 1.4f);
        flow.Skip(10);
        OfficialPage.Lines(flow, c.Lines, 0, ValueAt);
        flow.Skip(6);
        flow.Paragraph(c.Notice, Note);
    }

    private static void Section(Flow flow, int number, AnnexSection section, SKColor ink)
    {
        OfficialPage.Section(flow, number, section.Title, ink);
        foreach (var paragraph in section.Paragraphs)
        {
            flow.Paragraph(paragraph, OfficialPage.Body, OfficialPage.Indent);
            flow.Skip(4);
        }

        OfficialPage.Lines(flow, section.Lines, OfficialPage.Indent, ValueAt);
        foreach (var table in section.Tables)
        {
            Table(flow, table);
        }
    }

    private static void Table(Flow flow, PrintedTable table)
    {
        flow.Need(90);
        flow.Skip(7);
        flow.Paragraph(table.Title ?? "", TableTitle);
        flow.Skip(2);
        OfficialPage.Table(flow, table);
        flow.Skip(5);
    }

    // The signature and the code stay together, on the last page.
    private static void Closing(Flow flow, AnnexContent c)
    {
        flow.Need(ClosingHeight);
        flow.Skip(22);
        var top = flow.Y;
        flow.Draw(canvas => QrSquare.Draw(canvas, c.VerificationUrl, OfficialPage.Right - QrSide, top, QrSide));
        foreach (var line in c.Signature.SelectMany(s => LineBreaker.Lines(s, OfficialPage.Body, OfficialPage.Width - QrSide - 20)))
        {
            var y = flow.Y + OfficialPage.Body.Size;
            flow.Draw(canvas => canvas.Text(line, OfficialPage.Body, OfficialPage.Left, y));
            flow.Skip(OfficialPage.Body.Size * 1.4f);
        }
    }

    // The signature does not stand on a page by itself: a short last section goes there with it. One that takes much of a page flows as it comes.
    private static float HeightOf(AnnexSection section, SKColor ink)
    {
        var trial = OfficialPage.Flow();
        var start = trial.Y;
        Section(trial, 1, section, ink);
        var height = trial.Y - start;
        return height is > 0 and < LongSection ? height : 0;
    }

    private static IEnumerable<string> Texts(AnnexContent c) =>
        new[] { c.CertifierName, c.Title, c.Number, c.Statement, c.Notice, c.VerificationNote, c.VerificationUrl }
            .Concat(c.Signature)
            .Concat(c.Lines.Concat(c.Sections.SelectMany(s => s.Lines)).SelectMany(l => new[] { l.Label, l.Value }))
            .Concat(c.Sections.SelectMany(s => s.Paragraphs.Prepend(s.Title)))
            .Concat(OfficialPage.TextsOf(c.Sections.SelectMany(s => s.Tables)));
}
