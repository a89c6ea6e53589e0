using System.Numerics;

namespace Acquis.Credentials.Keys;

/// <summary>Base 58 with Bitcoin's alphabet, as multibase's <c>z</c> (W3C Controlled Identifiers, section 2.4).</summary>
public static class Base58
{
    /// <summary>Longest text read, in characters: keys and signatures have less than a hundred, and reading takes quadratic time.</summary>
    public const int MaxLength = 256;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>The text of some bytes, without the multibase prefix.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var zeros = bytes.IndexOfAnyExcept((byte)0) is var first and >= 0 ? first : bytes.Length;
        var digits = new Stack<char>();
        for (var value = new BigInteger(bytes, isUnsigned: true, isBigEndian: true); value > 0; value /= 58)
        {
            digits.Push(Alphabet[(int)(value % 58)]);
        }

        return new string('1', zeros) + new string([.. digits]);
    }

    /// <summary>The bytes of a text, without the multibase prefix.</summary>
    /// <exception cref="FormatException">A character is none of the alphabet, or the text is longer than <see cref="MaxLength"/>.</exception>
    public static byte[] Decode(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new FormatException($"More than {MaxLength} characters of base 58.");
        }

        var value = BigInteger.Zero;
        foreach (var c in text)
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            value = digit < 0 ? throw new FormatException("Not base 58.") : value * 58 + digit;
        }

        var zeros = text.AsSpan().IndexOfAnyExcept('1') is var first and >= 0 ? first : text.Length;
        return [.. new byte[zeros], .. value.IsZero ? [] : value.ToByteArray(isUnsigned: true, isBigEndian: true)];
    }
}
