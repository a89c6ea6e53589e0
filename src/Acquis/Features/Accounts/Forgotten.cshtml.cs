using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Acquis.Features.Accounts;

/// <summary>Asks for a link to set a new password; the answer does not say whether the account exists.</summary>
[Authorize(Policies.Anyone)]
[EnableRateLimiting(Infrastructure.SignIn.Limit)]
public sealed class ForgottenModel(AccountService accounts) : PageModel
{
    [BindProperty]
    public string Email { get; set; } = "";

    public bool Done { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return this.Unprocessable();

        await accounts.ForgottenAsync(Email, ct);
        Done = true;
        return Page();
    }
}
