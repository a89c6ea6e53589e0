using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Candidacies;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts.Invitations;

/// <summary>Invitations: sent to one or to a thousand, sent again, taken back.</summary>
public sealed class InvitationService(AcquisDb db, InvitationLetters letters, CohortInvitations cohorts, CurrentActor actor, TimeProvider time)
{
    /// <summary>Roles to which a registrar may invite; every other is the administrators' to give.</summary>
    public static readonly IReadOnlyList<Role> RegistrarsMayInvite = [Role.Trainer, Role.Assessor, Role.JuryMember, Role.JuryChair];

    /// <summary>Invites candidates of a cohort; how many.</summary>
    /// <param name="chosen">People of the cohort, or null for everybody who can be and was not yet, or whose link is too old.</param>
    /// <param name="language">Of the messages, and of the accounts made from them: <c>fr</c> or <c>en</c>; null for the one recorded of each.</param>
    /// <exception cref="RefusedException">Nobody of them can be invited.</exception>
    /// <exception cref="ForbiddenException">Who asks is not the registrar of that cohort.</exception>
    public async Task<int> InviteCandidatesAsync(Id<Cohort> id, IReadOnlyCollection<Id<Person>>? chosen, string? language, CancellationToken ct)
    {
        var cohort = await db.FindVisibleAsync(id, actor, ct);
        actor.Require(cohort, Role.Registrar);
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("cohorts", "id", id.Value, ct);
        var rows = (await cohorts.ListAsync(id, ct)).Where(r => chosen is null ? r.IsToInvite : r.MayBeInvited && chosen.Contains(r.Person)).ToList();
        if (rows.Count == 0)
            throw new RefusedException("invitation.nobody");

        var people = rows.ConvertAll(r => r.Person);
        var open = await db.Set<Invitation>().Where(i => i.PersonId != null && people.Contains(i.PersonId.Value) && i.AcceptedAt == null && i.RevokedAt == null)
            .ToListAsync(ct);
        var batch = letters.Begin(MailKinds.Candidate, cohort.Name);
        foreach (var row in rows)
        {
            var invitation = open.Find(i => i.PersonId == row.Person && i.Email == row.Email)
                ?? Add(new(row.Email!, row.Name, language ?? row.MailLanguage, new(Role.Candidate, null, null, id), row.Person));
            invitation.SpeakIn(language ?? row.MailLanguage);
            await letters.SendAsync(invitation, batch.Id, ct);
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return rows.Count;
    }

    /// <summary>Invites colleagues to a role; whoever has an open invitation to the same gets its link again.</summary>
    /// <exception cref="RefusedException">The role is not for who asks to give, or cannot be given so.</exception>
    public async Task InviteColleaguesAsync(IReadOnlyList<Colleague> people, string language, Grant grant, CancellationToken ct)
    {
        Refusal.ThrowIfAny(WhyNotInvite(grant).Concat(AccountService.WhyNotGrant(null, grant)));
        await using var write = await db.BeginWriteAsync(ct);
        // Compared here: the two databases do not fold letters alike, and colleagues with an open invitation are few.
        var open = await db.Set<Invitation>().Where(i => i.Role == grant.Role && i.AcceptedAt == null && i.RevokedAt == null && i.PersonId == null).ToListAsync(ct);
        Id<OutboxBatch>? batch = people.Count > 1 ? letters.Begin(MailKinds.Colleague, Texts.All[$"role.{grant.Role}"]).Id : null;
        foreach (var colleague in people.DistinctBy(p => p.Email, StringComparer.OrdinalIgnoreCase))
        {
            var invitation = open.Find(i => string.Equals(i.Email, colleague.Email, StringComparison.OrdinalIgnoreCase) && i.Grant == grant) ?? Add(new(colleague.Email, colleague.Name, language, grant));
            await letters.SendAsync(invitation, batch, ct);
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Sends a new link; the former one no longer works.</summary>
    /// <exception cref="RefusedException">See <see cref="Invitation.WhyNotSend"/>.</exception>
    public async Task SendAgainAsync(Id<Invitation> id, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await letters.SendAsync(await FindAsync(id, ct), null, ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Takes an invitation back, and its message where it still waits.</summary>
    /// <exception cref="RefusedException">See <see cref="Invitation.Revoke"/>.</exception>
    public async Task RevokeAsync(Id<Invitation> id, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var invitation = await FindAsync(id, ct);
        db.Record(invitation.Revoke(time.Now()), actor.Actor, time.Now());
        await letters.WithdrawAsync(invitation, "outbox.note.revoked", ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>
    /// The invitations that who asks keeps: all for an administrator and a registrar without limit, else those of the cohorts they keep, and those to a
    /// role that is theirs to give.
    /// </summary>
    public IQueryable<Invitation> Kept()
    {
        var all = db.Set<Invitation>().AsQueryable();
        var held = actor.Grants.Where(g => g.Role is Role.Registrar).ToList();
        if (actor.Holds(Role.Administrator) || held.Exists(g => g.IsUnlimited))
            return all;

        IQueryable<Invitation>? kept = null;
        foreach (var (_, certification, centre, cohort) in held)
        {
            var cohorts = db.Cohorts.Where(c => (certification == null || c.CertificationId == certification)
                && (centre == null || c.CentreId == centre) && (cohort == null || c.Id == cohort)).Select(c => (Id<Cohort>?)c.Id);
            var covered = all.Where(i => cohorts.Contains(i.CohortId) || (RegistrarsMayInvite.Contains(i.Role)
                && (certification == null || i.CertificationId == certification) && (centre == null || i.CentreId == centre) && (cohort == null || i.CohortId == cohort)));
            kept = kept is null ? covered : kept.Union(covered);
        }

        return kept ?? all.Where(_ => false);
    }

    /// <summary>Why that role is not for who asks to give.</summary>
    public IEnumerable<Refusal> WhyNotInvite(Grant grant)
    {
        if (actor.Holds(Role.Administrator))
            yield break;

        var held = actor.Grants.Where(g => g.Role is Role.Registrar);
        if (!RegistrarsMayInvite.Contains(grant.Role) || !held.Any(g => (g.CertificationId is null || g.CertificationId == grant.CertificationId)
            && (g.CentreId is null || g.CentreId == grant.CentreId) && (g.CohortId is null || g.CohortId == grant.CohortId)))
            yield return Refusal.Of("invitation.not-yours-to-give");
    }

    private Invitation Add(Invited invited)
    {
        var now = time.Now();
        var (invitation, fact) = Invitation.Invite(Id<Invitation>.New(now), invited);
        db.Add(invitation);
        db.Record(fact, actor.Actor, now);
        return invitation;
    }

    private async Task<Invitation> FindAsync(Id<Invitation> id, CancellationToken ct)
    {
        var invitation = await Kept().SingleOrNotFoundAsync(i => i.Id == id, ct);
        if (invitation.Role is Role.Candidate)
        {
            if (!actor.Holds(Role.Administrator))
                actor.Require(await db.Cohorts.SingleAsync(c => c.Id == invitation.CohortId, ct), Role.Registrar);
        }
        else if (WhyNotInvite(invitation.Grant).Any())
        {
            throw new ForbiddenException();
        }

        return invitation;
    }
}
