using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Acquis.Data;

/// <summary>PostgreSQL, for production and several nodes.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : AcquisDb(options)
{
    /// <inheritdoc />
    public override async Task<WriteScope> BeginWriteAsync(CancellationToken ct) =>
        new(Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(ct) : null, gate: null);

    /// <inheritdoc />
    public override Task LockAsync(string table, string idColumn, Guid id, CancellationToken ct) =>
#pragma warning disable EF1002 // table and column are constants of the program, never user text
        Database.ExecuteSqlRawAsync($"select 1 from {table} where {idColumn} = {{0}} for update", [id], ct);
#pragma warning restore EF1002

    /// <inheritdoc />
    public override async Task<bool> TryLockAsync(long number, CancellationToken ct) =>
        (await Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock({number}) as \"Value\"").ToListAsync(ct))[0];

    /// <inheritdoc />
    public override IQueryable<Standing> LockedStanding(Id<Candidacy> candidacy) =>
        Standings.FromSql($"select * from standings where candidacy_id = {candidacy.Value} for update");

    /// <inheritdoc />
    public override IQueryable<Standing> LockedStandings(IReadOnlyCollection<Id<Candidacy>> candidacies)
    {
        var ids = candidacies.Select(c => c.Value).ToArray();
        return Standings.FromSql($"select * from standings where candidacy_id = any({ids}) order by candidacy_id for update");
    }

    /// <summary>By COPY: one stream of rows, which the server does not answer one by one.</summary>
    private protected override async Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
    {
        var columns = TableColumns.Of<T>(this);
        var sql = this.GetService<ISqlGenerationHelper>();
        var connection = (NpgsqlConnection)Database.GetDbConnection();
        await using var typing = connection.CreateCommand();
        var types = columns.Parameters(typing).Select(p => ((NpgsqlParameter)p).NpgsqlDbType).ToArray();
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {sql.DelimitIdentifier(columns.Table, columns.Schema)} ({string.Join(", ", columns.Names.Select(sql.DelimitIdentifier))}) from stdin (format binary)", ct);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(ct);
            for (var i = 0; i < types.Length; i++)
                await copy.WriteAsync(columns.Value(row, i), types[i], ct);
        }

        await copy.CompleteAsync(ct);
    }
}
