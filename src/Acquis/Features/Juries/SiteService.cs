using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;

namespace Acquis.Features.Juries;

/// <summary>The register of sites and rooms.</summary>
public sealed class SiteService(AcquisDb db, CurrentActor actor, TimeProvider time)
{
    /// <exception cref="RefusedException">See <see cref="Site.WhyNot"/>.</exception>
    public async Task<Site> OpenAsync(string? name, string? address, string? city, CancellationToken ct)
    {
        actor.RequireRegisters();
        var now = time.Now();
        var (site, fact) = Site.Open(Id<Site>.New(now), name, address, city);
        db.Sites.Add(site);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        return site;
    }

    /// <exception cref="RefusedException">See <see cref="Site.WhyNot"/>.</exception>
    public async Task ChangeAsync(Id<Site> id, int version, string? name, string? address, string? city, CancellationToken ct)
    {
        actor.RequireRegisters();
        var site = await db.Sites.SingleOrNotFoundAsync(s => s.Id == id, ct);
        site.Version.ThrowIfStale(version);
        db.Record(site.Change(name, address, city), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <exception cref="RefusedException">See <see cref="Room.WhyNot"/>.</exception>
    public async Task<Room> OpenRoomAsync(Id<Site> id, RoomPlan plan, CancellationToken ct)
    {
        actor.RequireRegisters();
        var site = await db.Sites.SingleOrNotFoundAsync(s => s.Id == id, ct);
        var now = time.Now();
        var (room, fact) = Room.Open(Id<Room>.New(now), site, plan);
        db.Rooms.Add(room);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        return room;
    }

    /// <exception cref="RefusedException">See <see cref="Room.WhyNot"/>.</exception>
    public async Task ChangeRoomAsync(Id<Room> id, int version, RoomPlan plan, CancellationToken ct)
    {
        actor.RequireRegisters();
        var room = await db.Rooms.SingleOrNotFoundAsync(r => r.Id == id, ct);
        room.Version.ThrowIfStale(version);
        db.Record(room.Change(plan), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }
}
