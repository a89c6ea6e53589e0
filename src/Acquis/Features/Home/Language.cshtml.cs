using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Home;

/// <summary>Keeps the chosen language in the cookie, then goes back.</summary>
[Authorize(Policies.Anyone)]
public sealed class LanguageModel : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPost(string? language, string? next)
    {
        Languages.Keep(HttpContext, language ?? "fr");
        return LocalRedirect(Url.IsLocalUrl(next) ? next : "/");
    }
}
