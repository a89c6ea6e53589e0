using System.Security.Cryptography;
using Acquis.Credentials.Signatures;
using CsCheck;

namespace Acquis.Engines.Tests.Signatures;

public sealed class CheckpointTests
{
    private static readonly byte[] Root = SHA256.HashData("root"u8);

    private static readonly SeedSigner Signer = new("acquis.test/journal", new byte[32]);

    private static readonly Checkpoint Head = new("acquis.test/journal", 42, Root);

    [Fact]
    public void A_checkpoint_is_a_note_of_three_lines_and_one_signature_line()
    {
        var lines = Head.Sign(Signer).Split('\n');
        Assert.Equal(["acquis.test/journal", "42", Convert.ToBase64String(Root), ""], lines[..4]);
        Assert.StartsWith("\u2014 acquis.test/journal ", lines[4], StringComparison.Ordinal);
        var blob = Convert.FromBase64String(lines[4].Split(' ')[2]);
        Assert.Equal(4 + 64, blob.Length);
        Assert.Equal(Signer.KeyId, Convert.ToHexStringLower(blob[..4]));
    }

    [Fact]
    public void The_verifier_and_note_of_the_Go_documentation_hold()
    {
        var key = VerifierKey.Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        var note = SignedNote.Parse("""
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

            """.ReplaceLineEndings("\n"));
        Assert.True(note.IsSignedBy(key));
    }

    [Fact]
    public void A_signed_checkpoint_reads_back() => Assert.Equal(Head, Checkpoint.Verify(Head.Sign(Signer), Signer.Verifier));

    [Fact]
    public void A_checkpoint_of_another_key_is_refused()
    {
        using var other = new SeedSigner("acquis.test/journal", [1, .. new byte[31]]);
        Assert.Throws<CryptographicException>(() => Checkpoint.Verify(Head.Sign(other), Signer.Verifier));
    }

    [Fact]
    public void No_altered_character_of_a_checkpoint_passes() =>
        Gen.Select(Gen.Int[0, Head.Sign(Signer).Length - 1], Gen.Char[' ', '~']).Sample((at, c) =>
        {
            var note = Head.Sign(Signer).ToCharArray();
            if (note[at] == c)
            {
                return true;
            }

            note[at] = c;
            try
            {
                // A base64 text has unused bits at its end: the same bytes written otherwise are the same checkpoint.
                return Checkpoint.Verify(new string(note), Signer.Verifier).Equals(Head);
            }
            catch (Exception e) when (e is FormatException or CryptographicException)
            {
                return true;
            }
        });

    [Fact]
    public void Signatures_of_other_keys_are_passed_over()
    {
        using var witness = new SeedSigner("witness.test", [7, .. new byte[31]]);
        var cosigned = Head.Sign(Signer) + Head.Sign(witness).Split("\n\n")[1];
        Assert.Equal(Head, Checkpoint.Verify(cosigned, Signer.Verifier));
        Assert.Equal(Head, Checkpoint.Verify(cosigned, witness.Verifier));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\n1\n")]
    [InlineData("acquis.test\n042\nUm9vdA==\n\n\u2014 a AAAAAAAA\n")]
    [InlineData("acquis.test\n42\n\n\u2014 a AAAAAAAA\n")]
    [InlineData("acquis.test\n42\nUm9vdA==\n\n\u2014 a AAAAAAAA\n")]
    [InlineData("acquis.test\n42\nUm9vdA==\n\n- a AAAAAAAA\n")]
    public void What_is_no_checkpoint_is_refused(string note) => Assert.Throws<FormatException>(() => Checkpoint.Parse(note));

    [Fact]
    public void A_proof_file_reads_back()
    {
        var proof = new TlogProof(3, [Root, SHA256.HashData("b"u8)], Head.Sign(Signer), [1, 2, 3]);
        var read = TlogProof.Parse(proof.Format());
        Assert.Equal(proof.Index, read.Index);
        Assert.Equal(proof.Hashes, read.Hashes);
        Assert.Equal(proof.Checkpoint, read.Checkpoint);
        Assert.Equal(proof.Extra, read.Extra);
        Assert.Equal(proof.Format(), read.Format());
    }

    [Fact]
    public void A_proof_file_of_a_single_leaf_has_no_hash()
    {
        var file = new TlogProof(0, [], Head.Sign(Signer)).Format();
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nindex 0\n\nacquis.test/journal\n42\n", file, StringComparison.Ordinal);
        Assert.Empty(TlogProof.Parse(file).Hashes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AA==\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 00\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\nno checkpoint")]
    public void What_is_no_proof_file_is_refused(string start) =>
        Assert.Throws<FormatException>(() =>
            TlogProof.Parse(start.EndsWith("\n\n", StringComparison.Ordinal) ? start + Head.Sign(Signer) : start));

    [Fact]
    public void A_proof_with_more_hashes_than_any_tree_needs_is_refused() => Assert.Throws<FormatException>(() =>
        TlogProof.Parse(new TlogProof(0, [.. Enumerable.Repeat(Root, 64)], Head.Sign(Signer)).Format()));
}
