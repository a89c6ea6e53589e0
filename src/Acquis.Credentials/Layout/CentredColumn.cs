using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>
/// Lines on one centred axis between two heights. Longer than the room, it shrinks as a whole; shorter, its gaps open a little and what is left goes
/// above and below.
/// </summary>
internal sealed class CentredColumn(float axis, float width)
{
    private readonly List<(string Text, TextStyle Style, float Before, float Leading, float Width)> items = [];

    /// <summary>Adds a text, <paramref name="before"/> points under the former one, its own lines <paramref name="leading"/> ems apart.</summary>
    public CentredColumn Add(string text, TextStyle style, float before, float leading = 1.3f, float? narrower = null)
    {
        items.Add((text, style, before, leading, narrower ?? width));
        return this;
    }

    public void Draw(SKCanvas canvas, float top, float bottom)
    {
        var scale = 1f;
        while (scale > 0.45f && Height(scale) > bottom - top)
        {
            scale -= 0.02f;
        }

        var spare = Math.Max(0, bottom - top - Height(scale));
        var gaps = items.Sum(i => i.Before) * scale;
        var opening = gaps > 0 ? Math.Min(0.35f, spare * 0.8f / gaps) : 0;
        var y = top + ((spare - (opening * gaps)) / 2);
        foreach (var item in items)
        {
            y += item.Before * scale * (1 + opening);
            var style = item.Style.At(item.Style.Size * scale);
            foreach (var line in LineBreaker.BalancedLines(item.Text, style, item.Width))
            {
                y += style.Size * item.Leading;
                canvas.Text(line, style, axis, y - (style.Size * (item.Leading - 0.95f)), 0.5f);
            }
        }
    }

    private float Height(float scale) => items.Sum(i =>
    {
        var style = i.Style.At(i.Style.Size * scale);
        return (i.Before * scale) + (LineBreaker.BalancedLines(i.Text, style, i.Width).Count * style.Size * i.Leading);
    });
}
