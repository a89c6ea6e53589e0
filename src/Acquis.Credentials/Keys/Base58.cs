using System.Numerics;

namespace Acquis.Credentials.Keys;

/// <summary>Base 58 with Bitcoin's alphabet, as multibase's <c>z</c> (W3C Controlled Identifiers, section 2.4).</summary>
public static class Base58
{
    /// <summary>Longest text read, in characters: keys and signatures have less than a hundred, and reading takes quadratic time.</summary>
    public const int MaxLength = 256;

    private const int GroupLength = 5;
    private const uint Group = 58 * 58 * 58 * 58 * 58;

    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>The text of some bytes, without the multibase prefix.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var zeros = bytes.IndexOfAnyExcept((byte)0) is var first and >= 0 ? first : bytes.Length;
        var limbs = Limbs(bytes[zeros..]);

        // 138 characters for every 100 bytes, as log 256 / log 58 is 1.366, and whole groups of five.
        Span<char> text = new char[(bytes.Length * 138 / 100) + GroupLength + 1];
        var at = text.Length;
        for (var left = limbs.AsSpan(); left.Length > 0; left = left.TrimStart(0u))
        {
            var group = Divide(left);
            for (var i = 0; i < GroupLength; i++, group /= 58)
            {
                text[--at] = Alphabet[(int)(group % 58)];
            }
        }

        return new string('1', zeros) + text[at..].TrimStart('1').ToString();
    }

    // 32 bits at a time, the highest first: every signed document holds a signature and a key in base 58, and a big integer is made anew for each digit.
    private static uint[] Limbs(ReadOnlySpan<byte> bytes)
    {
        var limbs = new uint[(bytes.Length + 3) / 4];
        for (var i = 0; i < bytes.Length; i++)
        {
            limbs[^(1 + (i / 4))] |= (uint)bytes[^(1 + i)] << (8 * (i % 4));
        }

        return limbs;
    }

    // Divides by 58 to the fifth, the highest power that a limb holds; the remainder.
    private static uint Divide(Span<uint> limbs)
    {
        ulong remainder = 0;
        foreach (ref var limb in limbs)
        {
            var value = (remainder << 32) | limb;
            limb = (uint)(value / Group);
            remainder = value % Group;
        }

        return (uint)remainder;
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
