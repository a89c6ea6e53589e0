using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>The inks of printed documents: those of the screens, in their light theme.</summary>
internal static class Ink
{
    public static readonly SKColor Black = new(0x14, 0x20, 0x2B);
    public static readonly SKColor Grey = new(0x42, 0x50, 0x5D);
    public static readonly SKColor Line = new(0xAE, 0xB9, 0xC3);
    public static readonly SKColor Accent = new(0x0B, 0x4A, 0x63);
    public static readonly SKColor Specimen = new(0xB4, 0x2D, 0x1E, 0x2C);

    /// <summary>A certifier's own colour, such as <c>#0b4a63</c>; the usual accent for null.</summary>
    /// <exception cref="ArgumentException">The text is no colour.</exception>
    public static SKColor Of(string? accent) => accent is null ? Accent
        : SKColor.TryParse(accent, out var color) ? color
        : throw new ArgumentException("Not a colour.", nameof(accent));

    public static void Rule(this SKCanvas canvas, float x1, float y1, float x2, float y2, SKColor color, float width)
    {
        using var paint = Stroke(color, width);
        canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    public static SKPaint Stroke(SKColor color, float width) =>
        new() { Color = color, StrokeWidth = width, Style = SKPaintStyle.Stroke, IsAntialias = true };

    public static SKPaint Fill(SKColor color) => new() { Color = color, Style = SKPaintStyle.Fill, IsAntialias = true };

    /// <summary>Draws one line of text; <paramref name="align"/> is 0 for its left end at x, 0.5 for its middle, 1 for its right end.</summary>
    public static void Text(this SKCanvas canvas, string text, TextStyle style, float x, float y, float align = 0)
    {
        var shaped = style.Shape(text);
        shaped.Draw(canvas, x - (shaped.Width * align), y);
    }

    /// <summary>Prints SPÉCIMEN across the page, light enough to read through.</summary>
    public static void SpecimenMark(this SKCanvas canvas, float width, float height)
    {
        var diagonal = MathF.Sqrt((width * width) + (height * height));
        var style = new TextStyle(PrintFonts.Medium, 100, Specimen, Tracking: 0.12f);
        var shaped = style.At(100 * diagonal * 0.62f / style.WidthOf("SPÉCIMEN")).Shape("SPÉCIMEN");
        canvas.Save();
        canvas.Translate(width / 2, height / 2);
        canvas.RotateDegrees(-MathF.Atan2(height, width) * 180 / MathF.PI);
        shaped.Draw(canvas, -shaped.Width / 2, diagonal * 0.045f);
        canvas.Restore();
    }
}
