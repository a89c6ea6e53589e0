using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>How a text is set. Sizes are points; tracking is in ems between letters; old-style figures belong in running text, not in tables.</summary>
internal sealed record TextStyle(PrintFace Face, float Size, SKColor Color, float Tracking = 0, bool OldStyle = false)
{
    public TextStyle At(float size) => this with { Size = size };

    /// <summary>The text as glyphs on one line.</summary>
    public ShapedText Shape(string text) => new(this, Run(text));

    public float WidthOf(string text) => Run(text).WidthIn(this);

    private GlyphRun Run(string text) => FontUse.RunFor(new(text, Face, OldStyle, IsSpread: Tracking != 0));
}

/// <summary>A line of glyphs, ready to draw; it keeps its text, so that what is copied out of the PDF is what was meant.</summary>
internal sealed class ShapedText(TextStyle style, GlyphRun run)
{
    private readonly ushort[] glyphs = run.Glyphs;

    /// <summary>Advance width in points, without the tracking after the last letter.</summary>
    public float Width { get; } = run.WidthIn(style);

    /// <summary>Draws the line with its left end at <paramref name="x"/> on the baseline <paramref name="y"/>.</summary>
    public void Draw(SKCanvas canvas, float x, float y)
    {
        if (glyphs.Length == 0)
        {
            return;
        }

        using var font = FontOf(style, FontUse.TypefaceFor(style.Face, glyphs, run.Text));
        using var builder = new SKTextBlobBuilder();
        var line = builder.AllocatePositionedTextRun(font, glyphs.Length, run.Utf8.Length, null);
        line.SetGlyphs(glyphs);
        line.SetPositions(run.PositionsIn(style));
        line.SetText(run.Utf8);
        line.SetClusters(run.Clusters);
        using var blob = builder.Build();
        using var paint = new SKPaint { Color = style.Color, IsAntialias = true };
        canvas.DrawText(blob, x, y, paint);
    }

    /// <summary>Draws the letters as pictures on a circle, upright at its top, centred on the angle: an ornament, not text to read out.</summary>
    public void DrawOnCircle(SKCanvas canvas, SKPoint centre, float radius, float degrees)
    {
        using var font = FontOf(style, style.Face.Typeface);
        using var paint = new SKPaint { Color = style.Color, IsAntialias = true };
        var positions = run.PositionsIn(style);
        for (var i = 0; i < glyphs.Length; i++)
        {
            using var outline = font.GetGlyphPath(glyphs[i]);
            if (outline is null)
            {
                continue;
            }

            var half = font.GetGlyphWidths([glyphs[i]])[0] / 2;
            var angle = degrees + ((positions[i].X + half - (Width / 2)) / radius * 180 / MathF.PI);
            canvas.Save();
            canvas.Translate(centre.X, centre.Y);
            canvas.RotateDegrees(angle);
            canvas.Translate(-half, -radius);
            canvas.DrawPath(outline, paint);
            canvas.Restore();
        }
    }

    private static SKFont FontOf(TextStyle style, SKTypeface typeface) => new(typeface, style.Size)
    {
        Subpixel = true,
        LinearMetrics = true,
        Hinting = SKFontHinting.None,
        Edging = SKFontEdging.Antialias,
    };
}
