using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress;

/// <summary>One candidate's file as who asks may see it.</summary>
/// <param name="Facts">Everything recorded, its ratings only those that may be seen, superseded ones included.</param>
/// <param name="Live">Ratings that may be seen and stand.</param>
public sealed record CandidateSheet(
    CandidacyFile File, Framework Framework, AwardEngine Engine, CandidateFacts Facts, IReadOnlyList<Rating> Live, RatingViewer Viewer, DateOnly Today)
{
    /// <summary>What the award rules read of what may be seen.</summary>
    public CandidacyFacts Rules => Facts.For(Engine, File.Candidacy, Live, Today);

    /// <summary>Level of a competence from what may be seen.</summary>
    public ConfirmedLevel Level(string competence) => Standing.Confirm(Framework, competence, Live);
}

/// <summary>Reads progress for pages, under the one rule of who sees a rating.</summary>
public sealed class ProgressReader(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, TimeProvider time)
{
    private static readonly Role[] SeeSubmitted = [Role.Registrar, Role.JuryMember, Role.JuryChair, Role.Auditor];

    /// <summary>One candidate's file.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    public async Task<CandidateSheet> SheetAsync(Id<Candidacy> id, CancellationToken ct)
    {
        var file = await db.ReadVisibleAsync(id, actor, ct);
        var framework = await frameworks.GetAsync(db, file.Candidacy.FrameworkVersionId, ct);
        var viewer = await ViewerAsync(file, ct);
        var facts = (await ProgressFacts.LoadAsync(db, [id], ct)).Of(id);
        var visible = facts.Ratings.VisibleTo(viewer);
        return new(
            file, framework, AwardEngines.For(framework, file.Cohort), facts with { Ratings = visible, Earlier = file.Earlier }, visible.Live(), viewer,
            Dates.Civil(time.Now()));
    }

    /// <summary>Exemptions of a candidacy that may be seen, those taken back included, newest first.</summary>
    public async Task<IReadOnlyList<ExemptionRecord>> ExemptionsAsync(Id<Candidacy> id, CancellationToken ct) =>
        [.. (await db.ExemptionRecords.AsNoTracking().Where(e => e.CandidacyId == id).ToListAsync(ct)).OrderByDescending(e => (e.At, e.Id))];

    /// <summary>Who looks, for the one rule of who sees a rating.</summary>
    public async Task<RatingViewer> ViewerAsync(CandidacyFile file, CancellationToken ct)
    {
        var id = file.Candidacy.Id;
        var sees = SeesSubmitted(file.Cohort) && !file.IsOwn(actor);
        var drafts = sees && actor.AccountId is not null && actor.Holds(file.Cohort, Role.Assessor)
            ? await db.Grids.AsNoTracking().Where(g => g.CandidacyId == id && g.By == actor.Actor && g.State == GridState.Draft)
                .Select(g => new { g.Assessment, g.Attempt }).ToListAsync(ct)
            : [];
        return new(actor.Actor, sees, [.. drafts.Select(d => (d.Assessment, d.Attempt))]);
    }

    /// <summary>Whether who asks sees certifying levels of that cohort before their release.</summary>
    public bool SeesSubmitted(Cohort cohort) => actor.Holds(cohort, SeeSubmitted);

    /// <summary>Names of the people who recorded those ratings, by actor.</summary>
    public async Task<IReadOnlyDictionary<Actor, string>> NamesAsync(IEnumerable<Actor> actors, CancellationToken ct)
    {
        var ids = actors.Where(a => a.Kind is ActorKind.Account).Select(a => a.Id).Distinct().ToList();
        return ids.Count == 0
            ? new Dictionary<Actor, string>()
            : await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.DisplayName })
                .ToDictionaryAsync(u => new Actor(ActorKind.Account, u.Id), u => u.DisplayName, ct);
    }
}
