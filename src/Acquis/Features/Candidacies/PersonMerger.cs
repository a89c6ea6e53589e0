using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Diplomas;
using Acquis.Features.Progress;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies;

/// <summary>Two entries of the register as somebody saw them.</summary>
public sealed record SeenPair(Id<Person> Kept, int KeptVersion, Id<Person> Other, int OtherVersion);

/// <summary>Makes one of two entries that are one person, or notes that they are two. Only who is the registrar of every cohort of both may.</summary>
public sealed class PersonMerger(
    AcquisDb db, CurrentActor actor, AccountService accounts, DiplomaService diplomas, StandingService standings, TimeProvider time)
{
    /// <summary>Merges the other into the kept one: candidacies, documents and accounts go over; nothing is lost, and both histories tell it.</summary>
    /// <exception cref="RefusedException">See <see cref="Person.Absorb"/>.</exception>
    /// <exception cref="StaleException">Somebody else changed one of them.</exception>
    public async Task<PersonsMerged> MergeAsync(SeenPair pair, string reason, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(ct);
        foreach (var id in (Guid[])[.. new[] { pair.Kept.Value, pair.Other.Value }.Order()])
            await db.LockAsync("people", "id", id, ct);

        var (kept, other) = await FindAsync(pair.Kept, pair.Other, ct);
        kept.Version.ThrowIfStale(pair.KeptVersion);
        other.Version.ThrowIfStale(pair.OtherVersion);
        var moving = await db.Candidacies.Where(c => c.PersonId == other.Id).OrderBy(c => c.Id).ToListAsync(ct);
        var now = time.Now();
        var merger = kept.Absorb(other, [.. moving.Select(c => c.Id)], reason, now);
        foreach (var candidacy in moving)
            candidacy.Follow(merger);

        db.Entry(kept).State = EntityState.Modified;
        db.Record(merger, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await diplomas.FollowAsync(merger, ct);
        await accounts.FollowAsync(merger, ct);
        await db.SaveChangesAsync(ct);
        await standings.TakeEarlierAsync(await db.Candidacies.Where(c => c.PersonId == kept.Id).Select(c => c.Id).ToListAsync(ct), ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return merger;
    }

    /// <summary>Notes that the two are different people, so that nobody is asked again.</summary>
    public async Task TellApartAsync(Id<Person> one, Id<Person> other, CancellationToken ct)
    {
        await FindAsync(one, other, ct);
        var (distinction, fact) = Distinction.Of(one, other);
        if (await db.Set<Distinction>().AnyAsync(d => d.PersonId == distinction.PersonId && d.OtherId == distinction.OtherId, ct))
            return;

        db.Add(distinction);
        db.Record(fact, actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Both people, if who asks is the registrar of every cohort they are in.</summary>
    /// <exception cref="NotFoundException">One is not there, or not for who asks.</exception>
    public async Task<(Person One, Person Other)> FindAsync(Id<Person> one, Id<Person> other, CancellationToken ct)
    {
        Id<Person>[] ids = [one, other];
        var cohorts = await (
            from candidacy in db.Candidacies
            join cohort in db.Cohorts on candidacy.CohortId equals cohort.Id
            where ids.Contains(candidacy.PersonId)
            select cohort).AsNoTracking().Distinct().ToListAsync(ct);
        if (cohorts.Count == 0 ? !actor.IsProgram && !actor.Grants.Any(g => g.Role is Role.Registrar && g.IsUnlimited) : cohorts.Exists(c => !actor.Holds(c, Role.Registrar)))
            throw new NotFoundException();

        var people = await db.People.Where(p => ids.Contains(p.Id)).ToListAsync(ct);
        return (people.Find(p => p.Id == one) ?? throw new NotFoundException(), people.Find(p => p.Id == other) ?? throw new NotFoundException());
    }
}
