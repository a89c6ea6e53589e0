using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Home;

/// <summary>
/// What waits for whom on the path of candidates, read from the rows as they stand: there is no second list to keep. One statement for each matter,
/// whatever the number of candidates.
/// </summary>
public sealed class WaitingTasks(AcquisDb db, CurrentActor actor, SeasonTasks seasons, Texts texts, TimeProvider time)
{
    /// <summary>Most tasks of one matter: the nearest come first, the others when these are done.</summary>
    private const int Most = 12;

    /// <summary>Days before the end of a cohort from which what its candidates still lack is a task of the registrar.</summary>
    private const int DaysBeforeEnd = 30;

    /// <summary>The tasks of the roles held, the nearest date first.</summary>
    /// <param name="cohorts">The cohorts that who asks may see.</param>
    public async Task<IReadOnlyList<HomeTask>> ListAsync(IReadOnlyList<HomeCohort> cohorts, CancellationToken ct)
    {
        var tasks = new List<HomeTask>();
        if (actor.Holds(Role.Registrar, Role.JuryMember, Role.JuryChair))
            tasks.AddRange(await DeliberationsAsync(ct));

        if (actor.Holds(Role.Assessor))
            tasks.AddRange(await DraftsAsync(ct));

        tasks.AddRange(await seasons.ListAsync(ct));
        var today = Dates.Civil(time.GetUtcNow());
        tasks.AddRange(cohorts.SelectMany(c => c.Cohort.EndsOn >= today ? Of(c).Concat(Ending(c, today)) : Ending(c, today)));
        return [.. tasks.OrderBy(t => t.Until ?? DateOnly.MaxValue)];
    }

    /// <summary>What a cohort asks of the roles held for it.</summary>
    private IEnumerable<HomeTask> Of(HomeCohort row)
    {
        var (cohort, path) = (row.Cohort, $"/cohorts/{row.Cohort.Id}");
        if (actor.Holds(cohort, Role.Registrar) && row.Differ > 0)
            yield return Task("home.differ", $"{path}/lists/disagreements", row.Differ);

        if (actor.Holds(cohort, Role.Registrar) && row.AwaitSecond > 0)
            yield return Task("home.second", $"{path}/lists/waiting", row.AwaitSecond);

        if (actor.Holds(cohort, Role.Assessor) && row.WithoutMine > 0)
            yield return Task("home.assess", path, row.WithoutMine);

        if (actor.Holds(cohort, Role.Trainer) && row.WithoutTrainer > 0)
            yield return Task("home.trainer", $"{path}/matrix?lane=Trainer", row.WithoutTrainer);

        HomeTask Task(string key, string href, int count) => About(key, href, cohort, count);
    }

    /// <summary>What a cohort that ends, or has ended, asks of its registrar.</summary>
    private IEnumerable<HomeTask> Ending(HomeCohort row, DateOnly today)
    {
        var cohort = row.Cohort;
        if (!actor.Holds(cohort, Role.Registrar))
            yield break;

        if (row.Incomplete > 0 && cohort.EndsOn >= today && cohort.EndsOn <= today.AddDays(DaysBeforeEnd))
            yield return About("home.missing", $"/cohorts/{cohort.Id}/lists/missing", cohort, row.Incomplete);

        if (row.Ready > 0)
            yield return About("home.deliberate", $"/deliberations/new?cohort={cohort.Id}", cohort, row.Ready);
    }

    private HomeTask About(string key, string href, Cohort cohort, int count) => new(
        texts[key, ("cohort", cohort.Name)], href, texts[$"{key}.why"], texts["home.candidates", ("count", count)], cohort.EndsOn, "/cohorts");

    private async Task<IEnumerable<HomeTask>> DeliberationsAsync(CancellationToken ct)
    {
        var rows = await db.Deliberations.AsNoTracking().VisibleTo(actor)
            .Where(d => d.State != DeliberationState.Published || db.Decisions.Any(x => x.DeliberationId == d.Id && x.SupersededById == null
                && (x.Verdict == Verdict.Awarded || x.Verdict == Verdict.PartlyAwarded) && !db.Diplomas.Any(y => y.DecisionId == x.Id)))
            .OrderBy(d => d.HeldOn).ThenBy(d => d.Id).Take(Most).ToListAsync(ct);
        return rows.Select(d => (Deliberation: d, What: WhatWaits(d))).Where(r => r.What is not null).Select(r => new HomeTask(
            texts[$"home.deliberation.{r.What}", ("name", r.Deliberation.Name)], $"/deliberations/{r.Deliberation.Id}", texts[$"home.deliberation.{r.What}.why"],
            texts["home.candidates", ("count", r.Deliberation.Candidacies.Count)], r.What is "open" or "pronounce" ? r.Deliberation.HeldOn : null, "/deliberations"));
    }

    /// <summary>The step of the deliberation that waits for who asks, or null when it waits for others.</summary>
    private string? WhatWaits(Deliberation deliberation)
    {
        var (seat, runs) = (deliberation.SeatOf(actor), deliberation.IsRunBy(actor));
        return deliberation.State switch
        {
            DeliberationState.Prepared when runs || seat is { IsChair: true } => "open",
            DeliberationState.Open when seat is { IsChair: true } || (runs && seat is null) => "pronounce",
            DeliberationState.Closed when seat is { IsPresent: true, SignedAt: null } => "sign",
            DeliberationState.Closed when runs && !deliberation.IsSigned => "signatures",
            DeliberationState.Closed when runs && deliberation.PublishAt is null => "publish",
            DeliberationState.Published when runs => "issue",
            _ => null,
        };
    }

    private async Task<IEnumerable<HomeTask>> DraftsAsync(CancellationToken ct)
    {
        var me = actor.Actor;
        var drafts = await (
            from grid in db.Grids.AsNoTracking()
            join candidacy in db.Candidacies on grid.CandidacyId equals candidacy.Id
            join person in db.People on candidacy.PersonId equals person.Id
            where grid.By == me && grid.State == GridState.Draft && candidacy.State == CandidacyState.Active
            orderby grid.Date, grid.Id
            select new { grid.CandidacyId, grid.Assessment, grid.SavedAt, grid.Date, person }).Take(Most).ToListAsync(ct);
        return drafts.Select(d => new HomeTask(
            texts["home.grid.finish", ("assessment", d.Assessment), ("name", d.person.DisplayName)], $"/candidacies/{d.CandidacyId}/assessments/{d.Assessment}/grid",
            texts["home.grid.finish.why", ("at", d.SavedAt)], "", d.Date, "/cohorts"));
    }
}
