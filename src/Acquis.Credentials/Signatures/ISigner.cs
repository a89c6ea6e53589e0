namespace Acquis.Credentials.Signatures;

/// <summary>
/// A key that signs (clé de signature), wherever it is kept: bytes in, Ed25519 signature out. The private half never leaves it.
/// Safe to use from several threads.
/// </summary>
public interface ISigner
{
    /// <summary>Name of the key as it stands on signature lines, such as <c>acquis.example/journal</c>: no space, no plus sign.</summary>
    string Name { get; }

    /// <summary>Key id of C2SP signed notes: eight lower-case hexadecimal digits computed from the name and the public key.</summary>
    string KeyId { get; }

    /// <summary>The raw Ed25519 public key, 32 bytes.</summary>
    byte[] PublicKey { get; }

    /// <summary>The Ed25519 signature of <paramref name="data"/>, 64 bytes; the same data give the same signature.</summary>
    byte[] Sign(ReadOnlySpan<byte> data);
}
