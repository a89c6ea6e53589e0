using Acquis.Domain.Progress;
using Acquis.Features.Progress.Matrix;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Data;

public abstract partial class AcquisDb
{
    public DbSet<Rating> Ratings => Set<Rating>();

    public DbSet<Grid> Grids => Set<Grid>();

    public DbSet<RequirementRecord> RequirementRecords => Set<RequirementRecord>();

    public DbSet<ProofRecord> ProofRecords => Set<ProofRecord>();

    public DbSet<ExemptionRecord> ExemptionRecords => Set<ExemptionRecord>();

    public DbSet<DefenceRecord> DefenceRecords => Set<DefenceRecord>();

    public DbSet<LevelImport> LevelImports => Set<LevelImport>();

    public DbSet<SavedView> SavedViews => Set<SavedView>();

    public DbSet<Standing> Standings => Set<Standing>();
}
