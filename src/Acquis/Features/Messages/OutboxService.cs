using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Messages;

/// <summary>What people do with the outbox: stop and resume, retry, settle doubts, note what came back. For administrators and registrars without limit.</summary>
public sealed class OutboxService(AcquisDb db, OutboxQueue queue, CurrentActor actor, TimeProvider time)
{
    /// <summary>Refuses a registrar whose rights are limited: the outbox holds everybody's messages.</summary>
    /// <exception cref="ForbiddenException">Neither administrator nor registrar without limit.</exception>
    public void Require()
    {
        if (!actor.Holds(Role.Administrator) && !actor.Grants.Any(g => g.Role is Role.Registrar && g.IsUnlimited))
            throw new ForbiddenException();
    }

    /// <summary>Stops the whole outbox.</summary>
    /// <exception cref="RefusedException">It is stopped already.</exception>
    public async Task StopAllAsync(CancellationToken ct)
    {
        Require();
        var now = time.Now();
        (await queue.ControlAsync(ct)).Stop(now);
        await DoneAsync(new OutboxStopped(CertifyingBody.TheOne), ct);
    }

    /// <summary>Lets messages leave again.</summary>
    /// <exception cref="RefusedException">It is not stopped.</exception>
    public async Task ResumeAllAsync(CancellationToken ct)
    {
        Require();
        (await queue.ControlAsync(ct)).Resume();
        await DoneAsync(new OutboxResumed(CertifyingBody.TheOne), ct);
    }

    /// <summary>Stops what still waits of a batch.</summary>
    /// <exception cref="RefusedException">Nothing of it waits.</exception>
    public async Task StopBatchAsync(Id<OutboxBatch> id, CancellationToken ct)
    {
        var messages = await BatchAsync(id, OutboxState.Waiting, "outbox.batch-nothing-waits", ct);
        messages.ForEach(m => m.Stop(null));
        await DoneAsync(new BatchStopped(id, messages.Count), ct);
    }

    /// <summary>Lets what was stopped of a batch leave again.</summary>
    /// <exception cref="RefusedException">Nothing of it is stopped.</exception>
    public async Task ResumeBatchAsync(Id<OutboxBatch> id, CancellationToken ct)
    {
        var messages = (await BatchAsync(id, OutboxState.Stopped, "outbox.batch-nothing-stopped", ct)).FindAll(m => m.HasText);
        var now = time.Now();
        messages.ForEach(m => m.SendAgain(now));
        await DoneAsync(new BatchResumed(id, messages.Count), ct);
    }

    /// <exception cref="RefusedException">See <see cref="OutboxMessage.WhyNotStop"/>.</exception>
    public async Task StopAsync(Id<OutboxMessage> id, CancellationToken ct)
    {
        (await FindAsync(id, ct)).Stop(null);
        await DoneAsync(new MessageStopped(id), ct);
    }

    /// <summary>Sends a message that was stopped, failed or is doubtful.</summary>
    /// <exception cref="RefusedException">See <see cref="OutboxMessage.WhyNotSend"/>.</exception>
    public async Task SendAgainAsync(Id<OutboxMessage> id, CancellationToken ct)
    {
        var message = await FindAsync(id, ct);
        var from = message.State;
        message.SendAgain(time.Now());
        await DoneAsync(new MessageSentAgain(id, from), ct);
    }

    /// <summary>Sends every message that failed; how many.</summary>
    public async Task<int> SendFailedAgainAsync(CancellationToken ct)
    {
        Require();
        var now = time.Now();
        var failed = await db.OutboxMessages.Where(m => m.State == OutboxState.Failed && m.Body != "").ToListAsync(ct);
        foreach (var message in failed)
        {
            message.SendAgain(now);
            db.Record(new MessageSentAgain(message.Id, OutboxState.Failed), actor.Actor, now);
        }

        await db.SaveChangesAsync(ct);
        return failed.Count;
    }

    /// <summary>Says of a doubtful message that it arrived.</summary>
    /// <exception cref="RefusedException">It is not doubtful.</exception>
    public async Task ArrivedAsync(Id<OutboxMessage> id, CancellationToken ct)
    {
        (await FindAsync(id, ct)).Arrived(time.Now());
        await DoneAsync(new MessageArrived(id), ct);
    }

    /// <summary>Notes that a message came back; nothing more is sent to its address.</summary>
    /// <exception cref="RefusedException">See <see cref="OutboxMessage.WhyNotBounce"/>.</exception>
    public async Task BounceAsync(Id<OutboxMessage> id, string reason, CancellationToken ct)
    {
        var message = await FindAsync(id, ct);
        message.Bounce(reason);
        var address = BouncedAddress.KeyOf(message.To);
        if (!await db.Set<BouncedAddress>().AnyAsync(b => b.Address == address, ct))
            db.Add(new BouncedAddress(address, reason.Trim(), time.Now()));

        await DoneAsync(new MessageBounced(id, message.PersonId, reason.Trim()), ct);
    }

    /// <summary>Says that the address of a message works again.</summary>
    /// <exception cref="RefusedException">It was not noted.</exception>
    public async Task RestoreAddressAsync(Id<OutboxMessage> id, CancellationToken ct)
    {
        var message = await FindAsync(id, ct);
        var address = BouncedAddress.KeyOf(message.To);
        db.Remove(await db.Set<BouncedAddress>().SingleOrDefaultAsync(b => b.Address == address, ct) ?? throw new RefusedException("outbox.address-works"));
        await DoneAsync(new AddressRestored(id, message.PersonId), ct);
    }

    private async Task<List<OutboxMessage>> BatchAsync(Id<OutboxBatch> id, OutboxState state, string refusal, CancellationToken ct)
    {
        Require();
        await db.Set<OutboxBatch>().SingleOrNotFoundAsync(b => b.Id == id, ct);
        var messages = await db.OutboxMessages.Where(m => m.BatchId == id && m.State == state).ToListAsync(ct);
        return messages.Count > 0 ? messages : throw new RefusedException(refusal);
    }

    private Task<OutboxMessage> FindAsync(Id<OutboxMessage> id, CancellationToken ct)
    {
        Require();
        return db.OutboxMessages.SingleOrNotFoundAsync(m => m.Id == id, ct);
    }

    /// <exception cref="StaleException">The sender, or somebody else, changed a message at the same time.</exception>
    private async Task DoneAsync(Fact fact, CancellationToken ct)
    {
        db.Record(fact, actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }
}
