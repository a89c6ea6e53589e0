using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Candidacies;

/// <summary>Voie d'accès to a certification; one enumeration for the three codings of the State (domain notes, section 2).</summary>
public enum AccessRoute
{
    /// <summary>Formation initiale sous statut d'élève ou d'étudiant.</summary>
    InitialTraining,

    /// <summary>Contrat d'apprentissage.</summary>
    Apprenticeship,

    /// <summary>Formation continue.</summary>
    ContinuingTraining,

    /// <summary>Contrat de professionnalisation.</summary>
    ProfessionalisationContract,

    /// <summary>Candidature individuelle.</summary>
    IndividualCandidacy,

    /// <summary>Validation des acquis de l'expérience.</summary>
    PriorExperience,

    /// <summary>Équivalence d'un diplôme étranger.</summary>
    ForeignEquivalence,
}

/// <summary>Where a candidacy stands.</summary>
public enum CandidacyState
{
    Active,
    Withdrawn,
}

/// <summary>Entreprise d'accueil and tuteur of a candidacy.</summary>
public sealed record HostCompany(string Name, string? Siret, string? TutorName, string? TutorEmail);

/// <summary>Candidature: a person's path to one framework version, for the whole certification or for chosen blocs.</summary>
public sealed class Candidacy
{
    private Candidacy()
    {
    }

    public Id<Candidacy> Id { get; private set; }

    public Id<Person> PersonId { get; private set; }

    public Id<Cohort> CohortId { get; private set; }

    public Id<FrameworkVersion> FrameworkVersionId { get; private set; }

    public AccessRoute Route { get; private set; }

    /// <summary>Date of entry into the path: it decides whether the registration covers the candidacy (L6113-9).</summary>
    public DateOnly EnteredOn { get; private set; }

    /// <summary>Codes of the chosen blocs; null for the whole certification.</summary>
    public IReadOnlyList<string>? Blocks { get; private set; }

    public string? CompanyName { get; private set; }

    public string? CompanySiret { get; private set; }

    public string? TutorName { get; private set; }

    public string? TutorEmail { get; private set; }

    public CandidacyState State { get; private set; }

    public int Version { get; private set; }

    /// <summary>Enrols a person in a cohort.</summary>
    /// <param name="blocks">Chosen blocs of the framework, or null for the whole certification.</param>
    /// <exception cref="RefusedException">A bloc is unknown, none is chosen, or the date is outside what the framework version allows.</exception>
    public static (Candidacy Candidacy, CandidateEnrolled Fact) Enrol(
        Id<Candidacy> id, Person person, Cohort cohort, Framework framework, AccessRoute route, DateOnly enteredOn, IReadOnlyList<string>? blocks, HostCompany? company)
    {
        Refusal.ThrowIfAny(WhyNotEnrol(framework, blocks, company));
        var candidacy = new Candidacy
        {
            Id = id,
            PersonId = person.Id,
            CohortId = cohort.Id,
            FrameworkVersionId = cohort.FrameworkVersionId,
            Route = route,
            EnteredOn = enteredOn,
            Blocks = blocks is null ? null : [.. framework.Blocks.Select(b => b.Code).Where(blocks.Contains)],
            CompanyName = company?.Name,
            CompanySiret = company?.Siret,
            TutorName = company?.TutorName,
            TutorEmail = company?.TutorEmail,
        };
        return (candidacy, new(id, person.Id, cohort.Id, cohort.FrameworkVersionId, route, enteredOn, candidacy.Blocks, company));
    }

    /// <summary>Why nobody can be enrolled so.</summary>
    public static IEnumerable<Refusal> WhyNotEnrol(Framework framework, IReadOnlyList<string>? blocks, HostCompany? company)
    {
        if (blocks is { Count: 0 })
        {
            yield return Refusal.Of("candidacy.no-block-chosen");
        }

        foreach (var unknown in (blocks ?? []).Where(code => framework.Blocks.All(b => b.Code != code)))
        {
            yield return Refusal.Of("candidacy.unknown-block", ("block", unknown));
        }

        if (company?.Siret is { Length: > 0 } siret && !Siret.IsValid(siret))
        {
            yield return Refusal.Of("organisation.siret-invalid", ("siret", siret));
        }
    }

    /// <summary>Changes the host company and tutor.</summary>
    /// <exception cref="RefusedException">The SIRET is wrong.</exception>
    public HostCompanyChanged ChangeCompany(HostCompany company)
    {
        if (company.Siret is { Length: > 0 } siret && !Siret.IsValid(siret))
        {
            throw new RefusedException("organisation.siret-invalid", ("siret", siret));
        }

        (CompanyName, CompanySiret, TutorName, TutorEmail) = (company.Name, company.Siret, company.TutorName, company.TutorEmail);
        return new(Id, company);
    }

    /// <summary>Goes over to the person who absorbed this one's; the merger's fact tells it.</summary>
    public void Follow(PersonsMerged merger) => PersonId = PersonId == merger.Absorbed ? merger.Person : PersonId;

    /// <summary>Ends the candidacy before a decision, with the reason.</summary>
    /// <exception cref="RefusedException">It is already withdrawn, or no reason is given.</exception>
    public CandidacyWithdrawn Withdraw(string reason)
    {
        if (State is CandidacyState.Withdrawn)
        {
            throw new RefusedException("candidacy.already-withdrawn");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RefusedException("candidacy.withdrawal-without-reason");
        }

        State = CandidacyState.Withdrawn;
        return new(Id, reason);
    }
}

/// <summary>A candidate was enrolled.</summary>
public sealed record CandidateEnrolled(
    Id<Candidacy> Candidacy, Id<Person> Person, Id<Cohort> Cohort, Id<FrameworkVersion> FrameworkVersion, AccessRoute Route, DateOnly EnteredOn, IReadOnlyList<string>? Blocks, HostCompany? Company) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Candidacy), Subject.Of(Person), Subject.Of(Cohort)];
}

/// <summary>The host company or tutor of a candidacy was changed.</summary>
public sealed record HostCompanyChanged(Id<Candidacy> Candidacy, HostCompany Company) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Candidacy)];
}

/// <summary>A candidacy was withdrawn.</summary>
public sealed record CandidacyWithdrawn(Id<Candidacy> Candidacy, string Reason) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Candidacy)];
}
