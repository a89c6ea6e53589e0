using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Home;

/// <summary>Where everybody lands: for staff what waits and their cohorts, for a candidate the own file.</summary>
[Authorize(Policies.SignedIn)]
public sealed class HomeModel(CurrentActor actor, HomeWork work, OwnFiles files, TimeProvider time) : PageModel
{
    private const int MostCohorts = 8;

    private static readonly string[] GroupKeys = ["home.group.today", "home.group.week", "home.group.later"];

    /// <summary>What waits for who asks, first things first.</summary>
    public IReadOnlyList<HomeTask> Tasks { get; private set; } = [];

    /// <summary>Whether tasks are kept for who asks.</summary>
    public bool HasTasks { get; private set; }

    public bool SeesCohorts { get; private set; }

    public IReadOnlyList<HomeCohort> Cohorts { get; private set; } = [];

    /// <summary>The visitor's own candidacies with the titles of their certifications and the defence to which they are summoned.</summary>
    public IReadOnlyList<OwnFile> Own { get; private set; } = [];

    /// <summary>What else can be opened.</summary>
    public IReadOnlyList<RailEntry> Places { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Own = await files.ReadAsync(ct);
        Places = [.. Rails.For(actor).Where(e => e.Href is not ("/" or "/mine"))];
        if (Places.Count == 0 && Own.Count == 1)
            return LocalRedirect($"/candidacies/{Own[0].Id}");

        SeesCohorts = actor.Holds([.. Policies.Roles[Policies.CohortReaders]]);
        HasTasks = actor.Holds(Role.Administrator, Role.Registrar, Role.Trainer, Role.Assessor, Role.JuryMember, Role.JuryChair);
        (Tasks, var cohorts) = await work.ReadAsync(SeesCohorts, ct);
        Cohorts = [.. cohorts.Take(MostCohorts)];
        return Page();
    }

    /// <summary>How near a date is: past, within a week, or later.</summary>
    public string UrgencyOf(DateOnly until) => until < Today ? "late" : until <= Today.AddDays(7) ? "soon" : "";

    /// <summary>The tasks by when they are due: today or before, within a week, later or at no date; the groups that have any.</summary>
    public IEnumerable<(string TextKey, IReadOnlyList<HomeTask> Tasks)> Groups() => Tasks
        .GroupBy(t => t.Until is not { } until || until > Today.AddDays(7) ? 2 : until > Today ? 1 : 0)
        .OrderBy(g => g.Key).Select(g => (GroupKeys[g.Key], (IReadOnlyList<HomeTask>)[.. g]));

    /// <summary>How many tasks are due today or before.</summary>
    public int DueToday => Tasks.Count(t => t.Until <= Today);

    private DateOnly Today => Dates.Civil(time.GetUtcNow());
}
