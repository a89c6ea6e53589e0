using System.Security.Claims;
using Acquis.Data;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acquis.Features.Accounts;

/// <summary>Puts name, person and grants into the session; they are read anew each time the security stamp is checked.</summary>
public sealed class AcquisPrincipal(UserManager<Account> users, IOptions<IdentityOptions> options, AcquisDb db)
    : UserClaimsPrincipalFactory<Account>(users, options)
{
    /// <inheritdoc />
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(CurrentActor.NameClaim, user.DisplayName));
        if (user.PersonId is { } person)
            identity.AddClaim(new(CurrentActor.PersonClaim, person.ToString()));

        foreach (var g in await db.RoleGrants.AsNoTracking().Where(g => g.AccountId == user.Id).ToListAsync())
            identity.AddClaim(new(CurrentActor.GrantClaim, new Grant(g.Role, g.CertificationId, g.CentreId, g.CohortId).ToString()));

        return identity;
    }
}

/// <summary>Signs in, but never to a disabled account.</summary>
public sealed class AcquisSignIn(
    UserManager<Account> users,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<Account> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> log,
    Microsoft.AspNetCore.Authentication.IAuthenticationSchemeProvider schemes,
    IUserConfirmation<Account> confirmation)
    : SignInManager<Account>(users, context, claims, options, log, schemes, confirmation)
{
    /// <inheritdoc />
    public override async Task<bool> CanSignInAsync(Account user) => user.DisabledAt is null && await base.CanSignInAsync(user);

    /// <summary>Keeps for five minutes, in a cookie of its own that opens nothing, whose password was right.</summary>
    public Task AwaitCodeAsync(Account account)
    {
        var identity = new ClaimsIdentity(IdentityConstants.TwoFactorUserIdScheme);
        identity.AddClaim(new(ClaimTypes.Name, account.Id.ToString()));
        identity.AddClaim(new(Options.ClaimsIdentity.SecurityStampClaimType, account.SecurityStamp ?? ""));
        return Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new(identity));
    }

    /// <summary>The account whose code is awaited, or null.</summary>
    public async Task<Account?> AwaitedAsync()
    {
        var awaited = (await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal;
        return awaited?.FindFirstValue(ClaimTypes.Name) is { } id && await UserManager.FindByIdAsync(id) is { TwoFactorEnabled: true } account
            && awaited.FindFirstValue(Options.ClaimsIdentity.SecurityStampClaimType) == account.SecurityStamp && await CanSignInAsync(account)
            ? account
            : null;
    }

    /// <summary>Drops that cookie.</summary>
    public Task ForgetCodeAsync() => Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}
