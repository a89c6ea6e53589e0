using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Acquis.Features.Diplomas;
using Acquis.Features.Progress;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>Deliberations from the last pronouncement on: closed, signed, corrected.</summary>
public sealed class ClosingService(AcquisDb db, CurrentActor actor, MinutesWriter minutes, StandingService standings, TimeProvider time)
{
    /// <summary>Closes the whole list and writes its minutes.</summary>
    /// <exception cref="RefusedException">A candidate has no verdict, or somebody has closed it already.</exception>
    /// <exception cref="StaleException">Somebody else changed it since <paramref name="version"/>.</exception>
    public async Task CloseAsync(Id<Deliberation> id, int? version, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var deliberation = await LockedAsync(id, ct);
        if (!deliberation.IsRunBy(actor) && deliberation.SeatOf(actor) is not { IsChair: true })
            throw new ForbiddenException();

        var now = time.Now();
        var pending = await db.Decisions.CountAsync(d => d.DeliberationId == id && d.Verdict == Verdict.Pending, ct);
        Refusal.ThrowIfAny(deliberation.WhyNotClose(pending));
        deliberation.Version.ThrowIfStale(version ?? deliberation.Version);
        var file = await minutes.KeepAsync(deliberation, now, ct);
        db.Record(deliberation.Close(pending, file, now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await standings.TakeEarlierAsync(deliberation.Candidacies, ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Signs the minutes: each member with their own account, or the registrar for a member who has none and signed on paper.</summary>
    /// <exception cref="RefusedException">Not closed, absent, or signed already.</exception>
    public async Task SignAsync(Id<Deliberation> id, Id<JuryMember> memberId, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var deliberation = await LockedAsync(id, ct);
        var member = deliberation.Members.SingleOrDefault(m => m.Id == memberId) ?? throw new NotFoundException();
        var own = actor.IsProgram || (member.AccountId is { } account && account == actor.AccountId);
        if (!own && (member.AccountId is not null || !deliberation.IsRunBy(actor)))
            throw new ForbiddenException();

        var now = time.Now();
        db.Record(deliberation.Sign(member, onPaper: !own, now), actor.Actor, now);
        if (deliberation.IsSigned)
        {
            var file = await minutes.KeepAsync(deliberation, deliberation.ClosedAt!.Value, ct);
            db.Record(deliberation.Complete(file), actor.Actor, now);
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    private async Task<Deliberation> LockedAsync(Id<Deliberation> id, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await db.LockAsync("deliberations", "id", id.Value, ct);
        return await db.FindVisibleAsync(id, actor, ct);
    }
}

/// <summary>Replaces a decision that is closed: the only way to correct it.</summary>
public sealed class CorrectionService(
    AcquisDb db, CurrentActor actor, DeliberationService deliberations, DiplomaService diplomas, ProgressService progress, StandingService standings)
{
    /// <summary>
    /// Freezes the facts anew, pronounces another decision in the place of this one, and revokes every document issued on it. Where the results are known,
    /// so is the new one, with the jury's own levels that it stands on.
    /// </summary>
    /// <param name="reason">Why; it is shown in the history and on the documents' page.</param>
    /// <exception cref="RefusedException">Not closed, replaced already, not the chair, or the reason is missing.</exception>
    public async Task<Decision> SupersedeAsync(
        Id<Decision> id, Verdict verdict, IReadOnlyList<string> blocks, string? motive, string reason, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("decisions", "id", id.Value, ct);
        var decision = await db.Decisions.SingleOrNotFoundAsync(d => d.Id == id, ct);
        var deliberation = await db.FindVisibleAsync(decision.DeliberationId, actor, ct);
        Refusal.ThrowIfAny(decision.WhyNotSupersede(deliberation, decision.SeatOf(deliberation, actor)));
        var next = await deliberations.FreezeAnewAsync(deliberation, decision, ct);
        var now = next.FrozenAt;
        var documents = await diplomas.ValidOnAsync(id, ct);
        var said = new Pronouncement(verdict, blocks, DecisionRecords.Salted(motive));
        db.Record(
            decision.Supersede(next, deliberation, decision.SeatOf(deliberation, actor), said, reason, [.. documents.Select(d => d.Id)], now), actor.Actor, now);
        await diplomas.RevokeAllAsync(documents, reason, now, ct);
        await db.SaveChangesAsync(ct);
        await standings.TakeEarlierAsync([decision.CandidacyId], ct);
        await db.SaveChangesAsync(ct);
        if (next.PublishedAt is not null)
            await progress.ReleaseJuryLevelsAsync(decision.CandidacyId, now, ct);

        await write.CommitAsync(ct);
        return next;
    }
}
