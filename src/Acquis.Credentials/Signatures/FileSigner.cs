using System.Security.Cryptography;

namespace Acquis.Credentials.Signatures;

/// <summary>
/// A signer whose key stands in a file of its own, outside the database: one line <c>PRIVATE+KEY+name+keyId+base64(type ‖ seed)</c>, as C2SP tools
/// write it. Several nodes may share the file.
/// </summary>
public sealed class FileSigner : ISigner, IDisposable
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly SeedSigner signer;

    private FileSigner(SeedSigner signer) => this.signer = signer;

    /// <summary>The public half, to hand to those who verify.</summary>
    public VerifierKey Verifier => signer.Verifier;

    /// <inheritdoc />
    public string Name => signer.Name;

    /// <inheritdoc />
    public string KeyId => signer.KeyId;

    /// <inheritdoc />
    public byte[] PublicKey => signer.PublicKey;

    /// <summary>
    /// Reads the key, or makes it where the file does not exist: written aside with rights for the owner alone, flushed, then put in place in one
    /// step that never replaces a file, so that of two processes starting together both end with the same key.
    /// </summary>
    /// <exception cref="KeyFileException">The file cannot be made, read or understood, or holds a key of another name.</exception>
    /// <exception cref="ArgumentException">The name holds a space or a plus sign.</exception>
    public static FileSigner LoadOrCreate(string path, string name)
    {
        VerifierKey.RequireName(name);
        if (!File.Exists(path))
        {
            Create(path, name);
        }

        var signer = Load(path);
        if (signer.Name != name)
        {
            var found = signer.Name;
            signer.Dispose();
            throw new KeyFileException("key-file.other-name", path, $"holds the key \"{found}\", not \"{name}\"");
        }

        return signer;
    }

    /// <summary>Reads an existing key file.</summary>
    /// <exception cref="KeyFileException">The file is absent, unreadable or no key.</exception>
    public static FileSigner Load(string path)
    {
        return Read(KeyFile.ReadLine(path)) ?? throw new KeyFileException("key-file.corrupt", path, "is not an Ed25519 key, or was cut or altered");
    }

    /// <inheritdoc />
    public byte[] Sign(ReadOnlySpan<byte> data) => signer.Sign(data);

    /// <inheritdoc />
    public void Dispose() => signer.Dispose();

    private static FileSigner? Read(string line)
    {
        var parts = line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..].Split('+', 3) : [];
        var blob = new byte[1 + SeedSigner.SeedLength];
        if (parts.Length != 3 || !Convert.TryFromBase64String(parts[2], blob, out var length)
            || length != blob.Length || blob[0] != VerifierKey.Ed25519Type || parts[0].Length == 0)
        {
            return null;
        }

        var signer = new SeedSigner(parts[0], blob.AsSpan(1));
        CryptographicOperations.ZeroMemory(blob);
        if (signer.KeyId == parts[1])
        {
            return new FileSigner(signer);
        }

        signer.Dispose();
        return null;
    }

    private static void Create(string path, string name)
    {
        var seed = RandomNumberGenerator.GetBytes(SeedSigner.SeedLength);
        using var signer = new SeedSigner(name, seed);
        try
        {
            KeyFile.CreateOnce(path, $"{Prefix}{name}+{signer.KeyId}+{Convert.ToBase64String([VerifierKey.Ed25519Type, .. seed])}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }
}
