using System.Buffers;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Acquis.Data;
using Acquis.Features.Journal;
using Acquis.Features.Keeping.Archive;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Acquis.Features.Keeping;

/// <summary>What a backup holds.</summary>
/// <param name="MadeAt">Instant of the state that it holds, UTC.</param>
/// <param name="Facts">Numbered facts of the journal in it.</param>
/// <param name="Damaged">Hashes of stored files that were missing or altered on disk.</param>
public sealed record BackupContent(DateTimeOffset MadeAt, long Rows, int Files, long Facts, IReadOnlyList<string> Damaged);

/// <summary>
/// Writes a backup while people work: one state of the database (a reading transaction), then the files that its rows name. Memory stays flat.
/// </summary>
public sealed class BackupMaker(AcquisDb db, FileStore files, JournalKeys keys, JournalHead head, TimeProvider time)
{
    private const int PartSize = 1024 * 1024;

    /// <summary>What a row weighs beside a byte of a file, for the share done.</summary>
    private const int RowWeight = 300;

    private IsolationLevel Snapshot => db is PostgresDb ? IsolationLevel.RepeatableRead : IsolationLevel.ReadUncommitted;

    /// <summary>Writes the backup to a stream, which stays open.</summary>
    /// <param name="passphrase">Seals it; null writes it in clear.</param>
    /// <param name="withKey">Whether the journal's private key goes in. Without it a restore asks for the key's file.</param>
    /// <param name="progress">Told the share done, from 0 to 1.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="Credentials.Signatures.KeyFileException">The journal's key cannot be read.</exception>
    public async Task<BackupContent> WriteAsync(Stream output, string? passphrase, bool withKey, Action<double> progress, CancellationToken ct)
    {
        // Read before the snapshot, so that the database in it is never behind the head beside it.
        var note = head.Read();
        var at = time.Now();
        await using var snapshot = await db.Database.BeginTransactionAsync(Snapshot, ct);
        if (db is PostgresDb)
        {
            await db.Database.ExecuteSqlRawAsync("set transaction read only", ct);
        }

        var newest = await db.Checkpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(ct);
        var tables = TableShapes.Of(db);
        var work = await MeasureAsync(tables, ct);
        await using var archive = new ArchiveWriter(output, passphrase, at);
        await archive.AddAsync(BackupParts.Header, JsonSerializer.SerializeToUtf8Bytes(await HeaderAsync(tables, at, withKey, ct), BackupParts.Json), ct);
        if ((note ?? newest?.Note) is { } kept)
        {
            await archive.AddAsync(BackupParts.Head, Encoding.UTF8.GetBytes(kept), ct);
        }

        if (withKey)
        {
            await archive.AddAsync(BackupParts.Key, await File.ReadAllBytesAsync(keys.Path, ct), ct);
        }

        var rows = new Dictionary<string, long>();
        foreach (var table in tables)
        {
            rows[table.Name] = await AddTableAsync(archive, table, rows.Count, ct);
            progress(rows.Values.Sum() * RowWeight / (double)work);
        }

        var (count, damaged) = await AddFilesAsync(archive, share => progress(((rows.Values.Sum() * RowWeight) + share) / (double)work), ct);
        await archive.FinishAsync(rows, count, damaged, keys.Signer, ct);
        progress(1);
        return new(at, rows.Values.Sum(), count, newest?.Size ?? 0, damaged);
    }

    private async Task<BackupHeader> HeaderAsync(IReadOnlyList<TableShape> tables, DateTimeOffset at, bool withKey, CancellationToken ct) => new(
        BackupHeader.CurrentFormat,
        typeof(BackupMaker).Assembly.GetName().Version!.ToString(3),
        at,
        db is PostgresDb ? "postgresql" : "sqlite",
        [.. (await db.Database.GetAppliedMigrationsAsync(ct)).Select(Migrations.NameOf)],
        keys.Signer.Name,
        keys.Signer.Verifier.ToString(),
        withKey,
        tables);

    private async Task<long> MeasureAsync(IReadOnlyList<TableShape> tables, CancellationToken ct)
    {
        var work = await db.StoredFiles.SumAsync(f => f.Size, ct);
        foreach (var table in tables)
        {
            await using var command = Command($"select count(*) from \"{table.Name}\"");
            work += Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture) * RowWeight;
        }

        return Math.Max(work, 1);
    }

    /// <summary>Writes the rows of a table in parts of about a megabyte; how many they were.</summary>
    private async Task<long> AddTableAsync(ArchiveWriter archive, TableShape table, int index, CancellationToken ct)
    {
        var key = TableShapes.Keys(db)[table.Name];
        await using var command = Command($"select {Names(table.Columns.Select(c => c.Name))} from \"{table.Name}\" order by {Names(key)}");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var part = new ArrayBufferWriter<byte>(PartSize + (64 * 1024));
        await using var json = new Utf8JsonWriter(part);
        var (rows, number) = (0L, 0);
        while (await reader.ReadAsync(ct))
        {
            RowJson.Write(json, reader, table.Columns);
            await json.FlushAsync(ct);
            json.Reset();
            part.Write("\n"u8);
            rows++;
            if (part.WrittenCount >= PartSize)
            {
                await archive.AddAsync(PartName(index, table, ++number), part.WrittenMemory, ct);
                part.ResetWrittenCount();
            }
        }

        if (part.WrittenCount > 0)
        {
            await archive.AddAsync(PartName(index, table, ++number), part.WrittenMemory, ct);
        }

        return rows;
    }

    /// <summary>Writes the stored files; a file that is missing or altered does not keep the rest from being saved, and is told.</summary>
    private async Task<(int Count, IReadOnlyList<string> Damaged)> AddFilesAsync(ArchiveWriter archive, Action<long> progress, CancellationToken ct)
    {
        var (count, done, damaged) = (0, 0L, new List<string>());
        await foreach (var hash in db.StoredFiles.AsNoTracking().OrderBy(f => f.Hash).Select(f => f.Hash).AsAsyncEnumerable().WithCancellation(ct))
        {
            var path = files.PathOf(hash);
            if (!File.Exists(path))
            {
                damaged.Add(hash);
                continue;
            }

            await using var content = File.OpenRead(path);
            if (await archive.AddAsync(BackupParts.Files + hash, content, ct) != hash)
            {
                damaged.Add(hash);
            }

            count++;
            progress(done += content.Length);
        }

        return (count, damaged);
    }

    private DbCommand Command(string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // names of tables and columns are the model's own, never user text
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandTimeout = 0;
        return command;
    }

    private static string PartName(int index, TableShape table, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{BackupParts.Tables}{index:000}-{table.Name}/{number:00000}.ndjson");

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(c => $"\"{c}\""));
}

/// <summary>Migrations by name: their dates differ between the two databases.</summary>
public static class Migrations
{
    /// <summary>The name of a migration, without its date.</summary>
    public static string NameOf(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
