using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress;

/// <summary>Grids of assessors: opened, saved as they go, signed.</summary>
public sealed class GridService(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, StandingService standings, TimeProvider time)
{
    /// <summary>Saves the draft of who asks; opens it at the first save.</summary>
    /// <param name="version">Version of the grid that the form was read from; 0 for one not opened yet.</param>
    /// <exception cref="StaleException">It was saved elsewhere since.</exception>
    /// <exception cref="RefusedException">It cannot be opened, or is signed, or holds a level outside the scale.</exception>
    public async Task<Grid> SaveAsync(
        Id<Candidacy> candidacy, string assessment, int attempt, int version, GridContent content, RatingContext context, CancellationToken ct)
    {
        await using var work = await BeginAsync(candidacy, ct);
        var grid = await SaveAsync(work, assessment, attempt, version, content, context, ct);
        await work.CommitAsync(ct);
        return grid;
    }

    /// <summary>Saves, then signs: each judgement becomes a rating, and the grid never changes again.</summary>
    /// <exception cref="StaleException">It was saved elsewhere since.</exception>
    /// <exception cref="RefusedException">A competence has neither level nor reason, or it is signed already.</exception>
    public async Task<Grid> SubmitAsync(
        Id<Candidacy> candidacy, string assessment, int attempt, int version, GridContent content, RatingContext context, CancellationToken ct)
    {
        await using var work = await BeginAsync(candidacy, ct);
        var grid = await SaveAsync(work, assessment, attempt, version, content, context, ct);
        var others = await OthersAsync(candidacy, assessment, attempt, ct);
        var (ratings, facts) = grid.Submit(
            work.File.Candidacy, work.Framework, actor.Actor, others, () => Id<Rating>.New(work.Now), work.Now);
        db.Ratings.AddRange(ratings);
        foreach (var fact in facts)
        {
            db.Record(fact, actor.Actor, work.Now);
        }

        var competences = ratings.Select(r => r.Competence).ToList();
        var all = await db.Ratings.AsNoTracking().Where(r => r.CandidacyId == candidacy && competences.Contains(r.Competence)).ToListAsync(ct);
        work.Standing.TakeRatings(work.Framework, all.Concat(ratings).Live(), competences);
        await work.CommitAsync(ct);
        return grid;
    }

    private async Task<Grid> SaveAsync(
        ProgressWork work, string assessment, int attempt, int version, GridContent content, RatingContext context, CancellationToken ct)
    {
        var id = work.File.Candidacy.Id;
        var others = await OthersAsync(id, assessment, attempt, ct);
        var grid = others.Find(g => g.By == actor.Actor);
        (grid?.Version ?? 0).ThrowIfStale(grid is null ? 0 : version);
        if (grid is null)
        {
            (grid, var opened) = Grid.Open(
                Id<Grid>.New(work.Now), work.File.Candidacy, work.Framework, assessment, attempt, actor.Actor, context, others, work.Now);
            work.Add(grid, opened);
        }

        db.Record(grid.Save(work.Framework, actor.Actor, content, context, work.Now), actor.Actor, work.Now);
        return grid;
    }

    private Task<List<Grid>> OthersAsync(Id<Candidacy> candidacy, string assessment, int attempt, CancellationToken ct) =>
        db.Grids.Where(g => g.CandidacyId == candidacy && g.Assessment == assessment && g.Attempt == attempt).ToListAsync(ct);

    private async Task<ProgressWork> BeginAsync(Id<Candidacy> candidacy, CancellationToken ct)
    {
        var work = await ProgressWork.BeginAsync(db, actor, frameworks, standings, time, candidacy, ct);
        if (actor.Holds(work.File.Cohort, Role.Assessor))
            return work;

        await work.DisposeAsync();
        throw new ForbiddenException();
    }
}
