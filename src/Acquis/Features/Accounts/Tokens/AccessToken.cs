using System.Security.Cryptography;
using System.Text;
using Acquis.Domain;
using Microsoft.AspNetCore.WebUtilities;

namespace Acquis.Features.Accounts.Tokens;

/// <summary>A personal access token: a program acts with it as its owner, within its permissions and never beyond the owner's rights of the day.</summary>
public sealed class AccessToken
{
    public const int NameMaxLength = 60;

    private AccessToken()
    {
    }

    public AccessToken(Id<AccessToken> id, Guid accountId, string name, string hash, string shown, IReadOnlyList<string> scopes, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        (Id, AccountId, Name, Hash, Shown, Scopes, CreatedAt, ExpiresAt) = (id, accountId, name, hash, shown, scopes, now, expiresAt);
    }

    public Id<AccessToken> Id { get; private set; }

    public Guid AccountId { get; private set; }

    /// <summary>What its owner calls it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of the whole token, lower-case hexadecimal: the token itself is kept nowhere.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Its first characters, by which its owner knows it again.</summary>
    public string Shown { get; private set; } = "";

    /// <summary>Permissions, of <see cref="TokenScopes"/>.</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When it was last used, true to a minute; null if never.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>Whether it opens anything at that time.</summary>
    public bool IsLive(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>Takes its power away, for good.</summary>
    /// <exception cref="RefusedException">It has been revoked before.</exception>
    public AccessTokenRevoked Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            throw new RefusedException("account.token-already-revoked");

        RevokedAt = now;
        return new(new(AccountId), Id);
    }
}

/// <summary>The text of a token: <c>acq_</c>, 256 random bits in base 64 for addresses, eight hexadecimal digits that catch a slip without a look into the database.</summary>
public static class TokenText
{
    public const string Prefix = "acq_";

    private const int BodyLength = 43;

    public static string New()
    {
        var body = Prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        return body + Checksum(body);
    }

    /// <summary>The hash under which the token is kept, or null where the text is no token.</summary>
    public static string? HashOf(string text)
    {
        var split = Prefix.Length + BodyLength;
        return text.Length == split + 8 && text.StartsWith(Prefix, StringComparison.Ordinal) && Checksum(text[..split]) == text[split..]
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)))
            : null;
    }

    private static string Checksum(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(body)).AsSpan(0, 4));
}
