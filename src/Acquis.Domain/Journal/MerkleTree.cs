using System.Numerics;
using System.Security.Cryptography;

namespace Acquis.Domain.Journal;

/// <summary>
/// The hash tree over the facts of the journal (arbre de Merkle), RFC 6962 section 2.1 with SHA-256: pure functions, hashes of 32 bytes. Proofs are
/// computed from the leaf hashes, in order, and checked from a root alone.
/// </summary>
public static class MerkleTree
{
    /// <summary>Length of a hash in bytes.</summary>
    public const int HashLength = 32;

    /// <summary>Hash of an entry: SHA-256(0x00 ‖ entry).</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x00]);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }

    /// <summary>Hash of an inner node: SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> node = stackalloc byte[1 + (2 * HashLength)];
        node[0] = 0x01;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + HashLength)..]);
        return SHA256.HashData(node);
    }

    /// <summary>Root of the tree over those leaf hashes; SHA-256 of nothing where there are none.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves) => leaves.Count == 0 ? SHA256.HashData([]) : Root(leaves, 0, leaves.Count);

    /// <summary>Proof that leaf <paramref name="index"/> stands in the tree over those leaves: sibling hashes from the leaf up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static IReadOnlyList<byte[]> InclusionProof(IReadOnlyList<byte[]> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Count);
        var proof = new List<byte[]>();
        int start = 0, count = leaves.Count;
        while (count > 1)
        {
            var left = SplitOf(count);
            if (index - start < left)
            {
                proof.Add(Root(leaves, start + left, count - left));
                count = left;
            }
            else
            {
                proof.Add(Root(leaves, start, left));
                start += left;
                count -= left;
            }
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>Proof that the tree over the first <paramref name="oldSize"/> leaves is the beginning of the tree over all of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The old tree is larger than the new one.</exception>
    public static IReadOnlyList<byte[]> ConsistencyProof(IReadOnlyList<byte[]> leaves, int oldSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, leaves.Count);
        var proof = new List<byte[]>();
        if (oldSize > 0)
        {
            Subproof(leaves, 0, leaves.Count, oldSize, whole: true, proof);
        }

        return proof;
    }

    /// <summary>Whether an entry with that leaf hash stands at <paramref name="index"/> in the tree of that size and root (RFC 9162 2.1.3.2).</summary>
    public static bool VerifyInclusion(byte[] leafHash, long index, long size, IReadOnlyList<byte[]> proof, byte[] root)
    {
        if (index < 0 || index >= size || leafHash.Length != HashLength || proof.Any(p => p.Length != HashLength))
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leafHash);
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = NodeHash(sibling, hash);
                SkipMissingSiblings(ref node, ref last);
            }
            else
            {
                hash = NodeHash(hash, sibling);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether the tree of the old size and root is the beginning of the tree of the new size and root (RFC 9162 2.1.4.2).</summary>
    public static bool VerifyConsistency(long oldSize, byte[] oldRoot, long newSize, byte[] newRoot, IReadOnlyList<byte[]> proof)
    {
        if (oldSize < 0 || oldSize > newSize || proof.Any(p => p.Length != HashLength))
        {
            return false;
        }

        if (oldSize == 0 || oldSize == newSize)
        {
            return proof.Count == 0 && oldRoot.AsSpan().SequenceEqual(oldSize == 0 ? SHA256.HashData([]) : newRoot);
        }

        // A complete old tree is itself a node of the new one: its root is the first hash, and is not repeated in the proof.
        IReadOnlyList<byte[]> path = BitOperations.IsPow2(oldSize) ? [oldRoot, .. proof] : proof;
        return path.Count > 0 && Consistent(oldSize - 1, oldRoot, newSize - 1, newRoot, path);
    }

    private static bool Consistent(long node, byte[] oldRoot, long last, byte[] newRoot, IReadOnlyList<byte[]> path)
    {
        while ((node & 1) == 1)
        {
            node >>= 1;
            last >>= 1;
        }

        var (old, now) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                old = NodeHash(sibling, old);
                now = NodeHash(sibling, now);
                SkipMissingSiblings(ref node, ref last);
            }
            else
            {
                now = NodeHash(now, sibling);
            }

            node >>= 1;
            last >>= 1;
        }

        return last == 0 && old.AsSpan().SequenceEqual(oldRoot) && now.AsSpan().SequenceEqual(newRoot);
    }

    // At the right edge a node without sibling rises unchanged through the levels.
    private static void SkipMissingSiblings(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0)
        {
            node >>= 1;
            last >>= 1;
        }
    }

    private static void Subproof(IReadOnlyList<byte[]> leaves, int start, int count, int oldSize, bool whole, List<byte[]> proof)
    {
        if (oldSize == count)
        {
            if (!whole)
            {
                proof.Add(Root(leaves, start, count));
            }

            return;
        }

        var left = SplitOf(count);
        if (oldSize <= left)
        {
            Subproof(leaves, start, left, oldSize, whole, proof);
            proof.Add(Root(leaves, start + left, count - left));
        }
        else
        {
            Subproof(leaves, start + left, count - left, oldSize - left, whole: false, proof);
            proof.Add(Root(leaves, start, left));
        }
    }

    private static byte[] Root(IReadOnlyList<byte[]> leaves, int start, int count)
    {
        if (count == 1)
        {
            return leaves[start];
        }

        var left = SplitOf(count);
        return NodeHash(Root(leaves, start, left), Root(leaves, start + left, count - left));
    }

    // The largest power of two smaller than count.
    private static int SplitOf(int count) => 1 << BitOperations.Log2((uint)(count - 1));
}
