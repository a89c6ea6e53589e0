using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Diplomas.Sending;

/// <summary>Table of the links that are sent to holders without an account.</summary>
public sealed class SendingMapping : IEntityTypeConfiguration<HolderLink>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<HolderLink> builder)
    {
        builder.ToTable("holder_links").HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasIndex(l => l.CandidacyId).IsUnique();
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(l => l.CandidacyId).OnDelete(DeleteBehavior.Restrict);
    }
}
