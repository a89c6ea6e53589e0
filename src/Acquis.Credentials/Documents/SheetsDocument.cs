using Acquis.Credentials.Layout;

namespace Acquis.Credentials.Documents;

/// <summary>Summonses, room sheets and day sheets as A4 pages.</summary>
public static class SheetsDocument
{
    private const float ValueAt = 112;

    /// <summary>The PDF of those sheets: the same bytes for the same content.</summary>
    /// <exception cref="DocumentRefusedException">A character cannot be printed (<c>document.glyphs-missing</c>).</exception>
    public static byte[] Render(SheetsContent content)
    {
        OfficialPage.RefuseUnprintable(Texts(content));
        var flow = OfficialPage.Flow();
        foreach (var sheet in content.Sheets)
            Draw(flow, sheet);

        return OfficialPage.Write(flow, content.Title, content.CertifierName, content.Occasion, null, content.On, content.Language, content.Specimen);
    }

    private static void Draw(Flow flow, Sheet sheet)
    {
        flow.NewPage();
        flow.Paragraph(sheet.Title, OfficialPage.Title, leading: 1.3f);
        flow.Paragraph(sheet.Lede, OfficialPage.Body.At(12.4f));
        flow.Skip(14);
        OfficialPage.Lines(flow, sheet.Lines, 0, ValueAt);
        foreach (var table in sheet.Tables)
        {
            flow.Skip(16);
            if (table.Title is { } title)
            {
                flow.Need(90);
                flow.Paragraph(title, OfficialPage.Heading, leading: 1.65f);
            }

            OfficialPage.Table(flow, table);
        }

        foreach (var note in sheet.Notes)
        {
            flow.Skip(12);
            flow.Paragraph(note, OfficialPage.Body);
        }
    }

    private static IEnumerable<string> Texts(SheetsContent c) =>
        new[] { c.CertifierName, c.Occasion }.Concat(c.Sheets.SelectMany(s =>
            new[] { s.Title, s.Lede }.Concat(s.Lines.SelectMany(l => new[] { l.Label, l.Value })).Concat(s.Notes).Concat(OfficialPage.TextsOf(s.Tables))));
}
