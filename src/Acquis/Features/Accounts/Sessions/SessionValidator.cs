using System.Security.Claims;
using Acquis.Data;
using Acquis.Domain;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acquis.Features.Accounts.Sessions;

/// <summary>
/// Revalidates a session once a minute: its row must still be there and the account's security stamp unchanged. In between a request costs no
/// statement; a session ended on this node stops at the next request (<see cref="EndedSessions"/>).
/// </summary>
public sealed class SessionValidator(
    IOptions<SecurityStampValidatorOptions> options, SignInManager<Account> signIn, ILoggerFactory loggers, AcquisDb db, EndedSessions ended)
    : SecurityStampValidator<Account>(options, signIn, loggers)
{
    /// <summary>Longest time for which a session that was ended elsewhere still opens something.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Claim that names the session.</summary>
    public const string SessionClaim = "acquis:session";

    /// <summary>Claim that says by what, beyond a password, who signed in proved themselves.</summary>
    public const string StrongClaim = "acquis:strong";

    /// <summary>The session that a principal belongs to, or null.</summary>
    public static Id<Session>? SessionOf(ClaimsPrincipal? user) =>
        Guid.TryParse(user?.FindFirstValue(SessionClaim), out var id) ? new(id) : null;

    /// <summary>Keeps the claims of the session, which are not the account's, when the principal is made anew.</summary>
    public static Task KeepClaimsAsync(SecurityStampRefreshingPrincipalContext context)
    {
        var identity = (ClaimsIdentity)context.NewPrincipal!.Identity!;
        identity.AddClaims(context.CurrentPrincipal!.Claims.Where(c => c.Type is SessionClaim or StrongClaim).Select(c => new Claim(c.Type, c.Value)));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (SessionOf(context.Principal) is { } id && !ended.Has(id))
            await base.ValidateAsync(context);
        else
            await RejectAsync(context);
    }

    /// <inheritdoc />
    protected override async Task SecurityStampVerified(Account user, CookieValidatePrincipalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var id = SessionOf(context.Principal)!.Value;
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().Now();
        await using var write = await db.BeginWriteAsync(context.HttpContext.RequestAborted);
        var touched = await db.Sessions.Where(s => s.Id == id && s.AccountId == user.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenAt, now));
        await write.CommitAsync(context.HttpContext.RequestAborted);
        if (touched == 0)
            await RejectAsync(context);
        else
            await base.SecurityStampVerified(user, context);
    }

    private async Task RejectAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        await SignInManager.SignOutAsync();
    }
}
