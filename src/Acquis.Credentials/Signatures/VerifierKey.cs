using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Acquis.Credentials.Signatures;

/// <summary>
/// The public half of a signing key (clé de vérification), written <c>name+keyId+base64</c> as C2SP signed notes do, so that their tools read it.
/// </summary>
public sealed class VerifierKey
{
    // Ed25519, in the registry of C2SP signature types.
    internal const byte Ed25519Type = 0x01;

    private readonly byte[] publicKey;
    private readonly PublicKey imported;

    /// <summary>A verifier from the name and the raw Ed25519 public key (32 bytes).</summary>
    /// <exception cref="ArgumentException">The name holds a space or a plus sign, or the key is none.</exception>
    public VerifierKey(string name, byte[] publicKey)
    {
        RequireName(name);
        if (!NSec.Cryptography.PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var key) || key is null)
        {
            throw new ArgumentException("An Ed25519 public key has 32 bytes.", nameof(publicKey));
        }

        Name = name;
        this.publicKey = [.. publicKey];
        imported = key;
        Id = IdOf(name, this.publicKey);
    }

    /// <summary>Name of the key, as on signature lines.</summary>
    public string Name { get; }

    /// <summary>Eight lower-case hexadecimal digits: the first four bytes of SHA-256(name, newline, type, key).</summary>
    public string KeyId => Id.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The raw Ed25519 public key, 32 bytes (a copy).</summary>
    public byte[] PublicKey => [.. publicKey];

    internal uint Id { get; }

    /// <summary>Reads <c>name+keyId+base64(type ‖ key)</c>.</summary>
    /// <exception cref="FormatException">Not such a text, another type of key, or a key id that does not belong to the key.</exception>
    public static VerifierKey Parse(string text)
    {
        var parts = text.Split('+', 3);
        try
        {
            var blob = parts.Length == 3 ? Convert.FromBase64String(parts[2]) : [];
            if (blob.Length == 33 && blob[0] == Ed25519Type)
            {
                var key = new VerifierKey(parts[0], blob[1..]);
                if (key.KeyId == parts[1])
                {
                    return key;
                }
            }
        }
        catch (ArgumentException e)
        {
            throw new FormatException("Not a verifier key.", e);
        }

        throw new FormatException("Not a verifier key: name+keyId+base64 of an Ed25519 key.");
    }

    /// <summary>Whether <paramref name="signature"/> (64 bytes) is this key's signature of <paramref name="data"/>.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        SignatureAlgorithm.Ed25519.Verify(imported, data, signature);

    /// <summary><c>name+keyId+base64(type ‖ key)</c>.</summary>
    public override string ToString() => $"{Name}+{KeyId}+{Convert.ToBase64String([Ed25519Type, .. publicKey])}";

    internal static void RequireName(string name)
    {
        if (string.IsNullOrEmpty(name) || name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+'))
        {
            throw new ArgumentException("The name of a key is not empty and holds neither space nor plus sign.", nameof(name));
        }
    }

    internal static uint IdOf(string name, byte[] publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Type, .. publicKey]));
}
