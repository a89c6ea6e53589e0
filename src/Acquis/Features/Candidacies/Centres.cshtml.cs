using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies;

/// <summary>Centres: the list, one to open or to change.</summary>
[Authorize(Policies.Registrar)]
public sealed class CentresModel(AcquisDb db, CohortService cohorts, Texts texts) : PageModel, IReloads
{
    /// <summary>The centre to change; null opens a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Id<Centre>? Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string City { get; set; } = "";

    [BindProperty]
    public string? Siret { get; set; }

    [BindProperty]
    public bool IsPartner { get; set; }

    public IReadOnlyList<Centre> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReloadAsync(ct);
        if (Id is { } id)
        {
            var centre = Rows.SingleOrDefault(c => c.Id == id) ?? throw new NotFoundException();
            (Version, Name, City, Siret, IsPartner) = (centre.Version, centre.Name, centre.City, centre.Siret, centre.IsPartner);
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        var siret = Siret?.Replace(" ", "", StringComparison.Ordinal);
        if (Id is { } id)
            await cohorts.ChangeCentreAsync(id, Version, Name, City, siret, IsPartner, ct);
        else
            await cohorts.OpenCentreAsync(Name, City, siret, IsPartner, ct);

        TempData.SetFlash(texts["centre.saved", ("name", Name)]);
        return LocalRedirect("/centres");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => Rows = await db.Centres.AsNoTracking().OrderBy(c => c.Name).ToListAsync(ct);
}
