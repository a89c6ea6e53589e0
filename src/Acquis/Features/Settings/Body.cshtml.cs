using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Settings;

/// <summary>Who the certifying body is.</summary>
[Authorize(Policies.Settings)]
[StrongSignIn]
public sealed class BodyModel(SettingsService settings, Texts texts) : PageModel
{
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string LegalName { get; set; } = "";

    [BindProperty]
    public string? TradeName { get; set; }

    [BindProperty]
    public string Siret { get; set; } = "";

    [BindProperty]
    public string Address { get; set; } = "";

    [BindProperty]
    public string Postcode { get; set; } = "";

    [BindProperty]
    public string City { get; set; } = "";

    [BindProperty]
    public string PublicAddress { get; set; } = "";

    public async Task OnGetAsync(CancellationToken ct)
    {
        var body = await settings.GetAsync(ct);
        (Version, LegalName, TradeName, Siret) = (body.Version, body.LegalName, body.TradeName, body.Siret);
        (Address, Postcode, City, PublicAddress) = (body.Address, body.Postcode, body.City, body.PublicAddress);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return this.Unprocessable();

        await settings.IdentifyAsync(new(LegalName, TradeName, Siret, Address, Postcode, City, PublicAddress), Version, ct);
        TempData.SetFlash(texts["settings.saved"]);
        return LocalRedirect("/settings");
    }
}
