using Acquis.Data;
using Acquis.Domain;

namespace Acquis.Infrastructure.Mail;

/// <summary>Where a capability leaves a message. It is written with the caller's change, in the same transaction, and sent by <see cref="MailSender"/>.</summary>
public sealed class Outbox(AcquisDb db, Texts texts, TimeProvider time)
{
    /// <summary>Adds a message whose subject and body are the texts <c>{key}.subject</c> and <c>{key}.body</c>.</summary>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    public void Add(string to, string language, string key, params (string Name, object? Value)[] args)
    {
        var values = args.ToDictionary(a => a.Name, a => a.Value);
        Add(to, texts.Get(language, $"{key}.subject", values), texts.Get(language, $"{key}.body", values));
    }

    /// <summary>Adds a message in plain text.</summary>
    public void Add(string to, string subject, string body)
    {
        var now = time.Now();
        db.Add(new OutboxMessage(Id<OutboxMessage>.New(now), to, OneLine(subject), body, now));
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
