using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress;

/// <summary>Blocs held by correspondence, prior experience or an award made elsewhere: the registrar records them, and takes them back with a motive.</summary>
public sealed class ExemptionService(
    AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, StandingService standings, TimeProvider time)
{
    /// <summary>Records that a bloc is held.</summary>
    /// <exception cref="RefusedException">See <see cref="ExemptionRecord.WhyNot"/>.</exception>
    public async Task<Id<ExemptionRecord>> ExemptAsync(Id<Candidacy> candidacy, ExemptionStep step, CancellationToken ct)
    {
        await using var work = await BeginAsync(candidacy, ct);
        var all = await AllAsync(candidacy, ct);
        var (record, fact) = ExemptionRecord.Of(
            Id<ExemptionRecord>.New(work.Now), work.File.Candidacy, work.Framework, step, all, actor.Actor, Dates.Civil(work.Now), work.Now);
        work.Add(record, fact);
        await CommitAsync(work, ct);
        return record.Id;
    }

    /// <summary>Takes an exemption back, with the motive.</summary>
    /// <exception cref="RefusedException">No motive, or it is taken back already.</exception>
    public async Task WithdrawAsync(Id<Candidacy> candidacy, Id<ExemptionRecord> exemption, string motive, CancellationToken ct)
    {
        await using var work = await BeginAsync(candidacy, ct);
        var all = await AllAsync(candidacy, ct);
        var found = all.Find(e => e.Id == exemption) ?? throw new NotFoundException();
        var (record, fact) = found.Withdraw(Id<ExemptionRecord>.New(work.Now), motive, all, actor.Actor, work.Now);
        work.Add(record, fact);
        await CommitAsync(work, ct);
    }

    private async Task<ProgressWork> BeginAsync(Id<Candidacy> candidacy, CancellationToken ct)
    {
        var work = await ProgressWork.BeginAsync(db, actor, frameworks, standings, time, candidacy, ct);
        if (actor.Holds(work.File.Cohort, Role.Registrar))
            return work;

        await work.DisposeAsync();
        throw new ForbiddenException();
    }

    private async Task CommitAsync(ProgressWork work, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        work.Standing.TakeEarlier(work.Framework, (await db.ReadEarlierAsync([work.File.Candidacy], ct))[work.File.Candidacy.Id]);
        await work.CommitAsync(ct);
    }

    private Task<List<ExemptionRecord>> AllAsync(Id<Candidacy> candidacy, CancellationToken ct) =>
        db.ExemptionRecords.Where(e => e.CandidacyId == candidacy).ToListAsync(ct);
}
