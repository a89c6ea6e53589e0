using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Messages;

/// <summary>Texts of messages: changed, and put back to the built-in ones.</summary>
public sealed class MailTextService(AcquisDb db, OutboxService outbox, CurrentActor actor, TimeProvider time)
{
    /// <summary>Replaces a text.</summary>
    /// <param name="version">Version that the form was read at; 0 where the built-in text stood.</param>
    /// <exception cref="RefusedException">See <see cref="Placeholders.WhyNot"/>.</exception>
    public async Task ChangeAsync(MailKind kind, string language, string subject, string body, int version, CancellationToken ct)
    {
        outbox.Require();
        Refusal.ThrowIfAny(Placeholders.WhyNot(kind, subject, body));
        (subject, body) = (subject.Trim(), body.ReplaceLineEndings("\n").Trim());
        var template = await FindAsync(kind, language, ct);
        (template is null ? 0 : template.Version + 1).ThrowIfStale(version);
        if (template is null)
            db.Add(new MailTemplate(kind.Key, language, subject, body));
        else
            template.Change(subject, body);

        db.Record(new MailTextChanged(CertifyingBody.TheOne, kind.Key, language, subject, body), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Puts the built-in text back.</summary>
    /// <exception cref="RefusedException">It stands already.</exception>
    public async Task ResetAsync(MailKind kind, string language, CancellationToken ct)
    {
        outbox.Require();
        db.Remove(await FindAsync(kind, language, ct) ?? throw new RefusedException("mail.text-built-in"));
        db.Record(new MailTextReset(CertifyingBody.TheOne, kind.Key, language), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The text that replaces the built-in one, or null.</summary>
    public Task<MailTemplate?> FindAsync(MailKind kind, string language, CancellationToken ct) =>
        db.Set<MailTemplate>().SingleOrDefaultAsync(t => t.Key == kind.Key && t.Language == language, ct);
}
