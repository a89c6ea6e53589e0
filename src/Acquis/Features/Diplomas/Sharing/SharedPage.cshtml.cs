using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Acquis.Features.Diplomas.Sharing;

/// <summary>
/// What a holder shows by a link, without an account: the document as the public page shows it, and the levels where they chose so. A link that has ended says
/// neither of whom nor of what it was.
/// </summary>
[Authorize(Policies.Anyone)]
[EnableRateLimiting(DiplomasCapability.VerificationLimit)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SharedPageModel(SharingService service) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Link { get; set; }

    /// <summary>Null for a link that was never given out.</summary>
    public OpenedShare? Opened { get; private set; }

    /// <summary>Opens the link; where it opens nothing, the answer says so by its status: 404 for one that was never given out, 410 for one that ended.</summary>
    public async Task OnGetAsync(CancellationToken ct)
    {
        Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Opened = await service.OpenAsync(Link, Preview.IsOne(Request), ct);
        if (Opened?.Document is null)
            Response.StatusCode = Opened is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone;
    }
}
