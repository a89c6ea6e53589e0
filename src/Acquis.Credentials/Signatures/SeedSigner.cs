using NSec.Cryptography;

namespace Acquis.Credentials.Signatures;

/// <summary>A signer whose Ed25519 seed is held in memory: rehearsals and tests, which must give the same bytes again.</summary>
public sealed class SeedSigner : ISigner, IDisposable
{
    /// <summary>Length of an Ed25519 seed in bytes.</summary>
    public const int SeedLength = 32;

    private readonly Key key;

    /// <summary>A signer from a name and a seed of 32 bytes.</summary>
    /// <exception cref="ArgumentException">The name holds a space or a plus sign, or the seed has another length.</exception>
    public SeedSigner(string name, ReadOnlySpan<byte> seed)
    {
        VerifierKey.RequireName(name);
        if (seed.Length != SeedLength)
        {
            throw new ArgumentException("An Ed25519 seed has 32 bytes.", nameof(seed));
        }

        key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        Verifier = new VerifierKey(name, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>The public half, to hand to those who verify.</summary>
    public VerifierKey Verifier { get; }

    /// <inheritdoc />
    public string Name => Verifier.Name;

    /// <inheritdoc />
    public string KeyId => Verifier.KeyId;

    /// <inheritdoc />
    public byte[] PublicKey => Verifier.PublicKey;

    /// <inheritdoc />
    public byte[] Sign(ReadOnlySpan<byte> data) => SignatureAlgorithm.Ed25519.Sign(key, data);

    /// <inheritdoc />
    public void Dispose() => key.Dispose();
}
