using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>The engraver's ornaments, all from sine waves in hairlines: the border of a diploma, its corners and its seal.</summary>
internal static class Guilloche
{
    private const float Hairline = 0.26f;
    private const int Strands = 4;

    /// <summary>A border of two rules with waves between them, <paramref name="band"/> points wide, inside the rectangle.</summary>
    public static void Border(SKCanvas canvas, SKRect outer, float band, SKColor ink)
    {
        using var strong = Ink.Stroke(ink, 1.1f);
        using var thin = Ink.Stroke(ink, 0.5f);
        var inner = SKRect.Inflate(outer, -band, -band);
        canvas.DrawRect(outer, strong);
        canvas.DrawRect(inner, thin);
        var height = band * 0.36f;
        Band(canvas, outer.Left + band, outer.Top + (band / 2), inner.Width, height, 0, ink);
        Band(canvas, outer.Left + band, outer.Bottom - (band / 2), inner.Width, height, 0, ink);
        Band(canvas, outer.Left + (band / 2), outer.Top + band, inner.Height, height, 90, ink);
        Band(canvas, outer.Right - (band / 2), outer.Top + band, inner.Height, height, 90, ink);
        foreach (var (x, y) in new[] { (outer.Left, outer.Top), (outer.Right, outer.Top), (outer.Left, outer.Bottom), (outer.Right, outer.Bottom) })
        {
            var centre = new SKPoint(x + (x == outer.Left ? band : -band) / 2, y + (y == outer.Top ? band : -band) / 2);
            Rosette(canvas, centre, band * 0.06f, band * 0.39f, 14, 4, ink);
        }
    }

    /// <summary>A ring of petals between two radii.</summary>
    public static void Rosette(SKCanvas canvas, SKPoint centre, float inside, float outside, int petals, int strands, SKColor ink)
    {
        using var paint = Ink.Stroke(ink, Hairline);
        var (middle, swing) = ((inside + outside) / 2, (outside - inside) / 2);
        for (var strand = 0; strand < strands; strand++)
        {
            var phase = 2 * MathF.PI * strand / strands;
            Curve(canvas, paint, petals * 24, i =>
            {
                var angle = 2 * MathF.PI * i / (petals * 24);
                var radius = middle + (swing * MathF.Sin((petals * angle) + phase));
                return new SKPoint(centre.X + (radius * MathF.Cos(angle)), centre.Y + (radius * MathF.Sin(angle)));
            });
        }
    }

    private static void Band(SKCanvas canvas, float x, float y, float length, float height, float degrees, SKColor ink)
    {
        using var paint = Ink.Stroke(ink, Hairline);
        var lenses = (int)MathF.Round(length / 58);
        var waves = lenses * 4.5f;
        var points = (int)(length / 0.9f);
        canvas.Save();
        canvas.Translate(x, y);
        canvas.RotateDegrees(degrees);
        for (var strand = 0; strand < Strands; strand++)
        {
            foreach (var side in new[] { -1f, 1f })
            {
                var phase = MathF.PI * strand / Strands;
                Curve(canvas, paint, points, i =>
                {
                    var at = (float)i / points;
                    var swell = 0.56f - (0.44f * MathF.Cos(2 * MathF.PI * lenses * at));
                    return new SKPoint(at * length, side * height * swell * MathF.Sin((2 * MathF.PI * waves * at) + phase));
                });
            }
        }

        canvas.Restore();
    }

    private static void Curve(SKCanvas canvas, SKPaint paint, int points, Func<int, SKPoint> at)
    {
        using var builder = new SKPathBuilder();
        builder.MoveTo(at(0));
        for (var i = 1; i <= points; i++)
        {
            builder.LineTo(at(i));
        }

        using var path = builder.Detach();
        canvas.DrawPath(path, paint);
    }
}
