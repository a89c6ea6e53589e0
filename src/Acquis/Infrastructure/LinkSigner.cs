using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Acquis.Infrastructure;

/// <summary>
/// Signed texts of links that open something without an account: what a link names, under a key of the installation, so that nothing of it is stored. Each kind of
/// link has a purpose of its own, and opens nothing of another kind.
/// </summary>
public sealed class LinkSigner(IDataProtectionProvider protection)
{
    private const int IdBytes = 16;

    /// <summary>The signed text of a link that names that.</summary>
    public string Sign(string purpose, ReadOnlySpan<byte> content) => WebEncoders.Base64UrlEncode(protection.CreateProtector(purpose).Protect(content.ToArray()));

    /// <summary>What a link names; null for one that this installation never signed for that purpose.</summary>
    public byte[]? Read(string purpose, string? link, int length)
    {
        try
        {
            var content = string.IsNullOrEmpty(link) ? [] : protection.CreateProtector(purpose).Unprotect(WebEncoders.Base64UrlDecode(link));
            return content.Length == length ? content : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The signed text of a link that names a row and its generation: a whole generation can be ended at once.</summary>
    public string Sign(string purpose, Guid row, int number)
    {
        Span<byte> content = stackalloc byte[IdBytes + sizeof(int)];
        row.TryWriteBytes(content, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(content[IdBytes..], number);
        return Sign(purpose, content);
    }

    /// <summary>The row and the generation that a link names; null for one that this installation never signed for that purpose.</summary>
    public (Guid Row, int Number)? ReadNumbered(string purpose, string? link) => Read(purpose, link, IdBytes + sizeof(int)) is { } content
        ? (new(content.AsSpan(0, IdBytes), bigEndian: true), BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(IdBytes)))
        : null;
}
