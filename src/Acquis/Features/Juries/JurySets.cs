using Acquis.Domain.Juries;
using Acquis.Features.Juries.Planning;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Data;

/// <summary>Registers of jurors, sites and rooms; seasons of defences, what jurors answered to them, their timetables and summons.</summary>
public abstract partial class AcquisDb
{
    public DbSet<Juror> Jurors => Set<Juror>();

    public DbSet<Site> Sites => Set<Site>();

    public DbSet<Room> Rooms => Set<Room>();

    public DbSet<Season> Seasons => Set<Season>();

    public DbSet<SeasonAnswer> SeasonAnswers => Set<SeasonAnswer>();

    public DbSet<CompositionRule> CompositionRules => Set<CompositionRule>();

    public DbSet<DeclaredTie> DeclaredTies => Set<DeclaredTie>();

    public DbSet<ImpartialityStatement> ImpartialityStatements => Set<ImpartialityStatement>();

    public DbSet<SeasonTimetable> SeasonTimetables => Set<SeasonTimetable>();

    public DbSet<TimetableRun> TimetableRuns => Set<TimetableRun>();

    public DbSet<Summons> Summons => Set<Summons>();
}
