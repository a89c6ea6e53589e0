using System.Data;
using System.Security.Cryptography;
using System.Text;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Journal;

/// <summary>What a verification found.</summary>
/// <param name="Numbered">Facts in the tree, all checked up to the first fault.</param>
/// <param name="Unnumbered">Facts that wait for their number.</param>
/// <param name="Erased">Facts whose payload was erased: their place in the tree still holds.</param>
/// <param name="Faults">What is wrong, in the order in which it was found; empty when the journal holds.</param>
public sealed record JournalReport(long Numbered, int Unnumbered, int Erased, IReadOnlyList<Refusal> Faults)
{
    public bool Holds => Faults.Count == 0;
}

/// <summary>Compares the rows of one capability with what its facts say. Each capability that the journal explains has one.</summary>
public interface IRowsExplainedByFacts
{
    /// <summary>Rows that differ from their facts, each named.</summary>
    IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, CancellationToken ct);
}

/// <summary>Checks the journal: every leaf, every signed head, every payload, and that the rows are what the facts say.</summary>
public sealed class JournalVerifier(AcquisDb db, JournalKeys keys, JournalHead head, IEnumerable<IRowsExplainedByFacts> explained)
{
    private const int Page = 5_000;

    /// <summary>One state of the database while others write: on SQLite any reading transaction, of which this level takes no lock for writing.</summary>
    private IsolationLevel Snapshot => db is PostgresDb ? IsolationLevel.RepeatableRead : IsolationLevel.ReadUncommitted;

    /// <summary>Verifies all; stops the walk of the tree at the first bad fact, then compares the rows.</summary>
    public async Task<JournalReport> VerifyAsync(CancellationToken ct)
    {
        var faults = new List<Refusal>();
        var kept = head.Read();
        await using var snapshot = await db.Database.BeginTransactionAsync(Snapshot, ct);
        var frontier = await WalkAsync(faults, ct);
        CheckHead(kept, frontier, faults);
        var erased = await CheckPayloadsAsync(faults, ct);
        var unnumbered = await db.Facts.CountAsync(f => !db.Leaves.Any(l => l.FactId == f.Id), ct);
        if (unnumbered != await db.UnnumberedFacts.CountAsync(ct))
        {
            faults.Add(Refusal.Of("journal.unnumbered-lost", ("count", unnumbered)));
        }

        foreach (var rows in explained)
        {
            await foreach (var difference in rows.DifferencesAsync(db, ct))
            {
                faults.Add(difference);
            }
        }

        return new(frontier.Size, unnumbered, erased, faults);
    }

    private async Task<MerkleFrontier> WalkAsync(List<Refusal> faults, CancellationToken ct)
    {
        var frontier = MerkleFrontier.Empty;
        var checkpoints = await db.Checkpoints.AsNoTracking().ToDictionaryAsync(c => c.Size, ct);
        while (faults.Count == 0)
        {
            var from = frontier.Size;
            var leaves = await db.Leaves.AsNoTracking().Where(l => l.Number >= from).OrderBy(l => l.Number).Take(Page).ToListAsync(ct);
            var facts = await db.Leaves.Where(l => l.Number >= from).OrderBy(l => l.Number).Take(Page)
                .Join(db.Facts.AsNoTracking(), l => l.FactId, f => f.Id, (_, f) => f).ToDictionaryAsync(f => f.Id, ct);
            if (leaves.Count == 0)
            {
                break;
            }

            foreach (var leaf in leaves)
            {
                if (FaultOf(leaf, facts, frontier.Size) is { } fault)
                {
                    faults.Add(fault);
                    return frontier;
                }

                frontier = frontier.Append(leaf.Hash);
                if (checkpoints.Remove(frontier.Size, out var checkpoint) && !Signed(checkpoint, frontier))
                {
                    faults.Add(Refusal.Of("journal.head-differs", ("size", frontier.Size)));
                    return frontier;
                }
            }
        }

        faults.AddRange(checkpoints.Keys.Order().Select(size => Refusal.Of("journal.head-without-facts", ("size", size))));
        return frontier;
    }

    private static Refusal? FaultOf(JournalLeaf leaf, Dictionary<Guid, JournalFact> facts, long expected)
    {
        if (leaf.Number != expected)
        {
            return Refusal.Of("journal.number-missing", ("number", expected));
        }

        if (!facts.TryGetValue(leaf.FactId, out var fact))
        {
            return Refusal.Of("journal.fact-missing", ("number", leaf.Number), ("fact", leaf.FactId.ToString()));
        }

        return MerkleTree.LeafHash(JournalEntry.LeafBytes(fact)).AsSpan().SequenceEqual(leaf.Hash)
            ? null
            : Refusal.Of("journal.fact-altered", ("number", leaf.Number), ("fact", fact.Id.ToString()), ("action", fact.Action));
    }

    private bool Signed(JournalCheckpoint row, MerkleFrontier frontier)
    {
        try
        {
            return Checkpoint.Verify(row.Note, keys.Signer.Verifier).Equals(new Checkpoint(keys.Signer.Name, frontier.Size, frontier.Root()));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private static void CheckHead(string? kept, MerkleFrontier frontier, List<Refusal> faults)
    {
        if (kept is { } note && Checkpoint.Parse(note).Size > frontier.Size && faults.Count == 0)
        {
            faults.Add(Refusal.Of("journal.behind-its-head", ("size", Checkpoint.Parse(note).Size), ("found", frontier.Size)));
        }
    }

    /// <summary>Each payload that is still there must have the hash its fact names; one that is gone was erased.</summary>
    private async Task<int> CheckPayloadsAsync(List<Refusal> faults, CancellationToken ct)
    {
        var rows = db.Facts.AsNoTracking()
            .GroupJoin(db.FactPayloads.AsNoTracking(), f => f.Id, p => p.FactId, (f, p) => new { Fact = f, Payloads = p })
            .SelectMany(x => x.Payloads.DefaultIfEmpty(), (x, p) => new { x.Fact.Id, x.Fact.Action, x.Fact.PayloadHash, Salt = p == null ? null : p.Salt, Json = p == null ? null : p.Json });
        var erased = 0;
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (row.Json is null)
            {
                erased++;
            }
            else if (JournalEntry.HashOf(row.Salt, Encoding.UTF8.GetBytes(row.Json)) != row.PayloadHash)
            {
                faults.Add(Refusal.Of("journal.payload-altered", ("fact", row.Id.ToString()), ("action", row.Action)));
            }
        }

        return erased;
    }
}
