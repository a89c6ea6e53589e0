using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Acquis.Features.Frameworks.Import;

/// <summary>A piece of the document, in reading order.</summary>
/// <param name="Line">Line of the source, from 1.</param>
internal abstract record SourceBlock(int Line);

/// <summary>A heading.</summary>
internal sealed record SourceHeading(int Line, string Text) : SourceBlock(Line);

/// <summary>A paragraph; hard line breaks stand as line feeds.</summary>
internal sealed record SourceParagraph(int Line, string Text) : SourceBlock(Line);

/// <summary>Text for machines (scripts, styles), kept aside.</summary>
internal sealed record SourceHidden(int Line, string Text) : SourceBlock(Line);

/// <summary>A table: rows of cells, header rows among them.</summary>
internal sealed record SourceTable(int Line, IReadOnlyList<SourceRow> Rows) : SourceBlock(Line);

/// <summary>A row of a table.</summary>
internal sealed record SourceRow(int Line, IReadOnlyList<CellText> Cells);

/// <summary>Reads documents and tables written in HTML.</summary>
internal static class HtmlSource
{
    private static readonly HtmlParser Parser = new(new HtmlParserOptions { IsKeepingSourceReferences = true });

    /// <summary>The pieces of a text in HTML, whose first line is <paramref name="firstLine"/>.</summary>
    public static IEnumerable<SourceBlock> Read(string html, int firstLine)
    {
        var document = Parser.ParseDocument(html);
        return Walk(document.Body!, firstLine);
    }

    private static IEnumerable<SourceBlock> Walk(INode parent, int firstLine)
    {
        foreach (var node in parent.ChildNodes)
        {
            foreach (var block in Blocks(node, firstLine))
            {
                yield return block;
            }
        }
    }

    private static IEnumerable<SourceBlock> Blocks(INode node, int firstLine)
    {
        var line = firstLine + ((node as IElement)?.SourceReference?.Position.Line ?? 1) - 1;
        switch (node)
        {
            case IHtmlTableElement table:
                return [new SourceTable(line, [.. Rows(table, firstLine)])];
            case IElement { LocalName: "script" or "style" or "template" } hidden:
                return [new SourceHidden(line, SourceText.Tidy(hidden.TextContent))];
            case IElement { LocalName: "h1" or "h2" or "h3" or "h4" or "h5" or "h6" } heading:
                return [new SourceHeading(line, SourceText.Tidy(heading.TextContent))];
            case IElement element when element.QuerySelector("table,h1,h2,h3,h4,h5,h6,p,ul,div") is not null:
                return Walk(element, firstLine);
            default:
                return CellReader.Read(Wrap(node)).Lines.Select(l => new SourceParagraph(line, l.Text));
        }
    }

    private static INode Wrap(INode node)
    {
        var holder = node.Owner!.CreateElement("div");
        holder.AppendChild(node.Clone());
        return holder;
    }

    // A cell over several columns or rows is read once, at its first place; the others are empty.
    private static IEnumerable<SourceRow> Rows(IHtmlTableElement table, int firstLine)
    {
        var open = new Dictionary<int, int>();
        foreach (var row in table.Rows)
        {
            var cells = new List<CellText>();
            foreach (var cell in row.Cells)
            {
                FillSpans(open, cells);
                var column = cells.Count;
                cells.Add(CellReader.Read(cell));
                var width = Math.Clamp(cell.ColumnSpan, 1, 50);
                cells.AddRange(Enumerable.Repeat(CellText.Empty, width - 1));
                for (var i = column; cell.RowSpan > 1 && i < column + width; i++)
                {
                    open[i] = cell.RowSpan - 1;
                }
            }

            FillSpans(open, cells);
            yield return new SourceRow(firstLine + (row.SourceReference?.Position.Line ?? 1) - 1, cells);
        }
    }

    private static void FillSpans(Dictionary<int, int> open, List<CellText> cells)
    {
        while (open.TryGetValue(cells.Count, out var rows) && rows > 0)
        {
            open[cells.Count] = rows - 1;
            cells.Add(CellText.Empty);
        }
    }
}
