using System.Numerics;
using System.Security.Cryptography;

namespace Acquis.Domain.Journal;

/// <summary>
/// The right edge of a growing tree: one hash per set bit of its size, largest subtree first. Enough to append leaves and to give the root,
/// whatever the size. Immutable: appending returns the next edge.
/// </summary>
public sealed class MerkleFrontier
{
    private readonly byte[][] edge;

    private MerkleFrontier(long size, byte[][] edge) => (Size, this.edge) = (size, edge);

    /// <summary>The edge of the tree without leaves.</summary>
    public static MerkleFrontier Empty { get; } = new(0, []);

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; }

    /// <summary>The hashes to store, largest subtree first, 32 bytes each.</summary>
    public IReadOnlyList<byte[]> Edge => edge;

    /// <summary>The edge that was stored.</summary>
    /// <exception cref="ArgumentException">The number or length of the hashes does not fit the size.</exception>
    public static MerkleFrontier Restore(long size, IReadOnlyList<byte[]> edge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return edge.Count == BitOperations.PopCount((ulong)size) && edge.All(h => h.Length == MerkleTree.HashLength)
            ? new MerkleFrontier(size, [.. edge])
            : throw new ArgumentException($"A tree of {size} leaves has {BitOperations.PopCount((ulong)size)} hashes at its edge.", nameof(edge));
    }

    /// <summary>The edge after one more leaf.</summary>
    public MerkleFrontier Append(byte[] leafHash) => AppendAll([leafHash]);

    /// <summary>The edge after those leaves, in that order.</summary>
    public MerkleFrontier AppendAll(IEnumerable<byte[]> leafHashes)
    {
        var next = new List<byte[]>(edge);
        var size = Size;
        foreach (var leaf in leafHashes)
        {
            next.Add(leaf);
            for (var full = size; (full & 1) == 1; full >>= 1)
            {
                var merged = MerkleTree.NodeHash(next[^2], next[^1]);
                next.RemoveRange(next.Count - 2, 2);
                next.Add(merged);
            }

            size++;
        }

        return new MerkleFrontier(size, [.. next]);
    }

    /// <summary>Root of the tree.</summary>
    public byte[] Root()
    {
        if (edge.Length == 0)
        {
            return SHA256.HashData([]);
        }

        var root = edge[^1];
        for (var i = edge.Length - 2; i >= 0; i--)
        {
            root = MerkleTree.NodeHash(edge[i], root);
        }

        return root;
    }
}
