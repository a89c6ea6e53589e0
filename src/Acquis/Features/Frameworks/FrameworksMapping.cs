using Acquis.Domain.Frameworks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Frameworks;

/// <summary>Tables of certifications and of the versions of their frameworks.</summary>
public sealed class FrameworksMapping : IEntityTypeConfiguration<Certification>, IEntityTypeConfiguration<FrameworkVersion>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Certification> builder)
    {
        builder.ToTable("certifications").HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => c.Code).IsUnique();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<FrameworkVersion> builder)
    {
        builder.ToTable("framework_versions").HasKey(v => v.Id);
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.HasOne<Certification>().WithMany().HasForeignKey(v => v.CertificationId).OnDelete(DeleteBehavior.Restrict);
    }
}
