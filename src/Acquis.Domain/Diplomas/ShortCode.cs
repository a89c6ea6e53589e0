namespace Acquis.Domain.Diplomas;

/// <summary>
/// Code de vérification: 80 random bits as 16 characters of Crockford's base 32, shown in four groups. Reading forgives hyphens, spaces, case
/// and the letters that look like figures.
/// </summary>
public static class ShortCode
{
    /// <summary>Number of random bytes of a code.</summary>
    public const int Bytes = 10;

    /// <summary>Number of characters of a code.</summary>
    public const int Length = 16;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The code of 80 random bits.</summary>
    public static string From(ReadOnlySpan<byte> random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(random.Length, Bytes);
        var code = new char[Length];
        for (var i = 0; i < Length; i++)
        {
            var bit = i * 5;
            var pair = (random[bit / 8] << 8) | (bit / 8 + 1 < Bytes ? random[bit / 8 + 1] : 0);
            code[i] = Alphabet[pair >> (11 - bit % 8) & 31];
        }

        return new(code);
    }

    /// <summary>The sixteen characters that somebody typed, or null when it cannot be a code.</summary>
    public static string? Read(string? typed)
    {
        var code = new List<char>(Length);
        foreach (var c in typed ?? "")
        {
            if (char.IsWhiteSpace(c) || c is '-' or '–' or '‑' or '.' or '·')
            {
                continue;
            }

            var read = char.ToUpperInvariant(c) switch
            {
                'O' => '0',
                'I' or 'L' => '1',
                var other => other,
            };
            if (!Alphabet.Contains(read, StringComparison.Ordinal) || code.Count == Length)
            {
                return null;
            }

            code.Add(read);
        }

        return code.Count == Length ? new([.. code]) : null;
    }

    /// <summary>Four groups of four, as printed.</summary>
    public static string Show(string code) => code.Length == Length ? $"{code[..4]}-{code[4..8]}-{code[8..12]}-{code[12..]}" : code;
}
