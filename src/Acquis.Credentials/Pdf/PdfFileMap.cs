using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Acquis.Credentials.Pdf;

/// <summary>
/// The objects of a file, found by its tables of cross-references (ISO 32000-1, 7.5.4). Files with streams of cross-references or of objects are refused
/// (<c>pdf.unsupported</c>): none that Acquis writes has them. Bounded: see <see cref="MaxBytes"/> and the constants here.
/// </summary>
internal sealed class PdfFileMap
{
    /// <summary>Largest file read, in bytes.</summary>
    public const int MaxBytes = 20 << 20;

    private const int MostObjects = 20_000;
    private const int MostRevisions = 8;
    private const int MostInflated = 32 << 20;

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly Dictionary<int, int> offsets = [];

    private PdfFileMap(ReadOnlyMemory<byte> bytes) => this.bytes = bytes;

    /// <summary>The newest trailer.</summary>
    public PdfDictionary Trailer { get; private set; } = PdfDictionary.Of();

    /// <summary>How often the file was written on, the first time included.</summary>
    public int Revisions { get; private set; }

    /// <summary>Place of the newest table of cross-references.</summary>
    public int TableAt { get; private set; }

    /// <summary>Numbers of the objects in use, with their places.</summary>
    public IReadOnlyDictionary<int, int> Offsets => offsets;

    /// <summary>One more than the highest number in use.</summary>
    public int Size => PdfReader.IntegerOf(Trailer["Size"]);

    public PdfReference Root => Trailer["Root"] as PdfReference ?? throw PdfReader.Malformed("the trailer names no catalogue");

    /// <summary>Finds every object.</summary>
    /// <exception cref="CredentialRefusedException"><c>pdf.not-pdf</c>, <c>pdf.too-large</c>, <c>pdf.malformed</c>, <c>pdf.too-complex</c>, <c>pdf.unsupported</c>.</exception>
    public static PdfFileMap Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new CredentialRefusedException("pdf.too-large", $"{bytes.Length} bytes");
        }

        if (!bytes.Span.StartsWith("%PDF-1."u8))
        {
            throw new CredentialRefusedException("pdf.not-pdf", "no %PDF-1 at its beginning");
        }

        var map = new PdfFileMap(bytes);
        map.ReadTables();
        return map;
    }

    /// <summary>An object; a reference that leads nowhere is refused.</summary>
    public PdfObject Object(PdfReference reference)
    {
        if (!offsets.TryGetValue(reference.Number, out var at))
        {
            throw PdfReader.Malformed($"object {reference.Number} is missing");
        }

        var reader = new PdfReader(bytes, at);
        if (reader.Integer() != reference.Number || reader.Integer() != reference.Generation)
        {
            throw PdfReader.Malformed($"object {reference.Number} does not stand where the table says");
        }

        reader.Expect("obj");
        var value = reader.Read();
        if (reader.Takes("endobj"))
        {
            return new(value);
        }

        reader.Expect("stream");
        var start = reader.StreamStart();
        var length = value is PdfDictionary d ? PdfReader.IntegerOf(Resolve(d["Length"])) : throw PdfReader.Malformed("a stream without dictionary");
        if (length > bytes.Length - start)
        {
            throw PdfReader.Malformed("a stream goes beyond the file");
        }

        var after = new PdfReader(bytes, start + length);
        after.Expect("endstream");
        after.Expect("endobj");
        return new(value, bytes.Slice(start, length));
    }

    /// <summary>The value itself where it is a reference.</summary>
    public PdfValue? Resolve(PdfValue? value) => value is PdfReference reference ? Object(reference).Value : value;

    /// <summary>The dictionary under a key, whether it stands there or is referred to; null where it is absent.</summary>
    public PdfDictionary? Dictionary(PdfDictionary within, string key) => Resolve(within[key]) switch
    {
        null => null,
        PdfDictionary found => found,
        _ => throw PdfReader.Malformed($"{key} is no dictionary"),
    };

    /// <summary>The items under a key; none where it is absent.</summary>
    public IReadOnlyList<PdfValue> Items(PdfDictionary within, string key) => Resolve(within[key]) switch
    {
        null => [],
        PdfArray array => array.Items,
        _ => throw PdfReader.Malformed($"{key} is no array"),
    };

    /// <summary>The bytes that a stream stands for: as they are, or inflated within bounds.</summary>
    public static byte[] Content(PdfObject stream)
    {
        var raw = stream.Stream ?? throw PdfReader.Malformed("an object is no stream");
        switch (stream.Dictionary["Filter"])
        {
            case null:
                return raw.ToArray();
            case PdfName { Bare: "FlateDecode" } when stream.Dictionary["DecodeParms"] is null:
                break;
            default:
                throw new CredentialRefusedException("pdf.unsupported", "a stream is filtered otherwise than by deflate");
        }

        try
        {
            using var inflating = new ZLibStream(new MemoryStream(raw.ToArray()), CompressionMode.Decompress);
            using var whole = new MemoryStream();
            var buffer = new byte[81_920];
            for (int read; (read = inflating.Read(buffer)) > 0;)
            {
                whole.Write(buffer, 0, read);
                if (whole.Length > MostInflated)
                {
                    throw new CredentialRefusedException("pdf.too-complex", "a stream inflates beyond all measure");
                }
            }

            return whole.ToArray();
        }
        catch (InvalidDataException)
        {
            throw PdfReader.Malformed("a stream cannot be inflated");
        }
    }

    private void ReadTables()
    {
        var tail = bytes.Span[Math.Max(0, bytes.Length - 1024)..];
        var start = tail.LastIndexOf("startxref"u8);
        if (start < 0 || !tail.TrimEnd("\r\n "u8).EndsWith("%%EOF"u8))
        {
            throw PdfReader.Malformed("the file does not end as files end");
        }

        int? next = TableAt = new PdfReader(bytes, bytes.Length - tail.Length + start + "startxref".Length).Integer();
        var seen = new HashSet<int>();
        while (next is { } at)
        {
            if (!seen.Add(at) || seen.Count > MostRevisions || at >= bytes.Length)
            {
                throw PdfReader.Malformed("the tables of cross-references lead nowhere");
            }

            next = ReadTable(at);
        }

        Revisions = seen.Count;
    }

    private int? ReadTable(int at)
    {
        var reader = new PdfReader(bytes, at);
        if (!reader.Takes("xref"))
        {
            throw new CredentialRefusedException("pdf.unsupported", "cross-references that are no table");
        }

        while (!reader.Takes("trailer"))
        {
            var (first, count) = (reader.Integer(), reader.Integer());
            if (count > MostObjects || first > MostObjects || offsets.Count > MostObjects)
            {
                throw new CredentialRefusedException("pdf.too-complex", "too many objects");
            }

            for (var number = first; number < first + count; number++)
            {
                var (offset, generation) = (OffsetOf(reader), reader.Integer());
                var inUse = reader.Takes("n");
                if (!inUse)
                {
                    reader.Expect("f");
                }
                else if (generation == 0 && offset < bytes.Length)
                {
                    offsets.TryAdd(number, offset);
                }
                else
                {
                    throw PdfReader.Malformed($"object {number} lies outside the file");
                }
            }
        }

        var trailer = reader.Read() as PdfDictionary ?? throw PdfReader.Malformed("the trailer is no dictionary");
        Trailer = Trailer.Entries.Count == 0 ? trailer : Trailer;
        if (trailer["XRefStm"] is not null || trailer["Encrypt"] is not null)
        {
            throw new CredentialRefusedException("pdf.unsupported", "encrypted, or cross-references of two kinds");
        }

        return trailer["Prev"] is { } previous ? PdfReader.IntegerOf(previous) : null;
    }

    private static int OffsetOf(PdfReader reader) =>
        reader.Read() is PdfWord { Bare: { Length: 10 } digits } && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? offset
            : throw PdfReader.Malformed("a line of the table is broken");
}
