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
public sealed record HomeCohort(Cohort Cohort)
{
    public int Candidates { get; init; }

    /// <summary>Candidates on whom two assessors differ.</summary>
    public int Differ { get; init; }

    /// <summary>Candidates who wait for a second assessor.</summary>
    public int AwaitSecond { get; init; }

    /// <summary>Candidates without any level of a trainer.</summary>
    public int WithoutTrainer { get; init; }

    /// <summary>Candidates for whom who asks has opened no grid.</summary>
    public int WithoutMine { get; init; }

    /// <summary>Competences at the threshold or above, over all candidates.</summary>
    public int Acquired { get; init; }

    /// <summary>Competences that count, over all candidates.</summary>
    public int Counted { get; init; }

    /// <summary>Candidates who meet every condition of what they asked for.</summary>
    public int Complete { get; init; }

    /// <summary>Candidates who do not, and of whom no jury has spoken.</summary>
    public int Incomplete { get; init; }

    /// <summary>Candidates whom a jury has before it or has decided on.</summary>
    public int Decided { get; init; }

    /// <summary>Candidates who meet every condition and are on no deliberation under preparation nor decided on.</summary>
    public int Ready { get; init; }
}

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
        return cohorts.ConvertAll(cohort => !counts.TryGetValue(cohort.Id, out var c) ? new HomeCohort(cohort) : new(cohort)
        {
            Candidates = c.Candidates,
            Differ = c.Differ,
            AwaitSecond = c.AwaitSecond,
            WithoutTrainer = c.WithoutTrainer,
            WithoutMine = c.WithoutMine,
            Acquired = c.Acquired,
            Counted = c.Counted,
            Complete = c.Complete,
            Incomplete = c.Incomplete,
            Decided = c.Decided,
            Ready = c.Ready,
        });
    }
}
