using System.Text;
using System.Text.RegularExpressions;

namespace Acquis.Features.Frameworks.Import;

/// <summary>Reads Markdown with pipe tables and HTML inside, as converters of PDF and word processors write it.</summary>
internal sealed partial class MarkdownSource
{
    private readonly List<SourceBlock> _blocks = [];
    private readonly StringBuilder _paragraph = new();
    private readonly string[] _lines;
    private int _paragraphLine;
    private int _next;

    private MarkdownSource(string text) => _lines = text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>The pieces of the document, in reading order.</summary>
    public static IReadOnlyList<SourceBlock> Read(string text)
    {
        if (text.Contains("<html", StringComparison.OrdinalIgnoreCase) || text.Contains("<body", StringComparison.OrdinalIgnoreCase))
        {
            return [.. HtmlSource.Read(text, 1)];
        }

        var source = new MarkdownSource(text);
        while (source._next < source._lines.Length)
        {
            source.ReadOne();
        }

        source.EndParagraph();
        return source._blocks;
    }

    /// <summary>The cells of one row of a pipe table, still in HTML or Markdown.</summary>
    public static IReadOnlyList<string> SplitRow(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var inCode = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && i + 1 < line.Length && line[i + 1] == '|')
            {
                cell.Append('|');
                i++;
            }
            else if (c == '|' && !inCode)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                inCode ^= c == '`' && (inCode || line.IndexOf('`', i + 1) > 0);
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString().Trim());
        return WithoutEdges(line, cells);
    }

    private static List<string> WithoutEdges(string line, List<string> cells)
    {
        var trimmed = line.Trim();
        var skip = trimmed.StartsWith('|') ? 1 : 0;
        var drop = trimmed.EndsWith('|') && cells.Count > skip && cells[^1].Length == 0 ? 1 : 0;
        return cells[skip..^drop];
    }

    private void ReadOne()
    {
        var line = _lines[_next];
        if (line.Contains("<table", StringComparison.OrdinalIgnoreCase))
        {
            ReadHtmlTable();
        }
        else if (line.TrimStart().StartsWith('|') || (line.Contains('|') && _next + 1 < _lines.Length && Delimiter().IsMatch(_lines[_next + 1])))
        {
            ReadTable();
        }
        else if (Heading().Match(line) is { Success: true } heading)
        {
            EndParagraph();
            Add(heading.Groups[1].Value, (l, text) => new SourceHeading(l, text));
            _next++;
        }
        else
        {
            ReadParagraphLine(line);
        }
    }

    private void ReadParagraphLine(string line)
    {
        if (Underline().IsMatch(line) && _paragraph.Length > 0)
        {
            EndParagraph((l, text) => new SourceHeading(l, text));
        }
        else if (string.IsNullOrWhiteSpace(line) || Rule().IsMatch(line))
        {
            EndParagraph();
        }
        else
        {
            if (SourceText.Unbullet(line).Bulleted || line.TrimStart().StartsWith("* ", StringComparison.Ordinal))
            {
                EndParagraph();
            }

            if (_paragraph.Length == 0)
            {
                _paragraphLine = _next + 1;
            }

            var hard = line.EndsWith("  ", StringComparison.Ordinal) || line.EndsWith('\\');
            _paragraph.Append(line.TrimEnd(' ', '\\')).Append(hard ? "<br>" : " ");
        }

        _next++;
    }

    private void ReadTable()
    {
        EndParagraph();
        var first = _next + 1;
        var rows = new List<SourceRow>();
        for (; _next < _lines.Length && _lines[_next].Contains('|'); _next++)
        {
            if (!Delimiter().IsMatch(_lines[_next]))
            {
                rows.Add(new SourceRow(_next + 1, [.. SplitRow(_lines[_next]).Select(CellReader.Read)]));
            }
        }

        _blocks.Add(new SourceTable(first, rows));
    }

    private void ReadHtmlTable()
    {
        EndParagraph();
        var first = _next + 1;
        var html = new StringBuilder();
        bool ended;
        do
        {
            ended = _lines[_next].Contains("</table", StringComparison.OrdinalIgnoreCase);
            html.Append(_lines[_next++]).Append('\n');
        }
        while (!ended && _next < _lines.Length);

        _blocks.AddRange(HtmlSource.Read(html.ToString(), first));
    }

    private void EndParagraph(Func<int, string, SourceBlock>? make = null)
    {
        if (_paragraph.Length > 0)
        {
            var text = _paragraph.ToString();
            _paragraph.Clear();
            Add(text, make ?? ((l, t) => new SourceParagraph(l, t)), _paragraphLine);
        }
    }

    private void Add(string markdown, Func<int, string, SourceBlock> make, int? line = null)
    {
        var cell = CellReader.Read(markdown);
        var at = line ?? _next + 1;
        if (!cell.IsEmpty)
        {
            _blocks.Add(make(at, string.Join('\n', cell.Lines.Select(l => l.Text))));
        }

        _blocks.AddRange(cell.Hidden.Select(h => new SourceHidden(at, h)));
    }

    [GeneratedRegex(@"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")]
    private static partial Regex Delimiter();

    [GeneratedRegex(@"^\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s{0,3}(=+|-{2,})\s*$")]
    private static partial Regex Underline();

    [GeneratedRegex(@"^\s{0,3}([-*_]\s*){3,}$")]
    private static partial Regex Rule();
}
