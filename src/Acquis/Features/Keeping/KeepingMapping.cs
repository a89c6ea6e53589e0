using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Keeping;

/// <summary>Tables of backups.</summary>
public sealed class KeepingMapping : IEntityTypeConfiguration<BackupPlan>, IEntityTypeConfiguration<BackupRun>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<BackupPlan> builder)
    {
        builder.ToTable("backup_plan").HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<BackupRun> builder)
    {
        builder.ToTable("backup_runs").HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.Slot).IsUnique();
        builder.HasIndex(r => r.State);
        builder.Ignore(r => r.HasFile);
    }
}
