using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Keeping;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Infrastructure.Mail;

/// <summary>
/// The outbox as the sender sees it. A message is claimed one at a time by an update that only one node can win, and is then in nobody else's hands
/// until its lease ends; a lease that ends unsettled means that the node died while it may have been talking to the server.
/// </summary>
public sealed class OutboxQueue(AcquisDb db, TimeProvider time)
{
    /// <summary>How long a node may take over one message; longer than <see cref="MailSender.Patience"/>.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>How long a message is kept, sent or not.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const int Tries = 5;
    private static readonly string Restored = Fact.ActionOf(typeof(BackupRestored));

    /// <summary>The one row of the whole outbox, made when it is first needed.</summary>
    public async Task<OutboxControl> ControlAsync(CancellationToken ct)
    {
        if (await db.Set<OutboxControl>().SingleOrDefaultAsync(ct) is { } control)
            return control;

        var made = new OutboxControl();
        db.Add(made);
        return made;
    }

    /// <summary>Whether a message may leave now. Settles first what a dead node left behind, and deletes what was kept long enough.</summary>
    public async Task<bool> IsDueAsync(CancellationToken ct)
    {
        var now = time.Now();
        await RecoverAsync(now, ct);
        var control = await ControlAsync(ct);
        if (control.TakePurge(now))
            await PurgeAsync(now, ct);

        return control.IsOpen(now) && await Due(now).AnyAsync(ct);
    }

    /// <summary>Takes the next message up, or null when none is due, everything is stopped, or other nodes are faster.</summary>
    public async Task<OutboxMessage?> ClaimAsync(CancellationToken ct)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            db.ChangeTracker.Clear();
            var now = time.Now();
            var message = await Due(now).Where(_ => !db.Set<OutboxControl>().Any(c => c.StoppedAt != null))
                .OrderBy(m => m.BatchId != null).ThenBy(m => m.NextTryAt).ThenBy(m => m.Id).FirstOrDefaultAsync(ct);
            if (message is null)
                return null;

            var address = BouncedAddress.KeyOf(message.To);
            if (await db.Set<BouncedAddress>().AnyAsync(b => b.Address == address, ct))
                message.MarkRefused("outbox.note.bounced-address");
            else
                message.Claim(now + Lease);

            if (await TrySaveAsync(ct) && message.State is OutboxState.Sending)
                return message;
        }

        return null;
    }

    /// <summary>Writes what became of a claimed message.</summary>
    public async Task SettleAsync(OutboxMessage message, Delivery delivery)
    {
        var now = time.Now();
        switch (delivery.Result)
        {
            case DeliveryResult.Taken:
                message.MarkSent(now);
                break;
            case DeliveryResult.Refused:
                message.MarkRefused(delivery.Answer);
                break;
            case DeliveryResult.Deferred:
                message.MarkDeferred(delivery.Answer, now);
                break;
            case DeliveryResult.Unknown:
                message.MarkDoubtful(delivery.Answer);
                break;
            case DeliveryResult.ServerTrouble:
                message.PutBack();
                (await ControlAsync(CancellationToken.None)).Fail(delivery.Answer, now);
                break;
        }

        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>Notes that the server cannot be talked to; null that it can.</summary>
    public async Task NoteServerAsync(string? trouble, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var control = await ControlAsync(ct);
        if (trouble is not null)
            control.Fail(trouble, time.Now());
        else
            control.Succeed();

        await TrySaveAsync(ct);
    }

    private IQueryable<OutboxMessage> Due(DateTimeOffset now) => db.OutboxMessages.Where(m => m.State == OutboxState.Waiting && m.NextTryAt <= now);

    /// <summary>
    /// Leases that ended: a node died in the middle of a conversation. And what waited in a backup that was restored since: it may have left after
    /// the backup was made.
    /// </summary>
    private async Task RecoverAsync(DateTimeOffset now, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var body = CertifyingBody.TheOne.Value;
        var restored = await db.FactSubjects.Where(s => s.SubjectId == body).Join(db.Facts, s => s.FactId, f => f.Id, (_, f) => f)
            .Where(f => f.Action == Restored).MaxAsync(f => (DateTimeOffset?)f.At, ct);
        var left = await db.OutboxMessages
            .Where(m => (m.State == OutboxState.Sending && m.LeaseUntil < now)
                || (m.State == OutboxState.Waiting && restored != null && m.CreatedAt < restored && m.NextTryAt < restored))
            .ToListAsync(ct);
        if (left.Count == 0)
            return;

        foreach (var message in left)
            message.MarkDoubtful(message.State is OutboxState.Sending ? "outbox.note.interrupted" : "outbox.note.restored");

        await TrySaveAsync(ct);
    }

    private async Task PurgeAsync(DateTimeOffset now, CancellationToken ct)
    {
        if (!await TrySaveAsync(ct))
            return;

        var oldest = now - Kept;
        await db.OutboxMessages.Where(m => m.CreatedAt < oldest && m.State != OutboxState.Sending).ExecuteDeleteAsync(ct);
        await db.Set<OutboxBatch>().Where(b => b.CreatedAt < oldest && !db.OutboxMessages.Any(m => m.BatchId == b.Id)).ExecuteDeleteAsync(ct);
    }

    /// <summary>Whether nobody else changed the rows first.</summary>
    private async Task<bool> TrySaveAsync(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
