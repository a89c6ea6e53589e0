using Acquis.Data;
using Acquis.Domain;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts.Invitations;

/// <summary>Writes the messages of invitations, each with a link of its own.</summary>
public sealed class InvitationLetters(AcquisDb db, Outbox outbox, AccountLinks links, CurrentActor actor, TimeProvider time)
{
    private string? institution;
    private Dictionary<Id<Domain.Candidacies.Cohort>, (string Name, Bilingual Title)>? cohorts;

    public OutboxBatch Begin(MailKind kind, string about) => outbox.Begin(kind, about);

    /// <summary>Gives the invitation a new link and writes it; a message that still waits with the former one is stopped.</summary>
    /// <exception cref="RefusedException">It was used or taken back.</exception>
    public async Task SendAsync(Invitation invitation, Id<OutboxBatch>? batch, CancellationToken ct)
    {
        Refusal.ThrowIfAny(invitation.WhyNotSend());
        if (invitation.Sent > 0)
            await WithdrawAsync(invitation, "outbox.note.replaced", ct);

        var (code, now) = (Invitation.NewCode(), time.Now());
        institution ??= await links.InstitutionAsync(ct);
        var (cohort, title) = await CohortAsync(invitation, ct);
        var values = new Dictionary<string, object?>
        {
            ["name"] = invitation.Name,
            ["institution"] = institution,
            ["link"] = await links.JoinAsync(code, ct),
            ["until"] = Dates.Civil(now + Invitation.Lifetime),
            ["role"] = Texts.All.Get(invitation.Language, $"role.{invitation.Role}", new Dictionary<string, object?>()),
            ["cohort"] = cohort,
            ["title"] = title,
        };
        var kind = invitation.Role is Role.Candidate ? MailKinds.Candidate : MailKinds.Colleague;
        var message = await outbox.AddAsync(new(invitation.Email, invitation.Language, invitation.PersonId), kind, values, ct, batch);
        db.Record(invitation.Send(code, message.Id, now), actor.Actor, now);
    }

    /// <summary>Stops the message of an invitation where it still waits.</summary>
    public async Task WithdrawAsync(Invitation invitation, string note, CancellationToken ct)
    {
        var message = await db.OutboxMessages.SingleOrDefaultAsync(m => m.Id == invitation.MessageId && m.State == OutboxState.Waiting, ct);
        message?.Withdraw(note);
    }

    private async Task<(string? Name, Bilingual? Title)> CohortAsync(Invitation invitation, CancellationToken ct)
    {
        if (invitation.CohortId is not { } id)
            return (null, null);

        cohorts ??= [];
        if (!cohorts.TryGetValue(id, out var known))
        {
            var row = await db.Cohorts.Where(c => c.Id == id).Join(db.Certifications, c => c.CertificationId, t => t.Id, (c, t) => new { c.Name, t.Title }).SingleAsync(ct);
            cohorts[id] = known = (row.Name, row.Title);
        }

        return known;
    }
}
