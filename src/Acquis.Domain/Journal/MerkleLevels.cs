namespace Acquis.Domain.Journal;

/// <summary>Every node of a Merkle tree (RFC 6962), level by level: for many proofs of one tree, each of which then costs no hash.</summary>
public sealed class MerkleLevels
{
    private readonly List<IReadOnlyList<byte[]>> levels;

    /// <summary>The tree over those leaf hashes.</summary>
    public MerkleLevels(IReadOnlyList<byte[]> leaves)
    {
        levels = [leaves];
        while (levels[^1].Count > 1)
        {
            levels.Add(Above(levels[^1]));
        }
    }

    /// <summary>Proof that the leaf of that index is in the tree: the same as <see cref="MerkleTree.InclusionProof"/>.</summary>
    public IReadOnlyList<byte[]> InclusionProof(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, levels[0].Count);
        var proof = new List<byte[]>();
        foreach (var level in levels)
        {
            if ((index ^ 1) < level.Count)
            {
                proof.Add(level[index ^ 1]);
            }

            index >>= 1;
        }

        return proof;
    }

    // A node without sibling rises unchanged.
    private static List<byte[]> Above(IReadOnlyList<byte[]> level)
    {
        var above = new List<byte[]>((level.Count + 1) / 2);
        for (var i = 0; i + 1 < level.Count; i += 2)
        {
            above.Add(MerkleTree.NodeHash(level[i], level[i + 1]));
        }

        if (level.Count % 2 == 1)
        {
            above.Add(level[^1]);
        }

        return above;
    }
}
