using System.Text;
using Acquis.Domain;

namespace Acquis.Infrastructure.Sheets;

/// <summary>CSV as spreadsheets and schools' programs write it: UTF-8 with or without mark, UTF-16, Windows-1252; semicolon, comma or tab.</summary>
internal static class CsvReader
{
    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <exception cref="RefusedException">It is no text, a quotation mark is never closed, or it holds too much.</exception>
    public static Sheet Read(byte[] bytes, string name)
    {
        var (text, form) = Decode(bytes);
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new RefusedException("sheet.no-table", ("name", name));

        var start = 0;
        var separator = Declared(text, ref start) ?? Guess(text);
        return SheetReader.ToSheet(form, separator, Rows(text, start, separator, name), name);
    }

    private static (string Text, SheetForm Form) Decode(byte[] bytes)
    {
        ReadOnlySpan<byte> all = bytes;
        if (all.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return (Encoding.Unicode.GetString(all[2..]), SheetForm.Utf16);

        if (all.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return (Encoding.BigEndianUnicode.GetString(all[2..]), SheetForm.Utf16);

        try
        {
            return (Strict.GetString(all.StartsWith(Encoding.UTF8.Preamble) ? all[3..] : all), SheetForm.Utf8);
        }
        catch (DecoderFallbackException)
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(all), SheetForm.Windows1252);
        }
    }

    /// <summary>Excel's own first line, <c>sep=;</c>.</summary>
    private static char? Declared(string text, ref int start)
    {
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 6 || text[5] is not ('\r' or '\n'))
            return null;

        start = 5;
        return text[4];
    }

    /// <summary>The separator that the first line has most of, outside quotation marks; a semicolon where it has none.</summary>
    private static char Guess(string text)
    {
        var (semicolons, commas, tabs, quoted) = (0, 0, 0, false);
        foreach (var c in text.AsSpan().TrimStart())
        {
            if (c is '\n' or '\r' && !quoted)
                break;

            quoted ^= c == '"';
            semicolons += c == ';' && !quoted ? 1 : 0;
            commas += c == ',' && !quoted ? 1 : 0;
            tabs += c == '\t' && !quoted ? 1 : 0;
        }

        return tabs > semicolons && tabs > commas ? '\t' : commas > semicolons ? ',' : ';';
    }

    private static List<SheetRow> Rows(string text, int start, char separator, string name)
    {
        var rows = new List<SheetRow>();
        var count = new SheetCount(name);
        var cells = new List<SheetCell>();
        var number = start > 0 ? 1 : 0;
        var at = start > 0 ? AfterLine(text, start) : 0;
        while (at < text.Length)
        {
            number++;
            cells.Clear();
            at = Line(text, at, separator, cells, number, name);
            count.Take(number, cells);
            if (cells.Count > 0)
                rows.Add(new(number, [.. cells]));

            count.Rows(rows.Count);
        }

        return rows;
    }

    /// <summary>Reads one record, which may have line ends inside quotation marks; returns where the next begins.</summary>
    private static int Line(string text, int at, char separator, List<SheetCell> cells, int number, string name)
    {
        while (true)
        {
            string cell;
            if (at < text.Length && text[at] == '"')
            {
                cell = Quoted(text, ref at, number, name);
            }
            else
            {
                var end = text.AsSpan(at).IndexOfAny(separator, '\r', '\n');
                cell = end < 0 ? text[at..] : text.Substring(at, end);
                at += cell.Length;
            }

            cells.Add(SheetReader.Cell(cell));
            if (at >= text.Length || text[at] != separator)
                return AfterLine(text, at);

            at++;
        }
    }

    private static string Quoted(string text, ref int at, int number, string name)
    {
        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                cell.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else
            {
                at++;
                return cell.ToString();
            }
        }

        throw new RefusedException("sheet.quote-open", ("name", name), ("row", number));
    }

    private static int AfterLine(string text, int at)
    {
        while (at < text.Length && text[at] is not ('\r' or '\n'))
            at++;

        return at + (at + 1 < text.Length && text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1);
    }
}
