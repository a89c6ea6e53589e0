using System.Collections.Concurrent;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Acquis.Data;

/// <summary>The embedded database: one file in the data folder, write-ahead log, <c>synchronous=FULL</c>.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : AcquisDb(options)
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new();

    /// <inheritdoc />
    public override async Task<WriteScope> BeginWriteAsync(CancellationToken ct)
    {
        if (Database.CurrentTransaction is not null)
        {
            return new(null, gate: null);
        }

        var gate = Gates.GetOrAdd(Database.GetConnectionString() ?? "", _ => new(1, 1));
        await gate.WaitAsync(ct);
        try
        {
            return new(await Database.BeginTransactionAsync(ct), gate);
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    /// <inheritdoc />
    public override Task LockAsync(string table, string idColumn, Guid id, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Always taken: one transaction writes at a time.</summary>
    public override Task<bool> TryLockAsync(long number, CancellationToken ct) => Task.FromResult(true);

    /// <inheritdoc />
    public override IQueryable<Standing> LockedStanding(Id<Candidacy> candidacy) => Standings.Where(s => s.CandidacyId == candidacy);

    /// <inheritdoc />
    public override IQueryable<Standing> LockedStandings(IReadOnlyCollection<Id<Candidacy>> candidacies) => Standings.Where(s => candidacies.Contains(s.CandidacyId));

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        await using var write = await BeginWriteAsync(cancellationToken);
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return rows;
    }

    /// <summary>By one statement, prepared once and run for each row.</summary>
    private protected override async Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
    {
        var columns = TableColumns.Of<T>(this);
        var sql = this.GetService<ISqlGenerationHelper>();
        await using var command = Database.GetDbConnection().CreateCommand();
        command.Transaction = Database.CurrentTransaction?.GetDbTransaction();
        var parameters = columns.Parameters(command);
#pragma warning disable CA2100 // names of table and columns are the model's, never user text
        command.CommandText =
            $"insert into {sql.DelimitIdentifier(columns.Table, columns.Schema)} ({string.Join(", ", columns.Names.Select(sql.DelimitIdentifier))}) values ({string.Join(", ", parameters.Select(p => p.ParameterName))})";
#pragma warning restore CA2100
        command.Parameters.AddRange(parameters.ToArray());
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Count; i++)
                parameters[i].Value = columns.Value(row, i);

            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
