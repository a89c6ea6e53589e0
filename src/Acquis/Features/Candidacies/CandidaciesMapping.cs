using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Candidacies;

/// <summary>Tables of people, centres, cohorts and candidacies.</summary>
public sealed class CandidaciesMapping :
    IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<Centre>, IEntityTypeConfiguration<Cohort>, IEntityTypeConfiguration<Candidacy>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people").HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Ignore(p => p.Identity).Ignore(p => p.DisplayName);
        builder.HasIndex(p => p.SortKey);
        builder.HasIndex(p => p.Email);
        builder.HasIndex(p => p.BirthKey);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Centre> builder)
    {
        builder.ToTable("centres").HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Cohort> builder)
    {
        builder.ToTable("cohorts").HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasOne<Certification>().WithMany().HasForeignKey(c => c.CertificationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FrameworkVersion>().WithMany().HasForeignKey(c => c.FrameworkVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Centre>().WithMany().HasForeignKey(c => c.CentreId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Candidacy> builder)
    {
        builder.ToTable("candidacies").HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Cohort>().WithMany().HasForeignKey(c => c.CohortId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FrameworkVersion>().WithMany().HasForeignKey(c => c.FrameworkVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}
