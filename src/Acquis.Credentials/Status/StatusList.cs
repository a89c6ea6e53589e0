using System.Buffers.Text;
using System.IO.Compression;

namespace Acquis.Credentials.Status;

/// <summary>
/// One bit for each credential, set once it is revoked (W3C Bitstring Status List 1.0). Indices are drawn at random and never used twice, so that a list tells
/// nothing about who holds what. Bit 0 is the most significant bit of byte 0.
/// </summary>
public sealed class StatusList
{
    /// <summary>Fewest bits of a list, for the privacy of the few: 16 kB before compression.</summary>
    public const int MinimumLength = 131_072;

    /// <summary>Most bits of a list that is read: a compressed one may hide any size.</summary>
    public const int MaximumLength = 8 * 1024 * 1024;

    private const int MaxEncoded = 2 * 1024 * 1024;

    private readonly byte[] bits;

    private StatusList(byte[] bits) => this.bits = bits;

    /// <summary>An empty list.</summary>
    /// <param name="length">Number of bits, a multiple of 8 of at least <see cref="MinimumLength"/>.</param>
    public static StatusList Empty(int length = MinimumLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, MinimumLength);
        ArgumentOutOfRangeException.ThrowIfNotEqual(length % 8, 0);
        return new(new byte[length / 8]);
    }

    /// <summary>Number of bits.</summary>
    public int Length => bits.Length * 8;

    /// <summary>Whether the bit of an index is set.</summary>
    /// <exception cref="CredentialRefusedException"><c>status.out-of-range</c>: the list has no such index.</exception>
    public bool this[long index] => index >= 0 && index < Length
        ? (bits[index / 8] & (0x80 >> (int)(index % 8))) != 0
        : throw new CredentialRefusedException("status.out-of-range", $"index {index} of {Length}");

    /// <summary>Sets the bit of an index; there is no way back, a wrong revocation is followed by another credential.</summary>
    public void Set(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
        bits[index / 8] |= (byte)(0x80 >> (index % 8));
    }

    /// <summary>The list as <c>encodedList</c>: <c>u</c>, then base64url of the gzipped bits.</summary>
    public string Encode()
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.SmallestSize))
        {
            gzip.Write(bits);
        }

        return "u" + Base64Url.EncodeToString(output.ToArray());
    }

    /// <summary>Reads an <c>encodedList</c>, inflating never more than <see cref="MaximumLength"/> bits.</summary>
    /// <exception cref="CredentialRefusedException">
    /// <c>status.unreadable</c>, <c>status.too-short</c> (fewer bits than <see cref="MinimumLength"/>) or <c>status.too-large</c>.
    /// </exception>
    public static StatusList Decode(string encoded)
    {
        if (encoded.Length > MaxEncoded)
        {
            throw new CredentialRefusedException("status.too-large", "the encoded list is too long");
        }

        try
        {
            using var input = new MemoryStream(encoded.StartsWith('u') ? Base64Url.DecodeFromChars(encoded.AsSpan(1)) : throw new FormatException("no multibase"));
            using var gzip = new GZipStream(input, CompressionMode.Decompress);
            return new(Inflate(gzip));
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            throw new CredentialRefusedException("status.unreadable", e.Message, e);
        }
    }

    private static byte[] Inflate(GZipStream gzip)
    {
        using var output = new MemoryStream(MinimumLength / 8);
        var buffer = new byte[16 * 1024];
        for (int read; (read = gzip.Read(buffer)) > 0;)
        {
            output.Write(buffer, 0, read);
            if (output.Length > MaximumLength / 8)
            {
                throw new CredentialRefusedException("status.too-large", $"more than {MaximumLength} bits");
            }
        }

        return output.Length >= MinimumLength / 8
            ? output.ToArray()
            : throw new CredentialRefusedException("status.too-short", $"{output.Length * 8} bits, of at least {MinimumLength}");
    }
}
