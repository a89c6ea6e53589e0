using Acquis.Features.Keeping;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Data;

/// <summary>Backups and when they are made.</summary>
public abstract partial class AcquisDb
{
    public DbSet<BackupPlan> BackupPlans => Set<BackupPlan>();

    public DbSet<BackupRun> BackupRuns => Set<BackupRun>();
}
