using QRCoder;
using SkiaSharp;

namespace Acquis.Credentials.Layout;

/// <summary>A QR code drawn as vector squares, error correction M, in its quiet zone of four modules.</summary>
public static class QrSquare
{
    /// <summary>25 mm in points: under that, telephones fail on ordinary paper.</summary>
    public const float Smallest = 70.87f;

    private const int QuietModules = 4;

    /// <summary>The code for a page: squares along a side, quiet zone included, and the SVG path of the dark ones.</summary>
    public static (int Side, string Path) PathOf(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var matrix = code.ModuleMatrix;
        var path = new System.Text.StringBuilder();
        for (var row = 0; row < matrix.Count; row++)
        {
            for (var column = 0; column < matrix.Count; column++)
            {
                if (matrix[row][column])
                {
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
                }
            }
        }

        return (matrix.Count, path.ToString());
    }

    /// <summary>Draws the code so that its modules (without the quiet zone) fill the square of that side at (x, y).</summary>
    internal static void Draw(SKCanvas canvas, string text, float x, float y, float side)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var matrix = code.ModuleMatrix;
        var modules = matrix.Count - (2 * QuietModules);
        var module = side / modules;
        using var white = Ink.Fill(SKColors.White);
        var quiet = QuietModules * module;
        canvas.DrawRect(x - quiet, y - quiet, side + (2 * quiet), side + (2 * quiet), white);
        using var squares = new SKPathBuilder();
        for (var row = 0; row < modules; row++)
        {
            for (var column = 0; column < modules;)
            {
                var start = column;
                while (column < modules && matrix[row + QuietModules][column + QuietModules])
                {
                    column++;
                }

                if (column > start)
                {
                    squares.AddRect(SKRect.Create(x + (start * module), y + (row * module), (column - start) * module, module));
                }

                column++;
            }
        }

        using var black = new SKPaint { Color = Ink.Black, IsAntialias = false };
        using var path = squares.Detach();
        canvas.DrawPath(path, black);
    }
}
