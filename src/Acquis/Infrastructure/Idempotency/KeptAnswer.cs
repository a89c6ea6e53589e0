using Acquis.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Infrastructure.Idempotency;

/// <summary>What a call with a key was answered: the same call with the same key is answered so again, and done no second time (ADR 19).</summary>
/// <param name="IdempotencyKey">Key that the caller chose, its own among those of one account.</param>
/// <param name="Fingerprint">SHA-256 of method, address and body, lower-case hexadecimal.</param>
/// <param name="Body">The body, byte for byte.</param>
/// <param name="KeptAt">When it was answered, UTC.</param>
public sealed record KeptAnswer(
    Guid AccountId, string IdempotencyKey, string Fingerprint, int Status, string? ContentType, string? Location, byte[] Body, DateTimeOffset KeptAt)
{
    /// <summary>Longest key, in characters.</summary>
    public const int KeyMaxLength = 200;

    /// <summary>How long it is kept.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);
}

/// <summary>Table of kept answers.</summary>
public sealed class KeptAnswerMapping : IEntityTypeConfiguration<KeptAnswer>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<KeptAnswer> builder)
    {
        builder.ToTable("kept_answers").HasKey(a => new { a.AccountId, a.IdempotencyKey });
        builder.Property(a => a.IdempotencyKey).HasMaxLength(KeptAnswer.KeyMaxLength);
        builder.HasIndex(a => a.KeptAt);
        builder.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
