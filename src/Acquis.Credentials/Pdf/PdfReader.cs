using System.Globalization;
using System.Text;

namespace Acquis.Credentials.Pdf;

/// <summary>Reads values out of the bytes of a file, strictly and within bounds: what it does not understand it refuses (<c>pdf.malformed</c>).</summary>
internal sealed class PdfReader(ReadOnlyMemory<byte> file, int at, int mostItems = PdfReader.MostItems)
{
    private const int MostDepth = 24;
    private const int MostItems = 100_000;

    private int items;

    /// <summary>Where the next token is looked for.</summary>
    public int At { get; private set; } = at;

    /// <summary>Whether nothing but space is left.</summary>
    public bool IsAtEnd
    {
        get
        {
            SkipSpace();
            return At >= file.Length;
        }
    }

    /// <summary>The next value.</summary>
    public PdfValue Read() => Read(0) as PdfValue ?? throw Malformed("a value is missing");

    /// <summary>A word that must stand here, such as <c>obj</c>.</summary>
    public void Expect(string word)
    {
        SkipSpace();
        if (!file.Span[At..].StartsWith(Encoding.ASCII.GetBytes(word)))
        {
            throw Malformed($"{word} is missing at {At}");
        }

        At += word.Length;
    }

    /// <summary>Whether that word stands here; it is passed over where it does.</summary>
    public bool Takes(string word)
    {
        SkipSpace();
        var found = file.Span[At..].StartsWith(Encoding.ASCII.GetBytes(word));
        At += found ? word.Length : 0;
        return found;
    }

    /// <summary>A whole number that is not negative.</summary>
    public int Integer() => Read() is PdfWord word ? IntegerOf(word) : throw Malformed($"a number is missing at {At}");

    public static int IntegerOf(PdfValue? value) =>
        value is PdfWord { Bare: var bare } && int.TryParse(bare, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Malformed("a number is missing");

    /// <summary>Where the bytes of a stream begin: after the end of the line that says <c>stream</c>.</summary>
    public int StreamStart()
    {
        var span = file.Span;
        if (At < span.Length && span[At] == '\r')
        {
            At++;
        }

        return At < span.Length && span[At] == '\n' ? ++At : throw Malformed("a stream does not begin on a line of its own");
    }

    /// <summary>The next token of a content stream: a value, or an operator as a word.</summary>
    public PdfValue Token() => Read(0, operators: true);

    public static CredentialRefusedException Malformed(string detail) => new("pdf.malformed", detail);

    private PdfValue Read(int depth, bool operators = false)
    {
        SkipSpace();
        if (depth > MostDepth || ++items > mostItems)
        {
            throw new CredentialRefusedException("pdf.too-complex", $"{items} values, {depth} deep");
        }

        var span = file.Span;
        if (At >= span.Length)
        {
            throw Malformed("the file ends within a value");
        }

        return span[At] switch
        {
            (byte)'/' => NameHere(),
            (byte)'(' => Literal(),
            (byte)'[' => Array(depth),
            (byte)'<' when At + 1 < span.Length && span[At + 1] == '<' => Dictionary(depth),
            (byte)'<' => Hexadecimal(),
            _ => WordOrReference(operators),
        };
    }

    private PdfName NameHere()
    {
        var name = new StringBuilder();
        for (At++; At < file.Length && IsRegular(file.Span[At]); At++)
        {
            var c = file.Span[At];
            if (c == '#')
            {
                if (At + 2 >= file.Length || !byte.TryParse(Encoding.Latin1.GetString(file.Span.Slice(At + 1, 2)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out c))
                {
                    throw Malformed("a name holds a broken escape");
                }

                At += 2;
            }

            name.Append((char)c);
        }

        return new(name.ToString());
    }

    private PdfText Literal()
    {
        var start = At++;
        var bytes = new List<byte>();
        for (var open = 1; ; At++)
        {
            if (At >= file.Length)
            {
                throw Malformed("a string has no end");
            }

            var c = file.Span[At];
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (open == 0)
            {
                At++;
                return new([.. bytes], start, At);
            }

            bytes.AddRange(c == '\\' ? Escaped() : [c]);
        }
    }

    private byte[] Escaped()
    {
        if (++At >= file.Length)
        {
            throw Malformed("a string has no end");
        }

        var c = (char)file.Span[At];
        if (c is >= '0' and <= '7')
        {
            var value = 0;
            for (var digits = 0; digits < 3 && At < file.Length && file.Span[At] is >= (byte)'0' and <= (byte)'7'; digits++, At++)
            {
                value = (value * 8) + file.Span[At] - '0';
            }

            At--;
            return [(byte)value];
        }

        return c switch { 'n' => [(byte)'\n'], 'r' => [(byte)'\r'], 't' => [(byte)'\t'], 'b' => [8], 'f' => [12], '\n' => [], _ => [(byte)c] };
    }

    private PdfText Hexadecimal()
    {
        var start = At++;
        var length = file.Span[At..].IndexOf((byte)'>');
        if (length < 0)
        {
            throw Malformed("a string has no end");
        }

        var digits = Encoding.Latin1.GetString(file.Span.Slice(At, length));
        At += length + 1;
        try
        {
            digits = string.Concat(digits.Where(c => !char.IsWhiteSpace(c)));
            return new(Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits + "0"), start, At);
        }
        catch (FormatException)
        {
            throw Malformed("a string is not hexadecimal");
        }
    }

    private PdfArray Array(int depth)
    {
        At++;
        var values = new List<PdfValue>();
        while (!Takes("]"))
        {
            values.Add(Read(depth + 1));
        }

        return new(values);
    }

    private PdfDictionary Dictionary(int depth)
    {
        At += 2;
        var entries = new List<KeyValuePair<string, PdfValue>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!Takes(">>"))
        {
            var key = Read(depth + 1) as PdfName ?? throw Malformed("a key of a dictionary is no name");
            if (!keys.Add(key.Bare))
            {
                throw new CredentialRefusedException("pdf.duplicate-key", key.Bare);
            }

            entries.Add(new(key.Bare, Read(depth + 1)));
        }

        return new(entries);
    }

    private PdfValue WordOrReference(bool operators)
    {
        var word = Word();
        if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return operators || word is "true" or "false" or "null" || decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                ? new PdfWord(word)
                : throw Malformed($"an unknown word at {At}");
        }

        if (operators)
        {
            return new PdfWord(word);
        }

        var back = At;
        SkipSpace();
        if (At < file.Length && char.IsAsciiDigit((char)file.Span[At]) && int.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out var generation))
        {
            SkipSpace();
            if (At < file.Length && file.Span[At] == 'R' && (At + 1 == file.Length || !IsRegular(file.Span[At + 1])))
            {
                At++;
                return new PdfReference(number, generation);
            }
        }

        At = back;
        return new PdfWord(word);
    }

    private string Word()
    {
        var start = At;
        while (At < file.Length && IsRegular(file.Span[At]))
        {
            At++;
        }

        return At > start && At - start < 64 ? Encoding.Latin1.GetString(file.Span[start..At]) : throw Malformed($"an unknown character at {At}");
    }

    private void SkipSpace()
    {
        var span = file.Span;
        while (At < span.Length && (IsSpace(span[At]) || span[At] == '%'))
        {
            if (span[At] == '%')
            {
                while (At < span.Length && span[At] is not ((byte)'\n' or (byte)'\r'))
                {
                    At++;
                }
            }
            else
            {
                At++;
            }
        }
    }

    private static bool IsSpace(byte b) => b is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsRegular(byte b) => !IsSpace(b) && !"()<>[]{}/%"u8.Contains(b);
}
