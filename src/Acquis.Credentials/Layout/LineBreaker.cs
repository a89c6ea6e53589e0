using System.Globalization;

namespace Acquis.Credentials.Layout;

/// <summary>Cuts a text into lines of a width: at spaces (never at no-break ones), after hyphens, and inside a word only when it is wider than the line.</summary>
internal static class LineBreaker
{
    public static IReadOnlyList<string> Lines(string text, TextStyle style, float width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = "";
            foreach (var piece in Pieces(paragraph).SelectMany(p => Fitting(p, style, width)))
            {
                if (line.Length > 0 && style.WidthOf((line + piece).TrimEnd(' ')) > width)
                {
                    lines.Add(line.TrimEnd(' '));
                    line = "";
                }

                line += piece;
            }

            lines.Add(line.TrimEnd(' '));
        }

        return lines;
    }

    /// <summary>As few lines as <see cref="Lines"/>, of lengths as even as they can be: for centred titles.</summary>
    public static IReadOnlyList<string> BalancedLines(string text, TextStyle style, float width)
    {
        var lines = Lines(text, style, width);
        if (lines.Count < 2)
        {
            return lines;
        }

        var (low, high) = (width / lines.Count * 0.6f, width);
        for (var step = 0; step < 12; step++)
        {
            var middle = (low + high) / 2;
            if (Lines(text, style, middle).Count > lines.Count)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return Lines(text, style, high);
    }

    // Each piece keeps the space or hyphen it ends with.
    private static IEnumerable<string> Pieces(string paragraph)
    {
        var start = 0;
        for (var i = 0; i < paragraph.Length; i++)
        {
            var afterHyphen = paragraph[i] == '-' && i > start && i + 1 < paragraph.Length && char.IsLetter(paragraph[i + 1])
                && char.IsLetter(paragraph[i - 1]);
            if (paragraph[i] == ' ' || afterHyphen)
            {
                yield return paragraph[start..(i + 1)];
                start = i + 1;
            }
        }

        if (start < paragraph.Length)
        {
            yield return paragraph[start..];
        }
    }

    private static IEnumerable<string> Fitting(string piece, TextStyle style, float width)
    {
        if (style.WidthOf(piece.TrimEnd(' ')) <= width)
        {
            yield return piece;
            yield break;
        }

        var part = "";
        var letters = StringInfo.GetTextElementEnumerator(piece);
        while (letters.MoveNext())
        {
            var letter = letters.GetTextElement();
            if (part.Length > 0 && style.WidthOf(part + letter) > width)
            {
                yield return part;
                part = "";
            }

            part += letter;
        }

        yield return part;
    }
}
