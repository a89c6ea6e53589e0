using System.Security.Claims;
using System.Text.Encodings.Web;
using Acquis.Data;
using Acquis.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acquis.Features.Accounts.Tokens;

/// <summary>
/// Knows who calls the API by the header <c>Authorization: Bearer acq_…</c>. The owner's rights are read at each call: a token is never worth more than
/// its owner is today, and nothing once the account is closed.
/// </summary>
public sealed class TokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, AcquisDb db, IUserClaimsPrincipalFactory<Account> principals)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "acquis-token";

    /// <summary>Claim that names the token.</summary>
    public const string TokenClaim = "acquis:token";

    /// <summary>Claim of one permission.</summary>
    public const string ScopeClaim = "acquis:scope";

    private const string Bearer = "Bearer ";

    /// <summary>Whether a request calls the API with a token.</summary>
    public static bool IsUsedBy(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") && request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsUsedBy(Request))
            return AuthenticateResult.NoResult();

        if (TokenText.HashOf(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim()) is not { } hash)
            return AuthenticateResult.Fail("malformed");

        var now = TimeProvider.Now();
        var found = await (
            from t in db.AccessTokens.AsNoTracking()
            join a in db.Users.AsNoTracking() on t.AccountId equals a.Id
            where t.Hash == hash
            select new { Token = t, Account = a }).SingleOrDefaultAsync(Context.RequestAborted);
        if (found is null || !found.Token.IsLive(now) || found.Account.DisabledAt is not null)
            return AuthenticateResult.Fail("unknown");

        await TouchAsync(found.Token, now);
        var principal = await principals.CreateAsync(found.Account);
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.AddClaim(new(TokenClaim, found.Token.Id.ToString()));
        identity.AddClaim(new(SessionValidator.StrongClaim, "token"));
        identity.AddClaims(found.Token.Scopes.Select(s => new Claim(ScopeClaim, s)));
        return AuthenticateResult.Success(new(principal, Scheme.Name));
    }

    /// <summary>Asks for a token: 401, and no page to go to.</summary>
    public static Task Challenge(HttpResponse response)
    {
        response.Headers.WWWAuthenticate = "Bearer";
        response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Challenge(Response);

    private async Task TouchAsync(AccessToken token, DateTimeOffset now)
    {
        if (token.UsedAt is { } used && now - used < TimeSpan.FromMinutes(1))
            return;

        await using var write = await db.BeginWriteAsync(Context.RequestAborted);
        await db.AccessTokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.UsedAt, now), Context.RequestAborted);
        await write.CommitAsync(Context.RequestAborted);
    }
}
