using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Acquis.Features.Accounts.Invitations;

/// <summary>
/// Uses an invitation: its bearer chooses a password and has an account, or signs in to the one they have. A link that was used or is too old says so,
/// to whoever holds it only.
/// </summary>
[Authorize(Policies.Anyone)]
[EnableRateLimiting(Infrastructure.SignIn.Limit)]
public sealed class JoinModel(InvitationAcceptance acceptance, SignInService sessions, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public Invitation Invitation { get; private set; } = null!;

    /// <summary>Why the link cannot be used.</summary>
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    /// <summary>Whether somebody already signs in with that address.</summary>
    public bool HasAccount { get; private set; }

    /// <summary>Whether it is that somebody who is here.</summary>
    public bool IsHere { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReloadAsync(ct);
        if (WhyNot.Count > 0)
            Response.StatusCode = StatusCodes.Status410Gone;

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        Refusal.ThrowIfAny(WhyNot);
        if (HasAccount && !IsHere)
        {
            switch (await sessions.TryAsync(Invitation.Email, Password ?? "", ct))
            {
                case SignInStep.CodeNeeded:
                    return LocalRedirect($"/sign-in/code{QueryString.Create("next", $"/join{QueryString.Create("code", Code!)}")}");
                case SignInStep.Refused:
                    ModelState.AddModelError("", texts["account.sign-in.failed"]);
                    return this.Unprocessable();
            }
        }

        var account = HasAccount
            ? await acceptance.JoinAsync(Code, (await acceptance.AccountOfAsync(Invitation, ct))!.Id, ct)
            : await acceptance.MakeAccountAsync(Code, Password ?? "", ct);
        // A session that gave its code is kept: a new one would ask for it again.
        if (!account.TwoFactorEnabled)
            await sessions.EnterAsync(account, ct);
        return LocalRedirect("/");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Invitation = await acceptance.FindAsync(Code, ct);
        WhyNot = [.. acceptance.WhyNot(Invitation)];
        var account = await acceptance.AccountOfAsync(Invitation, ct);
        (HasAccount, IsHere) = (account is not null, account is not null && account.Id == actor.AccountId);
    }
}
