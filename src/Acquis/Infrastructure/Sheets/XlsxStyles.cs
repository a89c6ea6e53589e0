using System.Globalization;
using System.Xml;

namespace Acquis.Infrastructure.Sheets;

/// <summary>Which cell styles of a workbook show a number as a date (ECMA-376, part 1, 18.8.30).</summary>
internal sealed class XlsxStyles
{
    /// <summary>A workbook without styles.</summary>
    public static readonly XlsxStyles None = new();

    private readonly List<bool> dates = [];

    public static XlsxStyles Read(XmlReader part)
    {
        var read = new XlsxStyles();
        var custom = new Dictionary<int, string>();
        var inCells = false;
        while (part.Read())
        {
            switch (part.LocalName)
            {
                case "numFmt" when part.NodeType is XmlNodeType.Element:
                    custom[Number(part.GetAttribute("numFmtId"))] = part.GetAttribute("formatCode") ?? "";
                    break;
                case "cellXfs":
                    inCells = part.NodeType is XmlNodeType.Element;
                    break;
                case "xf" when inCells && part.NodeType is XmlNodeType.Element:
                    var format = Number(part.GetAttribute("numFmtId"));
                    read.dates.Add(custom.TryGetValue(format, out var code) ? IsDate(code) : format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 58));
                    break;
            }
        }

        return read;
    }

    /// <summary>A number as a person would type it: a date as ISO 8601, a whole number without exponent, anything else as it stands.</summary>
    public string Written(string value, string? style, bool from1904)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return value;

        if (style is not null && Number(style) < dates.Count && dates[Number(style)] && SerialDate.Of(number, from1904) is { } date)
            return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        return Math.Abs(number) < 1e15 && number == Math.Floor(number) ? number.ToString("F0", CultureInfo.InvariantCulture) : value;
    }

    /// <summary>Whether a number format writes a day, a month or a year outside its quoted words and colours.</summary>
    private static bool IsDate(string code)
    {
        var (quoted, bracket) = (false, false);
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (c == '\\')
                i++;
            else if (c == '"')
                quoted = !quoted;
            else if (!quoted && c is '[' or ']')
                bracket = c == '[';
            else if (!quoted && !bracket && char.ToLowerInvariant(c) is 'd' or 'y' or 'm' or 'j' or 'a')
                return !code.StartsWith("General", StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>Days as spreadsheets count them.</summary>
public static class SerialDate
{
    /// <summary>The date of a serial number, or null where it is none. Spreadsheets take 1900 for a leap year: before March 1900 they are a day off.</summary>
    /// <param name="from1904">Whether the workbook counts from 1904, as old ones of a Mac do.</param>
    public static DateOnly? Of(double serial, bool from1904 = false)
    {
        if (serial is < 1 or > 73_050)
            return null;

        var days = (int)serial;
        return from1904 ? new DateOnly(1904, 1, 1).AddDays(days) : new DateOnly(1899, 12, days < 60 ? 31 : 30).AddDays(days);
    }
}
