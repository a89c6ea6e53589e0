using System.IO.Compression;
using Acquis.Credentials.Pdf;
using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>
/// What stands on every page of a kind alike, under all that is said there: drawn and compressed once for the life of the program, then placed into each file as a
/// form (ISO 32000-1, 8.10). The engraver's waves are nine tenths of a diploma's bytes, and compressing them anew was half of its time.
/// </summary>
internal sealed class PdfOrnament(SKSize size, Action<SKCanvas> draw)
{
    private const string Name = "Ornament";

    private readonly Lazy<(PdfDictionary Dictionary, byte[] Stream)> form = new(() => Draw(size, draw));

    /// <summary>Notes in <paramref name="changed"/> what every page of a file becomes with this under it.</summary>
    public void PlaceUnder(PdfFileMap map, IDictionary<int, PdfObject> changed)
    {
        var own = map.Size;
        changed[own] = new(form.Value.Dictionary, form.Value.Stream);
        foreach (var number in map.Offsets.Keys)
        {
            if (map.Object(new(number)).Value is not PdfDictionary page || !page.IsOf("Type", "Page") || page["Contents"] is not PdfReference place)
            {
                continue;
            }

            var resources = map.Dictionary(page, "Resources") ?? PdfDictionary.Of();
            // Images stand there too: a logo, a signature.
            var forms = map.Dictionary(resources, "XObject") ?? PdfDictionary.Of();
            changed[number] = new(page.With("Resources", resources.With("XObject", forms.With(Name, new PdfReference(own)))));
            changed[place.Number] = new(PdfDictionary.Of(("Filter", PdfValue.Name("FlateDecode"))), Under(PdfFileMap.Content(map.Object(place))));
        }
    }

    private static byte[] Under(byte[] content)
    {
        using var output = new MemoryStream();
        using (var deflate = new ZLibStream(output, CompressionLevel.Optimal))
        {
            PdfWriting.Ascii(deflate, $"q /{Name} Do Q\n");
            deflate.Write(content);
        }

        return output.ToArray();
    }

    private static (PdfDictionary Dictionary, byte[] Stream) Draw(SKSize size, Action<SKCanvas> draw)
    {
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream))
        {
            draw(document.BeginPage(size.Width, size.Height));
            document.EndPage();
            document.Close();
        }

        var map = PdfFileMap.Read(stream.ToArray());
        var page = map.Offsets.Keys.Select(n => map.Object(new(n)).Value).OfType<PdfDictionary>().Single(d => d.IsOf("Type", "Page"));
        var states = map.Dictionary(map.Dictionary(page, "Resources")!, "ExtGState")!;
        var content = map.Object((PdfReference)page["Contents"]!);
        return (
            PdfDictionary.Of(
                ("Type", PdfValue.Name("XObject")),
                ("Subtype", PdfValue.Name("Form")),
                ("BBox", page["MediaBox"]!),
                ("Resources", PdfDictionary.Of(("ExtGState", new PdfDictionary([.. states.Entries.Select(e => KeyValuePair.Create(e.Key, map.Resolve(e.Value)!))])))),
                ("Filter", PdfValue.Name("FlateDecode"))),
            content.Stream!.Value.ToArray());
    }
}
