using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Journal;

/// <summary>
/// Numbers the facts that wait and signs the new head. One at a time across all nodes (a database lock), in batches, after the changes
/// themselves have committed, so that writers never wait for each other.
/// </summary>
public sealed class JournalSequencer(AcquisDb db, JournalKeys keys, JournalHead head, TimeProvider time)
{
    /// <summary>Facts numbered in one transaction.</summary>
    public const int BatchSize = 2_000;

    /// <summary>PostgreSQL advisory lock of the sequencer.</summary>
    private const long Lock = 0x61637175_6a6f7572;

    /// <summary>Numbers all that waits; returns how many facts were numbered.</summary>
    /// <exception cref="JournalBrokenException">The database does not continue the last signed head.</exception>
    public async Task<int> NumberAsync(CancellationToken ct)
    {
        var total = 0;
        for (var numbered = BatchSize; numbered == BatchSize; total += numbered)
        {
            numbered = await NumberBatchAsync(ct);
            db.ChangeTracker.Clear();
        }

        return total;
    }

    private async Task<int> NumberBatchAsync(CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        if (db is PostgresDb)
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", ct);
        }

        var ids = await db.UnnumberedFacts.OrderBy(u => u.FactId).Take(BatchSize).Select(u => u.FactId).ToListAsync(ct);
        if (ids.Count == 0)
        {
            return 0;
        }

        var frontier = await FrontierAsync(ct);
        var facts = await db.Facts.AsNoTracking().Where(f => ids.Contains(f.Id)).OrderBy(f => f.Id).ToListAsync(ct);
        var hashes = facts.ConvertAll(f => MerkleTree.LeafHash(JournalEntry.LeafBytes(f)));
        db.Leaves.AddRange(facts.Select((f, i) => new JournalLeaf(frontier.Size + i, f.Id, hashes[i])));
        var next = frontier.AppendAll(hashes);
        var note = new Checkpoint(keys.Signer.Name, next.Size, next.Root()).Sign(keys.Signer);
        db.Checkpoints.Add(new(next.Size, time.Now(), note, [.. next.Edge.SelectMany(h => h)]));
        await db.SaveChangesAsync(ct);
        await db.UnnumberedFacts.Where(u => ids.Contains(u.FactId)).ExecuteDeleteAsync(ct);
        await write.CommitAsync(ct);
        head.Keep(note);
        return ids.Count;
    }

    /// <summary>The tree's edge to go on from, held against the last head that was signed outside the database.</summary>
    private async Task<MerkleFrontier> FrontierAsync(CancellationToken ct)
    {
        var last = await db.Checkpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(ct);
        var frontier = last is null ? MerkleFrontier.Empty : MerkleFrontier.Restore(last.Size, [.. last.Frontier.Chunk(MerkleTree.HashLength)]);
        if (head.Read() is { } note)
        {
            var kept = Checkpoint.Verify(note, keys.Signer.Verifier);
            var row = kept.Size == last?.Size ? last : await db.Checkpoints.AsNoTracking().SingleOrDefaultAsync(c => c.Size == kept.Size, ct);
            if (row is null || !Checkpoint.Parse(row.Note).Equals(kept))
            {
                throw new JournalBrokenException(kept.Size);
            }
        }

        return frontier;
    }
}

/// <summary>The database does not hold the head that was signed at that size: it was put back or rewritten. Nothing more is signed.</summary>
public sealed class JournalBrokenException(long size) : Exception($"The journal's database does not continue the head signed at {size} facts.")
{
    public long Size => size;
}

/// <summary>Numbers facts every second while the program serves; any node may.</summary>
public sealed partial class JournalNumbering(IServiceScopeFactory scopes, TimeProvider time, ILogger<JournalNumbering> log) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<JournalSequencer>().NumberAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // numbering waits for the next turn, whatever went wrong in this one; the fault is told
            catch (Exception e)
#pragma warning restore CA1031
            {
                NotNumbered(log, e);
                await Task.Delay(TimeSpan.FromSeconds(30), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Facts could not be numbered; trying again in 30 seconds.")]
    private static partial void NotNumbered(ILogger log, Exception e);
}
