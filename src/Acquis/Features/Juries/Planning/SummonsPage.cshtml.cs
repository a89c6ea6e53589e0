using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Acquis.Features.Juries.Planning;

/// <summary>What a candidate or a juror is summoned to, from the link in their mail: always as it stands now.</summary>
[Authorize(Policies.Anyone)]
[EnableRateLimiting(Infrastructure.SignIn.Limit)]
public sealed class SummonsPageModel(SummonsReader reader) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Link { get; set; }

    /// <summary>Null for a link that was never given out.</summary>
    public SummonsPageFile? Opened { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Opened = await reader.OpenAsync(Link, ct);
        if (Opened is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
