using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies.Import;

/// <summary>Somebody of the register, as much as is compared.</summary>
public sealed record KnownPerson(Id<Person> Id, Identity Identity, string? Email);

/// <summary>
/// Looks people up who may be somebody of the register, by indexed keys only: date of birth, names in either order, e-mail address. Who asks is shown
/// nobody whose name they may not see.
/// </summary>
public sealed class PersonMatcher(AcquisDb db, CurrentActor actor)
{
    private const int Chunk = 1_000;

    /// <summary>The people of the register who may be among those.</summary>
    public async Task<KnownPeople> LoadAsync(IReadOnlyCollection<(Identity Identity, string? Email)> asked, CancellationToken ct)
    {
        var found = new Dictionary<Id<Person>, KnownPerson>();
        foreach (var births in asked.Select(a => a.Identity.BirthDate.Key).Distinct().Chunk(Chunk))
            await TakeAsync(found, Visible().Where(p => births.Contains(p.BirthKey)), ct);

        foreach (var keys in asked.SelectMany(a => a.Identity.SortKeys()).Distinct().Chunk(Chunk))
            await TakeAsync(found, Visible().Where(p => keys.Contains(p.SortKey)), ct);

        foreach (var emails in asked.Where(a => a.Email is not null).SelectMany(a => (string[])[a.Email!, a.Email!.ToLowerInvariant()]).Distinct().Chunk(Chunk))
            await TakeAsync(found, Visible().Where(p => emails.Contains(p.Email)), ct);

        return new(found.Values);
    }

    /// <summary>Those who may be that person, the likeliest first; each with how alike they are.</summary>
    public async Task<IReadOnlyList<(KnownPerson Person, Likeness Likeness)>> AlikeAsync(Identity identity, string? email, CancellationToken ct)
    {
        var known = await LoadAsync([(identity, email)], ct);
        return [.. known.Alike(identity, email)];
    }

    /// <summary>The people whose names who asks may see.</summary>
    public IQueryable<Person> Visible()
    {
        var people = db.People.AsNoTracking().Where(p => p.MergedIntoId == null);
        if (actor.IsProgram || actor.Grants.Any(g => g.Role is Role.Registrar && g.IsUnlimited))
            return people;

        var cohorts = db.Cohorts.NamedTo(actor).Select(c => c.Id);
        return people.Where(p => db.Candidacies.Any(c => c.PersonId == p.Id && cohorts.Contains(c.CohortId)));
    }

    private static async Task TakeAsync(Dictionary<Id<Person>, KnownPerson> found, IQueryable<Person> people, CancellationToken ct)
    {
        await foreach (var person in people.AsAsyncEnumerable().WithCancellation(ct))
            found.TryAdd(person.Id, new(person.Id, person.Identity, person.Email));
    }
}

/// <summary>People of the register, found again by the keys that likeness can be seen by.</summary>
public sealed class KnownPeople
{
    private readonly Dictionary<int, List<KnownPerson>> byBirth = [];
    private readonly Dictionary<string, List<KnownPerson>> bySortKey = [];
    private readonly Dictionary<string, List<KnownPerson>> byEmail = new(StringComparer.OrdinalIgnoreCase);

    public KnownPeople(IEnumerable<KnownPerson> people)
    {
        foreach (var person in people)
            Add(person);
    }

    public void Add(KnownPerson person)
    {
        Put(byBirth, person.Identity.BirthDate.Key, person);
        Put(bySortKey, person.Identity.SortKey, person);
        if (person.Email is { } email)
            Put(byEmail, email, person);
    }

    /// <summary>Those who may be that person, the likeliest first.</summary>
    public IEnumerable<(KnownPerson Person, Likeness Likeness)> Alike(Identity identity, string? email)
    {
        var near = (byBirth.GetValueOrDefault(identity.BirthDate.Key) ?? []).Concat(identity.SortKeys().Distinct().SelectMany(k => bySortKey.GetValueOrDefault(k) ?? []));
        var alike = near.DistinctBy(p => p.Id).Select(p => (Person: p, Likeness: p.Identity.LikenessTo(identity))).Where(a => a.Likeness is not Likeness.None).ToList();
        if (email is not null && byEmail.TryGetValue(email, out var same))
            alike.AddRange(same.Where(p => !alike.Exists(a => a.Person.Id == p.Id)).Select(p => (p, Likeness.SameEmail)));

        return alike.OrderBy(a => a.Likeness).ThenBy(a => a.Person.Id);
    }

    private static void Put<TKey>(Dictionary<TKey, List<KnownPerson>> place, TKey key, KnownPerson person)
        where TKey : notnull
    {
        if (!place.TryGetValue(key, out var list))
            place[key] = list = [];

        list.Add(person);
    }
}
