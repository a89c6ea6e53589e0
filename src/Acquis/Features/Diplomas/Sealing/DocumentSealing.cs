using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Acquis.Credentials;
using Acquis.Credentials.Keys;
using Acquis.Credentials.Pdf;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas.Sealing;

/// <summary>Seals that this process has opened, and where they come from: a file that the operator names, or the database, which holds them encrypted only.</summary>
public sealed class OpenSeals(AcquisOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<Id<SealKey>, DocumentSeal> seals = [];
    private readonly Lazy<SecretFile> secret = new(() => SecretFile.LoadOrCreate(options.CredentialKey), LazyThreadSafetyMode.PublicationOnly);
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

/// <summary>The certifying body's seals: the one that seals now, and the certificates that the world is told of.</summary>
public sealed class SealKeys(AcquisDb db, CurrentActor actor, OpenSeals open, TimeProvider time)
{
    /// <summary>The seal that seals now; a test seal is made, within the caller's transaction, where there is none.</summary>
    /// <exception cref="RefusedException">The seal cannot be opened.</exception>
    public async Task<DocumentSeal> CurrentAsync(CancellationToken ct)
    {
        var row = db.SealKeys.Local.FirstOrDefault(k => k.State is SealKeyState.Current)
            ?? await db.SealKeys.SingleOrDefaultAsync(k => k.State == SealKeyState.Current, ct);
        if (open.Given is { } given)
        {
            if (row?.Fingerprint != given.Fingerprint)
                await TakeAsync(row, Id<SealKey>.New(time.Now()), given, [], ct);

            return given;
        }

        if (row is { SealedKey.Length: > 0 })
            return open.Open(row);

        var name = await db.CertifyingBodies.AsNoTracking().Select(b => b.TradeName ?? b.LegalName).SingleOrDefaultAsync(ct);
        var id = Id<SealKey>.New(time.Now());
        var (seal, sealedKey) = open.MakeTest(id, string.IsNullOrWhiteSpace(name) ? "Acquis" : name, time.Now());
        await TakeAsync(row, id, seal, sealedKey, ct);
        return seal;
    }

    /// <summary>Every certificate that sealed, the newest first.</summary>
    public Task<List<SealKey>> ListAsync(CancellationToken ct) => db.SealKeys.AsNoTracking().OrderByDescending(k => k.Id).ToListAsync(ct);

    // One seal is current at a time: the row of the former one is written first, as the unique index asks.
    private async Task TakeAsync(SealKey? former, Id<SealKey> id, DocumentSeal seal, byte[] sealedKey, CancellationToken ct)
    {
        var now = time.Now();
        if (former is not null)
        {
            db.Record(former.Retire(now), actor.Actor, now);
            await db.SaveChangesAsync(ct);
        }

        var (row, fact) = SealKey.Take(
            id, seal.Certificate.RawData, seal.Fingerprint, seal.Certificate.GetNameInfo(X509NameType.SimpleName, false), sealedKey, seal.IsTest, now);
        db.Add(row);
        db.Record(fact, actor.Actor, now);
    }
}

/// <summary>Seals documents as they are issued.</summary>
public sealed class DocumentSealing(AcquisDb db, SealKeys keys, TimestampClient timestamps, TimeProvider time)
{
    /// <summary>The PDF sealed, within the caller's transaction.</summary>
    /// <param name="credential">The credential that it carries, or null.</param>
    /// <exception cref="RefusedException">The seal cannot be opened, or the timestamp server that is set does not answer.</exception>
    public async Task<byte[]> SealAsync(byte[] pdf, byte[]? credential, CancellationToken ct)
    {
        var body = await db.CertifyingBodies.AsNoTracking().Select(b => b.LegalName).SingleOrDefaultAsync(ct) ?? "";
        var attachment = credential is null ? null : new PdfAttachment(credential, "Attestation numérique signée (Open Badges 3.0)");
        try
        {
            return await PdfSealer.SealAsync(pdf, await keys.CurrentAsync(ct), $"Cachet de {body}", time.Now(), attachment, timestamps.Server, ct);
        }
        catch (CredentialRefusedException e) when (e.Code is "seal.no-timestamp")
        {
            throw new RefusedException("seal-key.no-timestamp");
        }
    }
}

/// <summary>Asks the timestamp server that the operator names (<c>ACQUIS_TIMESTAMP_SERVER</c>, RFC 3161 over HTTP), if any.</summary>
public sealed class TimestampClient(AcquisOptions options) : IDisposable
{
    private const int MostBytes = 64 << 10;

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(20), MaxResponseContentBufferSize = MostBytes };

    /// <summary>What to ask, or null where no server is set.</summary>
    public TimestampServer? Server => options.TimestampServer is null ? null : AskAsync;

    /// <inheritdoc />
    public void Dispose() => http.Dispose();

    private async Task<byte[]> AskAsync(byte[] request, CancellationToken ct)
    {
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new("application/timestamp-query");
        try
        {
            using var answer = await http.PostAsync(options.TimestampServer, content, ct);
            answer.EnsureSuccessStatusCode();
            return await answer.Content.ReadAsByteArrayAsync(ct);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            throw new RefusedException("seal-key.no-timestamp");
        }
    }
}
