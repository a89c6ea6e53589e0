using System.Security.Cryptography.X509Certificates;
using Acquis.Credentials.Pdf;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas.Sealing;

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

        return await MakeTestAsync(row, ct);
    }

    /// <summary>
    /// Puts a new test seal in the place of one that the program made, such as one whose secret was lost. What the former sealed stays recognised.
    /// </summary>
    /// <exception cref="RefusedException">The seal is not a test seal of the program: the operator's file says which one seals.</exception>
    public async Task ReplaceTestAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(ct);
        var row = await db.SealKeys.SingleOrDefaultAsync(k => k.State == SealKeyState.Current, ct);
        if (row is not { IsTest: true } || open.Given is not null)
            throw new RefusedException("seal-key.not-ours");

        await MakeTestAsync(row, ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Every certificate that sealed, the newest first.</summary>
    public Task<List<SealKey>> ListAsync(CancellationToken ct) => db.SealKeys.AsNoTracking().OrderByDescending(k => k.Id).ToListAsync(ct);

    private async Task<DocumentSeal> MakeTestAsync(SealKey? former, CancellationToken ct)
    {
        var name = await db.CertifyingBodies.AsNoTracking().Select(b => b.TradeName ?? b.LegalName).SingleOrDefaultAsync(ct);
        var id = Id<SealKey>.New(time.Now());
        var (seal, sealedKey) = open.MakeTest(id, string.IsNullOrWhiteSpace(name) ? "Acquis" : name, time.Now());
        await TakeAsync(former, id, seal, sealedKey, ct);
        return seal;
    }

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
