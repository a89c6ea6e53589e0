using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Diplomas.Layouts;

/// <summary>Table of the layouts of diplomas.</summary>
public sealed class LayoutsMapping : IEntityTypeConfiguration<DiplomaLayout>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<DiplomaLayout> builder)
    {
        builder.ToTable("diploma_layouts").HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasIndex(l => new { l.CertificationId, l.Number }).IsUnique();
        builder.HasOne<Certification>().WithMany().HasForeignKey(l => l.CertificationId).OnDelete(DeleteBehavior.Restrict);
    }
}
