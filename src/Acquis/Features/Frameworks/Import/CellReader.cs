using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Acquis.Features.Frameworks.Import;

/// <summary>One line of a cell: a paragraph, or an item of a list.</summary>
/// <param name="Text">Its words, without markup and without the dash of the list.</param>
/// <param name="IsItem">Whether it is an item of a list.</param>
/// <param name="StartsGroup">Whether a new list, or a gap in the list, begins here.</param>
internal sealed record CellLine(string Text, bool IsItem, bool StartsGroup);

/// <summary>The lines of a cell, and what stood in elements that carry no text for readers (scripts, styles).</summary>
internal sealed record CellText(IReadOnlyList<CellLine> Lines, IReadOnlyList<string> Hidden)
{
    public static readonly CellText Empty = new([], []);

    public bool IsEmpty => Lines.Count == 0;

    public string Plain => string.Join(' ', Lines.Select(l => l.Text));
}

/// <summary>Reads the HTML that stands in one cell of a table, closed properly or not. Nothing in it is ever run.</summary>
internal sealed class CellReader
{
    private static readonly HtmlParser Parser = new();
    private readonly List<CellLine> _lines = [];
    private readonly List<string> _hidden = [];
    private readonly StringBuilder _current = new();
    private bool _inItem;
    private bool _startsGroup;
    private int _listDepth;

    /// <summary>The lines of a fragment of HTML or Markdown.</summary>
    public static CellText Read(string fragment)
    {
        var document = Parser.ParseDocument("<!DOCTYPE html><body><div>" + SourceText.InlineHtml(fragment) + "</div></body>");
        return Read(document.Body!);
    }

    /// <summary>The lines of an element already parsed.</summary>
    public static CellText Read(INode node)
    {
        var reader = new CellReader();
        reader.VisitChildren(node);
        reader.Flush();
        return new CellText(reader._lines, reader._hidden);
    }

    private void VisitChildren(INode node)
    {
        foreach (var child in node.ChildNodes)
        {
            Visit(child);
        }
    }

    private void Visit(INode node)
    {
        if (node is IText text)
        {
            _current.Append(text.Data);
        }
        else if (node is IElement element)
        {
            VisitElement(element);
        }
    }

    private void VisitElement(IElement element)
    {
        switch (element.LocalName)
        {
            case "br":
                Break();
                break;
            case "p" or "div" or "tr" or "td" or "th" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "blockquote" or "section":
                Paragraph(element);
                break;
            case "ul" or "ol" or "dl":
                List(element);
                break;
            case "li" or "dt" or "dd":
                Item(element);
                break;
            case "sup":
                _current.Append(SourceText.Superscript(element.TextContent.Trim()) ?? element.TextContent);
                break;
            case "script" or "style" or "template":
                Hide(element);
                break;
            default:
                Inline(element);
                break;
        }
    }

    private void Inline(IElement element)
    {
        // An unknown tag is most often no tag at all but words between angle brackets.
        if (element is IHtmlUnknownElement)
        {
            _current.Append('<').Append(element.LocalName).Append('>');
        }

        VisitChildren(element);
    }

    private void Break()
    {
        if (_inItem)
        {
            _current.Append(' ');
            return;
        }

        Flush();
        _startsGroup |= _listDepth > 0;
    }

    private void Paragraph(IElement element)
    {
        if (_inItem)
        {
            _current.Append(' ');
            VisitChildren(element);
            _current.Append(' ');
            return;
        }

        Flush();
        VisitChildren(element);
        Flush();
    }

    private void List(IElement element)
    {
        var wasItem = _inItem;
        Flush();
        _inItem = false;
        _startsGroup |= _listDepth == 0;
        _listDepth++;
        VisitChildren(element);
        Flush();
        _listDepth--;
        _inItem = wasItem;
    }

    private void Item(IElement element)
    {
        Flush();
        _inItem = true;
        VisitChildren(element);
        Flush();
        _inItem = false;
    }

    private void Hide(IElement element)
    {
        var hidden = SourceText.Tidy(element.TextContent);
        if (hidden.Length > 0)
        {
            _hidden.Add(hidden);
        }
    }

    private void Flush()
    {
        var text = SourceText.Tidy(_current.ToString());
        _current.Clear();
        if (text.Length == 0)
        {
            return;
        }

        var (first, bulleted) = SourceText.Unbullet(text);
        var parts = Parts(first, bulleted);
        foreach (var (part, isItem) in parts)
        {
            _lines.Add(new CellLine(part, isItem || _inItem, _startsGroup || (isItem && _lines is [.., { IsItem: false }])));
            _startsGroup = false;
        }
    }

    // Tables without HTML write their lists on one line: « - a - b » or « Titre • a • b ».
    private static IEnumerable<(string Text, bool IsItem)> Parts(string text, bool bulleted)
    {
        var parts = text.Split(['•', '▪', '●', '◦', '‣'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 1 && bulleted)
        {
            parts = text.Split(" - ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }

        return parts.Select((part, index) => (part, bulleted || index > 0));
    }
}
