using System.Globalization;
using System.Text;

namespace Acquis.Credentials.Signatures;

/// <summary>
/// A file that proves, offline, that one entry stands in a log (preuve d'inscription): C2SP <c>tlog-proof@v1</c>, file extension
/// <c>.tlog-proof</c>. Whoever checks it verifies the checkpoint, then the inclusion with the hash of the entry at hand.
/// </summary>
/// <param name="Index">Zero-based index of the entry.</param>
/// <param name="Hashes">Inclusion proof, from the leaf's sibling up, 32 bytes each.</param>
/// <param name="Checkpoint">The signed checkpoint, word for word.</param>
/// <param name="Extra">Anything more that the application needs; not authenticated, so never trusted by itself.</param>
public sealed record TlogProof(long Index, IReadOnlyList<byte[]> Hashes, string Checkpoint, byte[]? Extra = null)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const string ExtraPrefix = "extra ";
    private const string IndexPrefix = "index ";

    // A tree of 2^63 leaves has proofs of 63 hashes.
    private const int MostHashes = 63;

    /// <summary>Reads a proof file; nothing is verified but the form, that of the checkpoint too.</summary>
    /// <exception cref="FormatException">Not such a file.</exception>
    public static TlogProof Parse(string file)
    {
        var blank = file.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = blank < 0 ? [] : file[..blank].Split('\n');
        if (lines.Length < 2 || lines[0] != Header)
        {
            throw new FormatException("Not a proof file: its first line is not c2sp.org/tlog-proof@v1.");
        }

        var hasExtra = lines[1].StartsWith(ExtraPrefix, StringComparison.Ordinal);
        var at = hasExtra ? 2 : 1;
        if (at >= lines.Length || !lines[at].StartsWith(IndexPrefix, StringComparison.Ordinal) || lines.Length - at - 1 > MostHashes)
        {
            throw new FormatException("A proof file gives an index, then at most 63 hashes.");
        }

        var checkpoint = file[(blank + 2)..];
        _ = Signatures.Checkpoint.Parse(checkpoint);
        return new TlogProof(
            Signatures.Checkpoint.NaturalNumber(lines[at][IndexPrefix.Length..]),
            [.. lines[(at + 1)..].Select(Hash)],
            checkpoint,
            hasExtra ? Convert.FromBase64String(lines[1][ExtraPrefix.Length..]) : null);
    }

    /// <summary>The text of the file.</summary>
    public string Format()
    {
        var file = new StringBuilder(Header).Append('\n');
        if (Extra is not null)
        {
            file.Append(ExtraPrefix).Append(Convert.ToBase64String(Extra)).Append('\n');
        }

        file.Append(IndexPrefix).Append(Index.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var hash in Hashes)
        {
            file.Append(Convert.ToBase64String(hash)).Append('\n');
        }

        return file.Append('\n').Append(Checkpoint).ToString();
    }

    private static byte[] Hash(string line)
    {
        var hash = Convert.FromBase64String(line);
        return hash.Length == 32 ? hash : throw new FormatException("A hash of a proof has 32 bytes.");
    }
}
