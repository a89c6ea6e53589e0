using System.Globalization;
using Acquis.Credentials.Layout;
using SkiaSharp;

namespace Acquis.Credentials.Documents;

/// <summary>The A4 page that minutes, summonses and what goes with a diploma share: margins, type, the body's name at the head, the pages counted at the foot.</summary>
internal static class OfficialPage
{
    public const float Left = 62;
    public const float Indent = 17;

    private const float Top = 88;
    private const float Bottom = 762;

    public static readonly float Right = PdfFile.Portrait.Width - 57;
    public static readonly float Width = Right - Left;

    public static readonly TextStyle Title = new(PrintFonts.Regular, 24, Ink.Black);
    public static readonly TextStyle Heading = new(PrintFonts.Regular, 13.5f, Ink.Accent);
    public static readonly TextStyle Body = new(PrintFonts.Regular, 10.8f, Ink.Black, OldStyle: true);
    public static readonly TextStyle Label = new(PrintFonts.Italic, 10.8f, Ink.Black);
    public static readonly TextStyle CellStyle = new(PrintFonts.Regular, 10.2f, Ink.Black);

    private static readonly TextStyle Foot = new(PrintFonts.Regular, 9.2f, Ink.Grey);

    /// <summary>Content that flows over such pages.</summary>
    public static Flow Flow() => new(Left, Width, Top, Bottom);

    /// <summary>Refuses texts of which a character cannot be printed.</summary>
    /// <exception cref="DocumentRefusedException"><c>document.glyphs-missing</c>, with the characters.</exception>
    public static void RefuseUnprintable(IEnumerable<string> texts)
    {
        var missing = texts.SelectMany(text => text.ReplaceLineEndings("\n").Split('\n')).SelectMany(PrintFonts.GlyphsMissing).Distinct().ToList();
        if (missing.Count > 0)
            throw new DocumentRefusedException([new DocumentDefect("document.glyphs-missing", string.Join(" ", missing))]);
    }

    /// <summary>Every text of these tables.</summary>
    public static IEnumerable<string> TextsOf(IEnumerable<PrintedTable> tables) =>
        tables.SelectMany(t => t.Rows.SelectMany(r => r).Concat(t.Columns.Select(c => c.Head)).Prepend(t.Title ?? ""));

    /// <summary>A numbered heading, which does not stand alone at the foot of a page.</summary>
    /// <param name="accent">A certifier's own colour; null for the usual one.</param>
    public static void Section(Flow flow, int number, string title, SKColor? accent = null)
    {
        var heading = Heading with { Color = accent ?? Ink.Accent };
        flow.Need(70);
        flow.Skip(15);
        var y = flow.Y + Heading.Size;
        flow.Draw(canvas => canvas.Text(number.ToString(CultureInfo.InvariantCulture), heading, Left, y));
        flow.Draw(canvas => canvas.Text(title, heading, Left + Indent, y));
        flow.Skip(Heading.Size * 1.65f);
    }

    /// <summary>Labels and values under each other.</summary>
    public static void Lines(Flow flow, IEnumerable<LabelledLine> lines, float indent, float valueAt)
    {
        foreach (var line in lines)
            flow.KeyValue(line.Label, line.Value, Label, Body, indent, valueAt);
    }

    /// <summary>A table over the whole width.</summary>
    public static void Table(Flow flow, PrintedTable table) => flow.Table(
        [.. table.Columns.Select(c => new Column(c.Head, c.Share * Width))],
        table.Rows.Select(row => (IReadOnlyList<Cell>)[.. row.Select(text => new Cell(text, CellStyle))]), Label.At(CellStyle.Size), table.RowHeight);

    /// <summary>The PDF of that content.</summary>
    /// <param name="reference">At the head of every page, at the right.</param>
    /// <param name="proof">At the foot of every page: what a line is, and the line, made smaller where it is too long; null for nothing.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    /// <param name="accent">A certifier's own colour; null for the usual one.</param>
    public static byte[] Write(
        Flow flow, string title, string certifier, string reference, (string Note, string Line)? proof, DateOnly on, string language, bool specimen,
        SKColor? accent = null)
    {
        var ink = accent ?? Ink.Accent;
        return PdfFile.Write(title, certifier, on, PdfFile.Portrait, flow.Pages((canvas, page, count) =>
        {
            canvas.Text(certifier.ToUpper(CultureInfo.GetCultureInfo("fr-FR")), new TextStyle(PrintFonts.Regular, 10.2f, ink, Tracking: 0.12f), Left, 51);
            canvas.Text(reference, CellStyle.At(10.8f), Right, 51, 1);
            canvas.Rule(Left, 64, Right, 64, ink, 0.6f);
            canvas.Rule(Left, 778, Right, 778, ink, 0.6f);
            if (proof is var (note, line))
            {
                canvas.Text(note, Foot, Left, 792);
                canvas.Text(line, Foot.WidthOf(line) > Width ? Foot.At(Foot.Size * Width / Foot.WidthOf(line)) : Foot, Left, 805);
            }

            canvas.Text(language is "en" ? $"page {page} of {count}" : $"page {page} sur {count}", Foot.At(10), Right, 792, 1);
            if (specimen)
                canvas.SpecimenMark(PdfFile.Portrait.Width, PdfFile.Portrait.Height);
        }), language is "en" ? "en-GB" : "fr-FR");
    }
}
