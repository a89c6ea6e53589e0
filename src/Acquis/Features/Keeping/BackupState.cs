using Acquis.Data;
using Acquis.Domain.Candidacies;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Keeping;

/// <summary>What an administrator should know of the backups.</summary>
public enum BackupWorry
{
    None,

    /// <summary>The last one failed.</summary>
    Failed,

    /// <summary>One is planned every day, and none was made for a day and a half.</summary>
    Late,

    /// <summary>There are candidates, and none was ever made.</summary>
    Never,

    /// <summary>Some were made by hand, and none is planned.</summary>
    NotPlanned,
}

/// <summary>How the backups stand: the home page, the list and the doctor read the same.</summary>
public sealed record BackupState(BackupWorry Worry, DateTimeOffset? LastDoneAt, DateTimeOffset? LastFailedAt)
{
    private static readonly TimeSpan DayAndAHalf = TimeSpan.FromHours(36);

    /// <summary>Reads it, in two statements.</summary>
    public static async Task<BackupState> OfAsync(AcquisDb db, DateTimeOffset now, CancellationToken ct)
    {
        var ended = await db.BackupRuns.AsNoTracking().Where(r => r.EndedAt != null).GroupBy(r => r.State == BackupRunState.Done)
            .Select(g => new { Done = g.Key, At = g.Max(r => r.EndedAt) }).ToListAsync(ct);
        var (done, failed) = (ended.Find(e => e.Done)?.At, ended.Find(e => !e.Done)?.At);
        var facts = await db.Facts.AsNoTracking().OrderBy(f => f.Id).Select(_ => new
        {
            Planned = db.BackupPlans.Any(p => p.Enabled),
            Used = db.Candidacies.Any(c => c.State == CandidacyState.Active),
        }).FirstOrDefaultAsync(ct);
        var worry = failed > (done ?? DateTimeOffset.MinValue) ? BackupWorry.Failed
            : facts is null ? BackupWorry.None
            : facts.Planned && done < now - DayAndAHalf ? BackupWorry.Late
            : done is null && facts.Used && !facts.Planned ? BackupWorry.Never
            : done is not null && !facts.Planned ? BackupWorry.NotPlanned
            : BackupWorry.None;
        return new(worry, done, failed);
    }
}
