using System.Buffers.Binary;
using System.Security.Cryptography;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Acquis.Features.Juries;

/// <summary>
/// Signed links with which jurors answer, without an account. A link names the row and its generation, under a key of the installation: nothing of it is
/// stored, a reminder does not end the link before it, and a whole generation is ended where one came into other hands.
/// </summary>
public sealed class SeasonLinks(IDataProtectionProvider protection, AccountLinks addresses)
{
    private const int Length = 20;

    private readonly IDataProtector protector = protection.CreateProtector("Acquis.Juries.SeasonLinks");

    /// <summary>The address of the page where that juror answers.</summary>
    public Task<string> AddressAsync(SeasonAnswer answer, CancellationToken ct) => addresses.AvailabilityAsync(Sign(answer), ct);

    /// <summary>The address of the page where that juror declares their impartiality.</summary>
    public Task<string> StatementAddressAsync(SeasonAnswer answer, CancellationToken ct) => addresses.ImpartialityAsync(Sign(answer), ct);

    /// <summary>The signed text of a link.</summary>
    public string Sign(SeasonAnswer answer)
    {
        Span<byte> content = stackalloc byte[Length];
        answer.Id.Value.TryWriteBytes(content, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(content[16..], answer.LinkNumber);
        return WebEncoders.Base64UrlEncode(protector.Protect(content.ToArray()));
    }

    /// <summary>Whose link it is, and of which generation; null for one that this installation never signed.</summary>
    public (Id<SeasonAnswer> Answer, int Number)? Read(string? link)
    {
        try
        {
            var content = string.IsNullOrEmpty(link) ? [] : protector.Unprotect(WebEncoders.Base64UrlDecode(link));
            return content.Length == Length
                ? (new(new Guid(content.AsSpan(0, 16), bigEndian: true)), BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(16)))
                : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
