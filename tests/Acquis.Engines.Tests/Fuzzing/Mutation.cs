using System.Text;

namespace Acquis.Engines.Tests.Fuzzing;

/// <summary>Makes a bad input out of good ones: cut, doubled, spliced, nested, altered byte by byte. The same seed makes the same inputs.</summary>
internal sealed class Mutation(int seed)
{
    private const int MaxLength = 512 * 1024;

    private static readonly byte[][] Words = new[]
    {
        "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "0", "1e999", "-0", "9999999999999999999999", "\\ud800", "\\u0000", "\"@context\":", "\"@id\":\"_:b\"", "\"@type\":",
        "\"proof\":[", "[[[[[[[[", "{\"a\":{\"a\":", "\uFEFF", "é", "𝄞", "\n\n", "\n— ", "u", "z", "z6Mk", "did:web:", "https://", "\u0000", "2026-13-45T99:99:99Z",
    }.Select(Encoding.UTF8.GetBytes).Append([0xFF]).Append([0xC3]).ToArray();

    private readonly Random random = new(seed);

    /// <summary>One input more.</summary>
    /// <param name="seeds">Good inputs.</param>
    public byte[] Next(IReadOnlyList<byte[]> seeds)
    {
        var bytes = new List<byte>(Pick(seeds));
        for (var left = 1 + random.Next(4); left > 0; left--)
            Alter(bytes, seeds);

        return bytes.Count > MaxLength ? [.. bytes.Take(MaxLength)] : [.. bytes];
    }

    private void Alter(List<byte> bytes, IReadOnlyList<byte[]> seeds)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 + random.Next(1 << random.Next(12)));
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 1 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                var other = Pick(seeds);
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, length)));
                break;
            case 6:
                var word = Pick(Words);
                for (var times = random.Next(20) == 0 ? 1 + random.Next(2_000) : 1; times > 0; times--)
                    bytes.InsertRange(at, word);

                break;
            default:
                ReplaceNumber(bytes, at);
                break;
        }
    }

    // A digit and its neighbours: lengths, indexes, dates.
    private void ReplaceNumber(List<byte> bytes, int at)
    {
        var digit = bytes.FindIndex(Math.Min(at, bytes.Count), b => b is >= (byte)'0' and <= (byte)'9');
        if (digit >= 0)
            bytes[digit] = (byte)('0' + random.Next(10));
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
