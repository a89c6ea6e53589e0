using Acquis.Domain;
using Acquis.Domain.Candidacies;

namespace Acquis.Features.Keeping;

/// <summary>
/// The installation was put back from a backup: what came after it is lost, and numbers go on from there. The journal says so itself, since heads
/// signed later than the backup are not continued.
/// </summary>
/// <param name="MadeAt">Instant of the state that the backup held.</param>
/// <param name="Facts">Numbered facts in it.</param>
/// <param name="FromDatabase">Kind of database that it came from.</param>
public sealed record BackupRestored(Id<CertifyingBody> CertifyingBody, DateTimeOffset MadeAt, long Facts, string FromDatabase) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(CertifyingBody)];
}

/// <summary>When and where backups are made was set.</summary>
public sealed record BackupPlanSet(Id<BackupPlan> BackupPlan, bool Enabled, int Hour, int KeepDaily, int KeepWeekly, bool Sealed) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(BackupPlan)];
}

/// <summary>A backup was made.</summary>
/// <param name="Facts">Numbered facts in it.</param>
/// <param name="Damaged">Stored files that were missing or altered on disk.</param>
public sealed record BackupMade(Id<BackupRun> BackupRun, BackupKind Kind, long Size, long Rows, int Files, long Facts, bool Sealed, int Damaged) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(BackupRun)];
}

/// <summary>A backup failed.</summary>
public sealed record BackupFailed(Id<BackupRun> BackupRun, BackupKind Kind, string Problem) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(BackupRun)];
}

/// <summary>Somebody took a backup's file away with them: everything that the installation holds.</summary>
public sealed record BackupDownloaded(Id<BackupRun> BackupRun) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(BackupRun)];
}
