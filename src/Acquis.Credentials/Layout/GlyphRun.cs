using System.Text;
using HarfBuzzSharp;
using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>What the glyphs of a text depend on, its size left out: the shaper answers in units of the font.</summary>
/// <param name="IsSpread">Letters set apart are not tied together.</param>
internal readonly record struct TextToShape(string Text, PrintFace Face, bool OldStyle, bool IsSpread);

/// <summary>The glyphs of a text in whatever size. Never changed once made.</summary>
internal sealed class GlyphRun
{
    private readonly int[] advances;
    private readonly (int X, int Y)[] offsets;

    private GlyphRun(string text, byte[] utf8, int length) =>
        (Text, Utf8, Glyphs, Clusters, advances, offsets) = (text, utf8, new ushort[length], new uint[length], new int[length], new (int, int)[length]);

    public string Text { get; }

    public byte[] Utf8 { get; }

    public ushort[] Glyphs { get; }

    /// <summary>Where in the text each glyph's letters begin, in bytes.</summary>
    public uint[] Clusters { get; }

    public static GlyphRun Of(TextToShape asked)
    {
        var text = asked.Text.Normalize(NormalizationForm.FormC);
        var utf8 = Encoding.UTF8.GetBytes(text);
        using var buffer = new HarfBuzzSharp.Buffer();
        buffer.AddUtf8(utf8);
        buffer.Direction = Direction.LeftToRight;
        buffer.Script = Script.Latin;
        buffer.Language = new Language("fr");
        asked.Face.Shaper.Shape(buffer, Features(asked));
        var infos = buffer.GetGlyphInfoSpan();
        var places = buffer.GetGlyphPositionSpan();
        var run = new GlyphRun(text, utf8, infos.Length);
        for (var i = 0; i < infos.Length; i++)
        {
            run.Glyphs[i] = (ushort)infos[i].Codepoint;
            run.Clusters[i] = infos[i].Cluster;
            run.advances[i] = places[i].XAdvance;
            run.offsets[i] = (places[i].XOffset, places[i].YOffset);
        }

        return run;
    }

    /// <summary>Advance width in points, without the tracking after the last letter.</summary>
    public float WidthIn(TextStyle style)
    {
        var (unit, tracking) = (style.Size / PrintFace.Scale, style.Tracking * style.Size);
        float x = 0;
        foreach (var advance in advances)
        {
            x += (advance * unit) + tracking;
        }

        return advances.Length == 0 ? 0 : x - tracking;
    }

    /// <summary>Where each glyph stands, in points from the left end of the baseline.</summary>
    public SKPoint[] PositionsIn(TextStyle style)
    {
        var (unit, tracking) = (style.Size / PrintFace.Scale, style.Tracking * style.Size);
        var positions = new SKPoint[advances.Length];
        float x = 0;
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = new SKPoint(x + (offsets[i].X * unit), -offsets[i].Y * unit);
            x += (advances[i] * unit) + tracking;
        }

        return positions;
    }

    private static Feature[] Features(TextToShape asked) =>
        (asked.OldStyle, asked.IsSpread) switch
        {
            (true, true) => [OldStyleFigures, NoLigatures],
            (true, false) => [OldStyleFigures],
            (false, true) => [NoLigatures],
            _ => [],
        };

    private static Feature OldStyleFigures => new(Tag.Parse("onum"), 1);

    private static Feature NoLigatures => new(Tag.Parse("liga"), 0);
}
