using System.Globalization;
using Acquis.Credentials.Layout;
using static Acquis.Credentials.Documents.OfficialPage;

namespace Acquis.Credentials.Documents;

/// <summary>The minutes of a deliberation as A4 pages (procès-verbal de délibération).</summary>
public static class MinutesDocument
{
    private static readonly TextStyle CellItalic = new(PrintFonts.Italic, 10.2f, Ink.Black);
    private static readonly TextStyle Count = new(PrintFonts.Regular, 10.2f, Ink.Grey);

    /// <summary>The PDF of those minutes: the same bytes for the same content.</summary>
    /// <exception cref="DocumentRefusedException">A character cannot be printed (<c>document.glyphs-missing</c>).</exception>
    public static byte[] Render(MinutesContent content)
    {
        RefuseUnprintable(Texts(content));
        var flow = OfficialPage.Flow();
        Opening(flow, content);
        Jury(flow, content);
        Decisions(flow, content);
        Observations(flow, content);
        Signatures(flow, content);
        return Write(
            flow, $"{content.Words.Title} {content.Number}", content.CertifierName, content.Number, (content.Words.HashNote, content.FactsHash),
            content.HeldOn, "fr", content.Specimen);
    }

    private static void Opening(Flow flow, MinutesContent c)
    {
        flow.Paragraph(c.Words.Title, OfficialPage.Title, leading: 1.3f);
        flow.Paragraph(c.Lede, Body.At(12.4f));
        Section(flow, 1, c.Words.Session);
        Lines(flow, c.Session, Indent, 112);
    }

    private static void Jury(Flow flow, MinutesContent c)
    {
        Section(flow, 2, c.Words.Jury);
        flow.Table(
            [
                new("", Indent), new(c.Words.Member, 120), new(c.Words.Quality, Width - Indent - 120 - 70 - 50), new(c.Words.College, 70),
                new(c.Words.Presence, 50, 1),
            ],
            c.Members.Select((m, i) => (IReadOnlyList<Cell>)
            [
                Numbered(i), new(m.Name, CellStyle), new(m.Quality, CellStyle), new(m.College, CellStyle), new(m.Presence, CellStyle),
            ]),
            Label.At(10.2f));
        flow.Skip(5);
        flow.Paragraph(c.Quorum, Body, Indent);
    }

    private static void Decisions(Flow flow, MinutesContent c)
    {
        Section(flow, 3, c.Words.Decisions);
        var notes = new List<(int Number, string Departure)>();
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (var result in c.Results)
        {
            int? note = null;
            if (result.Departure is { } departure)
            {
                notes.Add((notes.Count + 1, departure));
                note = notes.Count;
            }

            rows.Add(
            [
                Numbered(rows.Count), new(result.Candidate, CellStyle), new(result.Proposal, CellStyle),
                new(result.Decision, note is null ? CellStyle : CellItalic, note), new(result.Blocks, CellStyle),
            ]);
        }

        var rest = Width - Indent - 6;
        flow.Table(
            [new("", Indent + 6), new(c.Words.Candidate, rest * 0.32f), new(c.Words.Proposal, rest * 0.22f), new(c.Words.Decision, rest * 0.27f),
             new(c.Words.Blocks, rest * 0.19f)],
            rows,
            Label.At(10.2f));
        flow.Skip(6);
        foreach (var (number, departure) in notes)
        {
            flow.KeyValue(number.ToString(CultureInfo.InvariantCulture), departure, CellItalic, Body.At(10.2f), 4, Indent);
        }
    }

    private static void Observations(Flow flow, MinutesContent c)
    {
        Section(flow, 4, c.Words.Observations);
        foreach (var text in c.Observations)
        {
            flow.Paragraph(text, Body, Indent);
            flow.Skip(3);
        }
    }

    private static void Signatures(Flow flow, MinutesContent c)
    {
        flow.Need(130);
        Section(flow, 5, c.Words.Signatures);
        flow.Table(
            [new("", Indent), new(c.Words.Member, 130), new(c.Words.Quality, 180), new(c.Words.Signature, Width - Indent - 310)],
            c.Members.Where(m => m.Signs).Select((m, i) => (IReadOnlyList<Cell>)
            [
                Numbered(i), new(m.Name, CellStyle), new(m.Quality, CellStyle), new(m.Signature ?? "", CellItalic),
            ]),
            Label.At(10.2f),
            rowHeight: 34);
    }

    private static Cell Numbered(int index) => new((index + 1).ToString(CultureInfo.InvariantCulture), Count);

    private static IEnumerable<string> Texts(MinutesContent c) =>
        new[] { c.CertifierName, c.Number, c.Lede, c.Quorum, c.FactsHash }
            .Concat(c.Session.SelectMany(l => new[] { l.Label, l.Value }))
            .Concat(c.Members.SelectMany(m => new[] { m.Name, m.Quality, m.College, m.Presence, m.Signature ?? "" }))
            .Concat(c.Results.SelectMany(r => new[] { r.Candidate, r.Proposal, r.Decision, r.Blocks, r.Departure ?? "" }))
            .Concat(c.Observations);
}
