using Acquis.Data;
using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts.Tokens;

/// <summary>Makes and revokes one's own access tokens.</summary>
public sealed class TokenService(AcquisDb db, CurrentActor actor, TimeProvider time)
{
    /// <summary>Days for which a token may live.</summary>
    public static readonly IReadOnlyList<int> Lives = [30, 90, 365];

    private Guid Owner => actor.AccountId ?? throw new ForbiddenException();

    /// <summary>Makes a token; the text is returned once and kept nowhere.</summary>
    /// <exception cref="RefusedException">The name, the permissions or the life are refused.</exception>
    public async Task<string> CreateAsync(string name, IReadOnlyList<string> scopes, int days, CancellationToken ct)
    {
        Refusal.ThrowIfAny(WhyNotCreate(name, scopes, days));
        var (text, now) = (TokenText.New(), time.Now());
        var token = new AccessToken(
            Id<AccessToken>.New(now), Owner, name.Trim(), TokenText.HashOf(text)!, text[..12], [.. scopes.Distinct()], now, now.AddDays(days));
        db.AccessTokens.Add(token);
        db.Record(new AccessTokenMade(new(Owner), token.Id, token.Name, token.Scopes, token.ExpiresAt), actor.Actor, now);
        await db.SaveChangesAsync(ct);
        return text;
    }

    /// <summary>Revokes one of one's own tokens.</summary>
    /// <exception cref="NotFoundException">It is not one's own.</exception>
    public async Task RevokeAsync(Id<AccessToken> id, CancellationToken ct)
    {
        var owner = Owner;
        var token = await db.AccessTokens.SingleOrNotFoundAsync(t => t.Id == id && t.AccountId == owner, ct);
        var now = time.Now();
        db.Record(token.Revoke(now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>One's own tokens, the newest first.</summary>
    public async Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken ct)
    {
        var owner = Owner;
        return await db.AccessTokens.AsNoTracking().Where(t => t.AccountId == owner).OrderByDescending(t => t.Id).ToListAsync(ct);
    }

    private IEnumerable<Refusal> WhyNotCreate(string name, IReadOnlyList<string> scopes, int days)
    {
        if (name.Trim() is not { Length: > 0 and <= AccessToken.NameMaxLength })
            yield return Refusal.Of("account.token-name", ("max", AccessToken.NameMaxLength));

        if (scopes.Count == 0)
            yield return Refusal.Of("account.token-without-scope");

        if (scopes.Except(TokenScopes.For(actor)).Any())
            yield return Refusal.Of("account.token-wider-than-owner");

        if (!Lives.Contains(days))
            yield return Refusal.Of("account.token-life");
    }
}
