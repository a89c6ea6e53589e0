using System.Globalization;
using System.Text;

namespace Acquis.Credentials.Pdf;

/// <summary>
/// The text of a file's pages as its fonts' tables tell it (ISO 32000-1, 9.10), without spaces, accents composed, in small letters: enough to ask whether a page
/// says a name. Reads what Acquis writes: two-byte glyph codes with a table to Unicode, and texts that replace what is drawn (ActualText).
/// </summary>
internal sealed class PageWords
{
    private const int MostPages = 200;
    private const int MostTokens = 4_000_000;
    private const int MostLetters = 2_000_000;

    private readonly PdfFileMap map;
    private readonly Dictionary<PdfReference, Dictionary<int, string>> tables = [];
    private readonly StringBuilder text = new();

    private PageWords(PdfFileMap map) => this.map = map;

    /// <summary>What every page says, one after the other.</summary>
    public static string Of(PdfFileMap map)
    {
        var words = new PageWords(map);
        var root = map.Object(map.Root).Dictionary["Pages"] as PdfReference ?? throw PdfReader.Malformed("no pages");
        var left = MostPages;
        words.Walk(root, 0, ref left);
        return Bare(words.text.ToString());
    }

    /// <summary>A text as it is compared: composed, without spaces, in small letters.</summary>
    public static string Bare(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && c != '\u00ad')).ToLower(CultureInfo.InvariantCulture);

    private void Walk(PdfReference reference, int depth, ref int left)
    {
        if (depth > 8 || --left < 0)
        {
            throw new CredentialRefusedException("pdf.too-complex", "too many pages");
        }

        var node = map.Object(reference).Dictionary;
        if (node.IsOf("Type", "Page"))
        {
            Page(node);
            return;
        }

        foreach (var kid in map.Items(node, "Kids"))
        {
            Walk(kid as PdfReference ?? throw PdfReader.Malformed("a page is no object"), depth + 1, ref left);
        }
    }

    private void Page(PdfDictionary page)
    {
        var resources = map.Dictionary(page, "Resources");
        var fonts = resources is null ? null : map.Dictionary(resources, "Font");
        if (page["Contents"] is not PdfReference content)
        {
            return;
        }

        var reader = new PdfReader(PdfFileMap.Content(map.Object(content)), 0, MostTokens);
        var operands = new List<PdfValue>();
        var replaced = new Stack<bool>();
        Dictionary<int, string> font = [];
        while (!reader.IsAtEnd)
        {
            var token = reader.Token();
            if (token is not PdfWord { Bare: { } word } || !char.IsAsciiLetter(word[0]) || word is "true" or "false" or "null")
            {
                operands.Add(token);
                continue;
            }

            switch (word)
            {
                case "Tf" when operands is [PdfName name, ..] && fonts is not null && fonts[name.Bare] is PdfReference chosen:
                    font = Table(chosen);
                    break;
                case "BDC":
                    Begin(operands, replaced);
                    break;
                case "BMC":
                    replaced.Push(false);
                    break;
                case "EMC":
                    replaced.TryPop(out _);
                    break;
                case "Tj" or "TJ" when !replaced.Contains(true):
                    Show(operands, font);
                    break;
            }

            operands.Clear();
        }
    }

    private void Begin(List<PdfValue> operands, Stack<bool> replaced)
    {
        var actual = operands is [_, PdfDictionary properties] ? properties["ActualText"] as PdfText : null;
        if (actual is not null && !replaced.Contains(true))
        {
            Append(actual.Bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(actual.Bytes.AsSpan(2)) : Encoding.Latin1.GetString(actual.Bytes));
        }

        replaced.Push(actual is not null);
    }

    private void Show(List<PdfValue> operands, Dictionary<int, string> font)
    {
        foreach (var shown in operands.SelectMany(o => o is PdfArray array ? array.Items : [o]).OfType<PdfText>())
        {
            for (var i = 0; i + 1 < shown.Bytes.Length; i += 2)
            {
                Append(font.GetValueOrDefault((shown.Bytes[i] << 8) | shown.Bytes[i + 1], "\uFFFD"));
            }
        }
    }

    private void Append(string letters)
    {
        if (text.Length + letters.Length > MostLetters)
        {
            throw new CredentialRefusedException("pdf.too-complex", "too much text");
        }

        text.Append(letters);
    }

    private Dictionary<int, string> Table(PdfReference font)
    {
        if (tables.TryGetValue(font, out var known))
        {
            return known;
        }

        var table = new Dictionary<int, string>();
        if (map.Object(font).Dictionary["ToUnicode"] is PdfReference stream)
        {
            var reader = new PdfReader(PdfFileMap.Content(map.Object(stream)), 0);
            var operands = new List<PdfValue>();
            while (!reader.IsAtEnd)
            {
                var token = reader.Token();
                if (token is PdfWord { Bare: { } word } && char.IsAsciiLetter(word[0]))
                {
                    Fill(table, word, operands);
                    operands.Clear();
                }
                else
                {
                    operands.Add(token);
                }
            }
        }

        return tables[font] = table;
    }

    private static void Fill(Dictionary<int, string> table, string word, List<PdfValue> operands)
    {
        if (word == "endbfchar")
        {
            for (var i = 0; i + 1 < operands.Count; i += 2)
            {
                table[Code(operands[i])] = Letters(operands[i + 1]);
            }
        }
        else if (word == "endbfrange")
        {
            for (var i = 0; i + 2 < operands.Count; i += 3)
            {
                var (first, last) = (Code(operands[i]), Code(operands[i + 1]));
                if (last - first > 255)
                {
                    throw PdfReader.Malformed("a range of glyphs beyond one row");
                }

                for (var code = first; code <= last; code++)
                {
                    table[code] = operands[i + 2] is PdfArray array
                        ? code - first < array.Items.Count ? Letters(array.Items[code - first]) : ""
                        : Following(Letters(operands[i + 2]), code - first);
                }
            }
        }
    }

    private static int Code(PdfValue value) => value is PdfText { Bytes: [var high, var low] } ? (high << 8) | low : throw PdfReader.Malformed("a glyph's code is not of two bytes");

    private static string Letters(PdfValue value) => value is PdfText text ? Encoding.BigEndianUnicode.GetString(text.Bytes) : throw PdfReader.Malformed("a glyph without letters");

    private static string Following(string letters, int by) => letters.Length == 0 ? "" : $"{letters[..^1]}{(char)(letters[^1] + by)}";
}
