using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Diplomas;

/// <summary>The last serial given in a year's register.</summary>
public sealed class DiplomaCounter
{
    public int Year { get; private set; }

    public int Last { get; private set; }
}

/// <summary>Tables of the register.</summary>
public sealed class DiplomasMapping : IEntityTypeConfiguration<Diploma>, IEntityTypeConfiguration<DiplomaCounter>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Diploma> builder)
    {
        builder.ToTable("diplomas").HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => new { d.Year, d.Serial }).IsUnique();
        builder.HasIndex(d => d.Code).IsUnique();
        builder.HasIndex(d => d.HolderKey);
        builder.HasIndex(d => d.Id, "ix_diplomas_asked").HasFilter("asked_revocation is not null");
        builder.HasIndex(d => new { d.DecisionId, d.Kind, d.BlockCode }).IsUnique().HasFilter("state = 'Valid'");
        builder.HasOne<Decision>().WithMany().HasForeignKey(d => d.DecisionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(d => d.CandidacyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Certification>().WithMany().HasForeignKey(d => d.CertificationId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<DiplomaCounter> builder)
    {
        builder.ToTable("diploma_counters").HasKey(c => c.Year);
        builder.Property(c => c.Year).ValueGeneratedNever();
    }
}
