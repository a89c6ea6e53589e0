using Acquis.Domain.Diplomas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Diplomas.Sharing;

/// <summary>Table of the links that holders share.</summary>
public sealed class SharingMapping : IEntityTypeConfiguration<SharedLink>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<SharedLink> builder)
    {
        builder.ToTable("shared_links").HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasIndex(l => l.Hash).IsUnique();
        builder.HasIndex(l => l.DiplomaId);
        builder.HasOne<Diploma>().WithMany().HasForeignKey(l => l.DiplomaId).OnDelete(DeleteBehavior.Restrict);
    }
}
