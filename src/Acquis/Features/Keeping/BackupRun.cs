using Acquis.Domain;
using Acquis.Domain.Journal;

namespace Acquis.Features.Keeping;

/// <summary>Why a backup is made.</summary>
public enum BackupKind
{
    Scheduled,

    /// <summary>Somebody asked for it in the interface.</summary>
    Asked,

    CommandLine,
}

/// <summary>Where a backup stands.</summary>
public enum BackupRunState
{
    /// <summary>Some node will take it up.</summary>
    Waiting,

    Running,
    Done,

    /// <summary>Made, but stored files were missing or altered on disk.</summary>
    Incomplete,

    Failed,
}

/// <summary>One backup, from when it is asked for. The row is the lease: one node takes it up, and says every few seconds that it still works.</summary>
public sealed class BackupRun
{
    /// <summary>After how long without a sign a node that works on it counts as gone.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private BackupRun()
    {
    }

    public BackupRun(Id<BackupRun> id, BackupKind kind, string? slot, string? protectedPassphrase, Actor by, DateTimeOffset now) =>
        (Id, Kind, Slot, ProtectedPassphrase, By, AskedAt, BeatAt) = (id, kind, slot, protectedPassphrase, by, now, now);

    public Id<BackupRun> Id { get; private set; }

    public BackupKind Kind { get; private set; }

    /// <summary>The day that a scheduled backup is for, so that it is made once whatever the number of nodes; null otherwise.</summary>
    public string? Slot { get; private set; }

    /// <summary>A passphrase typed for this backup, protected; gone once it is taken up.</summary>
    public string? ProtectedPassphrase { get; private set; }

    public Actor By { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Last sign of the node that works on it.</summary>
    public DateTimeOffset BeatAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public BackupRunState State { get; private set; }

    /// <summary>Name of the machine that made it, on whose disk the file may be.</summary>
    public string Node { get; private set; } = "";

    /// <summary>Share done, in hundredths.</summary>
    public int Share { get; private set; }

    /// <summary>Path of the file on the node.</summary>
    public string File { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    public bool Sealed { get; private set; }

    /// <summary>Code of what went wrong, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>What the system said, or null.</summary>
    public string? Detail { get; private set; }

    /// <summary>When the file was taken away by the plan's retention, or null.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    public int Version { get; private set; }

    public bool HasFile => State is BackupRunState.Done or BackupRunState.Incomplete && RemovedAt is null;

    /// <summary>A node takes it up.</summary>
    public void TakeUp(string node, string file, bool isSealed, DateTimeOffset now) =>
        (State, Node, File, Sealed, BeatAt, ProtectedPassphrase) = (BackupRunState.Running, node, file, isSealed, now, null);

    /// <summary>Sign of life, with the share done in hundredths.</summary>
    public void Beat(int share, DateTimeOffset now) => (Share, BeatAt) = (share, now);

    /// <summary>It was made.</summary>
    public BackupMade Finish(BackupContent content, long size, DateTimeOffset now)
    {
        (State, Share, Size, EndedAt) = (content.Damaged.Count == 0 ? BackupRunState.Done : BackupRunState.Incomplete, 100, size, now);
        (Problem, Detail) = content.Damaged.Count == 0 ? (null, null) : ("backup.files-damaged", content.Damaged[0]);
        return new(Id, Kind, size, content.Rows, content.Files, content.Facts, Sealed, content.Damaged.Count);
    }

    /// <summary>It failed.</summary>
    public BackupFailed Fail(string problem, string? detail, DateTimeOffset now)
    {
        (State, Problem, EndedAt, ProtectedPassphrase) = (BackupRunState.Failed, problem, now, null);
        Detail = detail is { Length: > 300 } ? detail[..300] : detail;
        return new(Id, Kind, problem);
    }

    /// <summary>Its file was taken away.</summary>
    public void Remove(DateTimeOffset now) => RemovedAt = now;
}
