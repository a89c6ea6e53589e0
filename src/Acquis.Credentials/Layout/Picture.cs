using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>Pictures of a certifier's own on a page: PNG or JPEG.</summary>
internal static class Picture
{
    /// <summary>The picture; null where there is none.</summary>
    /// <exception cref="ArgumentException">The bytes are no image.</exception>
    public static SKImage? Of(byte[]? bytes, string parameter) =>
        bytes is null ? null : SKImage.FromEncodedData(bytes) ?? throw new ArgumentException("Not an image.", parameter);

    /// <summary>Draws a picture as large as the box lets it, on the foot of the box: in its middle, or at its left.</summary>
    public static void Fit(this SKCanvas canvas, SKImage image, SKRect box, bool centred)
    {
        var scale = Math.Min(box.Width / image.Width, box.Height / image.Height);
        var (w, h) = (image.Width * scale, image.Height * scale);
        var x = centred ? box.MidX - (w / 2) : box.Left;
        canvas.DrawImage(image, SKRect.Create(x, box.Bottom - h, w, h), new SKSamplingOptions(SKCubicResampler.Mitchell));
    }
}
