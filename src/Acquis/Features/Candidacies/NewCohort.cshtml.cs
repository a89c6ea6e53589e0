using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies;

/// <summary>Opens a cohort on a published framework version.</summary>
[Authorize(Policies.Registrar)]
public sealed class NewCohortModel(AcquisDb db, CohortService cohorts, Texts texts) : PageModel, IReloads
{
    [BindProperty]
    public Id<FrameworkVersion> Framework { get; set; }

    [BindProperty]
    public Id<Centre> Centre { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public DateOnly? StartsOn { get; set; }

    [BindProperty]
    public DateOnly? EndsOn { get; set; }

    public IReadOnlyList<SelectListItem> Frameworks { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Centres { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (StartsOn is not { } starts || EndsOn is not { } ends || !ModelState.IsValid)
        {
            if (StartsOn is null)
                ModelState.TryAddModelError(nameof(StartsOn), FormMessages.Required);

            if (EndsOn is null)
                ModelState.TryAddModelError(nameof(EndsOn), FormMessages.Required);

            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        var cohort = await cohorts.OpenAsync(new(Framework, Centre, Name, starts, ends), ct);
        return LocalRedirect($"/cohorts/{cohort.Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        var versions = await (from version in db.FrameworkVersions.AsNoTracking()
                              join certification in db.Certifications on version.CertificationId equals certification.Id
                              where version.State == FrameworkVersionState.Published
                              orderby version.PublishedAt descending
                              select new { version.Id, version.Edition, certification.Title }).ToListAsync(ct);
        Frameworks = [.. versions.Select(v => new SelectListItem($"{texts.In(v.Title)} ({v.Edition})", v.Id.ToString()))];
        var centres = await db.Centres.AsNoTracking().OrderBy(c => c.Name).ToListAsync(ct);
        Centres = [.. centres.Select(c => new SelectListItem($"{c.Name}, {c.City}", c.Id.ToString()))];
    }
}
