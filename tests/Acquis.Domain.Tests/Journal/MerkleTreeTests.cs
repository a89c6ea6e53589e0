using Acquis.Domain.Journal;
using CsCheck;

namespace Acquis.Domain.Tests.Journal;

public sealed class MerkleTreeTests
{
    // The leaves and roots that Certificate Transparency publishes for RFC 6962.
    private static readonly string[] GoldenLeaves =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly Gen<(int Size, int Part)> Sizes =
        from size in Gen.Int[1, 130] from part in Gen.Int[0, size - 1] select (size, part);

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_roots_of_RFC_6962_come_out(int size, string expected)
    {
        var leaves = GoldenLeaves.Take(size).Select(hex => MerkleTree.LeafHash(Convert.FromHexString(hex))).ToList();
        Assert.Equal(expected, Convert.ToHexStringLower(MerkleTree.Root(leaves)));
        Assert.Equal(expected, Convert.ToHexStringLower(MerkleFrontier.Empty.AppendAll(leaves).Root()));
    }

    [Fact]
    public void The_right_edge_gives_the_root_of_the_whole_tree() => Gen.Int[0, 300].Sample(size =>
    {
        var leaves = Leaves(size);
        var edge = leaves.Aggregate(MerkleFrontier.Empty, (e, leaf) => e.Append(leaf));
        return edge.Root().SequenceEqual(MerkleTree.Root(leaves)) && edge.Size == size;
    });

    [Fact]
    public void A_stored_edge_goes_on_where_it_stopped() => Sizes.Sample(s =>
    {
        var leaves = Leaves(s.Size);
        var before = MerkleFrontier.Empty.AppendAll(leaves.Take(s.Part));
        var after = MerkleFrontier.Restore(before.Size, before.Edge).AppendAll(leaves.Skip(s.Part));
        return after.Root().SequenceEqual(MerkleTree.Root(leaves));
    });

    [Fact]
    public void An_edge_that_does_not_fit_its_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => MerkleFrontier.Restore(3, Leaves(1)));

    [Fact]
    public void Every_leaf_is_proved_included() => Sizes.Sample(s =>
    {
        var leaves = Leaves(s.Size);
        var proof = MerkleTree.InclusionProof(leaves, s.Part);
        return MerkleTree.VerifyInclusion(leaves[s.Part], s.Part, s.Size, proof, MerkleTree.Root(leaves));
    });

    [Fact]
    public void A_tree_kept_level_by_level_gives_the_same_proofs() => Sizes.Sample(s =>
    {
        var leaves = Leaves(s.Size);
        return MerkleTree.InclusionProof(leaves, s.Part).Zip(new MerkleLevels(leaves).InclusionProof(s.Part), (a, b) => a.SequenceEqual(b)).All(same => same)
            && MerkleTree.InclusionProof(leaves, s.Part).Count == new MerkleLevels(leaves).InclusionProof(s.Part).Count;
    });

    [Fact]
    public void An_inclusion_proof_holds_for_no_other_leaf_index_size_or_root() => Sizes.Sample(s =>
    {
        var leaves = Leaves(s.Size);
        var root = MerkleTree.Root(leaves);
        var proof = MerkleTree.InclusionProof(leaves, s.Part);
        var other = MerkleTree.LeafHash("another"u8);
        return !MerkleTree.VerifyInclusion(other, s.Part, s.Size, proof, root)
            && !MerkleTree.VerifyInclusion(leaves[s.Part], s.Part, s.Size, proof, other)
            && !MerkleTree.VerifyInclusion(leaves[s.Part], s.Size, s.Size, proof, root)
            && !MerkleTree.VerifyInclusion(leaves[s.Part], -1, s.Size, proof, root)
            && !MerkleTree.VerifyInclusion(leaves[s.Part], s.Part, s.Size, [.. proof, other], root)
            && (proof.Count == 0 || !MerkleTree.VerifyInclusion(leaves[s.Part], s.Part, s.Size, [.. proof.Skip(1)], root))
            && (s.Size == 1 || !MerkleTree.VerifyInclusion(leaves[s.Part], (s.Part + 1) % s.Size, s.Size, proof, root));
    });

    [Fact]
    public void A_tree_is_consistent_with_each_of_its_beginnings() => Sizes.Sample(s =>
    {
        var leaves = Leaves(s.Size);
        var proof = MerkleTree.ConsistencyProof(leaves, s.Part);
        return MerkleTree.VerifyConsistency(s.Part, MerkleTree.Root([.. leaves.Take(s.Part)]), s.Size, MerkleTree.Root(leaves), proof);
    });

    [Fact]
    public void A_tree_with_a_rewritten_leaf_is_consistent_with_no_beginning_that_held_it() =>
        Sizes.Where(s => s.Part > 0).Sample(s =>
        {
            var honest = Leaves(s.Size);
            var rewritten = honest.ToList();
            rewritten[s.Part - 1] = MerkleTree.LeafHash("rewritten"u8);
            var proof = MerkleTree.ConsistencyProof(rewritten, s.Part);
            return !MerkleTree.VerifyConsistency(
                s.Part, MerkleTree.Root([.. honest.Take(s.Part)]), s.Size, MerkleTree.Root(rewritten), proof);
        });

    [Fact]
    public void A_tree_is_consistent_with_itself_and_never_with_a_larger_one()
    {
        var root = MerkleTree.Root(Leaves(6));
        Assert.True(MerkleTree.VerifyConsistency(6, root, 6, root, []));
        Assert.False(MerkleTree.VerifyConsistency(7, root, 6, root, []));
        Assert.False(MerkleTree.VerifyConsistency(6, root, 6, root, [root]));
    }

    private static List<byte[]> Leaves(int count) =>
        [.. Enumerable.Range(0, count).Select(i => MerkleTree.LeafHash(BitConverter.GetBytes(i)))];
}
