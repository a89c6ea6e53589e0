using Acquis.Domain.Candidacies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Settings;

/// <summary>Table of the certifying body: one row.</summary>
public sealed class SettingsMapping : IEntityTypeConfiguration<CertifyingBody>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<CertifyingBody> builder)
    {
        builder.ToTable("certifying_body").HasKey(b => b.Id);
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Ignore(b => b.DisplayName);
    }
}
