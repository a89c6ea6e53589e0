using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Journal;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Journal;

/// <summary>Proofs that one fact stands in the journal, to hand out and to check offline.</summary>
public sealed class JournalProofs(AcquisDb db)
{
    /// <summary>The proof file of a fact against the newest head.</summary>
    /// <exception cref="NotFoundException">There is no such fact.</exception>
    /// <exception cref="RefusedException">The fact waits for its number still.</exception>
    public async Task<string> OfAsync(Guid factId, CancellationToken ct) => (await ReadAsync(factId, ct)).Format();

    /// <summary>
    /// The proof file of a fact with its payload and salt, so that whoever has it sees what the fact says. For facts of which each word may be known
    /// to whoever asks; without them where they were erased.
    /// </summary>
    /// <exception cref="NotFoundException">There is no such fact.</exception>
    /// <exception cref="RefusedException">The fact waits for its number still.</exception>
    public async Task<string> OpenedAsync(Guid factId, CancellationToken ct) =>
        Opened(await ReadAsync(factId, ct), await db.FactPayloads.AsNoTracking().SingleOrDefaultAsync(p => p.FactId == factId, ct));

    /// <summary>The same of many facts, against one head; those that wait for their number are left out.</summary>
    public async IAsyncEnumerable<(Guid Fact, string File)> OpenedAsync(IReadOnlyCollection<Guid> facts, [EnumeratorCancellation] CancellationToken ct)
    {
        var checkpoint = await db.Checkpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstAsync(ct);
        var tree = new MerkleLevels(await LeavesAsync(checkpoint.Size, ct));
        foreach (var some in facts.Chunk(500))
        {
            var rows = await (
                from fact in db.Facts.AsNoTracking()
                join leaf in db.Leaves on fact.Id equals leaf.FactId
                join payload in db.FactPayloads on fact.Id equals payload.FactId into payloads
                from payload in payloads.DefaultIfEmpty()
                where some.Contains(fact.Id) && leaf.Number < checkpoint.Size
                select new { fact, leaf.Number, payload }).ToListAsync(ct);
            foreach (var row in rows)
                yield return (row.fact.Id, Opened(new(row.Number, tree.InclusionProof((int)row.Number), checkpoint.Note, JournalEntry.LeafBytes(row.fact)), row.payload));
        }
    }

    /// <summary>Checks a proof file by itself: the head's signature, the entry's place under its root, and the payload, where the file holds it, against the entry.</summary>
    /// <param name="key">The journal's public key, as <c>acquis journal key</c> prints it.</param>
    /// <exception cref="FormatException">Not a proof file.</exception>
    /// <exception cref="CryptographicException">The head is not signed by that key, the entry is not under its root, or the payload is another one.</exception>
    public static ProvenFact Check(string file, VerifierKey key)
    {
        var proof = TlogProof.Parse(file);
        var checkpoint = Checkpoint.Verify(proof.Checkpoint, key);
        var proven = ProvenFact.Read(proof.Index, proof.Extra ?? throw new FormatException("The proof holds no entry."));
        return MerkleTree.VerifyInclusion(MerkleTree.LeafHash(proven.Entry), proof.Index, checkpoint.Size, proof.Hashes, checkpoint.Root)
            ? proven
            : throw new CryptographicException("The entry is not under the signed root.");
    }

    private async Task<TlogProof> ReadAsync(Guid factId, CancellationToken ct)
    {
        var fact = await db.Facts.AsNoTracking().Where(f => f.Id == factId).SingleOrNotFoundAsync(ct);
        var leaf = await db.Leaves.AsNoTracking().SingleOrDefaultAsync(l => l.FactId == factId, ct) ?? throw new RefusedException("journal.not-numbered-yet");
        var checkpoint = await db.Checkpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstAsync(ct);
        return new(leaf.Number, MerkleTree.InclusionProof(await LeavesAsync(checkpoint.Size, ct), (int)leaf.Number), checkpoint.Note, JournalEntry.LeafBytes(fact));
    }

    private Task<List<byte[]>> LeavesAsync(long size, CancellationToken ct) =>
        db.Leaves.AsNoTracking().Where(l => l.Number < size).OrderBy(l => l.Number).Select(l => l.Hash).ToListAsync(ct);

    private static string Opened(TlogProof proof, FactPayload? payload) =>
        (payload is null ? proof : proof with { Extra = ProvenFact.Write(proof.Extra!, payload.Json, payload.Salt) }).Format();
}
