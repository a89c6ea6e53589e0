using System.Globalization;
using System.Text;

namespace Acquis.Credentials.Pdf;

/// <summary>A value of a PDF file (ISO 32000-1, 7.3). Numbers and words keep the bytes they were written with.</summary>
internal abstract record PdfValue
{
    /// <summary>Writes the value as a file holds it.</summary>
    public abstract void WriteTo(Stream output);

    public static PdfName Name(string name) => new(name);

    public static PdfWord Whole(long number) => new(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A text string: ASCII as it is, anything else as UTF-16.</summary>
    public static PdfText Text(string text) =>
        new(text.All(c => c is >= ' ' and <= '~') ? Encoding.ASCII.GetBytes(text) : [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)]);

    protected static void Put(Stream output, string ascii) => output.Write(Encoding.Latin1.GetBytes(ascii));
}

/// <summary>A number, true, false or null.</summary>
internal sealed record PdfWord(string Bare) : PdfValue
{
    public override void WriteTo(Stream output) => Put(output, Bare);
}

/// <summary>A name, its escapes resolved.</summary>
internal sealed record PdfName(string Bare) : PdfValue
{
    public override void WriteTo(Stream output)
    {
        Put(output, "/");
        foreach (var c in Bare)
        {
            var regular = c is > ' ' and <= '~' && !"()<>[]{}/%#".Contains(c, StringComparison.Ordinal);
            Put(output, regular ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"#{(int)c:X2}"));
        }
    }
}

/// <summary>A string of bytes. <paramref name="At"/> is where it begins in the file read, at its parenthesis or angle; -1 for one made here.</summary>
internal sealed record PdfText(byte[] Bytes, int At = -1, int End = -1) : PdfValue
{
    public override void WriteTo(Stream output) => Put(output, $"<{Convert.ToHexString(Bytes)}>");
}

/// <summary>Bytes put as they are, where their place must be known.</summary>
internal sealed record PdfRaw(string Ascii) : PdfValue
{
    public override void WriteTo(Stream output) => Put(output, Ascii);
}

internal sealed record PdfReference(int Number, int Generation = 0) : PdfValue
{
    public override void WriteTo(Stream output) => Put(output, string.Create(CultureInfo.InvariantCulture, $"{Number} {Generation} R"));
}

internal sealed record PdfArray(IReadOnlyList<PdfValue> Items) : PdfValue
{
    public override void WriteTo(Stream output)
    {
        Put(output, "[");
        foreach (var item in Items)
        {
            item.WriteTo(output);
            Put(output, " ");
        }

        Put(output, "]");
    }
}

/// <summary>A dictionary in the order of its file; no key stands twice.</summary>
internal sealed record PdfDictionary(IReadOnlyList<KeyValuePair<string, PdfValue>> Entries) : PdfValue
{
    public static PdfDictionary Of(params (string Key, PdfValue Value)[] entries) => new([.. entries.Select(e => KeyValuePair.Create(e.Key, e.Value))]);

    public PdfValue? this[string key] => Entries.FirstOrDefault(e => e.Key == key).Value;

    /// <summary>The dictionary with that entry in the place of the former one, or at its end.</summary>
    public PdfDictionary With(string key, PdfValue value) => new([.. Entries.Where(e => e.Key != key), KeyValuePair.Create(key, value)]);

    public bool IsOf(string key, string name) => this[key] is PdfName found && found.Bare == name;

    public override void WriteTo(Stream output)
    {
        Put(output, "<<");
        foreach (var (key, value) in Entries)
        {
            new PdfName(key).WriteTo(output);
            Put(output, " ");
            value.WriteTo(output);
            Put(output, "\n");
        }

        Put(output, ">>");
    }
}

/// <summary>An object of a file: its value, and its bytes where it is a stream.</summary>
internal sealed record PdfObject(PdfValue Value, ReadOnlyMemory<byte>? Stream = null)
{
    public PdfDictionary Dictionary => Value as PdfDictionary ?? throw new CredentialRefusedException("pdf.malformed", "an object is no dictionary");
}
