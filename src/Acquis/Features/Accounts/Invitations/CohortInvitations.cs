using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts.Invitations;

/// <summary>How far a candidate is from having access.</summary>
public enum Access
{
    /// <summary>Not invited yet.</summary>
    None,

    Invited,

    /// <summary>Invited, but the link is too old.</summary>
    Expired,

    HasAccount,

    /// <summary>No address is known.</summary>
    NoAddress,

    /// <summary>Another person has the same address: one account cannot be two people's.</summary>
    SharedAddress,

    /// <summary>Mail to the address came back.</summary>
    Bounced,
}

/// <summary>A candidate of a cohort and their access.</summary>
/// <param name="MailLanguage">Language recorded for letters to them.</param>
/// <param name="SentAt">When the last link was sent.</param>
public sealed record CandidateAccess(
    Id<Person> Person, Id<Candidacy> Candidacy, string Name, string? Email, string MailLanguage, Access Access, DateTimeOffset? SentAt, Id<Invitation>? Invitation)
{
    /// <summary>Whether a link can be sent, for the first time or again.</summary>
    public bool MayBeInvited => Access is Access.None or Access.Invited or Access.Expired;

    /// <summary>Whether a link is due: none was sent, or it is too old.</summary>
    public bool IsToInvite => Access is Access.None or Access.Expired;
}

/// <summary>Who of a cohort has access, who was invited, who cannot be and why.</summary>
public sealed class CohortInvitations(AcquisDb db, TimeProvider time)
{
    /// <summary>Every active candidate of the cohort, by name.</summary>
    public async Task<IReadOnlyList<CandidateAccess>> ListAsync(Id<Cohort> cohort, CancellationToken ct)
    {
        var rows = await (
            from candidacy in db.Candidacies.AsNoTracking()
            join person in db.People.AsNoTracking() on candidacy.PersonId equals person.Id
            where candidacy.CohortId == cohort && candidacy.State == CandidacyState.Active
            orderby person.SortKey, candidacy.Id
            select new { candidacy.Id, person }).ToListAsync(ct);
        var members = db.Candidacies.Where(c => c.CohortId == cohort).Select(c => c.PersonId);
        var accounts = await db.Users.Where(u => u.PersonId != null && members.Contains(u.PersonId.Value)).Select(u => u.PersonId!.Value).ToListAsync(ct);
        var invitations = await db.Set<Invitation>().AsNoTracking()
            .Where(i => i.PersonId != null && members.Contains(i.PersonId.Value) && i.RevokedAt == null && i.AcceptedAt == null).ToListAsync(ct);
        var bounced = await db.Set<BouncedAddress>().AsNoTracking().Select(b => b.Address).ToListAsync(ct);
        var addresses = rows.Select(r => r.person.Email).OfType<string>().CountBy(BouncedAddress.KeyOf).ToDictionary();
        return
        [
            .. rows.DistinctBy(r => r.person.Id).Select(r =>
            {
                var latest = invitations.FindAll(i => i.PersonId == r.person.Id && i.Email == r.person.Email).MaxBy(i => i.SentAt);
                var key = r.person.Email is { } email ? BouncedAddress.KeyOf(email) : null;
                var access = accounts.Contains(r.person.Id) ? Access.HasAccount
                    : key is null ? Access.NoAddress
                    : bounced.Contains(key) ? Access.Bounced
                    : addresses[key] > 1 ? Access.SharedAddress
                    : latest is null ? Access.None
                    : latest.State(time.GetUtcNow()) is InvitationState.Expired ? Access.Expired : Access.Invited;
                return new CandidateAccess(r.person.Id, r.Id, r.person.DisplayName, r.person.Email, r.person.MailLanguage, access, latest?.SentAt, latest?.Id);
            }),
        ];
    }
}
