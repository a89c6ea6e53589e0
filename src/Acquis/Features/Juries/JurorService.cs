using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>The register of jurors.</summary>
public sealed class JurorService(AcquisDb db, CurrentActor actor, TimeProvider time)
{
    /// <summary>Takes somebody into the register; an account with the same address is theirs.</summary>
    /// <exception cref="RefusedException">See <see cref="JurorProfile.WhyNot"/>; or another juror has the address.</exception>
    public async Task<Juror> RegisterAsync(JurorProfile profile, CancellationToken ct)
    {
        actor.RequireRegisters();
        var now = time.Now();
        var id = Id<Juror>.New(now);
        await ThrowIfTwiceAsync(id, profile, ct);
        var (juror, fact) = Juror.Register(id, profile, await AccountAsync(profile, ct));
        db.Jurors.Add(juror);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        return juror;
    }

    /// <summary>Changes what the register knows of a juror.</summary>
    /// <exception cref="RefusedException">See <see cref="RegisterAsync"/>.</exception>
    public async Task ChangeAsync(Id<Juror> id, int version, JurorProfile profile, CancellationToken ct)
    {
        var juror = await FindAsync(id, version, ct);
        await ThrowIfTwiceAsync(id, profile, ct);
        db.Record(juror.Change(profile, await AccountAsync(profile, ct)), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Retires a juror.</summary>
    /// <exception cref="RefusedException">See <see cref="Juror.Retire"/>.</exception>
    public async Task RetireAsync(Id<Juror> id, int version, string? reason, CancellationToken ct)
    {
        var (juror, now) = (await FindAsync(id, version, ct), time.Now());
        db.Record(juror.Retire(reason, now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Takes a juror back.</summary>
    /// <exception cref="RefusedException">See <see cref="Juror.Return"/>.</exception>
    public async Task ReturnAsync(Id<Juror> id, int version, CancellationToken ct)
    {
        var juror = await FindAsync(id, version, ct);
        db.Record(juror.Return(), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    private async Task<Juror> FindAsync(Id<Juror> id, int version, CancellationToken ct)
    {
        actor.RequireRegisters();
        var juror = await db.Jurors.SingleOrNotFoundAsync(j => j.Id == id, ct);
        juror.Version.ThrowIfStale(version);
        return juror;
    }

    private async Task<Guid?> AccountAsync(JurorProfile profile, CancellationToken ct)
    {
        var address = profile.Email?.Trim().ToUpperInvariant();
        return address is null ? null : (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.NormalizedEmail == address && u.DisabledAt == null, ct))?.Id;
    }

    private async Task ThrowIfTwiceAsync(Id<Juror> id, JurorProfile profile, CancellationToken ct)
    {
        if (profile.Email?.Trim() is not { Length: > 0 } email)
            return;

#pragma warning disable CA1304, CA1311, CA1862 // the database lowers and compares it, under no culture
        var other = await db.Jurors.AsNoTracking().FirstOrDefaultAsync(j => j.Id != id && j.Email != null && j.Email.ToLower() == email.ToLower(), ct);
#pragma warning restore CA1304, CA1311, CA1862
        if (other is not null)
            throw new RefusedException("juror.email-taken", ("email", email), ("name", other.Name));
    }
}
