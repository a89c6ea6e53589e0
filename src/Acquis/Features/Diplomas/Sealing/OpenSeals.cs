using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Acquis.Credentials;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Pdf;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Infrastructure;

namespace Acquis.Features.Diplomas.Sealing;

/// <summary>Seals that this process has opened, and where they come from: a file that the operator names, or the database, which holds them encrypted only.</summary>
public sealed class OpenSeals(AcquisOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<Id<SealKey>, DocumentSeal> seals = [];
    private readonly Lazy<SecretFile> secret = new(options.OpenSecret, LazyThreadSafetyMode.PublicationOnly);
    private readonly Lazy<DocumentSeal?> given = new(() => options.SealFile is { } path ? Read(path, options.SealPassword) : null, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>The seal that the operator gives by a file (<c>ACQUIS_SEAL</c>); null where they give none.</summary>
    /// <exception cref="RefusedException">The file cannot be read.</exception>
    public DocumentSeal? Given => given.Value;

    /// <summary>A new test seal, and its key encrypted.</summary>
    public (DocumentSeal Seal, byte[] SealedKey) MakeTest(Id<SealKey> id, string name, DateTimeOffset now)
    {
        var seal = seals[id] = DocumentSeal.MakeTest(name, now);
        var key = seal.ExportKey();
        var sealedKey = secret.Value.Seal(key, About(id));
        CryptographicOperations.ZeroMemory(key);
        return (seal, sealedKey);
    }

    /// <summary>The seal of a row whose key stands in it.</summary>
    /// <exception cref="RefusedException">The secret's file was lost or is another, or the operator's file is no longer given.</exception>
    public DocumentSeal Open(SealKey row)
    {
        if (seals.TryGetValue(row.Id, out var known))
            return known;

        var key = secret.Value.TryOpen(row.SealedKey, About(row.Id)) ?? throw new RefusedException("seal-key.locked", ("path", Path.GetFileName(options.CredentialKey)));
        var seal = seals.GetOrAdd(row.Id, _ => DocumentSeal.FromKey(row.Certificate, key));
        CryptographicOperations.ZeroMemory(key);
        return seal;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var seal in seals.Values)
            seal.Dispose();

        if (given.IsValueCreated)
            given.Value?.Dispose();

        if (secret.IsValueCreated)
            secret.Value.Dispose();
    }

    private static DocumentSeal Read(string path, string? password)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return bytes.AsSpan().StartsWith("-----BEGIN"u8) ? DocumentSeal.FromPem(Encoding.ASCII.GetString(bytes)) : DocumentSeal.FromPfx(bytes, password);
        }
        catch (Exception e) when (e is CredentialRefusedException or IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("seal-key.unreadable", ("path", Path.GetFileName(path)));
        }
    }

    private static byte[] About(Id<SealKey> id) => Encoding.ASCII.GetBytes($"acquis seal {id}");
}
