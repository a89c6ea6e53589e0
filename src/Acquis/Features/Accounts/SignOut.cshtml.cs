using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Accounts;

/// <summary>Ends the session, by POST alone.</summary>
[Authorize(Policies.Anyone)]
public sealed class SignOutModel(SignInService sessions) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await sessions.LeaveAsync(ct);
        return LocalRedirect("/sign-in");
    }
}
