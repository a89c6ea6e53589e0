using System.ComponentModel.DataAnnotations;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Acquis.Features.Candidacies;

/// <summary>The civil status of a person as typed.</summary>
public sealed class PersonForm
{
    [Required]
    public string? BirthName { get; set; }

    public string? UsageName { get; set; }

    /// <summary>First names in the order of civil status, separated by commas.</summary>
    [Required]
    public string? FirstNames { get; set; }

    /// <summary>Date of birth; the day, or the day and the month, may be unknown.</summary>
    public DateParts BirthDate { get; set; } = new();

    /// <summary>INSEE code of the country; France is 100.</summary>
    [Required]
    public string? Country { get; set; } = BirthPlace.France;

    public string? InseeCode { get; set; }

    public string? BirthCity { get; set; }

    [Required]
    public Sex? Sex { get; set; }

    public string? Email { get; set; }

    /// <summary>Language of letters where there is no account: <c>fr</c> or <c>en</c>.</summary>
    public string MailLanguage { get; set; } = Person.UsualMailLanguage;

    /// <summary>The form of a person already registered.</summary>
    public static PersonForm Of(Person p) => new()
    {
        BirthName = p.BirthName,
        UsageName = p.UsageName,
        FirstNames = string.Join(", ", p.FirstNames),
        BirthDate = new() { Day = p.BirthDay, Month = p.BirthMonth, Year = p.BirthYear },
        Country = p.BirthCountryCode,
        InseeCode = p.BirthInseeCode,
        BirthCity = p.BirthCity,
        Sex = p.Sex,
        Email = p.Email,
        MailLanguage = p.MailLanguage,
    };

    /// <summary>What was typed, as one value; whether it is valid is for the domain to say.</summary>
    public Identity ToIdentity() => new()
    {
        BirthName = BirthName?.Trim() ?? "",
        UsageName = UsageName?.Trim(),
        FirstNames = (FirstNames ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        BirthDate = new(BirthDate.Year ?? 0, BirthDate.Month, BirthDate.Day),
        BirthPlace = new(Country?.Trim() ?? "", Country?.Trim() == BirthPlace.France ? InseeCode?.Trim().ToUpperInvariant() : null, BirthCity?.Trim()),
        Sex = Sex ?? Domain.Candidacies.Sex.F,
    };

    /// <summary>Says at its field what no type can say: a year of birth is asked for, a French town has a name, an address has an @.</summary>
    public void Check(ModelStateDictionary state, string prefix)
    {
        if (BirthDate.Year is null)
            state.TryAddModelError($"{prefix}.{nameof(BirthDate)}", FormMessages.Required);

        if (Country?.Trim() == BirthPlace.France && BirthCity is null)
            state.TryAddModelError($"{prefix}.{nameof(BirthCity)}", FormMessages.Required);

        if (Email is { } email && !email.Contains('@', StringComparison.Ordinal))
            state.TryAddModelError($"{prefix}.{nameof(Email)}", Texts.All["form.unreadable", ("value", email)]);
    }

    /// <summary>The field that a refusal is about, without the form's own name; null for one that is about none of them.</summary>
    public string? FieldOf(Refusal refusal) => refusal.Code switch
    {
        "person.birth-name-missing" => nameof(BirthName),
        "person.first-name-missing" => nameof(FirstNames),
        "person.name-too-long" or "person.name-with-markup" => FieldOfName(refusal.Args["name"] as string),
        "person.birth-year-out-of-range" or "person.birth-date-impossible" => nameof(BirthDate),
        "person.country-code-invalid" => nameof(Country),
        "person.insee-code-invalid" or "person.insee-code-missing" => nameof(InseeCode),
        "person.mail-language-unknown" => nameof(MailLanguage),
        _ => null,
    };

    private string FieldOfName(string? name) =>
        name == BirthName?.Trim() ? nameof(BirthName) : name == UsageName?.Trim() ? nameof(UsageName) : nameof(FirstNames);
}

/// <summary>Company and tutor as typed.</summary>
public sealed class CompanyForm
{
    public string? Name { get; set; }

    public string? Siret { get; set; }

    public string? TutorName { get; set; }

    public string? TutorEmail { get; set; }

    /// <summary>The form of a candidacy.</summary>
    public static CompanyForm Of(Candidacy c) => new() { Name = c.CompanyName, Siret = c.CompanySiret, TutorName = c.TutorName, TutorEmail = c.TutorEmail };

    /// <summary>The company, or null where nothing was typed.</summary>
    public HostCompany? ToCompany() => Name is null && Siret is null && TutorName is null && TutorEmail is null
        ? null
        : new(Name?.Trim() ?? "", Siret?.Replace(" ", "", StringComparison.Ordinal), TutorName?.Trim(), TutorEmail?.Trim());
}
