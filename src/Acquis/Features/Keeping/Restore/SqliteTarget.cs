using Acquis.Data;
using Acquis.Features.Keeping.Archive;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Acquis.Features.Keeping.Restore;

/// <summary>An embedded database, made in the staging folder and put in place whole at the end.</summary>
/// <param name="staged">Where it is made.</param>
/// <param name="final">Where it goes.</param>
internal sealed class SqliteTarget(string staged, string final) : IRestoreTarget
{
    private readonly AcquisDb db = DatabaseOptions.Open(null, staged);
    private SqliteTransaction? transaction;

    /// <inheritdoc />
    public Task<bool> IsEmptyAsync(CancellationToken ct) => Task.FromResult(!File.Exists(final));

    /// <inheritdoc />
    public async Task PrepareAsync(string migration, CancellationToken ct)
    {
        await db.GetService<IMigrator>().MigrateAsync(migration, ct);
        await db.Database.OpenConnectionAsync(ct);
        transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction();
    }

    /// <inheritdoc />
    public async Task WriteAsync(TableShape table, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        await using var insert = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        insert.Transaction = transaction;
#pragma warning disable CA2100 // names were held against the pattern of names when the backup was opened
        insert.CommandText = $"insert into \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) values ({string.Join(", ", table.Columns.Select((_, i) => $"$p{i}"))})";
#pragma warning restore CA2100
        var parameters = table.Columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter($"$p{i}", DBNull.Value))).ToList();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                parameters[i].Value = row[i] ?? DBNull.Value;
            }

            await insert.ExecuteNonQueryAsync(ct);
        }
    }

    /// <inheritdoc />
    public async Task CompleteAsync(CancellationToken ct)
    {
        await transaction!.CommitAsync(ct);
        await db.Database.MigrateAsync(ct);
        await AppendOnly.EnforceAsync(db, ct);
        await db.Database.ExecuteSqlRawAsync("pragma wal_checkpoint(truncate)", ct);
        await db.Database.CloseConnectionAsync();
    }

    /// <inheritdoc />
    public Task CommitAsync(CancellationToken ct)
    {
        File.Move(staged, final, overwrite: false);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        await db.DisposeAsync();
    }
}
