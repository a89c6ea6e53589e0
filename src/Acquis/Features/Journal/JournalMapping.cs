using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Journal;

/// <summary>Tables of the journal. No foreign keys between them: a check reads each for itself.</summary>
public sealed class JournalMapping :
    IEntityTypeConfiguration<JournalFact>, IEntityTypeConfiguration<FactPayload>, IEntityTypeConfiguration<FactSubject>,
    IEntityTypeConfiguration<UnnumberedFact>, IEntityTypeConfiguration<JournalLeaf>, IEntityTypeConfiguration<JournalCheckpoint>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<JournalFact> builder)
    {
        builder.ToTable("facts").HasKey(f => f.Id);
        builder.Property(f => f.Id).ValueGeneratedNever();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<FactPayload> builder)
    {
        builder.ToTable("fact_payloads").HasKey(p => p.FactId);
        builder.Property(p => p.FactId).ValueGeneratedNever();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<FactSubject> builder) =>
        builder.ToTable("fact_subjects").HasKey(s => new { s.SubjectId, s.Kind, s.FactId });

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<UnnumberedFact> builder)
    {
        builder.ToTable("unnumbered_facts").HasKey(u => u.FactId);
        builder.Property(u => u.FactId).ValueGeneratedNever();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<JournalLeaf> builder)
    {
        builder.ToTable("leaves").HasKey(l => l.Number);
        builder.Property(l => l.Number).ValueGeneratedNever();
        builder.HasIndex(l => l.FactId).IsUnique();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<JournalCheckpoint> builder)
    {
        builder.ToTable("checkpoints").HasKey(c => c.Size);
        builder.Property(c => c.Size).ValueGeneratedNever();
    }
}
