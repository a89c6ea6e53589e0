using System.Diagnostics;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Shared;

/// <summary>
/// What is shown in place of a page that could not be: reached by re-execution (<c>UseStatusCodePagesWithReExecute("/error/{0}")</c>,
/// <c>UseExceptionHandler("/error/500")</c>), so that the address stays the one that was asked for.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    /// <summary>The status whose words are shown: one that has words of its own, or 500 (400 below).</summary>
    public int Shown { get; private set; } = 500;

    /// <summary>Code of a failure of disk or database, whose words are then shown instead; null where it was something else.</summary>
    public string? Storage { get; private set; }

    /// <summary>What the log knows this request by.</summary>
    public string Trace => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    // From the address alone: the form that was refused may have a field of that name.
    public void OnGet([FromRoute] int? code) => Say(code);

    public void OnPost([FromRoute] int? code) => Say(code);

    private void Say(int? code)
    {
        var status = code is >= 400 and <= 599 ? code.Value : 500;
        Storage = StorageFailures.CodeOf(HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error);
        Response.StatusCode = Storage is { } storage ? StorageFailures.StatusOf(storage) : status;
        Shown = status switch
        {
            401 => 403,
            403 or 404 or 409 or 422 or 429 => status,
            410 => 404,
            < 500 => 400,
            _ => 500,
        };
    }
}
