using Acquis.Data;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Infrastructure;

/// <summary>
/// Keeps two processes from migrating one embedded database. The lock is the system's, on a file, so that it goes with the process that held it;
/// whoever has it may take away the lock that EF Core writes into the database and that a killed process leaves there for ever. PostgreSQL's own
/// lock goes with its connection.
/// </summary>
public static class MigrationLock
{
    private const string TableSql = "select count(*) as \"Value\" from sqlite_master where name = '__EFMigrationsLock'";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Takes the lock; it is given back when disposed of.</summary>
    /// <exception cref="StartException">Another process has been migrating for a minute.</exception>
    public static async Task<IAsyncDisposable?> TakeAsync(AcquisDb db, AcquisOptions options, CancellationToken ct)
    {
        if (db is not SqliteDb)
        {
            return null;
        }

        var held = await OpenAsync(options, ct);
        if (File.Exists(options.SqliteFile) && await db.Database.SqlQueryRaw<int>(TableSql).SingleAsync(ct) > 0)
        {
            await db.Database.ExecuteSqlRawAsync("delete from \"__EFMigrationsLock\"", ct);
        }

        return held;
    }

    private static async Task<FileStream> OpenAsync(AcquisOptions options, CancellationToken ct)
    {
        var path = Path.Combine(options.DataFolder, ".migrating");
        for (var waited = TimeSpan.Zero; ; waited += Step)
        {
            try
            {
                return new(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
            }
            catch (IOException e) when (StorageFailures.CodeOf(e) is null)
            {
                if (waited >= Patience)
                {
                    throw new StartException("start.migrating-elsewhere", ("folder", Path.GetFullPath(options.DataFolder)));
                }

                await Task.Delay(Step, ct);
            }
        }
    }
}
