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

/// <summary>Calls jurors of the register to a season; what speaks against somebody stands beside the name.</summary>
[Authorize(Policies.Registrar)]
public sealed class SeasonJurorsModel(AcquisDb db, SeasonService seasons, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Season> Id { get; set; }

    [BindProperty]
    public List<Guid> Chosen { get; set; } = [];

    public Season Season { get; private set; } = null!;

    /// <summary>Jurors who are called already.</summary>
    public int Called { get; private set; }

    /// <summary>Who can be called, with what the season asks for and they don't have.</summary>
    public IReadOnlyList<(Juror Juror, IReadOnlyList<Refusal> Remarks)> Rows { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var count = await seasons.CallAsync(Id, [.. Chosen.Select(c => new Id<Juror>(c))], ct);
        TempData.SetFlash(texts["season.called-now", ("count", count)]);
        return LocalRedirect($"/seasons/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Season = await db.Seasons.AsNoTracking().VisibleTo(actor).SingleOrNotFoundAsync(s => s.Id == Id, ct);
        var called = db.SeasonAnswers.Where(a => a.SeasonId == Id && a.ReleasedAt == null).Select(a => a.JurorId);
        Called = await called.CountAsync(ct);
        var rows = await db.Jurors.AsNoTracking().Where(j => j.RetiredAt == null && !called.Contains(j.Id)).OrderBy(j => j.SortKey).ThenBy(j => j.Id).ToListAsync(ct);
        Rows = rows.ConvertAll(j => (j, (IReadOnlyList<Refusal>)[.. Season.Doubts(j)]));
    }
}
