using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Decisions;

/// <summary>Tables of deliberations, juries and decisions.</summary>
public sealed class DecisionsMapping :
    IEntityTypeConfiguration<Deliberation>, IEntityTypeConfiguration<JuryMember>, IEntityTypeConfiguration<Decision>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Deliberation> builder)
    {
        builder.ToTable("deliberations").HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Ignore(d => d.Chair).Ignore(d => d.IsSigned).Ignore(d => d.Seats);
        builder.HasOne<Certification>().WithMany().HasForeignKey(d => d.CertificationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FrameworkVersion>().WithMany().HasForeignKey(d => d.FrameworkVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(d => d.Members).WithOne().HasForeignKey(m => m.DeliberationId).IsRequired().OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(d => d.Members).UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        builder.HasIndex(d => new { d.State, d.PublishAt });
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<JuryMember> builder)
    {
        builder.ToTable("jury_members").HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.HasIndex(m => m.AccountId);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("decisions").HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Ignore(d => d.Stands);
        builder.HasOne<Deliberation>().WithMany().HasForeignKey(d => d.DeliberationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(d => d.CandidacyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.DeliberationId, d.CandidacyId, d.SupersedesId });
        builder.HasIndex(d => d.SupersedesId).IsUnique();
    }
}
