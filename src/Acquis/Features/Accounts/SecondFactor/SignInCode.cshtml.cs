using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Acquis.Features.Accounts.SecondFactor;

/// <summary>The second step of signing in: a code of the application, or a recovery code.</summary>
[Authorize(Policies.Anyone)]
[EnableRateLimiting(Infrastructure.SignIn.Limit)]
public sealed class SignInCodeModel(SignInService signIn, SecondFactorService factors, Texts texts) : PageModel
{
    [BindProperty]
    public string Code { get; set; } = "";

    /// <summary>Local address to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        ModelState.Clear();
        return await signIn.AwaitedAsync() is null ? LocalRedirect("/sign-in") : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await signIn.AwaitedAsync() is not { } account)
            return LocalRedirect("/sign-in");

        if (!ModelState.IsValid)
            return this.Unprocessable();

        if (await factors.ProveAsync(account, Code, ct) is { } proof)
        {
            await signIn.FinishAsync(account, proof, ct);
            return LocalRedirect(Url.IsLocalUrl(Next) ? Next : "/");
        }

        await signIn.FailAsync(account.Email ?? "", account, ct);
        ModelState.AddModelError("", texts["account.factor-code-wrong"]);
        return this.Unprocessable();
    }
}
