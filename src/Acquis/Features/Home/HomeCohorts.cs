using Acquis.Data;
using Acquis.Domain.Candidacies;
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
public sealed record HomeCohort(Cohort Cohort, int Candidates, int Differ, int AwaitSecond, int WithoutTrainer, int WithoutMine);

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
            })
            .ToDictionaryAsync(c => c.Key, ct);
        return cohorts.ConvertAll(cohort => counts.TryGetValue(cohort.Id, out var c)
            ? new HomeCohort(cohort, c.Candidates, c.Differ, c.AwaitSecond, c.WithoutTrainer, c.WithoutMine)
            : new HomeCohort(cohort, 0, 0, 0, 0, 0));
    }
}
