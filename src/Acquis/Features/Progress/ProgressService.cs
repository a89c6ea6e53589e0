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

namespace Acquis.Features.Progress;

/// <summary>Records levels, requirements, proofs and defences, each with its fact and the candidacy's standing in one transaction.</summary>
public sealed class ProgressService(
    AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, StandingService standings, TimeProvider time)
{
    /// <summary>Records one level in any lane.</summary>
    /// <returns>The rating's id.</returns>
    /// <exception cref="RefusedException">The level cannot be recorded.</exception>
    public async Task<Id<Rating>> RecordLevelAsync(Id<Candidacy> candidacy, LevelEntry entry, CancellationToken ct) =>
        (await RecordManyAsync(candidacy, new() { Levels = [entry] }, ct))[0].Id;

    /// <summary>Records what two assessors agreed, with their motive.</summary>
    /// <exception cref="RefusedException">Nothing is left to agree, or there is no motive.</exception>
    public Task AgreeAsync(Id<Candidacy> candidacy, string assessment, int attempt, Judgement agreed, RatingContext context, CancellationToken ct) =>
        RecordLevelAsync(candidacy, new(Lane.Assessor, assessment, agreed, context, attempt, RatingRank.Agreed), ct);

    /// <summary>Records the level of a third assessor, with its motive.</summary>
    /// <exception cref="RefusedException">Nothing is left to agree, it is one of the first two, or there is no motive.</exception>
    public Task ThirdRatingAsync(Id<Candidacy> candidacy, string assessment, int attempt, Judgement third, RatingContext context, CancellationToken ct) =>
        RecordLevelAsync(candidacy, new(Lane.Assessor, assessment, third, context, attempt, RatingRank.Third), ct);

    /// <summary>Records the jury's own level, whose comment is the motive.</summary>
    /// <exception cref="RefusedException">There is no motive.</exception>
    public Task RecordJuryLevelAsync(Id<Candidacy> candidacy, Judgement level, RatingContext context, CancellationToken ct) =>
        RecordLevelAsync(candidacy, new(Lane.Jury, null, level, context), ct);

    /// <summary>Records that a requirement was handed in, validated or refused.</summary>
    public Task RecordRequirementAsync(Id<Candidacy> candidacy, RequirementStep step, CancellationToken ct) =>
        RecordManyAsync(candidacy, new() { Requirements = [step] }, ct);

    /// <summary>Records where a competence was proved.</summary>
    public Task RecordProofAsync(Id<Candidacy> candidacy, ProofStep step, CancellationToken ct) =>
        RecordManyAsync(candidacy, new() { Proofs = [step] }, ct);

    /// <summary>Records how the defence went.</summary>
    public Task RecordDefenceAsync(Id<Candidacy> candidacy, DefenceStep step, CancellationToken ct) =>
        RecordManyAsync(candidacy, new() { Defences = [step] }, ct);

    /// <summary>Releases the certifying levels that are ready: those of one assessment and attempt, or all of the candidacy.</summary>
    /// <exception cref="RefusedException">Nothing is ready, or a second grid is still expected.</exception>
    public async Task ReleaseAsync(Id<Candidacy> candidacy, string? assessment, int attempt, CancellationToken ct)
    {
        await using var work = await BeginAsync(candidacy, ct);
        work.File.Require(actor, Role.Registrar);
        var grids = await db.Grids.Where(g => g.CandidacyId == candidacy && (assessment == null || (g.Assessment == assessment && g.Attempt == attempt))).ToListAsync(ct);
        var ratings = await db.Ratings.Where(r => r.CandidacyId == candidacy).ToListAsync(ct);
        if (assessment is not null)
            Refusal.ThrowIfAny(Releases.WhyNot(work.Framework, assessment, attempt, grids, ratings));

        var ready = ratings.Where(r => r.ReleasedAt is null && (assessment is null || (r.Assessment == assessment && r.Attempt == attempt))).ToList();
        Release(work, ready, grids);
        work.Standing.TakeRatings(work.Framework, ratings.Live(), [.. ready.Select(r => r.Competence).Distinct()]);
        await work.CommitAsync(ct);
    }

    /// <summary>
    /// Releases the jury's own levels with the result that they led to: they belong to no assessment, so that releasing one never reaches them. Call
    /// inside the transaction that publishes, or that replaces what is published.
    /// </summary>
    /// <param name="frozen">When the facts of the decision were frozen; what the jury recorded later waits for the next one.</param>
    public async Task ReleaseJuryLevelsAsync(Id<Candidacy> candidacy, DateTimeOffset frozen, CancellationToken ct)
    {
        var ready = await db.Ratings.Where(r => r.CandidacyId == candidacy && r.Lane == Lane.Jury && r.ReleasedAt == null && r.At <= frozen).ToListAsync(ct);
        if (ready.Count == 0)
            return;

        await using var work = await BeginAsync(candidacy, ct);
        var competences = ready.Select(r => r.Competence).Distinct().ToList();
        Release(work, ready, []);
        var all = await db.Ratings.Where(r => r.CandidacyId == candidacy && competences.Contains(r.Competence)).ToListAsync(ct);
        work.Standing.TakeRatings(work.Framework, all.Live(), competences);
        await work.CommitAsync(ct);
    }

    /// <summary>Takes a proof back, with the motive.</summary>
    /// <exception cref="RefusedException">No motive, or it is taken back already.</exception>
    public async Task WithdrawProofAsync(Id<Candidacy> candidacy, Id<ProofRecord> proof, string motive, CancellationToken ct)
    {
        await using var work = await BeginAsync(candidacy, ct);
        work.File.Require(actor, Role.Registrar, Role.Trainer);
        var all = await db.ProofRecords.Where(p => p.CandidacyId == candidacy).ToListAsync(ct);
        var found = all.Find(p => p.Id == proof) ?? throw new NotFoundException();
        var (record, fact) = found.Withdraw(Id<ProofRecord>.New(work.Now), motive, all, actor.Actor, Dates.Civil(work.Now), work.Now);
        work.Add(record, fact);
        all.Add(record);
        work.Standing.TakeProofs(work.Framework, found.Competence, all.Where(p => p.IsLive(all)));
        await work.CommitAsync(ct);
    }

    /// <summary>Records several things about one candidacy in one transaction; within a transaction of the caller it is part of that.</summary>
    /// <returns>The ratings recorded, in the order of the entries.</returns>
    /// <exception cref="RefusedException">One of them is refused; nothing is written.</exception>
    public async Task<IReadOnlyList<Rating>> RecordManyAsync(Id<Candidacy> candidacy, ProgressEntries entries, CancellationToken ct)
    {
        await using var work = await BeginAsync(candidacy, ct);
        var recorded = await RecordLevelsAsync(work, entries, ct);
        RecordRequirements(work, entries.Requirements);
        await RecordProofsAsync(work, entries.Proofs, ct);
        await RecordDefencesAsync(work, entries.Defences, ct);
        await work.CommitAsync(ct);
        return recorded;
    }

    private async Task<List<Rating>> RecordLevelsAsync(ProgressWork work, ProgressEntries entries, CancellationToken ct)
    {
        var competences = entries.Levels.Select(e => e.Judgement.Competence).Distinct().ToList();
        if (competences.Count == 0 && !entries.Release)
            return [];

        work.File.Require(actor, entries.Levels);
        if (entries.Release)
            work.File.Require(actor, Role.Registrar);

        var id = work.File.Candidacy.Id;
        // Only releasing changes ratings; recording reads them.
        var read = entries.Release ? db.Ratings : db.Ratings.AsNoTracking();
        var ratings = await read.Where(r => r.CandidacyId == id && (entries.Release || competences.Contains(r.Competence))).ToListAsync(ct);
        var recorded = new List<Rating>();
        foreach (var entry in entries.Levels)
        {
            var former = entry.Supersedes is { } old ? ratings.Find(r => r.Id == old) ?? throw new NotFoundException() : null;
            var place = DoubleAssessment.PlaceOf(work.Framework, entry, former, ratings, actor.Actor);
            var source = new RatingSource(entry.Lane, entry.Assessment, entry.Attempt, place, actor.Actor, entry.OnBehalfOf);
            var (rating, fact) = Rating.Record(
                Id<Rating>.New(work.Now), work.File.Candidacy, work.Framework, source, entry.Judgement, entry.Context, work.Now,
                former is null ? null : (former, entry.Reason ?? ""));
            work.Add(rating, fact);
            ratings.Add(rating);
            recorded.Add(rating);
        }

        if (entries.Release)
            Release(work, [.. ratings.Where(r => r.ReleasedAt is null)], []);

        work.Standing.TakeRatings(work.Framework, ratings.Live(), entries.Release ? [.. ratings.Select(r => r.Competence).Distinct()] : competences);
        return recorded;
    }

    private void Release(ProgressWork work, List<Rating> ready, IReadOnlyList<Grid> grids)
    {
        if (ready.Count == 0)
            throw new RefusedException("release.nothing-ready");

        foreach (var fact in Releases.Release(work.File.Candidacy.Id, ready, grids, work.Now))
            db.Record(fact, actor.Actor, work.Now);
    }

    private void RecordRequirements(ProgressWork work, IReadOnlyList<RequirementStep> steps)
    {
        foreach (var step in steps)
        {
            work.File.Require(actor, Role.Registrar, Role.Trainer);
            var (record, fact) = RequirementRecord.Of(
                Id<RequirementRecord>.New(work.Now), work.File.Candidacy, work.Framework, work.Engine.Modules, step, actor.Actor, work.Now);
            work.Add(record, fact);
            work.Standing.TakeRequirement(work.Framework, step.Requirement, step.Module, CandidateFacts.StateOf(record));
        }
    }

    private async Task RecordProofsAsync(ProgressWork work, IReadOnlyList<ProofStep> steps, CancellationToken ct)
    {
        if (steps.Count == 0)
            return;

        work.File.Require(actor, Role.Registrar, Role.Trainer);
        var id = work.File.Candidacy.Id;
        var all = await db.ProofRecords.Where(p => p.CandidacyId == id).ToListAsync(ct);
        foreach (var step in steps)
        {
            var (record, fact) = ProofRecord.Of(Id<ProofRecord>.New(work.Now), work.File.Candidacy, work.Framework, step, actor.Actor, work.Now);
            work.Add(record, fact);
            all.Add(record);
        }

        var live = all.Where(p => p.IsLive(all)).ToList();
        foreach (var competence in steps.Select(s => s.Competence).Distinct())
        {
            work.Standing.TakeProofs(work.Framework, competence, live);
        }
    }

    private async Task RecordDefencesAsync(ProgressWork work, IReadOnlyList<DefenceStep> steps, CancellationToken ct)
    {
        foreach (var step in steps)
        {
            work.File.Require(actor, Role.Registrar, Role.JuryMember, Role.JuryChair);
            var id = work.File.Candidacy.Id;
            var former = await db.DefenceRecords.Where(d => d.CandidacyId == id && d.Requirement == step.Requirement).OrderByDescending(d => d.At).FirstOrDefaultAsync(ct);
            var (record, fact) = DefenceRecord.Of(
                Id<DefenceRecord>.New(work.Now), work.File.Candidacy, work.Framework, step, former, actor.Actor, work.Now);
            work.Add(record, fact);
            work.Standing.TakeRequirement(work.Framework, step.Requirement, null, CandidateFacts.StateOf(record));
        }
    }

    private Task<ProgressWork> BeginAsync(Id<Candidacy> candidacy, CancellationToken ct) =>
        ProgressWork.BeginAsync(db, actor, frameworks, standings, time, candidacy, ct);
}
