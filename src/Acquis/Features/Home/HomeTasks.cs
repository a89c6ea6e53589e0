using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Frameworks;
using Acquis.Features.Keeping;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Home;

/// <summary>Something that waits for somebody: what to do, where, why.</summary>
public sealed record HomeTask(string Act, string Href, string Why, string About = "");

/// <summary>
/// What waits for a registrar or an administrator, in the order in which an installation is filled: settings, framework, centre, cohort,
/// modules, candidates.
/// </summary>
public sealed class HomeTasks(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, TimeProvider time, Texts texts)
{
    private const int MostCohorts = 20;

    /// <summary>The tasks, first things first; none when nothing waits.</summary>
    public async Task<IReadOnlyList<HomeTask>> ListAsync(CancellationToken ct)
    {
        var tasks = new List<HomeTask>();
        var body = await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct) ?? CertifyingBody.Unnamed();
        var missing = body.WhyNotIssue().ToList();
        if (missing.Count > 0)
            tasks.Add(new(texts["home.task.settings"], "/settings", texts["home.task.settings.why"], texts["home.task.missing", ("count", missing.Count)]));

        if (actor.Holds(Role.Administrator) && (await BackupState.OfAsync(db, time.Now(), ct)) is { Worry: not BackupWorry.None } state)
            tasks.Add(new(texts[$"home.task.backup.{state.Worry}"], "/settings/backups", texts[$"backup.worry.{state.Worry}", ("failed", state.LastFailedAt), ("done", state.LastDoneAt)]));

        if (actor.Holds(Role.Registrar))
            await RegistrarAsync(tasks, ct);

        return tasks;
    }

    private async Task RegistrarAsync(List<HomeTask> tasks, CancellationToken ct)
    {
        var states = await db.FrameworkVersions.GroupBy(v => v.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var published = states.Any(s => s.Key is FrameworkVersionState.Published);
        var drafts = states.Find(s => s.Key is FrameworkVersionState.Draft)?.Count ?? 0;
        if (drafts > 0)
            tasks.Add(new(texts["home.task.publish"], "/frameworks", texts["home.task.publish.why"], texts["home.task.drafts", ("count", drafts)]));
        else if (!published)
            tasks.Add(new(texts["home.task.framework"], "/frameworks", texts["home.task.framework.why"]));

        if (!await db.Centres.AnyAsync(ct))
            tasks.Add(new(texts["home.task.centre"], "/centres", texts["home.task.centre.why"]));
        else if (published && !await db.Cohorts.VisibleTo(actor).AnyAsync(ct))
            tasks.Add(new(texts["home.task.cohort"], "/cohorts/new", texts["home.task.cohort.why"]));

        await CohortsAsync(tasks, ct);
    }

    private async Task CohortsAsync(List<HomeTask> tasks, CancellationToken ct)
    {
        var today = Dates.Civil(time.GetUtcNow());
        var cohorts = await db.Cohorts.AsNoTracking().VisibleTo(actor).Where(c => c.EndsOn >= today).OrderBy(c => c.EndsOn).Take(MostCohorts)
            .Select(c => new { Cohort = c, Candidates = db.Candidacies.Count(k => k.CohortId == c.Id) }).ToListAsync(ct);
        foreach (var (cohort, candidates) in cohorts.Select(c => (c.Cohort, c.Candidates)).Where(c => actor.Holds(c.Cohort, Role.Registrar)))
        {
            var framework = await frameworks.GetAsync(db, cohort.FrameworkVersionId, ct);
            if (framework.Modules.Count + cohort.Modules.Count == 0 && framework.Requirements.Any(r => r.Kind is RequirementKind.PerModule))
                tasks.Add(new(texts["home.task.modules", ("cohort", cohort.Name)], $"/cohorts/{cohort.Id}/modules", texts["home.task.modules.why"]));

            if (candidates == 0)
                tasks.Add(new(texts["home.task.enrol", ("cohort", cohort.Name)], $"/cohorts/{cohort.Id}/enrol", texts["home.task.enrol.why"]));
        }
    }
}
