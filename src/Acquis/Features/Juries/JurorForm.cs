using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Features.Shared.Tags;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Juries;

/// <summary>What is known of a juror, as typed.</summary>
public sealed class JurorForm
{
    /// <summary>Mandates that the form has room for, besides those that stand.</summary>
    private const int SpareMandates = 2;

    public string? Name { get; set; }

    public string? Quality { get; set; }

    public string? Email { get; set; }

    public string MailLanguage { get; set; } = "fr";

    public string? Employer { get; set; }

    public string? EmployerSiret { get; set; }

    public string? Group { get; set; }

    public bool IsOutside { get; set; }

    public int? ExperienceYears { get; set; }

    public string? FeesClass { get; set; }

    public Sex? Sex { get; set; }

    /// <summary>Domains, separated by commas.</summary>
    public string? Domains { get; set; }

    public List<string> Languages { get; set; } = ["fr"];

    public List<string> Sites { get; set; } = [];

    public List<string> ChairFor { get; set; } = [];

    public List<MandateForm> Mandates { get; set; } = [];

    [BindNever]
    public IReadOnlyList<Choice> AllSites { get; private set; } = [];

    [BindNever]
    public IReadOnlyList<Choice> AllCertifications { get; private set; } = [];

    /// <summary>The certifications as a list with nothing chosen first.</summary>
    public IReadOnlyList<SelectListItem> CertificationItems => [new("–", ""), .. AllCertifications.Select(c => new SelectListItem(c.Text, c.Value))];

    /// <summary>The form of a juror of the register.</summary>
    public static JurorForm Of(Juror juror) => new()
    {
        Name = juror.Name,
        Quality = juror.Quality,
        Email = juror.Email,
        MailLanguage = juror.MailLanguage,
        Employer = juror.Employer,
        EmployerSiret = juror.EmployerSiret,
        Group = juror.Group,
        IsOutside = juror.IsOutside,
        ExperienceYears = juror.ExperienceYears,
        FeesClass = juror.FeesClass,
        Sex = juror.Sex,
        Domains = string.Join(", ", juror.Domains),
        Languages = [.. juror.Languages],
        Sites = [.. juror.Sites.Select(s => s.ToString())],
        ChairFor = [.. juror.ChairFor.Select(c => c.ToString())],
        Mandates = [.. juror.Mandates.Select(m => new MandateForm { Certification = m.Certification, From = m.From, Until = m.Until })],
    };

    /// <summary>Reads what can be chosen, and makes room for another mandate.</summary>
    public async Task LoadAsync(AcquisDb db, Texts texts, CancellationToken ct)
    {
        AllSites = await JuryChoices.SitesAsync(db, ct);
        AllCertifications = await JuryChoices.CertificationsAsync(db, texts, ct);
        var filled = Mandates.Count(m => m.Certification is not null);
        while (Mandates.Count < filled + SpareMandates)
        {
            Mandates.Add(new());
        }
    }

    /// <summary>What was typed, as one value; whether it is valid is for the domain to say.</summary>
    /// <exception cref="RefusedException">A mandate has no first day.</exception>
    public JurorProfile ToProfile()
    {
        var mandates = Mandates.Where(m => m.Certification is not null).ToList();
        if (mandates.Exists(m => m.From is null))
            throw new RefusedException("juror.mandate-without-start");

        return new()
        {
            Name = Name ?? "",
            Quality = Quality ?? "",
            Email = Email,
            MailLanguage = MailLanguage,
            Employer = Employer,
            EmployerSiret = EmployerSiret?.Replace(" ", "", StringComparison.Ordinal),
            Group = Group,
            IsOutside = IsOutside,
            ExperienceYears = ExperienceYears,
            FeesClass = FeesClass,
            Sex = Sex,
            Domains = (Domains ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Languages = Languages,
            Sites = [.. Sites.Select(s => Id<Site>.Parse(s))],
            ChairFor = [.. ChairFor.Select(c => Id<Certification>.Parse(c))],
            Mandates = mandates.ConvertAll(m => new Mandate(m.Certification!.Value, m.From!.Value, m.Until)),
        };
    }
}

/// <summary>One mandate, as typed.</summary>
public sealed class MandateForm
{
    public Id<Certification>? Certification { get; set; }

    public DateOnly? From { get; set; }

    public DateOnly? Until { get; set; }
}
