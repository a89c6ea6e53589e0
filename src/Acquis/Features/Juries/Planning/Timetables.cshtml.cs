using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries.Planning;

/// <summary>The timetables of a season: sought in the background, proposed, adopted.</summary>
[Authorize(Policies.Registrar)]
public sealed class TimetablesModel(AcquisDb db, SeasonReader seasons, TimetableService timetables, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Season> Id { get; set; }

    [BindProperty]
    public int Budget { get; set; } = TimetableService.Budgets[1];

    public SeasonFile Known { get; private set; } = null!;

    /// <summary>The newest first; those put aside last.</summary>
    public IReadOnlyList<SeasonTimetable> All { get; private set; } = [];

    /// <summary>The search that goes on or waits, or else the last one.</summary>
    public TimetableRun? Run { get; private set; }

    /// <summary>Whether a search goes on or waits.</summary>
    public bool Searches => Run is { IsOver: false };

    public IReadOnlyList<Refusal> WhyNotSeek { get; private set; } = [];

    public SeasonTimetable? Adopted => All.FirstOrDefault(t => t.State is TimetableState.Adopted);

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ReloadAsync(ct);
    }

    /// <param name="origin">How it is sought.</param>
    /// <param name="from">The one to start from, or null.</param>
    public async Task<IActionResult> OnPostAsync(TimetableOrigin origin, Id<SeasonTimetable>? from, CancellationToken ct)
    {
        await timetables.SeekAsync(Id, origin, from, Budget, ct);
        TempData.SetFlash(texts["plan.sought"]);
        return LocalRedirect($"/seasons/{Id}/timetables");
    }

    public async Task<IActionResult> OnPostStopAsync(Id<TimetableRun> run, CancellationToken ct)
    {
        await timetables.StopAsync(Id, run, ct);
        TempData.SetFlash(texts["plan.stopping"]);
        return LocalRedirect($"/seasons/{Id}/timetables");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Known = await seasons.ReadAsync(Id, ct);
        All = await db.SeasonTimetables.AsNoTracking().Where(t => t.SeasonId == Id).OrderBy(t => t.State == TimetableState.Discarded).ThenByDescending(t => t.Number).ToListAsync(ct);
        Run = await db.TimetableRuns.AsNoTracking().Where(r => r.SeasonId == Id && r.Supposed == null).OrderByDescending(r => r.Id).FirstOrDefaultAsync(ct);
        WhyNotSeek = await timetables.WhyNotSeekAsync(Known, ct);
    }

    /// <summary>How far the best so far may be from the best there is, in percent.</summary>
    public static double GapOf(TimetableRun run) =>
        run is { Cost: > 0 and var cost, LowerBound: { } bound } ? Math.Round(100 * Math.Max(0, cost - bound) / cost, 2) : 0;
}
