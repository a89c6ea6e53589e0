using System.Security.Cryptography;
using Acquis.Credentials.Signatures;

namespace Acquis.Credentials.Keys;

/// <summary>
/// A secret of 32 bytes in a file of its own, with which signing keys are encrypted before they go into a database: whoever takes the database has no key. One line,
/// <c>ACQUIS+SECRET+base64</c>. Several nodes may share the file.
/// </summary>
public sealed class SecretFile : IDisposable
{
    private const string Prefix = "ACQUIS+SECRET+";
    private const int SecretLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly AesGcm cipher;

    private SecretFile(ReadOnlySpan<byte> secret) => cipher = new(secret, TagLength);

    /// <summary>Reads the secret, or makes it where the file does not exist.</summary>
    /// <exception cref="KeyFileException">The file cannot be made, read or understood.</exception>
    public static SecretFile LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            KeyFile.CreateOnce(path, Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretLength)));
        }

        return Parse(KeyFile.ReadLine(path), path);
    }

    /// <summary>Reads the secret from the line that such a file holds, given otherwise: by a variable of the environment.</summary>
    /// <param name="source">Where the line comes from, for the message.</param>
    /// <exception cref="KeyFileException">It is no such line.</exception>
    public static SecretFile Parse(string line, string source)
    {
        var secret = new byte[SecretLength];
        try
        {
            return line.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(line[Prefix.Length..], secret, out var length) && length == SecretLength
                ? new(secret)
                : throw new KeyFileException("key-file.corrupt", source, "is not a secret of this program, or was cut or altered");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>Encrypts (AES-256-GCM, random nonce).</summary>
    /// <param name="about">What it is the key of; it must be said again to open.</param>
    /// <returns>Nonce, ciphertext and tag.</returns>
    public byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> about)
    {
        var sealedBytes = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceLength));
        cipher.Encrypt(sealedBytes.AsSpan(0, NonceLength), plain, sealedBytes.AsSpan(NonceLength, plain.Length), sealedBytes.AsSpan(NonceLength + plain.Length), about);
        return sealedBytes;
    }

    /// <summary>Decrypts; null where it was sealed with another secret, about something else, or altered.</summary>
    public byte[]? TryOpen(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> about)
    {
        if (sealedBytes.Length < NonceLength + TagLength)
        {
            return null;
        }

        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        try
        {
            cipher.Decrypt(sealedBytes[..NonceLength], sealedBytes[NonceLength..^TagLength], sealedBytes[^TagLength..], plain, about);
            return plain;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => cipher.Dispose();
}
