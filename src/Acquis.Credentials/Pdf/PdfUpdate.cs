using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acquis.Credentials.Pdf;

/// <summary>
/// Writes on at the end of a file (ISO 32000-1, 7.5.6): new objects and new forms of old ones, a table of cross-references for them, and a trailer that leads
/// to the former one. What stood there stays byte for byte.
/// </summary>
internal sealed class PdfUpdate(ReadOnlyMemory<byte> file, PdfFileMap map)
{
    private readonly SortedDictionary<int, (PdfValue Value, byte[]? Stream)> objects = [];
    private int next = map.Size;

    /// <summary>Keeps a number for an object to come.</summary>
    public PdfReference Reserve() => new(next++);

    public PdfReference Add(PdfValue value, byte[]? stream = null) => Put(Reserve(), value, stream);

    public PdfReference Put(PdfReference at, PdfValue value, byte[]? stream = null)
    {
        objects[at.Number] = (value, stream);
        return at;
    }

    /// <summary>The whole file.</summary>
    public byte[] ToArray()
    {
        using var output = new MemoryStream();
        output.Write(file.Span);
        if (file.Span[^1] != '\n')
        {
            output.WriteByte((byte)'\n');
        }

        var places = new SortedDictionary<int, long>();
        foreach (var (number, (value, stream)) in objects)
        {
            places[number] = output.Position;
            PdfWriting.Object(output, number, value, stream);
        }

        var table = output.Position;
        Ascii(output, "xref\n");
        foreach (var run in Runs([.. places.Keys]))
        {
            Ascii(output, $"{run.First} {run.Count}\n");
            for (var number = run.First; number < run.First + run.Count; number++)
            {
                Ascii(output, $"{places[number]:D10} 00000 n \n");
            }
        }

        // The second id changes with each revision; computed from what was written, so that the same content gives the same bytes.
        var id = SHA256.HashData(output.GetBuffer().AsSpan(0, (int)output.Length))[..16];
        var first = map.Trailer["ID"] is PdfArray { Items: [PdfText known, ..] } ? known : new PdfText(id);
        Ascii(output, "trailer\n");
        var trailer = map.Trailer.With("Size", PdfValue.Whole(next)).With("Prev", PdfValue.Whole(map.TableAt)).With("ID", new PdfArray([first, new PdfText(id)]));
        trailer.WriteTo(output);
        Ascii(output, $"\nstartxref\n{table}\n%%EOF\n");
        return output.ToArray();
    }

    private static IEnumerable<(int First, int Count)> Runs(IReadOnlyList<int> numbers)
    {
        for (var i = 0; i < numbers.Count;)
        {
            var first = i;
            while (++i < numbers.Count && numbers[i] == numbers[i - 1] + 1)
            {
            }

            yield return (numbers[first], i - first);
        }
    }

    private static void Ascii(Stream output, FormattableString text) => PdfWriting.Ascii(output, FormattableString.Invariant(text));

    private static void Ascii(Stream output, string text) => PdfWriting.Ascii(output, text);
}

/// <summary>What writing on and writing anew share.</summary>
internal static class PdfWriting
{
    public static void Ascii(Stream output, string text) => output.Write(Encoding.ASCII.GetBytes(text));

    public static void Object(Stream output, int number, PdfValue value, byte[]? stream = null)
    {
        Ascii(output, string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
        (stream is null ? value : ((PdfDictionary)value).With("Length", PdfValue.Whole(stream.Length))).WriteTo(output);
        if (stream is not null)
        {
            Ascii(output, "\nstream\n");
            output.Write(stream);
            Ascii(output, "\nendstream");
        }

        Ascii(output, "\nendobj\n");
    }

    /// <summary>The file with some objects in another form, or more of them, and nothing else changed, in one revision: before it is sealed, and before anybody has it.</summary>
    /// <param name="changed">The new forms by number; numbers from the size of the file on, without gaps, are new objects.</param>
    public static byte[] Rewritten(byte[] file, PdfFileMap map, IReadOnlyDictionary<int, PdfObject> changed)
    {
        var order = map.Offsets.OrderBy(o => o.Value).ToList();
        var size = map.Size + changed.Keys.Count(n => n >= map.Size);
        using var output = new MemoryStream(file.Length);
        Ascii(output, "%PDF-1.7\n");
        output.Write(file.AsSpan()[9..order[0].Value]);
        var places = new long[size];
        for (var i = 0; i < order.Count; i++)
        {
            var (number, start) = order[i];
            places[number] = output.Position;
            if (!changed.TryGetValue(number, out var other))
            {
                output.Write(file.AsSpan()[start..(i + 1 < order.Count ? order[i + 1].Value : map.TableAt)]);
                continue;
            }

            Object(output, number, other.Value, other.Stream?.ToArray());
        }

        for (var number = map.Size; number < size; number++)
        {
            places[number] = output.Position;
            Object(output, number, changed[number].Value, changed[number].Stream?.ToArray());
        }

        Table(output, places, map.Trailer.With("Size", PdfValue.Whole(size)));
        return output.ToArray();
    }

    private static void Table(MemoryStream output, long[] places, PdfDictionary trailer)
    {
        var table = output.Position;
        Ascii(output, string.Create(CultureInfo.InvariantCulture, $"xref\n0 {places.Length}\n0000000000 65535 f \n"));
        foreach (var place in places.Skip(1))
        {
            Ascii(output, place == 0 ? "0000000000 65535 f \n" : string.Create(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n"));
        }

        Ascii(output, "trailer\n");
        trailer.WriteTo(output);
        Ascii(output, string.Create(CultureInfo.InvariantCulture, $"\nstartxref\n{table}\n%%EOF\n"));
    }
}
