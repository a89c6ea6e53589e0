using System.Globalization;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Explaining;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Juries.Planning;

/// <summary>What a season would be like with one room more, one day less, more jurors: sought beside the timetable, compared with it, never one itself.</summary>
[Authorize(Policies.Registrar)]
public sealed class WhatIfModel(PlanningReader reader, SuppositionService suppositions, TimetableService timetables, Texts texts) : PageModel, IReloads
{
    private static readonly TimeSpan ForCalls = TimeSpan.FromSeconds(2);
    private const int MostCalls = 8;

    [BindProperty(SupportsGet = true)]
    public Id<SeasonTimetable> Id { get; set; }

    [BindProperty]
    public string? Site { get; set; }

    [BindProperty]
    public DateOnly? WithoutDay { get; set; }

    [BindProperty]
    public int? MoreChairs { get; set; }

    [BindProperty]
    public int? MoreOutside { get; set; }

    [BindProperty]
    public int? MoreInside { get; set; }

    [BindProperty]
    public string? Available { get; set; }

    [BindProperty]
    public int Budget { get; set; } = TimetableService.Budgets[0];

    public PlanningFile Known { get; private set; } = null!;

    /// <summary>The timetable as it stands, in figures.</summary>
    public PlanFigures Before { get; private set; } = null!;

    /// <summary>What was supposed, the newest first.</summary>
    public IReadOnlyList<SupposedRun> Runs { get; private set; } = [];

    /// <summary>Jurors whom to call first where somebody has no place.</summary>
    public IReadOnlyList<Call> Calls { get; private set; } = [];

    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    /// <summary>Whether something is sought or waits.</summary>
    public bool Searches => Runs.Any(r => !r.Run.IsOver);

    /// <summary>The newest answer, whose terms are shown.</summary>
    public SupposedRun? Latest => Runs.FirstOrDefault(r => r.After is not null);

    public IEnumerable<SelectListItem> Sites => Optional(Known.File.Rooms.Select(r => r.Site).DistinctBy(s => s.Id).Select(s => new SelectListItem(s.Name, s.Id.ToString())));

    public IEnumerable<SelectListItem> Days => Optional(Known.Problem.HalfDays.Select(h => h.Day).Distinct()
        .Select(d => new SelectListItem(SeasonDates.Day(d), d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));

    public IEnumerable<SelectListItem> Jurors => Optional(Known.Problem.Jurors.Select(j => new SelectListItem(Known.Names[j.Id], j.Id)));

    public IEnumerable<SelectListItem> Budgets => TimetableService.Budgets.Take(2)
        .Select(b => new SelectListItem(b < 60 ? texts["plan.seconds", ("count", b)] : texts["plan.minutes", ("count", b / 60)], b.ToString(CultureInfo.InvariantCulture)));

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ReloadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await suppositions.AskAsync(Id, new(Empty(Site), WithoutDay, MoreChairs ?? 0, MoreOutside ?? 0, MoreInside ?? 0, Empty(Available)), Budget, ct);
        TempData.SetFlash(texts["supposition.asked"]);
        return LocalRedirect($"/timetables/{Id}/what-if");
    }

    public async Task<IActionResult> OnPostStopAsync(Id<TimetableRun> run, CancellationToken ct)
    {
        await timetables.StopAsync((await reader.FindAsync(Id, ct)).SeasonId, run, ct);
        TempData.SetFlash(texts["plan.stopping"]);
        return LocalRedirect($"/timetables/{Id}/what-if");
    }

    /// <summary>What was supposed, in words.</summary>
    public string Say(Supposition what) => string.Join(", ",
    [
        .. what.Site is { } site ? new[] { texts["supposition.room", ("site", Known.Names[site])] } : [],
        .. what.WithoutDay is { } day ? new[] { texts["supposition.without", ("day", SeasonDates.Day(day))] } : [],
        .. what.MoreChairs > 0 ? new[] { texts["supposition.chairs", ("count", what.MoreChairs)] } : [],
        .. what.MoreOutside > 0 ? new[] { texts["supposition.outside", ("count", what.MoreOutside)] } : [],
        .. what.MoreInside > 0 ? new[] { texts["supposition.inside", ("count", what.MoreInside)] } : [],
        .. what.Available is { } juror ? new[] { texts["supposition.available", ("juror", Known.Names[juror])] } : [],
    ]);

    /// <summary>Terms that count before or after, weighted.</summary>
    public IEnumerable<(string Name, long Before, long After)> Terms(PlanFigures after) => Weights.Names
        .Select(n => (n, Before.Terms.GetValueOrDefault(n), after.Terms.GetValueOrDefault(n))).Where(t => t.Item2 != 0 || t.Item3 != 0);

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Known = await reader.OpenAsync(Id, ct);
        Before = SuppositionService.Before(Known);
        Runs = await suppositions.ReadAsync(Id, ct);
        WhyNot = await timetables.WhyNotSeekAsync(Known.File, ct);
        if (Before.Unplaced > 0 && Known.Report.IsLawful)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(ForCalls);
            Calls = [.. Acquis.Timetabling.Explaining.Calls.WorthMaking(Known.Problem, Known.Plan, patience.Token).Take(MostCalls)];
        }
    }

    private static IEnumerable<SelectListItem> Optional(IEnumerable<SelectListItem> items) => items.Prepend(new("–", ""));

    private static string? Empty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
