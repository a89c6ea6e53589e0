using System.Security.Cryptography;
using System.Text;
using Acquis.Credentials.Pdf;
using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>Writes pages into a PDF/A-3b file whose bytes depend on nothing but what is drawn and said here.</summary>
internal static class PdfFile
{
    private const int UuidLength = 36;

    public static readonly SKSize Portrait = new(595.28f, 841.89f);
    public static readonly SKSize Landscape = new(841.89f, 595.28f);

    /// <param name="title">Title of the document, shown by readers.</param>
    /// <param name="author">The certifying body.</param>
    /// <param name="dated">The date the file bears: that of the document, never the clock's.</param>
    /// <param name="size">Page size in points.</param>
    /// <param name="pages">What draws each page, in order.</param>
    /// <param name="language">The language of its words.</param>
    /// <param name="ornament">What stands under each page, where there is such a thing.</param>
    public static byte[] Write(
        string title, string author, DateOnly dated, SKSize size, IReadOnlyList<Action<SKCanvas>> pages, string language = "fr-FR", PdfOrnament? ornament = null)
    {
        var day = dated.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var metadata = SKDocumentPdfMetadata.Default;
        metadata.Title = title;
        metadata.Author = author;
        metadata.Creator = "Acquis";
        metadata.Producer = "Acquis";
        metadata.Creation = day;
        metadata.Modified = day;
        metadata.PdfA = true;
        using var fonts = FontUse.Of(size, pages);
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            foreach (var draw in pages)
            {
                draw(document.BeginPage(size.Width, size.Height));
                document.EndPage();
            }

            document.Close();
        }

        return Completed(WithStableId(stream.ToArray()), language, ornament);
    }

    // The library says neither the language of a text nor part 3 of PDF/A, which alone allows a file of any kind to be attached.
    private static byte[] Completed(byte[] pdf, string language, PdfOrnament? ornament)
    {
        ReplaceAll(pdf, "<pdfaid:part>2</pdfaid:part>", "<pdfaid:part>3</pdfaid:part>");
        var map = PdfFileMap.Read(pdf);
        var changed = new Dictionary<int, PdfObject> { [map.Root.Number] = new(map.Object(map.Root).Dictionary.With("Lang", PdfValue.Text(language))) };
        ornament?.PlaceUnder(map, changed);
        return PdfWriting.Rewritten(pdf, map, changed);
    }

    // The library draws a random document id, told twice in the metadata and twice in the trailer. One computed from all the rest takes its place:
    // of the same length in the metadata, so that no offset moves, and written anew in the trailer, which stands after all offsets and where the
    // library writes bytes as hexadecimal or as characters, whichever is shorter.
    private static byte[] WithStableId(byte[] pdf)
    {
        var id = pdf.AsSpan().LastIndexOf("/ID ["u8);
        var end = pdf.AsSpan().LastIndexOf("]>>\nstartxref"u8);
        var uuid = pdf.AsSpan().IndexOf("<xmpMM:DocumentID>uuid:"u8) + "<xmpMM:DocumentID>uuid:".Length;
        if (id < 0 || end < id || uuid < "<xmpMM:DocumentID>uuid:".Length)
        {
            throw new InvalidOperationException("The PDF has no id where one was expected.");
        }

        ReplaceAll(pdf, Encoding.ASCII.GetString(pdf, uuid, UuidLength), new string('0', UuidLength));
        var rest = SHA256.HashData([.. pdf[..id], .. pdf[end..]]);
        var stable = new Guid(rest.AsSpan(0, 16), bigEndian: true);
        ReplaceAll(pdf, $"uuid:{new string('0', UuidLength)}", $"uuid:{stable:D}");
        var hex = stable.ToString("N").ToUpperInvariant();
        return [.. pdf[..id], .. Encoding.ASCII.GetBytes($"/ID [<{hex}> <{hex}>"), .. pdf[end..]];
    }

    private static void ReplaceAll(byte[] pdf, string old, string replacement)
    {
        var (from, to) = (Encoding.ASCII.GetBytes(old), Encoding.ASCII.GetBytes(replacement));
        for (var at = pdf.AsSpan().IndexOf(from); at >= 0; at = pdf.AsSpan().IndexOf(from))
        {
            to.CopyTo(pdf, at);
        }
    }
}
