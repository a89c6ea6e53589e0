using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>Signing keys that this process has opened, and the secret that opens them. The database holds them encrypted only.</summary>
public sealed class OpenKeys(AcquisOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<Id<SigningKey>, SeedSigner> signers = [];
    private readonly Lazy<SecretFile> secret = new(options.OpenSecret, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>A new key: its public half, and its private half encrypted.</summary>
    /// <exception cref="KeyFileException">The secret's file cannot be read or made.</exception>
    public (string PublicKey, byte[] SealedSeed) Make(Id<SigningKey> id)
    {
        var seed = RandomNumberGenerator.GetBytes(SeedSigner.SeedLength);
        var signer = signers[id] = new SeedSigner("credentials", seed);
        var sealedSeed = secret.Value.Seal(seed, About(id));
        CryptographicOperations.ZeroMemory(seed);
        return (Multikey.Encode(signer.PublicKey), sealedSeed);
    }

    /// <summary>The signer of a key.</summary>
    /// <exception cref="RefusedException">The secret's file was lost or is another: the key cannot be opened, and a new one must take its place.</exception>
    public ISigner Open(SigningKey key)
    {
        if (signers.TryGetValue(key.Id, out var known))
            return known;

        var seed = secret.Value.TryOpen(key.SealedSeed, About(key.Id)) ?? throw new RefusedException("signing-key.locked", ("path", Path.GetFileName(options.CredentialKey)));
        var signer = signers.GetOrAdd(key.Id, _ => new SeedSigner("credentials", seed));
        CryptographicOperations.ZeroMemory(seed);
        return signer;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var signer in signers.Values)
            signer.Dispose();

        if (secret.IsValueCreated)
            secret.Value.Dispose();
    }

    private static byte[] About(Id<SigningKey> id) => Encoding.ASCII.GetBytes($"acquis signing key {id}");
}

/// <summary>The certifying body's signing keys: made on first need, replaced, withdrawn; and what the world is told of them.</summary>
public sealed class CredentialKeys(AcquisDb db, CurrentActor actor, OpenKeys open, TimeProvider time)
{
    /// <summary>The key that signs now; made, within the caller's transaction, where there is none.</summary>
    /// <exception cref="RefusedException">The key cannot be opened.</exception>
    public async Task<(SigningKey Key, ISigner Signer)> CurrentAsync(CancellationToken ct)
    {
        var key = db.SigningKeys.Local.FirstOrDefault(k => k.State is SigningKeyState.Current)
            ?? await db.SigningKeys.SingleOrDefaultAsync(k => k.State == SigningKeyState.Current, ct) ?? Make(time.Now());
        return (key, open.Open(key));
    }

    /// <summary>The did document of the certifying body; null while it has no public address.</summary>
    public async Task<byte[]?> DocumentAsync(CancellationToken ct)
    {
        var address = await db.CertifyingBodies.AsNoTracking().Select(b => b.PublicAddress).SingleOrDefaultAsync(ct);
        if (string.IsNullOrEmpty(address))
            return null;

        var keys = await db.SigningKeys.AsNoTracking().Where(k => k.State != SigningKeyState.Withdrawn).OrderByDescending(k => k.Id).Select(k => k.PublicKey).ToListAsync(ct);
        return DidWeb.Document(DidWeb.Of(new(address)), keys.Select(k => Multikey.TryDecode(k)!));
    }

    private SigningKey Make(DateTimeOffset now)
    {
        var id = Id<SigningKey>.New(now);
        var (publicKey, sealedSeed) = open.Make(id);
        var (key, fact) = SigningKey.Make(id, publicKey, sealedSeed, now);
        db.Add(key);
        db.Record(fact, actor.Actor, now);
        return key;
    }
}
