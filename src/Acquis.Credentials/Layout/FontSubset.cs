using System.Runtime.InteropServices;
using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>
/// A typeface with some glyphs of another, under the same numbers, by the subsetter of HarfBuzz, which its package carries without a binding
/// (https://harfbuzz.github.io/harfbuzz-hb-subset.html).
/// </summary>
internal static class FontSubset
{
    private const string Library = "libHarfBuzzSharp";
    private const uint NoHinting = 0x1;
    private const uint RetainNumbers = 0x2;
    private const int DroppedTables = 3;

    /// <summary>Tables that only shaping reads: the lines are shaped already, and following their rules would keep every alternate.</summary>
    private static readonly uint[] ShapingTables = [Tag("GSUB"), Tag("GPOS"), Tag("GDEF")];

    /// <exception cref="InvalidOperationException">The font cannot be cut.</exception>
    public static SKTypeface Of(PrintFace face, IEnumerable<uint> glyphs, IEnumerable<uint> characters)
    {
        var input = CreateInput();
        try
        {
            SetFlags(input, NoHinting | RetainNumbers);
            Add(GlyphSet(input), glyphs);
            Add(CharacterSet(input), characters);
            Add(InputSet(input, DroppedTables), ShapingTables);
            var subset = Cut(face.Handle, input);
            return subset == 0 ? throw new InvalidOperationException("The font cannot be cut to the glyphs of a document.") : Read(subset);
        }
        finally
        {
            DestroyInput(input);
        }
    }

    private static SKTypeface Read(nint subset)
    {
        var blob = ReferenceBlob(subset);
        try
        {
            using var data = SKData.CreateCopy(BlobData(blob, out var length), length);
            return SKTypeface.FromData(data);
        }
        finally
        {
            DestroyBlob(blob);
            DestroyFace(subset);
        }
    }

    private static void Add(nint set, IEnumerable<uint> values)
    {
        foreach (var value in values)
        {
            AddTo(set, value);
        }
    }

    private static uint Tag(string name) => ((uint)name[0] << 24) | ((uint)name[1] << 16) | ((uint)name[2] << 8) | name[3];

    [DllImport(Library, EntryPoint = "hb_subset_input_create_or_fail")]
    private static extern nint CreateInput();

    [DllImport(Library, EntryPoint = "hb_subset_input_destroy")]
    private static extern void DestroyInput(nint input);

    [DllImport(Library, EntryPoint = "hb_subset_input_set_flags")]
    private static extern void SetFlags(nint input, uint flags);

    [DllImport(Library, EntryPoint = "hb_subset_input_glyph_set")]
    private static extern nint GlyphSet(nint input);

    [DllImport(Library, EntryPoint = "hb_subset_input_unicode_set")]
    private static extern nint CharacterSet(nint input);

    [DllImport(Library, EntryPoint = "hb_subset_input_set")]
    private static extern nint InputSet(nint input, int which);

    [DllImport(Library, EntryPoint = "hb_set_add")]
    private static extern void AddTo(nint set, uint value);

    [DllImport(Library, EntryPoint = "hb_subset_or_fail")]
    private static extern nint Cut(nint face, nint input);

    [DllImport(Library, EntryPoint = "hb_face_reference_blob")]
    private static extern nint ReferenceBlob(nint face);

    [DllImport(Library, EntryPoint = "hb_blob_get_data")]
    private static extern nint BlobData(nint blob, out int length);

    [DllImport(Library, EntryPoint = "hb_blob_destroy")]
    private static extern void DestroyBlob(nint blob);

    [DllImport(Library, EntryPoint = "hb_face_destroy")]
    private static extern void DestroyFace(nint face);
}
