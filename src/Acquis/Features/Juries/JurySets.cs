using Acquis.Domain.Juries;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Data;

/// <summary>Registers of jurors, sites and rooms; seasons of defences and what jurors answered to them.</summary>
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
}
