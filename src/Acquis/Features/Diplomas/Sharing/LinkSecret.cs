using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Acquis.Features.Diplomas.Sharing;

/// <summary>The secret of a link to share: 128 random bits in base 64 for addresses. Only its hash is kept.</summary>
public static class LinkSecret
{
    private const int Bytes = 16;

    private const int Length = 22;

    /// <summary>A new one.</summary>
    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The hash under which it is kept, or null where the text is no secret.</summary>
    public static string? HashOf(string? text) => text is { Length: Length } && text.All(char.IsAscii)
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)))
        : null;
}
