using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Acquis.Features.Juries.Planning;

/// <summary>Tables of timetables, of the searches for them, and of summons.</summary>
public sealed class PlanningMapping : IEntityTypeConfiguration<SeasonTimetable>, IEntityTypeConfiguration<TimetableRun>, IEntityTypeConfiguration<Summons>
{
    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<SeasonTimetable> builder)
    {
        builder.ToTable("season_timetables").HasKey(t => t.Id);
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.HasOne<Season>().WithMany().HasForeignKey(t => t.SeasonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.SeasonId, t.Number }).IsUnique();
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<TimetableRun> builder)
    {
        builder.ToTable("timetable_runs").HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Ignore(r => r.IsOver).Ignore(r => r.SecondsLeft).Ignore(r => r.Share);
        builder.HasOne<Season>().WithMany().HasForeignKey(r => r.SeasonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.State);
    }

    /// <inheritdoc />
    public void Configure(EntityTypeBuilder<Summons> builder)
    {
        builder.ToTable("summons").HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Ignore(s => s.Holds);
        builder.HasOne<Season>().WithMany().HasForeignKey(s => s.SeasonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Candidacy>().WithMany().HasForeignKey(s => s.CandidacyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Juror>().WithMany().HasForeignKey(s => s.JurorId).OnDelete(DeleteBehavior.Restrict);
    }
}
