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

    /// <summary>The standing that was read under its lock, tracked; where there is none, it is locked and begun. Call inside the same transaction.</summary>
    public async Task<Standing> TrackAsync(Standing? locked, Id<Candidacy> candidacy, AwardEngine engine, CancellationToken ct)
    {
        if (locked is null)
            return await LockAsync(candidacy, engine, ct);
        if (db.Standings.Local.FindEntry(candidacy) is { } tracked)
            return tracked.Entity;

        db.Attach(locked);
        return locked;
    }

    /// <summary>Begins the standing of a candidacy that is being enrolled, so that lists show it at once. The row is written with the caller's change.</summary>
    public void Begin(Candidacy candidacy, Framework framework, Cohort cohort)
    {
        var engine = AwardEngines.For(framework, cohort);
        var standing = Standing.Begin(candidacy.Id, engine);
        standing.Settle(engine, candidacy.Blocks, Dates.Civil(time.Now()), time.Now());
        db.Standings.Add(standing);
    }

    /// <summary>Takes the blocs that somebody known before brings along into the standing that <see cref="Begin"/> has just begun.</summary>
    public async Task BringAlongAsync(Candidacy candidacy, Cohort cohort, Framework framework, CancellationToken ct)
    {
        var engine = AwardEngines.For(framework, cohort);
        var standing = await LockAsync(candidacy.Id, engine, ct);
        standing.TakeEarlier(framework, await db.ReadEarlierForAsync(candidacy, ct));
        standing.Settle(engine, candidacy.Blocks, Dates.Civil(time.Now()), time.Now());
    }

    /// <summary>Computes the standing anew from all facts. The row is written with the caller's change.</summary>
    public async Task RecomputeAsync(Candidacy candidacy, Cohort cohort, CancellationToken ct)
    {
        var framework = await frameworks.GetAsync(db, candidacy.FrameworkVersionId, ct);
        var engine = AwardEngines.For(framework, cohort);
        var standing = await LockAsync(candidacy.Id, engine, ct);
        var facts = await ProgressFacts.LoadAllAsync(db, [candidacy], ct);
        facts.Of(candidacy.Id).Into(standing, framework, engine);
        standing.Settle(engine, candidacy.Blocks, Dates.Civil(time.Now()), time.Now());
    }

    /// <summary>
    /// Takes the blocs that the people of those candidacies bring along, into the standings of every candidacy of theirs, as after a decision. Call
    /// inside the transaction of the change, once it is written; the rows are written by the caller.
    /// </summary>
    public async Task TakeEarlierAsync(IReadOnlyCollection<Id<Candidacy>> changed, CancellationToken ct)
    {
        var rows = await (
            from candidacy in db.Candidacies.AsNoTracking()
            join cohort in db.Cohorts.AsNoTracking() on candidacy.CohortId equals cohort.Id
            where db.Candidacies.Any(c => changed.Contains(c.Id) && c.PersonId == candidacy.PersonId)
            select new { candidacy, cohort }).ToListAsync(ct);
        var earlier = await db.ReadEarlierAsync([.. rows.Select(r => r.candidacy)], ct);
        var standings = await db.LockedStandings([.. rows.Select(r => r.candidacy.Id)]).ToDictionaryAsync(s => s.CandidacyId, ct);
        foreach (var row in rows)
        {
            if (standings.GetValueOrDefault(row.candidacy.Id) is not { } standing)
                continue;

            var engine = AwardEngines.For(await frameworks.GetAsync(db, row.candidacy.FrameworkVersionId, ct), row.cohort);
            standing.TakeEarlier(engine.Framework, earlier[row.candidacy.Id]);
            standing.Settle(engine, row.candidacy.Blocks, Dates.Civil(time.Now()), time.Now());
        }
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

    private async Task<Standing?> FindAsync(Id<Candidacy> candidacy, CancellationToken ct) =>
        (await db.LockedStanding(candidacy).ToListAsync(ct)).FirstOrDefault()
            ?? db.ChangeTracker.Entries<Standing>().FirstOrDefault(e => e.State is EntityState.Added && e.Entity.CandidacyId == candidacy)?.Entity;
}
