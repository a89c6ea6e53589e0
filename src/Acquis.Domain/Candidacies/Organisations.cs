using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Candidacies;

/// <summary>Centre de formation or d'évaluation: the certifying body's own, or a partner's (organisme habilité, R6113-16).</summary>
public sealed class Centre
{
    private Centre()
    {
    }

    public Id<Centre> Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>SIRET of fourteen digits, or null.</summary>
    public string? Siret { get; private set; }

    public string City { get; private set; } = "";

    /// <summary>Whether another body runs it.</summary>
    public bool IsPartner { get; private set; }

    public int Version { get; private set; }

    /// <summary>Opens a centre.</summary>
    /// <exception cref="RefusedException">A name or city is missing, or the SIRET is wrong.</exception>
    public static (Centre Centre, CentreOpened Fact) Open(Id<Centre> id, string name, string city, string? siret, bool isPartner)
    {
        Refusal.ThrowIfAny(WhyNot(name, city, siret));
        return (new() { Id = id, Name = name.Trim(), City = city.Trim(), Siret = siret, IsPartner = isPartner }, new(id, name, city, siret, isPartner));
    }

    /// <summary>Changes what is known of the centre.</summary>
    /// <exception cref="RefusedException">A name or city is missing, or the SIRET is wrong.</exception>
    public CentreChanged Change(string name, string city, string? siret, bool isPartner)
    {
        Refusal.ThrowIfAny(WhyNot(name, city, siret));
        (Name, City, Siret, IsPartner) = (name.Trim(), city.Trim(), siret, isPartner);
        return new(Id, name, city, siret, isPartner);
    }

    private static IEnumerable<Refusal> WhyNot(string name, string city, string? siret)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            yield return Refusal.Of("centre.name-missing");
        }

        if (string.IsNullOrWhiteSpace(city))
        {
            yield return Refusal.Of("centre.city-missing");
        }

        if (!string.IsNullOrEmpty(siret) && !Candidacies.Siret.IsValid(siret))
        {
            yield return Refusal.Of("organisation.siret-invalid", ("siret", siret));
        }
    }
}

/// <summary>A centre was opened.</summary>
public sealed record CentreOpened(Id<Centre> Centre, string Name, string City, string? Siret, bool IsPartner) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Centre)];
}

/// <summary>What is known of a centre was changed.</summary>
public sealed record CentreChanged(Id<Centre> Centre, string Name, string City, string? Siret, bool IsPartner) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Centre)];
}

/// <summary>The fourteen-digit number of an establishment in the Sirene register.</summary>
public static class Siret
{
    /// <summary>Whether it has fourteen digits and their Luhn sum ends in 0 (La Poste's, 356000000, add up to a multiple of 5 instead).</summary>
    public static bool IsValid(string siret)
    {
        if (siret.Length != 14 || !siret.All(char.IsAsciiDigit))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 14; i++)
        {
            var digit = (siret[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0 || (siret.StartsWith("356000000", StringComparison.Ordinal) && siret.Sum(c => c - '0') % 5 == 0);
    }
}

/// <summary>Promotion: candidates who prepare one framework version together at one centre, with the modules whose reports are expected.</summary>
public sealed class Cohort
{
    private Cohort()
    {
    }

    public Id<Cohort> Id { get; private set; }

    public Id<Certification> CertificationId { get; private set; }

    public Id<FrameworkVersion> FrameworkVersionId { get; private set; }

    public Id<Centre> CentreId { get; private set; }

    public string Name { get; private set; } = "";

    public DateOnly StartsOn { get; private set; }

    public DateOnly EndsOn { get; private set; }

    /// <summary>Modules named by the cohort; where the framework names its own, these stay empty.</summary>
    public IReadOnlyList<TrainingModule> Modules { get; private set; } = [];

    public int Version { get; private set; }

    /// <summary>Opens a cohort on a framework version.</summary>
    /// <exception cref="RefusedException">The name is missing or it ends before it starts.</exception>
    public static (Cohort Cohort, CohortOpened Fact) Open(
        Id<Cohort> id, FrameworkVersion version, Id<Centre> centre, string name, DateOnly startsOn, DateOnly endsOn)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new RefusedException("cohort.name-missing");
        }

        if (endsOn < startsOn)
        {
            throw new RefusedException("cohort.ends-before-it-starts");
        }

        if (version.State is not FrameworkVersionState.Published)
        {
            throw new RefusedException("cohort.framework-not-published");
        }

        var cohort = new Cohort
        {
            Id = id,
            CertificationId = version.CertificationId,
            FrameworkVersionId = version.Id,
            CentreId = centre,
            Name = name.Trim(),
            StartsOn = startsOn,
            EndsOn = endsOn,
        };
        return (cohort, new(id, version.CertificationId, version.Id, centre, cohort.Name, startsOn, endsOn));
    }

    /// <summary>Names the training modules whose reports are expected of this cohort.</summary>
    /// <exception cref="RefusedException">A code or title is missing, or a code stands twice.</exception>
    public CohortModulesNamed NameModules(IReadOnlyList<TrainingModule> modules)
    {
        if (modules.Any(m => string.IsNullOrWhiteSpace(m.Code) || string.IsNullOrWhiteSpace(m.Title.Fr)))
        {
            throw new RefusedException("cohort.module-without-name");
        }

        if (modules.GroupBy(m => m.Code).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new RefusedException("cohort.module-twice", ("module", twice.Key));
        }

        Modules = [.. modules];
        return new(Id, Modules);
    }
}

/// <summary>A cohort was opened.</summary>
public sealed record CohortOpened(
    Id<Cohort> Cohort, Id<Certification> Certification, Id<FrameworkVersion> FrameworkVersion, Id<Centre> Centre, string Name, DateOnly StartsOn, DateOnly EndsOn) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Cohort), Subject.Of(Certification)];
}

/// <summary>The modules expected of a cohort were named.</summary>
public sealed record CohortModulesNamed(Id<Cohort> Cohort, IReadOnlyList<TrainingModule> Modules) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Cohort)];
}
