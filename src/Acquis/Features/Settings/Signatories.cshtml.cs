using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Settings;

/// <summary>Those who sign; a row left empty is dropped.</summary>
[Authorize(Policies.Settings)]
[StrongSignIn]
public sealed class SignatoriesModel(SettingsService settings, Texts texts) : PageModel
{
    private const int LeastRows = 3;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public List<SignatoryRow> Rows { get; set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var body = await settings.GetAsync(ct);
        Version = body.Version;
        Rows = [.. body.Signatories.Select(s => new SignatoryRow { Name = s.Name, QualityFr = s.Quality.Fr, QualityEn = s.Quality.En, Mandate = s.Mandate })];
        do
        {
            Rows.Add(new());
        }
        while (Rows.Count < LeastRows);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var signatories = Rows.Where(r => r.Name is not null || r.QualityFr is not null)
            .Select(r => new Signatory(r.Name?.Trim() ?? "", new(r.QualityFr?.Trim() ?? "", r.QualityEn?.Trim()), r.Mandate?.Trim()));
        await settings.NameSignatoriesAsync([.. signatories], Version, ct);
        TempData.SetFlash(texts["settings.saved"]);
        return LocalRedirect("/settings");
    }
}

/// <summary>One signatory as typed.</summary>
public sealed class SignatoryRow
{
    public string? Name { get; set; }

    public string? QualityFr { get; set; }

    public string? QualityEn { get; set; }

    public string? Mandate { get; set; }
}
