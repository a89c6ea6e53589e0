using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress.Mass;

/// <summary>Which assessments of a cohort can be made known, and the button that does it for all at once.</summary>
[Authorize(Policies.Registrar)]
public sealed class ReleasesPageModel(CohortReleaseService releases, Texts texts) : PageModel, IReloads
{
    [FromRoute]
    public Id<Cohort> Id { get; set; }

    public Cohort Cohort { get; private set; } = null!;

    public IReadOnlyList<ReleaseState> States { get; private set; } = [];

    /// <summary>Candidates who have levels ready.</summary>
    public int Candidates { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(string assessment, int attempt, CancellationToken ct)
    {
        var count = await releases.ReleaseAsync(Id, assessment, attempt, ct);
        TempData.SetFlash(texts["progress.releases.done", ("count", count), ("assessment", assessment)]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostAllAsync(CancellationToken ct)
    {
        TempData.SetFlash(texts["progress.releases.done.all", ("count", await releases.ReleaseAllAsync(Id, ct))]);
        return RedirectToPage();
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => (Cohort, States, Candidates) = await releases.ReadAsync(Id, ct);
}
