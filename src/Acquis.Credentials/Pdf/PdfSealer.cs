using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Acquis.Credentials.Pdf;

/// <summary>What is sealed beside the page.</summary>
/// <param name="Content">The credential, JSON in UTF-8: carried byte for byte.</param>
/// <param name="Description">What it is, as readers show it.</param>
public sealed record PdfAttachment(ReadOnlyMemory<byte> Content, string Description);

/// <summary>
/// Seals a PDF that Acquis wrote (PAdES B-B, or B-T with a timestamp: ETSI EN 319 142-1), in one revision, with its credential as an associated file (PDF/A-3,
/// ISO 19005-3, 6.8). Everything but the signature itself lies in the signed range.
/// </summary>
public static class PdfSealer
{
    /// <summary>Name of the attached file.</summary>
    public const string AttachmentName = "credential.json";

    // Room for the signature, its certificate and a timestamp with its own certificates.
    private const int SignatureBytes = 12_288;
    private const string RangePlace = "[0 0000000000 0000000000 0000000000]";

    /// <summary>Seals.</summary>
    /// <param name="pdf">A PDF without signature.</param>
    /// <param name="seal">The certifying body's seal.</param>
    /// <param name="reason">What the seal says, such as that of which body it is.</param>
    /// <param name="now">The instant that the seal claims.</param>
    /// <param name="attachment">The credential, or null for a document without.</param>
    /// <param name="server">The timestamp server, or null.</param>
    /// <exception cref="CredentialRefusedException"><c>pdf.*</c>: it is none that can be sealed; <c>pdf.already-sealed</c>; <c>seal.no-timestamp</c>.</exception>
    public static async Task<byte[]> SealAsync(
        byte[] pdf, DocumentSeal seal, string reason, DateTimeOffset now, PdfAttachment? attachment = null, TimestampServer? server = null, CancellationToken ct = default)
    {
        var map = PdfFileMap.Read(pdf);
        var catalogue = map.Object(map.Root).Dictionary;
        if (catalogue["AcroForm"] is not null || catalogue["Names"] is not null)
        {
            throw new CredentialRefusedException("pdf.already-sealed", "the file has forms or attachments already");
        }

        var update = new PdfUpdate(pdf, map);
        catalogue = attachment is null ? catalogue : WithAttachment(catalogue, update, attachment, now);
        var unsigned = WithSignature(catalogue, update, map, seal, reason, now);
        var (start, end) = Room(unsigned);
        WriteRange(unsigned, start, end);
        byte[] signed = [.. unsigned[..start], .. unsigned[end..]];
        var cms = await CmsSeal.SignAsync(signed, seal, server, ct);
        if (cms.Length > SignatureBytes)
        {
            throw new CredentialRefusedException("seal.too-large", $"{cms.Length} bytes");
        }

        Encoding.ASCII.GetBytes(Convert.ToHexString(cms)).CopyTo(unsigned, start + 1);
        return unsigned;
    }

    private static PdfDictionary WithAttachment(PdfDictionary catalogue, PdfUpdate update, PdfAttachment attachment, DateTimeOffset now)
    {
        var content = attachment.Content.ToArray();
        var file = update.Add(
            PdfDictionary.Of(
                ("Type", PdfValue.Name("EmbeddedFile")),
                ("Subtype", PdfValue.Name("application/vc")),
                ("Params", PdfDictionary.Of(("ModDate", Instant(now)), ("Size", PdfValue.Whole(content.Length))))),
            content);
        var specification = update.Add(PdfDictionary.Of(
            ("Type", PdfValue.Name("Filespec")),
            ("F", PdfValue.Text(AttachmentName)),
            ("UF", PdfValue.Text(AttachmentName)),
            ("Desc", PdfValue.Text(attachment.Description)),
            ("AFRelationship", PdfValue.Name("Data")),
            ("EF", PdfDictionary.Of(("F", file), ("UF", file)))));
        return catalogue
            .With("AF", new PdfArray([specification]))
            .With("Names", PdfDictionary.Of(("EmbeddedFiles", PdfDictionary.Of(("Names", new PdfArray([PdfValue.Text(AttachmentName), specification]))))));
    }

    private static byte[] WithSignature(PdfDictionary catalogue, PdfUpdate update, PdfFileMap map, DocumentSeal seal, string reason, DateTimeOffset now)
    {
        var signature = update.Add(PdfDictionary.Of(
            ("Type", PdfValue.Name("Sig")),
            ("Filter", PdfValue.Name("Adobe.PPKLite")),
            ("SubFilter", PdfValue.Name("ETSI.CAdES.detached")),
            ("Name", PdfValue.Text(seal.Certificate.GetNameInfo(X509NameType.SimpleName, false))),
            ("Reason", PdfValue.Text(seal.IsTest ? $"{reason} ({DocumentSeal.TestUnit})" : reason)),
            ("M", Instant(now)),
            ("ByteRange", new PdfRaw(RangePlace)),
            ("Contents", new PdfText(new byte[SignatureBytes]))));
        var (page, first) = FirstPage(map);
        // A widget without extent: the seal shows in the reader's panel of signatures, not on the page. Printed and locked (PDF/A wants the first).
        var field = update.Add(PdfDictionary.Of(
            ("Type", PdfValue.Name("Annot")),
            ("Subtype", PdfValue.Name("Widget")),
            ("FT", PdfValue.Name("Sig")),
            ("T", PdfValue.Text("Cachet")),
            ("F", PdfValue.Whole(132)),
            ("Rect", new PdfArray([PdfValue.Whole(0), PdfValue.Whole(0), PdfValue.Whole(0), PdfValue.Whole(0)])),
            ("P", page),
            ("V", signature)));
        update.Put(page, first.With("Annots", new PdfArray([field])));
        update.Put(map.Root, catalogue.With("AcroForm", PdfDictionary.Of(("Fields", new PdfArray([field])), ("SigFlags", PdfValue.Whole(3)))));
        return update.ToArray();
    }

    private static (PdfReference Reference, PdfDictionary Page) FirstPage(PdfFileMap map)
    {
        var node = map.Object(map.Root).Dictionary["Pages"] as PdfReference;
        for (var depth = 0; depth < 8 && node is not null; depth++)
        {
            var dictionary = map.Object(node).Dictionary;
            if (dictionary.IsOf("Type", "Page"))
            {
                return (node, dictionary);
            }

            node = map.Items(dictionary, "Kids") is [PdfReference kid, ..] ? kid : null;
        }

        throw PdfReader.Malformed("no first page");
    }

    // The place kept for the signature: the hexadecimal string, its angles included.
    private static (int Start, int End) Room(byte[] unsigned)
    {
        var start = unsigned.AsSpan().LastIndexOf("/Contents <0000"u8) + "/Contents ".Length;
        return (start, start + (SignatureBytes * 2) + 2);
    }

    private static void WriteRange(byte[] unsigned, int start, int end)
    {
        var place = unsigned.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes(RangePlace));
        var range = string.Create(CultureInfo.InvariantCulture, $"[0 {start} {end} {unsigned.Length - end}]");
        Encoding.ASCII.GetBytes(range.PadRight(RangePlace.Length)).CopyTo(unsigned, place);
    }

    private static PdfText Instant(DateTimeOffset at) => PdfValue.Text(string.Create(CultureInfo.InvariantCulture, $"D:{at.ToUniversalTime():yyyyMMddHHmmss}Z"));
}
