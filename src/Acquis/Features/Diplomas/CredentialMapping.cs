using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Diplomas;

/// <summary>Tables of digital credentials, their keys and status lists.</summary>
public sealed class CredentialMapping : IEntityTypeConfiguration<Credential>, IEntityTypeConfiguration<SigningKey>, IEntityTypeConfiguration<StatusList>,
    IEntityTypeConfiguration<SealKey>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Credential> builder)
    {
        builder.ToTable("credentials").HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => c.Code).IsUnique();
        builder.HasIndex(c => new { c.StatusListId, c.StatusIndex }).IsUnique();
        builder.HasIndex(c => new { c.DecisionId, c.Kind, c.BlockCode }).IsUnique().HasFilter("revoked_at is null");
        builder.HasIndex(c => c.DiplomaId);
        builder.HasOne<Diploma>().WithMany().HasForeignKey(c => c.DiplomaId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Decision>().WithMany().HasForeignKey(c => c.DecisionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(c => c.CandidacyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Certification>().WithMany().HasForeignKey(c => c.CertificationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SigningKey>().WithMany().HasForeignKey(c => c.SigningKeyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StatusList>().WithMany().HasForeignKey(c => c.StatusListId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.ToTable("signing_keys").HasKey(k => k.Id);
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.HasIndex(k => k.State).IsUnique().HasFilter("state = 'Current'");
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<SealKey> builder)
    {
        builder.ToTable("seal_keys").HasKey(k => k.Id);
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.HasIndex(k => k.State).IsUnique().HasFilter("state = 'Current'");
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<StatusList> builder)
    {
        builder.ToTable("status_lists").HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasIndex(l => l.Name).IsUnique();
    }
}
