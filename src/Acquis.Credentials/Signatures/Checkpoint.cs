using System.Globalization;
using System.Security.Cryptography;

namespace Acquis.Credentials.Signatures;

/// <summary>
/// The head of a log at one moment (point de contrôle), in the form of C2SP tlog-checkpoint: whose log, how many leaves, root of their tree.
/// </summary>
public sealed class Checkpoint : IEquatable<Checkpoint>
{
    private readonly byte[] root;

    /// <summary>A checkpoint of a log of <paramref name="size"/> leaves with that root (32 bytes, SHA-256).</summary>
    /// <exception cref="ArgumentException">An empty origin or one with a newline, a negative size, a root that is no SHA-256 hash.</exception>
    public Checkpoint(string origin, long size, byte[] root)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (string.IsNullOrEmpty(origin) || origin.Any(char.IsControl) || root.Length != 32)
        {
            throw new ArgumentException("A checkpoint has an origin of one line and a root of 32 bytes.", nameof(origin));
        }

        (Origin, Size, this.root) = (origin, size, [.. root]);
    }

    /// <summary>The name of the log, unique in the world, such as <c>acquis.example/journal</c>.</summary>
    public string Origin { get; }

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; }

    /// <summary>Root hash of the tree, 32 bytes (a copy).</summary>
    public byte[] Root => [.. root];

    /// <summary>Reads the checkpoint of a signed note without verifying the signature; extension lines are passed over.</summary>
    /// <exception cref="FormatException">Not a checkpoint.</exception>
    public static Checkpoint Parse(string note) => Read(SignedNote.Parse(note).Text);

    /// <summary>Reads the checkpoint of a signed note and verifies that <paramref name="key"/> signed it.</summary>
    /// <exception cref="FormatException">Not a checkpoint.</exception>
    /// <exception cref="CryptographicException">Not signed by that key.</exception>
    public static Checkpoint Verify(string note, VerifierKey key)
    {
        var signed = SignedNote.Parse(note);
        return signed.IsSignedBy(key)
            ? Read(signed.Text)
            : throw new CryptographicException($"The checkpoint is not signed by {key.Name}+{key.KeyId}.");
    }

    /// <summary>The signed note of this checkpoint.</summary>
    public string Sign(ISigner signer) => SignedNote.Sign(ToString(), signer).ToString();

    /// <summary>The text that is signed: origin, size and base64 root, each on its line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(root)}\n");

    /// <inheritdoc />
    public bool Equals(Checkpoint? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Checkpoint);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Origin, Size);

    private static Checkpoint Read(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4 || lines[0].Length == 0)
        {
            throw new FormatException("A checkpoint has three lines at least.");
        }

        var root = Convert.FromBase64String(lines[2]);
        return root.Length == 32
            ? new Checkpoint(lines[0], NaturalNumber(lines[1]), root)
            : throw new FormatException("The root of a checkpoint has 32 bytes.");
    }

    // ASCII decimal without leading zeros, as both C2SP formats ask.
    internal static long NaturalNumber(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number.ToString(CultureInfo.InvariantCulture) == text
            ? number
            : throw new FormatException($"\"{text}\" is not a natural number.");
}
