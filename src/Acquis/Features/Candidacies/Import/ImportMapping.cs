using Acquis.Domain.Candidacies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Candidacies.Import;

/// <summary>Tables of imports, of their rows, and of people told apart.</summary>
public sealed class ImportMapping : IEntityTypeConfiguration<PeopleImport>, IEntityTypeConfiguration<ImportRow>, IEntityTypeConfiguration<Distinction>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<PeopleImport> builder)
    {
        builder.ToTable("people_imports").HasKey(i => i.Id);
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.HasOne<Cohort>().WithMany().HasForeignKey(i => i.CohortId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<ImportRow> builder)
    {
        builder.ToTable("people_import_rows").HasKey(r => new { r.ImportId, r.Number });
        builder.Property(r => r.Number).ValueGeneratedNever();
        builder.Ignore(r => r.IsToWrite);
        builder.HasIndex(r => new { r.ImportId, r.State, r.Number });
        builder.HasOne<PeopleImport>().WithMany().HasForeignKey(r => r.ImportId).OnDelete(DeleteBehavior.Cascade);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Distinction> builder)
    {
        builder.ToTable("person_distinctions").HasKey(d => new { d.PersonId, d.OtherId });
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.OtherId).OnDelete(DeleteBehavior.Restrict);
    }
}
