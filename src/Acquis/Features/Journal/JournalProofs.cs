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
    public async Task<string> OfAsync(Guid factId, CancellationToken ct)
    {
        var fact = await db.Facts.AsNoTracking().Where(f => f.Id == factId).SingleOrNotFoundAsync(ct);
        var leaf = await db.Leaves.AsNoTracking().SingleOrDefaultAsync(l => l.FactId == factId, ct) ?? throw new RefusedException("journal.not-numbered-yet");
        var checkpoint = await db.Checkpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstAsync(ct);
        var leaves = await db.Leaves.AsNoTracking().Where(l => l.Number < checkpoint.Size).OrderBy(l => l.Number).Select(l => l.Hash).ToListAsync(ct);
        return new TlogProof(leaf.Number, MerkleTree.InclusionProof(leaves, (int)leaf.Number), checkpoint.Note, JournalEntry.LeafBytes(fact)).Format();
    }

    /// <summary>Checks a proof file by itself: the head's signature, then the entry's place under its root. Returns the entry.</summary>
    /// <param name="key">The journal's public key, as <c>acquis journal key</c> prints it.</param>
    /// <exception cref="FormatException">Not a proof file.</exception>
    /// <exception cref="CryptographicException">The head is not signed by that key, or the entry is not under its root.</exception>
    public static byte[] Check(string file, VerifierKey key)
    {
        var proof = TlogProof.Parse(file);
        var checkpoint = Checkpoint.Verify(proof.Checkpoint, key);
        var entry = proof.Extra ?? throw new FormatException("The proof holds no entry.");
        return MerkleTree.VerifyInclusion(MerkleTree.LeafHash(entry), proof.Index, checkpoint.Size, proof.Hashes, checkpoint.Root)
            ? entry
            : throw new CryptographicException("The entry is not under the signed root.");
    }
}
