using Acquis.Data;
using Acquis.Domain;

namespace Acquis.Infrastructure.Mail;

/// <summary>Where a capability leaves a message. It is written with the caller's change, in the same transaction, and sent by <see cref="MailSender"/>.</summary>
public sealed class Outbox(AcquisDb db, MailWriter writer, TimeProvider time)
{
    /// <summary>Adds a message of that kind; it is saved by the caller.</summary>
    /// <param name="batch">The batch that it belongs to, or null.</param>
    public async Task<OutboxMessage> AddAsync(
        Addressee to, MailKind kind, IReadOnlyDictionary<string, object?> values, CancellationToken ct, Id<OutboxBatch>? batch = null)
    {
        var now = time.Now();
        var message = new OutboxMessage(
            Id<OutboxMessage>.New(now), to, kind.Key, await writer.WriteAsync(kind, to.Language, values, ct), batch, now);
        db.OutboxMessages.Add(message);
        return message;
    }

    /// <summary>Begins a batch, for messages that follow one act.</summary>
    public OutboxBatch Begin(MailKind kind, string about)
    {
        var now = time.Now();
        var batch = new OutboxBatch(Id<OutboxBatch>.New(now), kind.Key, about, now);
        db.Add(batch);
        return batch;
    }
}
