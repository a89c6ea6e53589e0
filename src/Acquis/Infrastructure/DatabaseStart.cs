using Acquis.Data;
using Acquis.Features.Keeping.Restore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Acquis.Infrastructure;

/// <summary>Something keeps the program from starting; the message says what and what to do.</summary>
/// <param name="key">Key of the sentence in <c>Texts.json</c>.</param>
public sealed class StartException(string key, params (string Name, object? Value)[] args) : Exception(key)
{
    public string Key => Message;

    public IReadOnlyDictionary<string, object?> Args { get; } = args.ToDictionary(a => a.Name, a => a.Value);
}

/// <summary>Prepares the data folder and the database: creates, migrates, puts the append-only triggers back.</summary>
public static class DatabaseStart
{
    /// <exception cref="StartException">
    /// The folder cannot be written, belongs to a newer program, or holds an unfinished restore; the disk is full, the database server does not answer.
    /// </exception>
    public static async Task PrepareAsync(AcquisDb db, AcquisOptions options, CancellationToken ct)
    {
        PrepareFolder(options);
        try
        {
            await PrepareDatabaseAsync(db, options, ct);
        }
        catch (Exception e) when (StorageFailures.CodeOf(e) is { } code)
        {
            throw StorageOf(code, options);
        }
    }

    /// <summary>What to tell of a failure of disk or server at the start.</summary>
    public static StartException StorageOf(string code, AcquisOptions options) =>
        new($"start.{code}", ("folder", Path.GetFullPath(options.DataFolder)), ("place", options.Postgres is null ? Path.GetFullPath(options.SqliteFile) : "PostgreSQL"));

    private static async Task PrepareDatabaseAsync(AcquisDb db, AcquisOptions options, CancellationToken ct)
    {
        await RequireNoUnfinishedRestoreAsync(db, options, ct);
        await using var alone = await MigrationLock.TakeAsync(db, options, ct);
        var known = db.Database.GetMigrations().ToHashSet();
        if (await db.Database.CanConnectAsync(ct))
        {
            var newer = (await db.Database.GetAppliedMigrationsAsync(ct)).FirstOrDefault(m => !known.Contains(m));
            if (newer is not null)
            {
                throw new StartException("start.newer-data", ("folder", Path.GetFullPath(options.DataFolder)), ("migration", newer));
            }
        }

        await db.Database.MigrateAsync(ct);
        await AppendOnly.EnforceAsync(db, ct);
        await NameIndex.EnsureAsync(db, ct);
    }

    /// <summary>Checks that a database is there and that this program knows it, without changing anything.</summary>
    /// <exception cref="StartException">There is none, it is of a newer program, or waits for a migration.</exception>
    public static async Task RequireCurrentAsync(AcquisDb db, AcquisOptions options, CancellationToken ct)
    {
        var folder = Path.GetFullPath(options.DataFolder);
        if ((options.Postgres is null && !File.Exists(options.SqliteFile)) || !await db.Database.CanConnectAsync(ct))
        {
            throw new StartException("start.no-data", ("folder", folder));
        }

        var known = db.Database.GetMigrations().ToHashSet();
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToList();
        if (applied.Find(m => !known.Contains(m)) is { } newer)
        {
            throw new StartException("start.newer-data", ("folder", folder), ("migration", newer));
        }

        if (applied.Count < known.Count)
        {
            throw new StartException("start.older-data", ("folder", folder));
        }
    }

    /// <summary>A restore that was killed leaves its staging folder; the database, which comes last, is then still empty.</summary>
    private static async Task RequireNoUnfinishedRestoreAsync(AcquisDb db, AcquisOptions options, CancellationToken ct)
    {
        if (!Restoration.IsUnfinished(options))
        {
            return;
        }

        var creator = db.GetService<IRelationalDatabaseCreator>();
        var empty = options.Postgres is null ? !File.Exists(options.SqliteFile) : !await creator.ExistsAsync(ct) || !await creator.HasTablesAsync(ct);
        if (empty)
        {
            throw new StartException("start.restore-unfinished", ("folder", Path.GetFullPath(options.DataFolder)));
        }

        Restoration.ForgetStaging(options);
    }

    private static void PrepareFolder(AcquisOptions options)
    {
        try
        {
            Directory.CreateDirectory(options.DataFolder);
            Directory.CreateDirectory(options.FilesFolder);
            var probe = Path.Combine(options.DataFolder, ".acquis-probe");
            File.WriteAllText(probe, "Acquis");
            File.Delete(probe);
        }
        catch (Exception e) when (StorageFailures.CodeOf(e) is "storage.full")
        {
            throw StorageOf("storage.full", options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException("start.folder-not-writable", ("folder", Path.GetFullPath(options.DataFolder)));
        }
    }
}
