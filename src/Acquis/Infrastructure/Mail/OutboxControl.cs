using Acquis.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Infrastructure.Mail;

/// <summary>Messages that were written together, such as the invitations of a cohort: stopped, resumed and followed together.</summary>
/// <param name="About">What they are about, in the words of who wrote them: the name of a cohort.</param>
public sealed record OutboxBatch(Id<OutboxBatch> Id, string Template, string About, DateTimeOffset CreatedAt);

/// <summary>The whole outbox, one row shared by every node: whether somebody stopped it, and how the mail server last did.</summary>
public sealed class OutboxControl
{
    /// <summary>Key of the one row.</summary>
    public const int TheOne = 1;

    /// <summary>Longest pause before a server that does not answer is tried again.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    public int Id { get; private set; } = TheOne;

    /// <summary>When somebody stopped everything, or null while messages leave.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    /// <summary>Since when the server takes nothing, or null while it does.</summary>
    public DateTimeOffset? TroubleSince { get; private set; }

    /// <summary>What it, or the network, last answered.</summary>
    public string? Trouble { get; private set; }

    public int Failures { get; private set; }

    public DateTimeOffset? NextTryAt { get; private set; }

    /// <summary>When the text of old messages was last looked for.</summary>
    public DateTimeOffset? PurgedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Whether messages may leave now.</summary>
    public bool IsOpen(DateTimeOffset now) => StoppedAt is null && (NextTryAt is null || NextTryAt <= now);

    /// <exception cref="RefusedException">It is stopped already.</exception>
    public void Stop(DateTimeOffset now) => StoppedAt = StoppedAt is null ? now : throw new RefusedException("outbox.already-stopped");

    /// <summary>Lets messages leave again, at once.</summary>
    /// <exception cref="RefusedException">It is not stopped.</exception>
    public void Resume()
    {
        if (StoppedAt is null)
            throw new RefusedException("outbox.not-stopped");

        (StoppedAt, NextTryAt) = (null, null);
    }

    /// <summary>The server cannot be reached, or refuses us: no message is to blame. It is tried again after 1, 2, 4… minutes.</summary>
    public void Fail(string trouble, DateTimeOffset now)
    {
        Failures++;
        TroubleSince ??= now;
        Trouble = trouble.Length > OutboxMessage.ReasonMaxLength ? trouble[..OutboxMessage.ReasonMaxLength] : trouble;
        var pause = Delays.After(Failures);
        NextTryAt = now + (pause < LongestPause ? pause : LongestPause);
    }

    /// <summary>The server answers.</summary>
    public void Succeed() => (TroubleSince, Trouble, Failures, NextTryAt) = (null, null, 0, null);

    /// <summary>Asks for another attempt at once, after the settings were changed.</summary>
    public void TryNow() => NextTryAt = null;

    /// <summary>Whether old rows are to be looked for again; notes that they are.</summary>
    public bool TakePurge(DateTimeOffset now)
    {
        if (PurgedAt is { } last && now - last < TimeSpan.FromHours(1))
            return false;

        PurgedAt = now;
        return true;
    }
}

/// <summary>An address from which a message came back: nothing more is sent to it until somebody says that it works.</summary>
/// <param name="Address">The address in lower case.</param>
public sealed record BouncedAddress(string Address, string Reason, DateTimeOffset NotedAt)
{
    /// <summary>How an address stands as a key.</summary>
    public static string KeyOf(string address) => address.Trim().ToLowerInvariant();
}

/// <summary>A text that replaces a built-in one.</summary>
public sealed class MailTemplate
{
    private MailTemplate()
    {
    }

    public MailTemplate(string key, string language, string subject, string body) =>
        (Key, Language, Subject, Body) = (key, language, subject, body);

    /// <summary>Key of the built-in text, such as <c>account.mail.reset</c>.</summary>
    public string Key { get; private set; } = "";

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public string Language { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string Body { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>Takes another text.</summary>
    public void Change(string subject, string body) => (Subject, Body) = (subject, body);
}

/// <summary>Tables of the outbox and of its texts.</summary>
public sealed class MailMapping :
    IEntityTypeConfiguration<OutboxMessage>, IEntityTypeConfiguration<OutboxBatch>, IEntityTypeConfiguration<OutboxControl>,
    IEntityTypeConfiguration<BouncedAddress>, IEntityTypeConfiguration<MailTemplate>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox").HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Ignore(m => m.HasText);
        builder.HasIndex(m => new { m.State, m.NextTryAt });
        builder.HasIndex(m => m.BatchId);
        builder.HasIndex(m => m.PersonId);
        builder.HasOne<OutboxBatch>().WithMany().HasForeignKey(m => m.BatchId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<OutboxBatch> builder)
    {
        builder.ToTable("outbox_batches").HasKey(b => b.Id);
        builder.Property(b => b.Id).ValueGeneratedNever();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<OutboxControl> builder)
    {
        builder.ToTable("outbox_control").HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<BouncedAddress> builder) => builder.ToTable("bounced_addresses").HasKey(b => b.Address);

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<MailTemplate> builder) => builder.ToTable("mail_templates").HasKey(t => new { t.Key, t.Language });
}
