using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Mass;

/// <summary>Where the certifying levels of one assessment and attempt stand in a cohort, in candidates.</summary>
/// <param name="Ready">Can be released now.</param>
/// <param name="Waiting">A grid is still open, a second assessor is awaited, or the two are to be agreed.</param>
/// <param name="Released">Know their levels.</param>
public sealed record ReleaseState(Assessment Assessment, int Attempt, int Ready, int Waiting, int Released);

/// <summary>Communique les niveaux: releases the certifying levels of one assessment to every candidate of a cohort for whom they are ready, in one transaction.</summary>
public sealed class CohortReleaseService(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, TimeProvider time)
{
    /// <summary>The cohort, where each assessment and attempt stands that has any level, and how many candidates have anything ready.</summary>
    /// <exception cref="NotFoundException">There is no such cohort, or it is not for who asks.</exception>
    /// <exception cref="ForbiddenException">Who asks is no registrar of the cohort.</exception>
    public async Task<(Cohort Cohort, IReadOnlyList<ReleaseState> States, int Candidates)> ReadAsync(Id<Cohort> id, CancellationToken ct)
    {
        var (cohort, framework) = await FindAsync(id, ct);
        var active = db.Candidacies.Where(c => c.CohortId == id && c.FrameworkVersionId == cohort.FrameworkVersionId && c.State == CandidacyState.Active).Select(c => c.Id);
        var ratings = (await db.Ratings.AsNoTracking().Where(r => r.Lane == Lane.Assessor && active.Contains(r.CandidacyId)).ToListAsync(ct))
            .ToLookup(r => (r.Assessment, r.Attempt));
        var grids = (await db.Grids.AsNoTracking().Where(g => active.Contains(g.CandidacyId)).ToListAsync(ct)).ToLookup(g => (g.CandidacyId, g.Assessment, g.Attempt));
        var some = new HashSet<Id<Candidacy>>();
        var states =
            from assessment in framework.Assessments
            from attempt in ratings.Where(g => g.Key.Assessment == assessment.Code).Select(g => g.Key.Attempt).Order()
            select StateOf(framework, assessment, attempt, ratings[(assessment.Code, attempt)].ToLookup(r => r.CandidacyId), grids, some);
        return (cohort, [.. states], some.Count);
    }

    /// <summary>Releases what is ready; the others wait for their second assessor.</summary>
    /// <returns>Number of candidates who know their levels now.</returns>
    /// <exception cref="RefusedException">Nothing is ready.</exception>
    public async Task<int> ReleaseAsync(Id<Cohort> id, string assessment, int attempt, CancellationToken ct)
    {
        var (cohort, framework) = await FindAsync(id, ct);
        var competences = framework.Assessments.FirstOrDefault(a => a.Code == assessment)?.Competences ?? throw new NotFoundException();
        var ids = await db.Candidacies.Where(c => c.CohortId == id && c.State == CandidacyState.Active).Select(c => c.Id).ToListAsync(ct);
        await using var work = await CohortWork.BeginAsync(db, actor.Actor, framework, cohort, ids, time.Now(), ct);
        var ratings = (await db.Ratings.Where(r => ids.Contains(r.CandidacyId) && competences.Contains(r.Competence)).ToListAsync(ct)).ToLookup(r => r.CandidacyId);
        var grids = (await db.Grids.Where(g => ids.Contains(g.CandidacyId) && g.Assessment == assessment && g.Attempt == attempt).ToListAsync(ct)).ToLookup(g => g.CandidacyId);
        var released = 0;
        foreach (var candidacy in work.Candidacies.Keys)
        {
            var (own, ownGrids) = (ratings[candidacy].ToList(), grids[candidacy].ToList());
            var ready = own.FindAll(r => r.ReleasedAt is null && r.Assessment == assessment && r.Attempt == attempt);
            if (ready.Count == 0 || Releases.WhyNot(framework, assessment, attempt, ownGrids, own).Any())
                continue;

            foreach (var fact in Releases.Release(candidacy, ready, ownGrids, work.Now))
                work.Record(fact);

            work.Take(candidacy, own.Live(), [.. ready.Select(r => r.Competence).Distinct()]);
            released++;
        }

        if (released == 0)
            throw new RefusedException("release.nothing-ready");

        await work.CommitAsync(ct);
        return released;
    }

    /// <summary>Releases whatever is ready, assessment by assessment, each in its own transaction.</summary>
    /// <returns>Number of candidates who know more than before.</returns>
    /// <exception cref="RefusedException">Nothing is ready.</exception>
    public async Task<int> ReleaseAllAsync(Id<Cohort> id, CancellationToken ct)
    {
        var (_, states, candidates) = await ReadAsync(id, ct);
        if (candidates == 0)
            throw new RefusedException("release.nothing-ready");

        foreach (var state in states.Where(s => s.Ready > 0))
        {
            db.ChangeTracker.Clear();
            await ReleaseAsync(id, state.Assessment.Code, state.Attempt, ct);
        }

        return candidates;
    }

    private async Task<(Cohort Cohort, Framework Framework)> FindAsync(Id<Cohort> id, CancellationToken ct)
    {
        var cohort = await db.FindVisibleAsync(id, actor, ct);
        actor.Require(cohort, Role.Registrar);
        return (cohort, await frameworks.GetAsync(db, cohort.FrameworkVersionId, ct));
    }

    private static ReleaseState StateOf(
        Framework framework, Assessment assessment, int attempt, ILookup<Id<Candidacy>, Rating> ratings, ILookup<(Id<Candidacy>, string, int), Grid> grids,
        HashSet<Id<Candidacy>> some)
    {
        var (ready, waiting, released) = (0, 0, 0);
        foreach (var candidate in ratings)
        {
            var own = candidate.ToList();
            if (own.TrueForAll(r => r.ReleasedAt is not null))
                released++;
            else if (Releases.WhyNot(framework, assessment.Code, attempt, [.. grids[(candidate.Key, assessment.Code, attempt)]], own).Any())
                waiting++;
            else
            {
                ready++;
                some.Add(candidate.Key);
            }
        }

        return new(assessment, attempt, ready, waiting, released);
    }
}
