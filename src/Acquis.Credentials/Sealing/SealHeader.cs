using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Acquis.Credentials.Sealing;

/// <summary>
/// What stands in clear before the chunks of a sealed file: how the key comes from the passphrase (Argon2id, RFC 9106), salt, nonce prefix, and
/// 16 further bytes of the derivation that tell a wrong passphrase from an altered file. Every chunk authenticates it.
/// </summary>
internal sealed class SealHeader
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 63;

    /// <summary>Bytes of content in a chunk; the last may be shorter.</summary>
    public const int ChunkSize = 64 * 1024;

    /// <summary>Bytes of the authentication tag after each chunk.</summary>
    public const int TagSize = 16;

    private const int MemoryKibibytes = 64 * 1024;
    private const int Passes = 3;
    private const int MostMemoryKibibytes = 1024 * 1024;
    private const int MostPasses = 16;
    private const int SaltAt = 24;
    private const int NonceAt = 40;
    private const int CheckAt = 47;

    private SealHeader(byte[] bytes, byte[] key) => (Bytes, Key) = (bytes, key);

    /// <summary>First bytes of a sealed file.</summary>
    public static ReadOnlySpan<byte> Magic => "acquis-sealed/1\n"u8;

    /// <summary>Last bytes of a sealed file: they tell one that was cut short from one that was altered, and nothing else.</summary>
    public static ReadOnlySpan<byte> End => "sealed.\n"u8;

    /// <summary>The header as it stands in the file.</summary>
    public byte[] Bytes { get; }

    /// <summary>The key of AES-256-GCM.</summary>
    public byte[] Key { get; }

    /// <summary>A header with a fresh salt and nonce prefix.</summary>
    public static SealHeader New(string passphrase)
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), MemoryKibibytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), Passes);
        RandomNumberGenerator.Fill(bytes.AsSpan(SaltAt, CheckAt - SaltAt));
        var (key, check) = Derive(passphrase, bytes);
        check.CopyTo(bytes, CheckAt);
        return new(bytes, key);
    }

    /// <summary>Reads a header and finds the key again.</summary>
    /// <exception cref="SealException">It is no header, or the passphrase is another.</exception>
    public static SealHeader Open(byte[] bytes, string passphrase)
    {
        if (!bytes.AsSpan().StartsWith(Magic))
        {
            throw new SealException(SealFault.NotSealed);
        }

        if (bytes.Length < Length)
        {
            throw new SealException(SealFault.CutShort);
        }

        var memory = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16));
        var passes = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20));
        if (memory is < 8 or > MostMemoryKibibytes || passes is < 1 or > MostPasses)
        {
            throw new SealException(SealFault.Altered);
        }

        var (key, check) = Derive(passphrase, bytes);
        return CryptographicOperations.FixedTimeEquals(check, bytes.AsSpan(CheckAt, 16))
            ? new(bytes, key)
            : throw new SealException(SealFault.WrongPassphrase);
    }

    /// <summary>The nonce of a chunk: prefix, number of the chunk, whether it is the last. So chunks are neither moved, left out nor added.</summary>
    public byte[] Nonce(uint chunk, bool last)
    {
        var nonce = new byte[12];
        Bytes.AsSpan(NonceAt, 7).CopyTo(nonce);
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(7), chunk);
        nonce[11] = last ? (byte)1 : (byte)0;
        return nonce;
    }

    private static (byte[] Key, byte[] Check) Derive(string passphrase, byte[] header)
    {
        var argon = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters
        {
            DegreeOfParallelism = 1,
            MemorySize = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(16)),
            NumberOfPasses = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20)),
        });
        var derived = argon.DeriveBytes(Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormC)), header.AsSpan(SaltAt, 16), 48);
        return (derived[..32], derived[32..]);
    }
}
