using Acquis.Features.Keeping.Archive;

namespace Acquis.Features.Keeping.Restore;

/// <summary>An empty database that takes the rows of a backup. Until <see cref="CommitAsync"/> nothing of it counts.</summary>
internal interface IRestoreTarget : IAsyncDisposable
{
    /// <summary>Whether no table is there yet; a database that does not exist counts as empty.</summary>
    Task<bool> IsEmptyAsync(CancellationToken ct);

    /// <summary>Makes the tables as they were when the backup was made.</summary>
    /// <param name="migration">Name of the last migration that the backup knows.</param>
    Task PrepareAsync(string migration, CancellationToken ct);

    /// <summary>Writes rows of one table.</summary>
    Task WriteAsync(TableShape table, IEnumerable<object?[]> rows, CancellationToken ct);

    /// <summary>Brings the tables to this program's version and puts the append-only triggers on.</summary>
    Task CompleteAsync(CancellationToken ct);

    /// <summary>Makes it count.</summary>
    Task CommitAsync(CancellationToken ct);
}
