using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>Revokes a document by two persons: a registrar asks with the motive, another registrar of the certification or an administrator agrees.</summary>
public sealed class RevocationService(AcquisDb db, CurrentActor actor, CredentialIssuer credentials, RevocationLetter letter, TimeProvider time)
{
    /// <summary>Asks for the revocation of a document, which holds until somebody else agrees.</summary>
    /// <exception cref="StaleException">Somebody else changed it since <paramref name="version"/>.</exception>
    public async Task AskAsync(Id<Diploma> id, int version, string motive, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var diploma = await LockedAsync(id, version, ct);
        if (!actor.Asks(diploma.CertificationId))
            throw new ForbiddenException();

        var now = time.Now();
        db.Record(diploma.AskRevocation(actor.Actor, motive, now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Agrees to the revocation asked for: the document and its credentials are revoked and the status lists published at once; the holder is told by mail.</summary>
    /// <exception cref="RefusedException">Nobody asked, or who agrees is who asked.</exception>
    /// <exception cref="StaleException">Somebody else changed it since <paramref name="version"/>.</exception>
    public async Task AgreeAsync(Id<Diploma> id, int version, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var diploma = await LockedAsync(id, version, ct);
        if (!actor.Answers(diploma.CertificationId))
            throw new ForbiddenException();

        var now = time.Now();
        db.Record(diploma.AgreeToRevocation(actor.Actor, now), actor.Actor, now);
        await credentials.RevokeAsync([diploma], now, ct);
        await letter.LeaveAsync(diploma, ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Declines the revocation asked for: the document holds as before.</summary>
    /// <exception cref="RefusedException">Nobody asked, who declines is who asked, or the motive is missing.</exception>
    /// <exception cref="StaleException">Somebody else changed it since <paramref name="version"/>.</exception>
    public async Task DeclineAsync(Id<Diploma> id, int version, string motive, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var diploma = await LockedAsync(id, version, ct);
        if (!actor.Answers(diploma.CertificationId))
            throw new ForbiddenException();

        db.Record(diploma.DeclineRevocation(actor.Actor, motive), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Takes back what one asked for oneself.</summary>
    /// <exception cref="RefusedException">Nobody asked, or somebody else did.</exception>
    /// <exception cref="StaleException">Somebody else changed it since <paramref name="version"/>.</exception>
    public async Task WithdrawAsync(Id<Diploma> id, int version, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var diploma = await LockedAsync(id, version, ct);
        if (!actor.Asks(diploma.CertificationId))
            throw new ForbiddenException();

        db.Record(diploma.WithdrawRevocation(actor.Actor), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    private async Task<Diploma> LockedAsync(Id<Diploma> id, int version, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await db.LockAsync("diplomas", "id", id.Value, ct);
        var diploma = await db.Diplomas.SingleOrNotFoundAsync(d => d.Id == id, ct);
        diploma.Version.ThrowIfStale(version);
        return diploma;
    }
}

/// <summary>Who takes part in a revocation. An administrator answers too, so that a body with one registrar has its two persons.</summary>
public static class RevocationAccess
{
    /// <summary>Whether who asks may ask for the revocation of that certification's documents.</summary>
    public static bool Asks(this CurrentActor actor, Id<Certification> certification) => actor.Holds(certification, Role.Registrar);

    /// <summary>Whether who asks may agree to it or decline, if they are not who asked for it.</summary>
    public static bool Answers(this CurrentActor actor, Id<Certification> certification) => actor.Asks(certification) || actor.Holds(Role.Administrator);

    /// <summary>The documents whose revocation waits for who asks: asked for by somebody else.</summary>
    public static IQueryable<Diploma> AwaitingAnswerOf(this IQueryable<Diploma> diplomas, CurrentActor actor)
    {
        var asked = diplomas.Where(d => d.AskedRevocation != null);
        return actor.Holds(Role.Administrator) ? asked : asked.VisibleTo(actor);
    }
}
