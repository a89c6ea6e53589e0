using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Juries;

/// <summary>Mandat: a juror was named for the juries of one certification, from one day to another.</summary>
/// <param name="Until">Last day, inclusive; null while no end is set.</param>
public sealed record Mandate(Id<Certification> Certification, DateOnly From, DateOnly? Until)
{
    /// <summary>Whether it holds on that day.</summary>
    public bool Covers(DateOnly day) => From <= day && (Until is null || day <= Until);
}

/// <summary>What the register knows of a juror.</summary>
public sealed record JurorProfile
{
    public required string Name { get; init; }

    /// <summary>Address of requests and summons; null for somebody who is asked otherwise.</summary>
    public string? Email { get; init; }

    /// <summary>Qualité: job and house, as the minutes name it.</summary>
    public required string Quality { get; init; }

    public string? Employer { get; init; }

    /// <summary>SIRET of fourteen digits, or null: it tells the same company by its number.</summary>
    public string? EmployerSiret { get; init; }

    /// <summary>Group that the employer belongs to, or null.</summary>
    public string? Group { get; init; }

    /// <summary>Professionnel extérieur: external to the certifying body and to the centres that train for it.</summary>
    public bool IsOutside { get; init; }

    /// <summary>Certifications whose juries they may chair.</summary>
    public IReadOnlyList<Id<Certification>> ChairFor { get; init; } = [];

    /// <summary>Domaines: what they can judge, in words; a season asks for the same words.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Languages in which they hear a candidate, two letters each; at least one.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["fr"];

    /// <summary>Sites where they sit; none: anywhere.</summary>
    public IReadOnlyList<Id<Site>> Sites { get; init; } = [];

    /// <summary>Classe d'indemnité, as the house names it, or null.</summary>
    public string? FeesClass { get; init; }

    /// <summary>Years of practice of the job, or null where unknown.</summary>
    public int? ExperienceYears { get; init; }

    public IReadOnlyList<Mandate> Mandates { get; init; } = [];

    /// <summary>Known only where a balanced jury is asked for (D6412-6), or null.</summary>
    public Sex? Sex { get; init; }

    /// <summary>Language of messages: <c>fr</c> or <c>en</c>.</summary>
    public string MailLanguage { get; init; } = "fr";

    /// <summary>Why a juror cannot be so known.</summary>
    public IEnumerable<Refusal> WhyNot()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > Juror.NameMaxLength)
        {
            yield return Refusal.Of("juror.name-missing", ("max", Juror.NameMaxLength));
        }

        if (string.IsNullOrWhiteSpace(Quality) || Quality.Length > Juror.NameMaxLength)
        {
            yield return Refusal.Of("juror.quality-missing", ("max", Juror.NameMaxLength));
        }

        if (Email is { Length: > 0 } email && (email.Count(c => c == '@') != 1 || email[0] == '@' || email[^1] == '@' || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))))
        {
            yield return Refusal.Of("juror.email-invalid", ("email", email));
        }

        if (EmployerSiret is { Length: > 0 } siret && !Siret.IsValid(siret))
        {
            yield return Refusal.Of("organisation.siret-invalid", ("siret", siret));
        }

        if (Languages.Count == 0 || Languages.Any(l => l.Length != 2 || !l.All(char.IsAsciiLetterLower)))
        {
            yield return Refusal.Of("juror.languages-missing");
        }

        if (ExperienceYears is < 0 or > 70)
        {
            yield return Refusal.Of("juror.experience-range");
        }

        if (Mandates.FirstOrDefault(m => m.Until < m.From) is { } backwards)
        {
            yield return Refusal.Of("juror.mandate-backwards", ("from", backwards.From), ("until", backwards.Until));
        }
    }
}
