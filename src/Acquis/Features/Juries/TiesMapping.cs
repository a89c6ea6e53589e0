using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Juries;

/// <summary>Tables of composition rules, of declared ties and of statements of impartiality.</summary>
public sealed class TiesMapping : IEntityTypeConfiguration<CompositionRule>, IEntityTypeConfiguration<DeclaredTie>, IEntityTypeConfiguration<ImpartialityStatement>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<CompositionRule> builder)
    {
        builder.ToTable("composition_rules").HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasOne<Certification>().WithMany().HasForeignKey(r => r.CertificationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CertificationId, r.Route }).IsUnique();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<DeclaredTie> builder)
    {
        builder.ToTable("declared_ties").HasKey(t => t.Id);
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Ignore(t => t.IsLifted);
        builder.HasOne<Juror>().WithMany().HasForeignKey(t => t.JurorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(t => t.CandidacyId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<ImpartialityStatement> builder)
    {
        builder.ToTable("impartiality_statements").HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasOne<Season>().WithMany().HasForeignKey(s => s.SeasonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Juror>().WithMany().HasForeignKey(s => s.JurorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.SeasonId, s.JurorId });
    }
}
