using System.Security.Cryptography;
using System.Text;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Accounts.Invitations;

/// <summary>Where an invitation stands at a given moment.</summary>
public enum InvitationState
{
    /// <summary>Its link can be used.</summary>
    Open,

    /// <summary>Its link is too old.</summary>
    Expired,

    /// <summary>Its link was used.</summary>
    Accepted,

    /// <summary>It was taken back.</summary>
    Revoked,
}

/// <summary>Who is invited, and to what.</summary>
/// <param name="Grant">The role to give. For a candidate its cohort says where the invitation comes from; the role itself takes no limit.</param>
/// <param name="Person">The person behind a candidate's account; null for a colleague.</param>
public sealed record Invited(string Email, string Name, string Language, Grant Grant, Id<Person>? Person = null);

/// <summary>
/// Invitation: a personal link by mail, with which somebody makes their account, or adds a role to the one they have. It is used once, ends after
/// <see cref="Lifetime"/>, and can be taken back or sent again; only the hash of its code is kept.
/// </summary>
public sealed class Invitation
{
    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private Invitation()
    {
    }

    public Id<Invitation> Id { get; private set; }

    public string Email { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Language { get; private set; } = "fr";

    public Role Role { get; private set; }

    public Id<Certification>? CertificationId { get; private set; }

    public Id<Centre>? CentreId { get; private set; }

    public Id<Cohort>? CohortId { get; private set; }

    public Id<Person>? PersonId { get; private set; }

    /// <summary>SHA-256 of the code in the link, lower-case hexadecimal.</summary>
    public string CodeHash { get; private set; } = "";

    /// <summary>The message that carries the present link.</summary>
    public Id<OutboxMessage> MessageId { get; private set; }

    public DateTimeOffset SentAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>How often it was sent.</summary>
    public int Sent { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    /// <summary>The account that took it.</summary>
    public Guid? AccountId { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>The role that accepting gives.</summary>
    public Grant Grant => Role is Role.Candidate ? new(Role, null, null, null) : new(Role, CertificationId, CentreId, CohortId);

    /// <summary>Invites somebody; the link is sent with <see cref="Send"/>.</summary>
    public static (Invitation Invitation, PersonInvited Fact) Invite(Id<Invitation> id, Invited invited)
    {
        var invitation = new Invitation
        {
            Id = id,
            Email = invited.Email.Trim(),
            Name = invited.Name.Trim(),
            Role = invited.Grant.Role,
            CertificationId = invited.Grant.CertificationId,
            CentreId = invited.Grant.CentreId,
            CohortId = invited.Grant.CohortId,
            PersonId = invited.Person,
        };
        invitation.SpeakIn(invited.Language);
        return (invitation, new(id, invitation.Role, invitation.CertificationId, invitation.CentreId, invitation.CohortId, invitation.PersonId));
    }

    /// <summary>Takes the language of the next message, and of the account that is made from it; whatever is no language of ours is French.</summary>
    public void SpeakIn(string language) => Language = language == "en" ? "en" : "fr";

    public InvitationState State(DateTimeOffset now) =>
        AcceptedAt is not null ? InvitationState.Accepted
        : RevokedAt is not null ? InvitationState.Revoked
        : ExpiresAt <= now ? InvitationState.Expired
        : InvitationState.Open;

    /// <summary>Why its link cannot be sent (again).</summary>
    public IEnumerable<Refusal> WhyNotSend()
    {
        if (AcceptedAt is not null)
            yield return Refusal.Of("invitation.accepted");
        else if (RevokedAt is not null)
            yield return Refusal.Of("invitation.revoked");
    }

    /// <summary>Takes a new link; the former one no longer works.</summary>
    /// <exception cref="RefusedException">It was used or taken back.</exception>
    public InvitationSent Send(string code, Id<OutboxMessage> message, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotSend());
        (CodeHash, MessageId, SentAt, ExpiresAt) = (HashOf(code), message, now, now + Lifetime);
        Sent++;
        return new(Id, PersonId, Sent);
    }

    /// <exception cref="RefusedException">It was used or taken back.</exception>
    public InvitationRevoked Revoke(DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotSend());
        RevokedAt = now;
        return new(Id, PersonId);
    }

    /// <summary>Why its link cannot be used.</summary>
    public IEnumerable<Refusal> WhyNotAccept(DateTimeOffset now) =>
        WhyNotSend().Concat(State(now) is InvitationState.Expired ? [Refusal.Of("invitation.expired", ("date", Dates.Civil(ExpiresAt)))] : []);

    /// <exception cref="RefusedException">See <see cref="WhyNotAccept"/>.</exception>
    public InvitationAccepted Accept(Account account, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotAccept(now));
        (AcceptedAt, AccountId) = (now, account.Id);
        return new(Id, account.AccountId, PersonId);
    }

    /// <summary>Goes over to whom its person is one with.</summary>
    internal void Follow(PersonsMerged merger) => PersonId = merger.Person;

    /// <summary>A code of 256 random bits, for a link.</summary>
    public static string NewCode() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string HashOf(string? code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code ?? "")));
}

/// <summary>Somebody was invited to make an account or to take a role.</summary>
public sealed record PersonInvited(
    Id<Invitation> Invitation, Role Role, Id<Certification>? Certification, Id<Centre>? Centre, Id<Cohort>? Cohort, Id<Person>? Person) : Fact
{
    public override IEnumerable<Subject> Subjects => Person is { } person ? [Subject.Of(Invitation), Subject.Of(person)] : [Subject.Of(Invitation)];
}

/// <summary>The link of an invitation was sent.</summary>
/// <param name="Sent">How often by now.</param>
public sealed record InvitationSent(Id<Invitation> Invitation, Id<Person>? Person, int Sent) : Fact
{
    public override IEnumerable<Subject> Subjects => Person is { } person ? [Subject.Of(Invitation), Subject.Of(person)] : [Subject.Of(Invitation)];
}

/// <summary>An invitation was taken back.</summary>
public sealed record InvitationRevoked(Id<Invitation> Invitation, Id<Person>? Person) : Fact
{
    public override IEnumerable<Subject> Subjects => Person is { } person ? [Subject.Of(Invitation), Subject.Of(person)] : [Subject.Of(Invitation)];
}

/// <summary>An invitation was used.</summary>
public sealed record InvitationAccepted(Id<Invitation> Invitation, Id<Account> Account, Id<Person>? Person) : Fact
{
    public override IEnumerable<Subject> Subjects =>
        Person is { } person ? [Subject.Of(Invitation), Subject.Of(Account), Subject.Of(person)] : [Subject.Of(Invitation), Subject.Of(Account)];
}

/// <summary>Table of invitations.</summary>
public sealed class InvitationsMapping : IEntityTypeConfiguration<Invitation>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations").HasKey(i => i.Id);
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Ignore(i => i.Grant);
        builder.HasIndex(i => i.CodeHash).IsUnique();
        builder.HasIndex(i => i.PersonId);
        builder.HasIndex(i => i.CohortId);
    }
}
