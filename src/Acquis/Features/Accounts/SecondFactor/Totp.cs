using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acquis.Features.Accounts.SecondFactor;

/// <summary>
/// Codes of six digits that change every thirty seconds (RFC 6238, HMAC-SHA-1, which is what applications implement). A code is known by its step,
/// so that one that was used is refused the second time.
/// </summary>
public static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private const int StepSeconds = 30;

    /// <summary>Steps accepted before and after: clocks of telephones differ.</summary>
    private const int Drift = 1;

    /// <summary>A key of 160 bits, in base 32.</summary>
    public static string NewKey() => Encode(RandomNumberGenerator.GetBytes(20));

    /// <summary>The step whose code that is, near <paramref name="now"/>, or null where it is none.</summary>
    public static long? StepOf(string key, string code, DateTimeOffset now)
    {
        var typed = Encoding.UTF8.GetBytes(code);
        var step = now.ToUnixTimeSeconds() / StepSeconds;
        for (var near = step - Drift; near <= step + Drift; near++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeOf(key, near)), typed))
                return near;
        }

        return null;
    }

    /// <summary>The code that an application shows at that time.</summary>
    public static string CodeAt(string key, DateTimeOffset at) => CodeOf(key, at.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>The address that a QR code carries to an application.</summary>
    public static string Address(string issuer, string account, string key) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={key}&issuer={Uri.EscapeDataString(issuer)}&digits=6&period={StepSeconds}";

    private static string CodeOf(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 as applications implement it; collisions of SHA-1 do not weaken an HMAC
        var hash = HMACSHA1.HashData(Decode(key), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static string Encode(byte[] bytes)
    {
        var text = new StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var b in bytes)
        {
            (bits, held) = ((bits << 8) | b, held + 8);
            while (held >= 5)
            {
                held -= 5;
                text.Append(Alphabet[(bits >> held) & 31]);
            }

            bits &= (1 << held) - 1;
        }

        return text.ToString();
    }

    private static byte[] Decode(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (bits, held) = (0, 0);
        foreach (var c in text)
        {
            (bits, held) = ((bits << 5) | Alphabet.IndexOf(c, StringComparison.Ordinal), held + 5);
            if (held >= 8)
            {
                held -= 8;
                bytes.Add((byte)(bits >> held));
                bits &= (1 << held) - 1;
            }
        }

        return [.. bytes];
    }
}
