using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Settings;

/// <summary>The logo that documents bear.</summary>
[Authorize(Policies.Settings)]
[StrongSignIn]
public sealed class LogoModel(SettingsService settings, Texts texts) : PageModel
{
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public async Task OnGetAsync(CancellationToken ct) => Version = (await settings.GetAsync(ct)).Version;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), FormMessages.Required);
            return this.Unprocessable();
        }

        await using var stream = Upload.OpenReadStream();
        await settings.TakeLogoAsync(stream, Upload.FileName, Version, ct);
        TempData.SetFlash(texts["settings.saved"]);
        return LocalRedirect("/settings");
    }
}
