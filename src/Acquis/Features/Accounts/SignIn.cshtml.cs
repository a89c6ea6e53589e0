using Acquis.Features.Accounts.Passkeys;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Acquis.Features.Accounts;

/// <summary>Sign-in by e-mail and password. The same answer whether the account is unknown, locked, disabled or the password wrong.</summary>
[Authorize(Policies.Anyone)]
[EnableRateLimiting(Infrastructure.SignIn.Limit)]
public sealed class SignInModel(SignInService sessions, PasskeyService passkeys, Texts texts) : PageModel
{
    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Password { get; set; } = "";

    /// <summary>Local address to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return this.Unprocessable();

        switch (await sessions.TryAsync(Email, Password, ct))
        {
            case SignInStep.Done:
                return LocalRedirect(Url.IsLocalUrl(Next) ? Next : "/");
            case SignInStep.CodeNeeded:
                return LocalRedirect($"/sign-in/code{(Url.IsLocalUrl(Next) ? QueryString.Create("next", Next) : default)}");
        }

        ModelState.AddModelError("", texts["account.sign-in.failed"]);
        return this.Unprocessable();
    }

    /// <summary>What the browser needs to answer with a passkey. It tells of no account.</summary>
    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => Content(await passkeys.AskForProofAsync(null), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential, CancellationToken ct)
    {
        if (await sessions.TryPasskeyAsync(credential ?? "", ct))
            return LocalRedirect(Url.IsLocalUrl(Next) ? Next : "/");

        ModelState.AddModelError("", texts["account.passkey-wrong"]);
        return this.Unprocessable();
    }
}
