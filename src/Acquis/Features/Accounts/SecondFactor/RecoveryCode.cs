using System.Security.Cryptography;
using System.Text;

namespace Acquis.Features.Accounts.SecondFactor;

/// <summary>A code that stands in for the application once. Only its hash is kept: it has 80 random bits, so a plain hash is not guessed back.</summary>
/// <param name="Hash">SHA-256 of the code without its hyphens, lower-case hexadecimal.</param>
public sealed record RecoveryCode(string Hash, Guid AccountId)
{
    /// <summary>How many are made at a time.</summary>
    public const int Count = 10;

    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>A code as it is shown: four groups of four characters that are not mistaken for each other.</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));

    /// <summary>The hash of a code, however it was typed.</summary>
    public static string HashOf(string code) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)))));
}
