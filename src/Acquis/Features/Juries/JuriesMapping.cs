using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Juries;

/// <summary>Tables of jurors, sites, rooms, seasons and answers.</summary>
public sealed class JuriesMapping :
    IEntityTypeConfiguration<Juror>, IEntityTypeConfiguration<Site>, IEntityTypeConfiguration<Room>, IEntityTypeConfiguration<Season>, IEntityTypeConfiguration<SeasonAnswer>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Juror> builder)
    {
        builder.ToTable("jurors").HasKey(j => j.Id);
        builder.Property(j => j.Id).ValueGeneratedNever();
        builder.Ignore(j => j.Profile).Ignore(j => j.IsRetired);
        builder.HasIndex(j => j.SortKey);
        builder.HasIndex(j => j.AccountId);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Site> builder)
    {
        builder.ToTable("sites").HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Room> builder)
    {
        builder.ToTable("rooms").HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasOne<Site>().WithMany().HasForeignKey(r => r.SiteId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Season> builder)
    {
        builder.ToTable("seasons").HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Ignore(s => s.Plan);
        builder.HasOne<Certification>().WithMany().HasForeignKey(s => s.CertificationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.EndsOn);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<SeasonAnswer> builder)
    {
        builder.ToTable("season_answers").HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Ignore(a => a.IsReleased);
        builder.HasOne<Season>().WithMany().HasForeignKey(a => a.SeasonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Juror>().WithMany().HasForeignKey(a => a.JurorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.SeasonId, a.JurorId }).IsUnique();
    }
}
