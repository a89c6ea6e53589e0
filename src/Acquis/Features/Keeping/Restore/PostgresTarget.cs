using System.Globalization;
using Acquis.Data;
using Acquis.Features.Keeping.Archive;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Acquis.Features.Keeping.Restore;

/// <summary>A PostgreSQL database: tables, rows and triggers in one transaction, so that a restore that fails or is killed leaves nothing.</summary>
internal sealed class PostgresTarget(string connectionString) : IRestoreTarget
{
    private readonly AcquisDb db = DatabaseOptions.Open(connectionString, "");
    private string prepared = Migration.InitialDatabase;
    private IDbContextTransaction? transaction;

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    /// <inheritdoc />
    public async Task<bool> IsEmptyAsync(CancellationToken ct)
    {
        var database = db.GetService<IRelationalDatabaseCreator>();
        return !await database.ExistsAsync(ct) || !await database.HasTablesAsync(ct);
    }

    /// <inheritdoc />
    public async Task PrepareAsync(string migration, CancellationToken ct)
    {
        var database = db.GetService<IRelationalDatabaseCreator>();
        if (!await database.ExistsAsync(ct))
        {
            await database.CreateAsync(ct);
        }

        transaction = await db.Database.BeginTransactionAsync(ct);
        await RunAsync(Script(prepared, migration), ct);
        prepared = migration;
    }

    /// <inheritdoc />
    public async Task WriteAsync(TableShape table, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        var types = await TypesAsync(table, ct);
        await using var import = await Connection.BeginBinaryImportAsync(
            $"copy \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) from stdin (format binary)", ct);
        import.Timeout = TimeSpan.Zero;
        foreach (var row in rows)
        {
            await import.StartRowAsync(ct);
            for (var i = 0; i < row.Length; i++)
            {
                await WriteAsync(import, row[i], types[i], ct);
            }
        }

        await import.CompleteAsync(ct);
    }

    /// <inheritdoc />
    public async Task CompleteAsync(CancellationToken ct)
    {
        var newest = db.Database.GetMigrations().Last();
        if (newest != prepared)
        {
            await RunAsync(Script(prepared, newest), ct);
        }

        await AppendOnly.EnforceAsync(db, ct);
        await ContinueNumbersAsync(ct);
    }

    /// <inheritdoc />
    public Task CommitAsync(CancellationToken ct) => transaction!.CommitAsync(ct);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        await db.DisposeAsync();
    }

    private string Script(string from, string to) => db.GetService<IMigrator>().GenerateScript(from, to, MigrationsSqlGenerationOptions.NoTransactions);

    private static Task WriteAsync(NpgsqlBinaryImporter import, object? value, NpgsqlDbType type, CancellationToken ct) => (value, type) switch
    {
        (null, _) => import.WriteNullAsync(ct),
        (long number, NpgsqlDbType.Integer) => import.WriteAsync(checked((int)number), type, ct),
        (long number, NpgsqlDbType.Smallint) => import.WriteAsync(checked((short)number), type, ct),
        (long number, _) => import.WriteAsync(number, type, ct),
        (string text, _) => import.WriteAsync(text, type, ct),
        (Guid id, _) => import.WriteAsync(id, type, ct),
        (DateTime instant, _) => import.WriteAsync(instant, type, ct),
        (DateOnly date, _) => import.WriteAsync(date, type, ct),
        (bool yes, _) => import.WriteAsync(yes, type, ct),
        (byte[] bytes, _) => import.WriteAsync(bytes, type, ct),
        (double number, _) => import.WriteAsync(number, type, ct),
        _ => throw new NotSupportedException($"No column takes a {value.GetType()}."),
    };

    private async Task<NpgsqlDbType[]> TypesAsync(TableShape table, CancellationToken ct)
    {
        var found = new Dictionary<string, string>();
        await using var command = new NpgsqlCommand("select column_name, data_type from information_schema.columns where table_schema = current_schema() and table_name = $1", Connection);
        command.Parameters.Add(new() { Value = table.Name });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found[reader.GetString(0)] = reader.GetString(1);
        }

        return [.. table.Columns.Select(c => found.GetValueOrDefault(c.Name) switch
        {
            "uuid" => NpgsqlDbType.Uuid,
            "timestamp with time zone" => NpgsqlDbType.TimestampTz,
            "date" => NpgsqlDbType.Date,
            "integer" => NpgsqlDbType.Integer,
            "smallint" => NpgsqlDbType.Smallint,
            "bigint" => NpgsqlDbType.Bigint,
            "boolean" => NpgsqlDbType.Boolean,
            "bytea" => NpgsqlDbType.Bytea,
            "double precision" => NpgsqlDbType.Double,
            "jsonb" => NpgsqlDbType.Jsonb,
            "text" or "character varying" => NpgsqlDbType.Text,
            var other => throw new FormatException($"{table.Name}.{c.Name} of the backup is {other ?? "missing"} here."),
        })];
    }

    /// <summary>Numbers that the database gives go on after the highest restored.</summary>
    private async Task ContinueNumbersAsync(CancellationToken ct)
    {
        var columns = new List<(string Table, string Column)>();
        await using (var command = new NpgsqlCommand(
            "select table_name, column_name from information_schema.columns where table_schema = current_schema() and is_identity = 'YES'", Connection))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                columns.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        foreach (var (table, column) in columns)
        {
            await RunAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"select setval(pg_get_serial_sequence('\"{table}\"', '{column}'), coalesce((select max(\"{column}\") from \"{table}\"), 0) + 1, false)"), ct);
        }
    }

    private async Task RunAsync(string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // scripts of our own migrations and names that the database itself gave
        await using var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }
}
