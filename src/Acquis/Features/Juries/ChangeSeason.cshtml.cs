using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>Changes what a season is made of; half-days one a line.</summary>
[Authorize(Policies.Registrar)]
public sealed class ChangeSeasonModel(AcquisDb db, SeasonService seasons, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Season> Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public SeasonForm Form { get; set; } = new();

    public Season Season { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Season = await FindAsync(ct);
        (Version, Form) = (Season.Version, SeasonForm.Of(Season));
        await Form.LoadAsync(db, actor, Season.CertificationId, ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        await seasons.ChangeAsync(Id, Version, Form.ToPlan((await FindAsync(ct)).Candidacies), ct);
        TempData.SetFlash(texts["season.saved"]);
        return LocalRedirect($"/seasons/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Season = await FindAsync(ct);
        await Form.LoadAsync(db, actor, Season.CertificationId, ct);
    }

    private Task<Season> FindAsync(CancellationToken ct) => db.Seasons.AsNoTracking().VisibleTo(actor).SingleOrNotFoundAsync(s => s.Id == Id, ct);
}
