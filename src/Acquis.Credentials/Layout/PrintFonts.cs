using System.Globalization;
using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>The typefaces that documents are printed in (EB Garamond, embedded), and what they can print.</summary>
public static class PrintFonts
{
    internal static PrintFace Regular { get; } = new("EBGaramond-Regular.ttf");

    internal static PrintFace Italic { get; } = new("EBGaramond-Italic.ttf");

    internal static PrintFace Medium { get; } = new("EBGaramond-Medium.ttf");

    /// <summary>
    /// The characters of a text that documents cannot print, each once, in order: a document that held one would show a box in its place. Letters
    /// written with combining accents count as their composed form.
    /// </summary>
    public static IReadOnlyList<string> GlyphsMissing(string text)
    {
        if (text.Any(char.IsSurrogate) && !IsWellFormed(text))
        {
            return ["\uFFFD"];
        }

        PrintFace[] faces = [Regular, Italic, Medium];
        return [.. text.Normalize(NormalizationForm.FormC).EnumerateRunes()
            .Distinct()
            .Where(r => !faces.All(f => f.Covers(r)))
            .Select(r => r.ToString())];
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i += char.IsHighSurrogate(text[i]) ? 2 : 1)
        {
            if (!Rune.TryGetRuneAt(text, i, out _))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>One embedded font, for drawing (Skia) and for shaping (HarfBuzz). Never disposed: it lives as long as the program.</summary>
#pragma warning disable CA1001 // one per font for the whole life of the program
internal sealed class PrintFace
#pragma warning restore CA1001
{
    /// <summary>Units per em in which the shaper answers.</summary>
    public const int Scale = 1 << 14;

    // The shaper reads the font from this memory for as long as it lives: neither may be collected before it.
    private readonly Blob blob;
    private readonly Face face;
    private readonly SKFont plain;

    public PrintFace(string file)
    {
        using var stream = typeof(PrintFace).Assembly.GetManifestResourceStream($"Acquis.Credentials.Fonts.{file}")
            ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The font {file} is not embedded."));
        using var data = SKData.Create(stream);
        Typeface = SKTypeface.FromData(data);
        plain = new SKFont(Typeface);
        // Blob.FromStream would leave the shaper reading managed memory that the collector moves.
        blob = new Blob(data.Data, (int)data.Size, MemoryMode.Duplicate);
        face = new Face(blob, 0);
        Shaper = new Font(face);
        Shaper.SetScale(Scale, Scale);
        Shaper.SetFunctionsOpenType();
    }

    public SKTypeface Typeface { get; }

    public Font Shaper { get; }

    /// <summary>The font for the subsetter.</summary>
    public nint Handle => face.Handle;

    public bool Covers(Rune rune) => plain.GetGlyph(rune.Value) != 0;
}
