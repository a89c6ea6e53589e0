using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>A column of a table: its head, its width in points, and where its cells stand (0 left, 1 right).</summary>
internal sealed record Column(string Head, float Width, float Align = 0);

/// <summary>A cell: its text, how it is set, and the number of the note it calls, if any.</summary>
internal sealed record Cell(string Text, TextStyle Style, int? Note = null);

/// <summary>
/// Content flowing down one column over as many pages as it takes. What is drawn is kept until the end, because every page says how many there are.
/// </summary>
internal sealed class Flow(float left, float width, float top, float bottom)
{
    private const float Gutter = 8;

    private readonly float start = top;
    private readonly List<List<Action<SKCanvas>>> pages = [[]];

    /// <summary>Where the next content starts.</summary>
    public float Y { get; private set; } = top;

    /// <summary>Goes to a new page unless that much room is left; true where it did.</summary>
    public bool Need(float height)
    {
        if (Y + height <= bottom || Y <= start)
        {
            return false;
        }

        NewPage();
        return true;
    }

    /// <summary>Goes to a new page, unless this one is empty.</summary>
    public void NewPage()
    {
        if (Y > start)
        {
            pages.Add([]);
            Y = start;
        }
    }

    public void Skip(float height) => Y += height;

    /// <summary>Draws on the current page, moving nothing.</summary>
    public void Draw(Action<SKCanvas> draw) => pages[^1].Add(draw);

    /// <summary>A text wrapped to the width left of <paramref name="indent"/>.</summary>
    public void Paragraph(string text, TextStyle style, float indent = 0, float leading = 1.35f)
    {
        foreach (var line in LineBreaker.Lines(text, style, width - indent))
        {
            Need(style.Size * leading);
            var y = Y + style.Size;
            Draw(c => c.Text(line, style, left + indent, y));
            Y += style.Size * leading;
        }
    }

    /// <summary>A label and its value, the values under each other.</summary>
    public void KeyValue(string label, string value, TextStyle labelStyle, TextStyle valueStyle, float indent, float valueAt)
    {
        Need(valueStyle.Size * 1.4f);
        var y = Y + valueStyle.Size;
        Draw(c => c.Text(label, labelStyle, left + indent, y));
        Paragraph(value, valueStyle, valueAt, 1.4f);
        Skip(1.5f);
    }

    /// <summary>A table; rows never break, and the head stands again on each page.</summary>
    public void Table(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<Cell>> rows, TextStyle head, float rowHeight = 0)
    {
        Need(60);
        Head(columns, head);
        foreach (var row in rows)
        {
            var lines = row.Select((cell, i) => LineBreaker.Lines(cell.Text, cell.Style, columns[i].Width - Gutter)).ToList();
            var height = Math.Max(rowHeight, row.Select((cell, i) => lines[i].Count * cell.Style.Size * 1.25f).Max() + 4.6f);
            if (Need(height))
            {
                Head(columns, head);
            }

            Row(columns, row, lines);
            Y += height;
            Rule(Ink.Line, 0.5f);
        }

        Rule(Ink.Black, 0.8f);
    }

    /// <summary>The pages, each drawn with what <paramref name="frame"/> adds for its number (from 1) and their count.</summary>
    public IReadOnlyList<Action<SKCanvas>> Pages(Action<SKCanvas, int, int> frame) =>
        [.. pages.Select((draws, i) => (Action<SKCanvas>)(canvas =>
        {
            foreach (var draw in draws)
            {
                draw(canvas);
            }

            frame(canvas, i + 1, pages.Count);
        }))];

    private void Head(IReadOnlyList<Column> columns, TextStyle head)
    {
        var y = Y + head.Size;
        var x = left;
        foreach (var column in columns)
        {
            var at = At(column, x);
            Draw(c => c.Text(column.Head, head, at, y, column.Align));
            x += column.Width;
        }

        Y += head.Size * 1.55f;
        Rule(Ink.Black, 0.8f);
    }

    private void Row(IReadOnlyList<Column> columns, IReadOnlyList<Cell> row, List<IReadOnlyList<string>> lines)
    {
        var x = left;
        for (var i = 0; i < columns.Count; i++)
        {
            var (cell, column, at) = (row[i], columns[i], At(columns[i], x));
            var y = Y + 1.4f + cell.Style.Size;
            for (var n = 0; n < lines[i].Count; n++)
            {
                var (text, baseline) = (lines[i][n], y + (n * cell.Style.Size * 1.25f));
                Draw(c => c.Text(text, cell.Style, at, baseline, column.Align));
                if (cell.Note is { } note && n == lines[i].Count - 1)
                {
                    var after = at + cell.Style.WidthOf(text) + 1;
                    Draw(c => c.Text($"{note}", cell.Style.At(cell.Style.Size * 0.62f), after, baseline - (cell.Style.Size * 0.32f)));
                }
            }

            x += column.Width;
        }
    }

    private static float At(Column column, float x) => x + (column.Align * column.Width);

    private void Rule(SKColor color, float thickness)
    {
        var y = Y;
        Draw(c => c.Rule(left, y, left + width, y, color, thickness));
    }
}
