using Acquis.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Infrastructure.Mail;

/// <summary>Where a message stands.</summary>
public enum OutboxState
{
    /// <summary>To be sent, at <see cref="OutboxMessage.NextTryAt"/> or after.</summary>
    Waiting,

    Sent,

    /// <summary>Given up after <see cref="OutboxMessage.MaxAttempts"/> attempts, until somebody asks for another.</summary>
    Failed,
}

/// <summary>A message of the outbox: written with the change that it tells, sent after.</summary>
public sealed class OutboxMessage
{
    /// <summary>Attempts after which sending is given up.</summary>
    public const int MaxAttempts = 8;

    private OutboxMessage()
    {
    }

    public OutboxMessage(Id<OutboxMessage> id, string to, string subject, string body, DateTimeOffset now)
    {
        (Id, To, Subject, Body, CreatedAt, NextTryAt) = (id, to, subject, body, now, now);
    }

    public Id<OutboxMessage> Id { get; private set; }

    public string To { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>Plain text. It may hold a link that opens an account: it is emptied once sent.</summary>
    public string Body { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset NextTryAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>What the server last answered, or null.</summary>
    public string? LastError { get; private set; }

    public OutboxState State { get; private set; }

    public int Version { get; private set; }

    /// <summary>Reserves the message for one node: the others leave it alone until <paramref name="until"/>.</summary>
    public void Lease(DateTimeOffset until) => NextTryAt = until;

    /// <summary>Notes that the server took it.</summary>
    public void MarkSent(DateTimeOffset now) => (State, SentAt, Attempts, LastError, Body) = (OutboxState.Sent, now, Attempts + 1, null, "");

    /// <summary>Notes a failure; the next attempt comes after 1, 2, 4… minutes.</summary>
    public void MarkFailed(string error, DateTimeOffset now)
    {
        Attempts++;
        LastError = error.Length > 500 ? error[..500] : error;
        State = Attempts >= MaxAttempts ? OutboxState.Failed : OutboxState.Waiting;
        NextTryAt = now + TimeSpan.FromMinutes(1 << Math.Min(Attempts - 1, 10));
    }

    /// <summary>Asks for another attempt now.</summary>
    public void TryAgain(DateTimeOffset now) => (State, Attempts, NextTryAt) = (OutboxState.Waiting, 0, now);
}

/// <summary>Table of the outbox.</summary>
public sealed class MailMapping : IEntityTypeConfiguration<OutboxMessage>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox").HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.HasIndex(m => new { m.State, m.NextTryAt });
    }
}
