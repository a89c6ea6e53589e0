using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Diplomas;
using Acquis.Features.Frameworks;
using Acquis.Features.Keeping;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Home;

/// <summary>Something that waits for somebody: what to do, where, why, and until when.</summary>
/// <param name="About">How much there is of it.</param>
/// <param name="Until">Civil date by which it is due, or null.</param>
/// <param name="Place">The entry of the rail under which it is counted, or null.</param>
public sealed record HomeTask(string Act, string Href, string Why, string About = "", DateOnly? Until = null, string? Place = null);

/// <summary>The certifying body, whether a revocation is asked for, messages in trouble, frameworks published and in preparation.</summary>
internal sealed record InstallationState(CertifyingBody? Body, bool Asked, int Failed, int Doubtful, bool Published, int Drafts);

/// <summary>
/// What waits for a registrar or an administrator so that the installation works, in the order in which it is filled: settings, backups, messages,
/// framework, centre, cohort, modules, candidates; and what asks for a second person.
/// </summary>
public sealed class HomeTasks(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, TimeProvider time, Texts texts)
{
    /// <summary>Most revocations told at once: the oldest come first, the others when these are answered.</summary>
    private const int Most = 12;

    /// <summary>The tasks, first things first; none when nothing waits.</summary>
    /// <param name="cohorts">The cohorts that who asks may see.</param>
    public async Task<IReadOnlyList<HomeTask>> ListAsync(IReadOnlyList<HomeCohort> cohorts, CancellationToken ct)
    {
        var tasks = new List<HomeTask>();
        var read = await StateAsync(ct);
        if (read.Asked)
            tasks.AddRange(await RevocationsAsync(ct));

        var missing = (read.Body ?? CertifyingBody.Unnamed()).WhyNotIssue().ToList();
        if (missing.Count > 0)
            tasks.Add(new(texts["home.task.settings"], "/settings", texts["home.task.settings.why"], texts["home.task.missing", ("count", missing.Count)], Place: "/settings"));

        if (actor.Holds(Role.Administrator) && (await BackupState.OfAsync(db, time.Now(), ct)) is { Worry: not BackupWorry.None } state)
            tasks.Add(new(
                texts[$"home.task.backup.{state.Worry}"], "/settings/backups", texts[$"backup.worry.{state.Worry}", ("failed", state.LastFailedAt), ("done", state.LastDoneAt)],
                Place: "/settings"));

        var unlimited = actor.Grants.Any(g => g.Role is Role.Registrar && g.IsUnlimited);
        if (actor.Holds(Role.Administrator) || unlimited)
            tasks.AddRange(Messages(read));

        if (actor.Holds(Role.Registrar))
            await RegistrarAsync(tasks, read, cohorts, ct);

        return tasks;
    }

    /// <summary>Revocations that somebody else asked for: a second person agrees or declines.</summary>
    private async Task<IEnumerable<HomeTask>> RevocationsAsync(CancellationToken ct)
    {
        var asked = await db.Diplomas.AsNoTracking().AwaitingAnswerOf(actor).OrderBy(d => d.Id).ToListAsync(ct);
        return asked.Where(d => !d.WhyNotAnswerRevocation(actor.Actor).Any()).Take(Most).Select(d => new HomeTask(
            texts["home.revocation", ("number", d.Number)], $"/diplomas/{d.Id}/revocation", texts["home.revocation.why", ("at", d.AskedRevocation!.At)], d.HolderName,
            Place: "/diplomas"));
    }

    /// <summary>What the whole installation is counted from, in one statement: the row of who asks is always there to hold the rest.</summary>
    private async Task<InstallationState> StateAsync(CancellationToken ct) => await (
        from user in db.Users.AsNoTracking()
        from body in db.CertifyingBodies.DefaultIfEmpty()
        where user.Id == actor.AccountId
        select new InstallationState(
            body, db.Diplomas.Any(d => d.AskedRevocation != null), db.OutboxMessages.Count(m => m.State == OutboxState.Failed),
            db.OutboxMessages.Count(m => m.State == OutboxState.Doubtful), db.FrameworkVersions.Any(v => v.State == FrameworkVersionState.Published),
            db.FrameworkVersions.Count(v => v.State == FrameworkVersionState.Draft))).SingleAsync(ct);

    private IEnumerable<HomeTask> Messages(InstallationState read) => new[] { (State: OutboxState.Failed, Count: read.Failed), (State: OutboxState.Doubtful, Count: read.Doubtful) }
        .Where(c => c.Count > 0).Select(c => new HomeTask(
            texts[$"home.messages.{c.State}", ("count", c.Count)], $"/messages?state={c.State}", texts[$"home.messages.{c.State}.why"], Place: "/settings"));

    private async Task RegistrarAsync(List<HomeTask> tasks, InstallationState read, IReadOnlyList<HomeCohort> cohorts, CancellationToken ct)
    {
        if (read.Drafts > 0)
            tasks.Add(new(texts["home.task.publish"], "/frameworks", texts["home.task.publish.why"], texts["home.task.drafts", ("count", read.Drafts)], Place: "/frameworks"));
        else if (!read.Published)
            tasks.Add(new(texts["home.task.framework"], "/frameworks", texts["home.task.framework.why"], Place: "/frameworks"));

        if (cohorts.Count == 0 && !await db.Centres.AnyAsync(ct))
            tasks.Add(new(texts["home.task.centre"], "/centres", texts["home.task.centre.why"]));
        else if (cohorts.Count == 0 && read.Published)
            tasks.Add(new(texts["home.task.cohort"], "/cohorts/new", texts["home.task.cohort.why"], Place: "/cohorts"));

        await CohortsAsync(tasks, cohorts, ct);
    }

    private async Task CohortsAsync(List<HomeTask> tasks, IReadOnlyList<HomeCohort> cohorts, CancellationToken ct)
    {
        var today = Dates.Civil(time.GetUtcNow());
        foreach (var (cohort, candidates) in cohorts.Select(c => (c.Cohort, c.Candidates)).Where(c => c.Cohort.EndsOn >= today && actor.Holds(c.Cohort, Role.Registrar)))
        {
            var framework = await frameworks.GetAsync(db, cohort.FrameworkVersionId, ct);
            if (framework.Modules.Count + cohort.Modules.Count == 0 && framework.Requirements.Any(r => r.Kind is RequirementKind.PerModule))
                tasks.Add(new(texts["home.task.modules", ("cohort", cohort.Name)], $"/cohorts/{cohort.Id}/modules", texts["home.task.modules.why"], Place: "/cohorts"));

            if (candidates == 0)
                tasks.Add(new(texts["home.task.enrol", ("cohort", cohort.Name)], $"/cohorts/{cohort.Id}/enrol", texts["home.task.enrol.why"], Place: "/cohorts"));
        }
    }
}
