using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Frameworks;
using Acquis.Features.Progress;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies;

/// <summary>What it takes to enrol somebody in a cohort.</summary>
/// <param name="Blocks">Codes of the chosen blocs; null for the whole certification.</param>
/// <param name="Person">A person already known; null registers a new one.</param>
/// <param name="MailLanguage">Language of letters to a new person; one who is known keeps their own.</param>
/// <param name="ToldApartFrom">People alike of whom somebody said that they are others.</param>
public sealed record Enrolment(
    Id<Cohort> Cohort,
    Identity Identity,
    string? Email,
    AccessRoute Route,
    DateOnly EnteredOn,
    IReadOnlyList<string>? Blocks = null,
    HostCompany? Company = null,
    Id<Person>? Person = null,
    IReadOnlyList<Id<Person>>? ToldApartFrom = null,
    string MailLanguage = Domain.Candidacies.Person.UsualMailLanguage);

/// <summary>People and their candidacies.</summary>
public sealed class CandidacyService(
    AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, StandingService standings, TimeProvider time)
{
    /// <summary>Enrols one person, in a transaction of its own or within the one that runs.</summary>
    /// <exception cref="RefusedException">Identity, blocs, company or cohort refuse it; nothing is written.</exception>
    /// <exception cref="ForbiddenException">Who asks is not the registrar of that cohort.</exception>
    public async Task<Candidacy> EnrolAsync(Enrolment enrolment, CancellationToken ct) => (await EnrolAsync([enrolment], ct))[0];

    /// <summary>Enrols many people at once: all or none. Within a transaction of the caller it is part of that.</summary>
    /// <exception cref="RefusedException">One of them is refused; nothing is written.</exception>
    /// <exception cref="ForbiddenException">Who asks is not the registrar of one of the cohorts.</exception>
    public async Task<IReadOnlyList<Candidacy>> EnrolAsync(IReadOnlyList<Enrolment> enrolments, CancellationToken ct)
    {
        var cohorts = new Dictionary<Id<Cohort>, (Cohort Cohort, Framework Framework)>();
        var candidacies = new List<Candidacy>(enrolments.Count);
        var people = await KnownAsync(enrolments, ct);
        foreach (var enrolment in enrolments)
        {
            if (!cohorts.TryGetValue(enrolment.Cohort, out var target))
                cohorts[enrolment.Cohort] = target = await CohortAsync(enrolment.Cohort, ct);

            candidacies.Add(Add(enrolment, people.GetValueOrDefault(enrolment.Person ?? default), target.Cohort, target.Framework));
            if (enrolment.Person is not null)
                await standings.BringAlongAsync(candidacies[^1], target.Cohort, target.Framework, ct);
        }

        await db.SaveChangesAsync(ct);
        return candidacies;
    }

    /// <summary>Why the person cannot be enrolled so; nothing when they can. The page asks it before the answers are confirmed.</summary>
    public async Task<IReadOnlyList<Refusal>> WhyNotEnrolAsync(Enrolment enrolment, CancellationToken ct)
    {
        var (_, framework) = await CohortAsync(enrolment.Cohort, ct);
        return
        [
            .. enrolment.Identity.WhyNotValid(),
            .. Person.WhyNotWriteIn(enrolment.MailLanguage),
            .. Candidacy.WhyNotEnrol(framework, enrolment.Blocks, enrolment.Company),
            .. await WhyNotAgainAsync([enrolment], ct),
        ];
    }

    /// <summary>Corrects the identity, the address and the language of letters of the person behind a candidacy, with the reason.</summary>
    /// <exception cref="StaleException">Somebody else changed the person since <paramref name="version"/>.</exception>
    public async Task CorrectPersonAsync(
        Id<Candidacy> id, int version, Identity identity, string? email, string mailLanguage, string reason, CancellationToken ct)
    {
        var file = await db.FindVisibleAsync(id, actor, ct);
        actor.Require(file.Cohort, Role.Registrar);
        file.Person.Version.ThrowIfStale(version);
        await RecordAsync(file.Person.Correct(identity, email, mailLanguage, reason, time.Now()), ct);
    }

    /// <summary>Changes the host company and tutor of a candidacy.</summary>
    /// <exception cref="StaleException">Somebody else changed the candidacy since <paramref name="version"/>.</exception>
    public async Task ChangeCompanyAsync(Id<Candidacy> id, int version, HostCompany company, CancellationToken ct)
    {
        var file = await db.FindVisibleAsync(id, actor, ct);
        actor.Require(file.Cohort, Role.Registrar, Role.Centre);
        file.Candidacy.Version.ThrowIfStale(version);
        await RecordAsync(file.Candidacy.ChangeCompany(company), ct);
    }

    /// <summary>Ends a candidacy before a decision, with the reason.</summary>
    /// <exception cref="StaleException">Somebody else changed the candidacy since <paramref name="version"/>.</exception>
    public async Task WithdrawAsync(Id<Candidacy> id, int version, string reason, CancellationToken ct)
    {
        var file = await db.FindVisibleAsync(id, actor, ct);
        actor.Require(file.Cohort, Role.Registrar);
        file.Candidacy.Version.ThrowIfStale(version);
        await RecordAsync(file.Candidacy.Withdraw(reason), ct);
    }

    private async Task<(Cohort Cohort, Framework Framework)> CohortAsync(Id<Cohort> id, CancellationToken ct)
    {
        var cohort = await db.FindVisibleAsync(id, actor, ct);
        actor.Require(cohort, Role.Registrar);
        return (cohort, await frameworks.GetAsync(db, cohort.FrameworkVersionId, ct));
    }

    /// <summary>The people whom enrolments name as known; none of them is on that path already.</summary>
    private async Task<Dictionary<Id<Person>, Person>> KnownAsync(IReadOnlyList<Enrolment> enrolments, CancellationToken ct)
    {
        var ids = enrolments.Where(e => e.Person is not null).Select(e => e.Person!.Value).Distinct().ToList();
        if (ids.Count == 0)
            return [];

        Refusal.ThrowIfAny(await WhyNotAgainAsync(enrolments, ct));
        var people = await db.People.Where(p => ids.Contains(p.Id) && p.MergedIntoId == null).ToDictionaryAsync(p => p.Id, ct);
        return people.Count == ids.Count ? people : throw new NotFoundException();
    }

    private async Task<IReadOnlyList<Refusal>> WhyNotAgainAsync(IReadOnlyList<Enrolment> enrolments, CancellationToken ct)
    {
        var people = enrolments.Where(e => e.Person is not null).Select(e => e.Person!.Value).ToList();
        var cohorts = enrolments.Select(e => e.Cohort).Distinct().ToList();
        var twice = people.Count == 0 ? [] : await (
            from candidacy in db.Candidacies
            join person in db.People on candidacy.PersonId equals person.Id
            where people.Contains(person.Id) && cohorts.Contains(candidacy.CohortId) && candidacy.State == CandidacyState.Active
            select person).AsNoTracking().ToListAsync(ct);
        return [.. twice.Select(p => Refusal.Of("candidacy.already-enrolled", ("name", p.DisplayName)))];
    }

    private Candidacy Add(Enrolment enrolment, Person? person, Cohort cohort, Framework framework)
    {
        var now = time.Now();
        if (person is null)
        {
            (person, var registered) = Person.Register(Id<Person>.New(now), enrolment.Identity, enrolment.Email, enrolment.MailLanguage);
            db.People.Add(person);
            db.Record(registered, actor.Actor, now);
            foreach (var other in enrolment.ToldApartFrom ?? [])
            {
                var (distinction, apart) = Distinction.Of(person.Id, other);
                db.Add(distinction);
                db.Record(apart, actor.Actor, now);
            }
        }

        var (candidacy, enrolled) = Candidacy.Enrol(
            Id<Candidacy>.New(now), person, cohort, framework, enrolment.Route, enrolment.EnteredOn, enrolment.Blocks, enrolment.Company);
        db.Candidacies.Add(candidacy);
        standings.Begin(candidacy, framework, cohort);
        db.Record(enrolled, actor.Actor, now);
        return candidacy;
    }

    private async Task RecordAsync(Fact fact, CancellationToken ct)
    {
        db.Record(fact, actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }
}
