using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress;

/// <summary>Keeps one standing per candidacy, under a lock of its row, so that two people's facts about one candidate follow each other.</summary>
public sealed class StandingService(AcquisDb db, FrameworkCatalogue frameworks, TimeProvider time)
{
    /// <summary>Locks the standing until the end of the transaction, and begins it where there is none. Call inside a transaction.</summary>
    public async Task<Standing> LockAsync(Id<Candidacy> candidacy, AwardEngine engine, CancellationToken ct)
    {
        if (await FindAsync(candidacy, ct) is { } found)
            return found;

        await db.LockAsync("candidacies", "id", candidacy.Value, ct);
        if (await FindAsync(candidacy, ct) is { } begun)
            return begun;

        var standing = Standing.Begin(candidacy, engine);
        db.Standings.Add(standing);
        return standing;
    }

    /// <summary>Begins the standing of a candidacy that is being enrolled, so that lists show it at once. The row is written with the caller's change.</summary>
    public void Begin(Candidacy candidacy, Framework framework, Cohort cohort)
    {
        var engine = AwardEngines.For(framework, cohort);
        var standing = Standing.Begin(candidacy.Id, engine);
        standing.Settle(engine, candidacy.Blocks, Dates.Civil(time.Now()), time.Now());
        db.Standings.Add(standing);
    }

    /// <summary>Computes the standing anew from all facts. The row is written with the caller's change.</summary>
    public async Task RecomputeAsync(Candidacy candidacy, Cohort cohort, CancellationToken ct)
    {
        var framework = await frameworks.GetAsync(db, candidacy.FrameworkVersionId, ct);
        var engine = AwardEngines.For(framework, cohort);
        var standing = await LockAsync(candidacy.Id, engine, ct);
        var facts = await ProgressFacts.LoadAsync(db, [candidacy.Id], ct);
        facts.Of(candidacy.Id).Into(standing, framework, engine);
        standing.Settle(engine, candidacy.Blocks, Dates.Civil(time.Now()), time.Now());
    }

    /// <summary>Computes the standings of a cohort anew within the transaction that runs, as after its modules were named; rows are written with the caller's change.</summary>
    public async Task RecomputeWithinAsync(Cohort cohort, CancellationToken ct)
    {
        foreach (var candidacy in await db.Candidacies.AsNoTracking().Where(c => c.CohortId == cohort.Id).OrderBy(c => c.Id).ToListAsync(ct))
        {
            await RecomputeAsync(candidacy, cohort, ct);
        }
    }

    /// <summary>Computes the standings of a cohort anew. One transaction for each candidate.</summary>
    public async Task RecomputeAsync(Cohort cohort, CancellationToken ct)
    {
        foreach (var candidacy in await db.Candidacies.AsNoTracking().Where(c => c.CohortId == cohort.Id).ToListAsync(ct))
        {
            await using var write = await db.BeginWriteAsync(ct);
            await RecomputeAsync(candidacy, cohort, ct);
            await db.SaveChangesAsync(ct);
            await write.CommitAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>Computes every standing anew.</summary>
    /// <returns>How many candidacies there are.</returns>
    public async Task<int> RebuildAsync(CancellationToken ct)
    {
        foreach (var cohort in await db.Cohorts.AsNoTracking().ToListAsync(ct))
        {
            await RecomputeAsync(cohort, ct);
        }

        return await db.Standings.CountAsync(ct);
    }

    private async Task<Standing?> FindAsync(Id<Candidacy> candidacy, CancellationToken ct)
    {
        if (db.Standings.Local.FirstOrDefault(s => s.CandidacyId == candidacy) is { } local && db.Entry(local).State is EntityState.Added)
            return local;

        var found = db is PostgresDb
            ? db.Standings.FromSql($"select * from standings where candidacy_id = {candidacy.Value} for update")
            : db.Standings.Where(s => s.CandidacyId == candidacy);
        return (await found.ToListAsync(ct)).FirstOrDefault();
    }
}
