using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>How a text is set. Sizes are points; tracking is in ems between letters; old-style figures belong in running text, not in tables.</summary>
internal sealed record TextStyle(PrintFace Face, float Size, SKColor Color, float Tracking = 0, bool OldStyle = false)
{
    public TextStyle At(float size) => this with { Size = size };

    /// <summary>The text as glyphs on one line.</summary>
    public ShapedText Shape(string text) => ShapedText.Of(text, this);

    public float WidthOf(string text) => Shape(text).Width;
}

/// <summary>A line of glyphs, ready to draw; it keeps its text, so that what is copied out of the PDF is what was meant.</summary>
internal sealed class ShapedText
{
    private readonly TextStyle style;
    private readonly string text;
    private readonly byte[] utf8;
    private readonly ushort[] glyphs;
    private readonly uint[] clusters;
    private readonly SKPoint[] positions;

    private ShapedText(TextStyle style, string text, byte[] utf8, ushort[] glyphs, uint[] clusters, SKPoint[] positions, float width)
    {
        (this.style, this.text, this.utf8, this.glyphs, this.clusters, this.positions) = (style, text, utf8, glyphs, clusters, positions);
        Width = width;
    }

    /// <summary>Advance width in points, without the tracking after the last letter.</summary>
    public float Width { get; }

    public static ShapedText Of(string text, TextStyle style)
    {
        text = text.Normalize(NormalizationForm.FormC);
        var utf8 = Encoding.UTF8.GetBytes(text);
        using var buffer = new HarfBuzzSharp.Buffer();
        buffer.AddUtf8(utf8);
        buffer.Direction = Direction.LeftToRight;
        buffer.Script = Script.Latin;
        buffer.Language = new Language("fr");
        style.Face.Shaper.Shape(buffer, Features(style));
        var infos = buffer.GetGlyphInfoSpan();
        var advances = buffer.GetGlyphPositionSpan();
        var unit = style.Size / PrintFace.Scale;
        var glyphs = new ushort[infos.Length];
        var clusters = new uint[infos.Length];
        var positions = new SKPoint[infos.Length];
        float x = 0;
        for (var i = 0; i < infos.Length; i++)
        {
            glyphs[i] = (ushort)infos[i].Codepoint;
            clusters[i] = infos[i].Cluster;
            positions[i] = new SKPoint(x + (advances[i].XOffset * unit), -advances[i].YOffset * unit);
            x += (advances[i].XAdvance * unit) + (style.Tracking * style.Size);
        }

        var width = infos.Length == 0 ? 0 : x - (style.Tracking * style.Size);
        return new ShapedText(style, text, utf8, glyphs, clusters, positions, width);
    }

    /// <summary>Draws the line with its left end at <paramref name="x"/> on the baseline <paramref name="y"/>.</summary>
    public void Draw(SKCanvas canvas, float x, float y)
    {
        if (glyphs.Length == 0)
        {
            return;
        }

        using var font = FontOf(style, FontUse.TypefaceFor(style.Face, glyphs, text));
        using var builder = new SKTextBlobBuilder();
        var run = builder.AllocatePositionedTextRun(font, glyphs.Length, utf8.Length, null);
        run.SetGlyphs(glyphs);
        run.SetPositions(positions);
        run.SetText(utf8);
        run.SetClusters(clusters);
        using var blob = builder.Build();
        using var paint = new SKPaint { Color = style.Color, IsAntialias = true };
        canvas.DrawText(blob, x, y, paint);
    }

    /// <summary>Draws the letters as pictures on a circle, upright at its top, centred on the angle: an ornament, not text to read out.</summary>
    public void DrawOnCircle(SKCanvas canvas, SKPoint centre, float radius, float degrees)
    {
        using var font = FontOf(style, style.Face.Typeface);
        using var paint = new SKPaint { Color = style.Color, IsAntialias = true };
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

    private static Feature[] Features(TextStyle style)
    {
        var features = new List<Feature>();
        if (style.OldStyle)
        {
            features.Add(new Feature(Tag.Parse("onum"), 1));
        }

        // Letters set apart are not tied together.
        if (style.Tracking != 0)
        {
            features.Add(new Feature(Tag.Parse("liga"), 0));
        }

        return [.. features];
    }
}
