using SkiaSharp;

namespace Acquis.Credentials.Documents;

/// <summary>Which pictures a document can bear: PNG and JPEG, of a size that prints well and does not weigh on every file.</summary>
public static class PrintedPicture
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaxBytes = 2 << 20;

    /// <summary>Longest side, in pixels.</summary>
    public const int MaxSide = 3000;

    /// <summary>Width, in pixels, with which a logo prints sharp: 400 dots per inch over the 180 points that it may take.</summary>
    public const int GoodWidth = 1000;

    /// <summary>Why a picture cannot be printed: the code of the reason, or null when it can.</summary>
    public static string? Defect(byte[] picture)
    {
        if (picture.Length > MaxBytes)
            return "layout.picture-too-large";

        using var data = SKData.CreateCopy(picture);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg))
            return "layout.picture-unreadable";

        if (codec.Info.Width > MaxSide || codec.Info.Height > MaxSide)
            return "layout.picture-too-large";

        using var bitmap = SKBitmap.Decode(codec);
        return bitmap is null ? "layout.picture-unreadable" : null;
    }
}
