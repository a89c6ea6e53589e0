using Acquis.Domain.Diplomas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Diplomas.Annexes;

/// <summary>Table of the documents that go with a diploma.</summary>
public sealed class AnnexMapping : IEntityTypeConfiguration<Annex>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Annex> builder)
    {
        builder.ToTable("annexes").HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasIndex(a => new { a.DiplomaId, a.Kind, a.Language }).IsUnique();
        builder.HasOne<Diploma>().WithMany().HasForeignKey(a => a.DiplomaId).OnDelete(DeleteBehavior.Restrict);
    }
}
