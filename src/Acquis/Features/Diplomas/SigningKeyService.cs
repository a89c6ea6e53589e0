using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>A signing key with what depends on it.</summary>
/// <param name="Signed">How many credentials in force it signed.</param>
public sealed record KeyRow(SigningKey Key, int Signed);

/// <summary>Replaces and withdraws the certifying body's signing keys, and issues anew what a withdrawn key had signed.</summary>
public sealed class SigningKeyService(AcquisDb db, CurrentActor actor, CredentialKeys keys, StatusListService lists, TimeProvider time)
{
    /// <summary>Every key, the newest first.</summary>
    public async Task<IReadOnlyList<KeyRow>> ListAsync(CancellationToken ct)
    {
        var all = await db.SigningKeys.AsNoTracking().OrderByDescending(k => k.Id).ToListAsync(ct);
        var signed = await db.Credentials.Where(c => c.RevokedAt == null).GroupBy(c => c.SigningKeyId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return [.. all.Select(k => new KeyRow(k, signed.GetValueOrDefault(k.Id)))];
    }

    /// <summary>Puts a new key in the place of the one that signs. What that one signed still verifies. Works where the secret's file was lost.</summary>
    /// <exception cref="RefusedException">It does not sign any more.</exception>
    public async Task ReplaceAsync(Id<SigningKey> id, CancellationToken ct)
    {
        Require();
        await using var write = await BeginAsync(id, ct);
        var key = await db.SigningKeys.SingleOrNotFoundAsync(k => k.Id == id, ct);
        var now = time.Now();
        db.Record(key.Retire(now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await keys.CurrentAsync(ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Withdraws a key after a compromise: it leaves the did document, another signs, and the status lists are signed with that one.</summary>
    /// <exception cref="RefusedException">It is withdrawn already, or the motive is missing.</exception>
    public async Task WithdrawAsync(Id<SigningKey> id, string motive, CancellationToken ct)
    {
        Require();
        await using var write = await BeginAsync(id, ct);
        var key = await db.SigningKeys.SingleOrNotFoundAsync(k => k.Id == id, ct);
        var now = time.Now();
        db.Record(key.Withdraw(motive, now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
        var address = await db.CertifyingBodies.Select(b => b.PublicAddress).SingleAsync(ct);
        foreach (var list in await db.StatusLists.OrderBy(l => l.Id).Select(l => l.Id).ToListAsync(ct))
        {
            await db.LockAsync("status_lists", "id", list.Value, ct);
            await lists.SignAsync(list, address, [], now, ct);
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Documents in force whose credentials a key signed: after its withdrawal they are to be issued anew.</summary>
    public Task<List<Diploma>> SignedByAsync(Id<SigningKey> id, CancellationToken ct) => db.Diplomas.AsNoTracking()
        .Where(d => d.State == DiplomaState.Valid && db.Credentials.Any(c => c.DiplomaId == d.Id && c.SigningKeyId == id && c.RevokedAt == null))
        .OrderBy(d => d.Year).ThenBy(d => d.Serial).ToListAsync(ct);

    private async Task<WriteScope> BeginAsync(Id<SigningKey> id, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("signing_keys", "id", id.Value, ct);
        return write;
    }

    private void Require()
    {
        if (!actor.Holds(Role.Administrator))
            throw new ForbiddenException();
    }
}

/// <summary>
/// Issues anew the credentials of documents after the withdrawal of a key, and seals the same page with them: number, code and mentions stay as they are.
/// </summary>
public sealed class CredentialRenewal(AcquisDb db, CurrentActor actor, DiplomaFiles reader, CredentialIssuer issuer, TimeProvider time)
{
    /// <summary>Revokes what a document has and issues it anew with the key that signs now. A transaction of its own; done twice it does nothing.</summary>
    public async Task RenewAsync(Id<Diploma> id, Id<SigningKey> key, CancellationToken ct)
    {
        if (!actor.Holds(Role.Administrator))
            throw new ForbiddenException();

        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("diplomas", "id", id.Value, ct);
        var diploma = await db.Diplomas.SingleOrNotFoundAsync(d => d.Id == id, ct);
        if (diploma.State is not DiplomaState.Valid || !await db.Credentials.AnyAsync(c => c.DiplomaId == id && c.SigningKeyId == key && c.RevokedAt == null, ct))
            return;

        var now = time.Now();
        await issuer.RevokeAsync([diploma], now, ct);
        await db.SaveChangesAsync(ct);
        var signed = await issuer.SignAsync(await reader.ReadAsync(diploma.DecisionId, ct), NumberedDocument.Of(diploma), now, ct);
        issuer.Enter(signed, now);
        db.Record(diploma.SealAnew(await reader.SaveAsync(FrozenMentions.Read(diploma), null, signed.OfDocument, ct)), actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }
}
