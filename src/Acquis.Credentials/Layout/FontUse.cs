using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>
/// Which glyphs of each typeface one document draws, counted in a first drawing that leaves nothing, so that the file embeds those glyphs alone: tens of
/// kilobytes where the three whole fonts are five hundred.
/// </summary>
internal sealed class FontUse : IDisposable
{
    [ThreadStatic]
    private static FontUse? current;

    private readonly Dictionary<PrintFace, (HashSet<uint> Glyphs, HashSet<uint> Characters)> used = [];
    private readonly Dictionary<PrintFace, SKTypeface> subsets = [];

    // Breaking lines asks for the width of the same words in a dozen sizes and breadths, and a document is drawn twice: shaping each text once took
    // a quarter off the time of a diploma and half of what it allocates.
    private readonly Dictionary<TextToShape, GlyphRun> runs = [];

    private FontUse()
    {
    }

    /// <summary>Counts what the pages draw; until disposed of, what this thread draws comes from the glyphs counted.</summary>
    public static FontUse Of(SKSize size, IReadOnlyList<Action<SKCanvas>> pages)
    {
        var use = new FontUse();
        current = use;
        try
        {
            use.Count(size, pages);
            return use;
        }
        catch
        {
            use.Dispose();
            throw;
        }
    }

    /// <summary>The glyphs of a text, shaped once for a document.</summary>
    public static GlyphRun RunFor(TextToShape text)
    {
        if (current is not { } use)
            return GlyphRun.Of(text);

        if (!use.runs.TryGetValue(text, out var run))
            use.runs[text] = run = GlyphRun.Of(text);

        return run;
    }

    /// <summary>The typeface to draw that line with.</summary>
    public static SKTypeface TypefaceFor(PrintFace face, ReadOnlySpan<ushort> glyphs, string text)
    {
        if (current is not { } use)
            return face.Typeface;

        if (use.subsets.TryGetValue(face, out var subset))
            return subset;

        if (!use.used.TryGetValue(face, out var found))
            use.used[face] = found = ([], []);

        foreach (var glyph in glyphs)
        {
            found.Glyphs.Add(glyph);
        }

        foreach (var rune in text.EnumerateRunes())
        {
            found.Characters.Add((uint)rune.Value);
        }

        return face.Typeface;
    }

    private void Count(SKSize size, IReadOnlyList<Action<SKCanvas>> pages)
    {
        using var nothing = new SKNoDrawCanvas((int)size.Width + 1, (int)size.Height + 1);
        foreach (var draw in pages)
        {
            draw(nothing);
        }

        foreach (var (face, (glyphs, characters)) in used)
        {
            subsets[face] = FontSubset.Of(face, glyphs, characters);
        }
    }

    /// <summary>Call once the document is closed: it reads the typefaces until then.</summary>
    public void Dispose()
    {
        current = null;
        foreach (var subset in subsets.Values)
        {
            subset.Dispose();
        }
    }
}
