using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Home;

/// <summary>A cohort as the first page shows it, with what is counted in it over active candidacies.</summary>
/// <param name="Differ">Candidates on whom two assessors differ.</param>
/// <param name="AwaitSecond">Candidates who wait for a second assessor.</param>
/// <param name="WithoutTrainer">Candidates without any level of a trainer.</param>
/// <param name="WithoutMine">Candidates for whom who asks has opened no grid.</param>
/// <param name="Acquired">Competences at the threshold or above, over all candidates.</param>
/// <param name="Counted">Competences that count, over all candidates.</param>
/// <param name="Complete">Candidates who meet every condition of what they asked for.</param>
/// <param name="Incomplete">Candidates who do not, and of whom no jury has spoken.</param>
/// <param name="Decided">Candidates whom a jury has before it or has decided on.</param>
/// <param name="Ready">Candidates who meet every condition and are on no deliberation under preparation nor decided on.</param>
public sealed record HomeCohort(
    Cohort Cohort, int Candidates, int Differ, int AwaitSecond, int WithoutTrainer, int WithoutMine, int Acquired, int Counted, int Complete, int Incomplete, int Decided, int Ready);

/// <summary>The cohorts of who asks, in two statements: those under way first, the nearest end first, then the latest past.</summary>
public sealed class HomeCohorts(AcquisDb db, CurrentActor actor, TimeProvider time)
{
    private const int Most = 30;

    private const string Differing = "≠";

    public async Task<IReadOnlyList<HomeCohort>> ListAsync(CancellationToken ct)
    {
        var today = Dates.Civil(time.GetUtcNow());
        var cohorts = await db.Cohorts.AsNoTracking().VisibleTo(actor)
            .OrderBy(c => c.EndsOn < today).ThenBy(c => c.EndsOn < today ? DateOnly.MaxValue : c.EndsOn).ThenByDescending(c => c.EndsOn).ThenBy(c => c.Name)
            .Take(Most).ToListAsync(ct);
        if (cohorts.Count == 0)
            return [];

        var ids = cohorts.ConvertAll(c => c.Id);
        var me = actor.Actor;
        var counts = await (
            from candidacy in db.Candidacies
            join standing in db.Standings on candidacy.Id equals standing.CandidacyId
            where ids.Contains(candidacy.CohortId) && candidacy.State == CandidacyState.Active
            select new
            {
                candidacy.CohortId,
                Differ = standing.Cells.Contains(Differing) ? 1 : 0,
                AwaitSecond = standing.Cells.Contains(Cell.AwaitingSecond) ? 1 : 0,
                WithoutTrainer = standing.TrainerCells.Replace(" ", "").Replace(Cell.None, "") == "" ? 1 : 0,
                WithoutMine = db.Grids.Any(g => g.CandidacyId == candidacy.Id && g.By == me) ? 0 : 1,
                standing.Acquired,
                standing.Counted,
                Complete = standing.Certification == RuleState.Met ? 1 : 0,
                Decided = db.Decisions.Any(d => d.CandidacyId == candidacy.Id) ? 1 : 0,
                Preparing = db.Deliberations.Any(d => d.State == DeliberationState.Prepared && d.FrameworkVersionId == candidacy.FrameworkVersionId) ? 1 : 0,
            })
            .GroupBy(c => c.CohortId)
            .Select(g => new
            {
                g.Key,
                Candidates = g.Count(),
                Differ = g.Sum(c => c.Differ),
                AwaitSecond = g.Sum(c => c.AwaitSecond),
                WithoutTrainer = g.Sum(c => c.WithoutTrainer),
                WithoutMine = g.Sum(c => c.WithoutMine),
                Acquired = g.Sum(c => c.Acquired),
                Counted = g.Sum(c => c.Counted),
                Complete = g.Sum(c => c.Complete),
                Incomplete = g.Sum(c => (1 - c.Complete) * (1 - c.Decided)),
                Decided = g.Sum(c => c.Decided),
                Ready = g.Sum(c => c.Complete * (1 - c.Decided) * (1 - c.Preparing)),
            })
            .ToDictionaryAsync(c => c.Key, ct);
        return cohorts.ConvertAll(cohort => counts.TryGetValue(cohort.Id, out var c)
            ? new HomeCohort(cohort, c.Candidates, c.Differ, c.AwaitSecond, c.WithoutTrainer, c.WithoutMine, c.Acquired, c.Counted, c.Complete, c.Incomplete, c.Decided, c.Ready)
            : new HomeCohort(cohort, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }
}
