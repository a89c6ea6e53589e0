using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Candidacies.Import;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies;

/// <summary>Two people of the register who may be one.</summary>
public sealed record AlikePair(KnownPerson One, KnownPerson Other, Likeness Likeness);

/// <summary>Who of the register may be who; enrols somebody once it is said who it is.</summary>
public sealed class PersonService(AcquisDb db, PersonMatcher matcher, CandidacyService candidacies, Texts texts)
{
    /// <summary>See <see cref="CandidacyService.WhyNotEnrolAsync"/>.</summary>
    public Task<IReadOnlyList<Refusal>> WhyNotEnrolAsync(Enrolment enrolment, CancellationToken ct) => candidacies.WhyNotEnrolAsync(enrolment, ct);

    /// <summary>Those of the register who may be that person, with their cohorts, to be shown beside it.</summary>
    public async Task<IReadOnlyList<Side>> AlikeAsync(Identity identity, string? email, CancellationToken ct)
    {
        var alike = await matcher.AlikeAsync(identity, email, ct);
        var ids = alike.Select(a => a.Person.Id).ToArray();
        var paths = await db.PathsAsync(ids, ct);
        var people = await matcher.Visible().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        return [.. alike.Where(a => people.ContainsKey(a.Person.Id)).Select(a => Side.Known(texts["import.doubts.known"], people[a.Person.Id], a.Likeness, [.. paths[a.Person.Id]]))];
    }

    /// <summary>Enrols somebody of whom it was said who it is.</summary>
    /// <param name="answer"><c>none</c> for a new person, or the id of one who is alike.</param>
    /// <exception cref="NotFoundException">The answer names nobody who is alike.</exception>
    /// <exception cref="RefusedException">See <see cref="CandidacyService.EnrolAsync(Enrolment, CancellationToken)"/>.</exception>
    public async Task<Candidacy> EnrolAsync(Enrolment enrolment, string answer, CancellationToken ct)
    {
        var alike = (await matcher.AlikeAsync(enrolment.Identity, enrolment.Email, ct)).Select(a => a.Person.Id).ToList();
        if (answer == "none")
            return await candidacies.EnrolAsync(enrolment with { ToldApartFrom = alike }, ct);

        return Id<Person>.TryParse(answer, null, out var known) && alike.Contains(known)
            ? await candidacies.EnrolAsync(enrolment with { Person = known }, ct)
            : throw new NotFoundException();
    }

    /// <summary>Pairs of the register whom nobody has told apart yet, the likeliest first.</summary>
    public async Task<IReadOnlyList<AlikePair>> PairsAsync(CancellationToken ct)
    {
        var people = new List<KnownPerson>();
        await foreach (var person in matcher.Visible().OrderBy(p => p.Id).AsAsyncEnumerable().WithCancellation(ct))
            people.Add(new(person.Id, person.Identity, person.Email));

        var apart = (await db.Set<Distinction>().AsNoTracking().ToListAsync(ct)).Select(d => (d.PersonId, d.OtherId)).ToHashSet();
        var before = new KnownPeople([]);
        var pairs = new List<AlikePair>();
        foreach (var person in people)
        {
            pairs.AddRange(before.Alike(person.Identity, person.Email).Where(a => !apart.Contains((a.Person.Id, person.Id))).Select(a => new AlikePair(a.Person, person, a.Likeness)));
            before.Add(person);
        }

        return [.. pairs.OrderBy(p => p.Likeness).ThenBy(p => p.One.Id)];
    }
}
