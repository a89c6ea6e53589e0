using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Juries;

/// <summary>Juré: somebody of the register who can be called to sit on juries, with or without an account.</summary>
public sealed class Juror
{
    /// <summary>Longest name and longest quality, in characters.</summary>
    public const int NameMaxLength = 200;

    private Juror()
    {
    }

    public Id<Juror> Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name without accents nor case, by which the register is sorted and searched.</summary>
    public string SortKey { get; private set; } = "";

    public string? Email { get; private set; }

    /// <inheritdoc cref="JurorProfile.Quality"/>
    public string Quality { get; private set; } = "";

    public string? Employer { get; private set; }

    public string? EmployerSiret { get; private set; }

    /// <inheritdoc cref="JurorProfile.Group"/>
    public string? Group { get; private set; }

    /// <inheritdoc cref="JurorProfile.IsOutside"/>
    public bool IsOutside { get; private set; }

    /// <inheritdoc cref="JurorProfile.ChairFor"/>
    public IReadOnlyList<Id<Certification>> ChairFor { get; private set; } = [];

    /// <inheritdoc cref="JurorProfile.Domains"/>
    public IReadOnlyList<string> Domains { get; private set; } = [];

    /// <inheritdoc cref="JurorProfile.Languages"/>
    public IReadOnlyList<string> Languages { get; private set; } = [];

    /// <inheritdoc cref="JurorProfile.Sites"/>
    public IReadOnlyList<Id<Site>> Sites { get; private set; } = [];

    /// <inheritdoc cref="JurorProfile.FeesClass"/>
    public string? FeesClass { get; private set; }

    /// <inheritdoc cref="JurorProfile.ExperienceYears"/>
    public int? ExperienceYears { get; private set; }

    public IReadOnlyList<Mandate> Mandates { get; private set; } = [];

    /// <inheritdoc cref="JurorProfile.Sex"/>
    public Sex? Sex { get; private set; }

    /// <inheritdoc cref="JurorProfile.MailLanguage"/>
    public string MailLanguage { get; private set; } = "fr";

    /// <summary>The account with which they pronounce and sign; null for somebody who has none.</summary>
    public Guid? AccountId { get; private set; }

    /// <summary>When they left the register; null while they can be called.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    public int Version { get; private set; }

    public bool IsRetired => RetiredAt is not null;

    /// <summary>What is known of them, as one value.</summary>
    public JurorProfile Profile => new()
    {
        Name = Name,
        Email = Email,
        Quality = Quality,
        Employer = Employer,
        EmployerSiret = EmployerSiret,
        Group = Group,
        IsOutside = IsOutside,
        ChairFor = ChairFor,
        Domains = Domains,
        Languages = Languages,
        Sites = Sites,
        FeesClass = FeesClass,
        ExperienceYears = ExperienceYears,
        Mandates = Mandates,
        Sex = Sex,
        MailLanguage = MailLanguage,
    };

    /// <summary>Inscrit au registre.</summary>
    /// <param name="account">The account that has their address, or null.</param>
    /// <exception cref="RefusedException">See <see cref="JurorProfile.WhyNot"/>.</exception>
    public static (Juror Juror, JurorRegistered Fact) Register(Id<Juror> id, JurorProfile profile, Guid? account)
    {
        var juror = new Juror { Id = id };
        juror.Take(profile, account);
        return (juror, new(id, juror.Profile, account));
    }

    /// <summary>Changes what is known of them.</summary>
    /// <param name="account">The account that has their address, or null.</param>
    /// <exception cref="RefusedException">See <see cref="JurorProfile.WhyNot"/>.</exception>
    public JurorChanged Change(JurorProfile profile, Guid? account)
    {
        Take(profile, account);
        return new(Id, Profile, account);
    }

    /// <summary>Retire du registre: they are not called any more; what they took part in stays.</summary>
    /// <exception cref="RefusedException">They have left already, or no reason is given.</exception>
    public JurorRetired Retire(string? reason, DateTimeOffset now)
    {
        if (IsRetired)
        {
            throw new RefusedException("juror.already-retired", ("at", RetiredAt));
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RefusedException("juror.retired-without-reason");
        }

        RetiredAt = now;
        return new(Id, reason.Trim());
    }

    /// <summary>Takes them back into the register.</summary>
    /// <exception cref="RefusedException">They have not left.</exception>
    public JurorReturned Return()
    {
        if (!IsRetired)
        {
            throw new RefusedException("juror.not-retired");
        }

        RetiredAt = null;
        return new(Id);
    }

    /// <summary>Whether their mandates let them sit for that certification on that day. Somebody without any mandate needs none.</summary>
    public bool IsMandated(Id<Certification> certification, DateOnly day) => Mandates.Count == 0 || Mandates.Any(m => m.Certification == certification && m.Covers(day));

    /// <summary>Whether they may chair a jury of that certification.</summary>
    public bool MayChair(Id<Certification> certification) => ChairFor.Contains(certification);

    private void Take(JurorProfile profile, Guid? account)
    {
        Refusal.ThrowIfAny(profile.WhyNot());
        (Name, Email, Quality) = (profile.Name.Trim(), Text(profile.Email), profile.Quality.Trim());
        SortKey = Identity.Fold(Name);
        (Employer, EmployerSiret, Group) = (Text(profile.Employer), Text(profile.EmployerSiret), Text(profile.Group));
        (IsOutside, ChairFor, Sites, Sex) = (profile.IsOutside, [.. profile.ChairFor.Distinct()], [.. profile.Sites.Distinct()], profile.Sex);
        Domains = [.. profile.Domains.Select(d => d.Trim()).Where(d => d.Length > 0).Distinct()];
        Languages = [.. profile.Languages.Distinct()];
        (FeesClass, ExperienceYears) = (Text(profile.FeesClass), profile.ExperienceYears);
        Mandates = [.. profile.Mandates.OrderBy(m => m.From)];
        (MailLanguage, AccountId) = (profile.MailLanguage == "en" ? "en" : "fr", account);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A juror was taken into the register.</summary>
public sealed record JurorRegistered(Id<Juror> Juror, JurorProfile Profile, Guid? Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Juror)];
}

/// <summary>What the register knows of a juror was changed.</summary>
public sealed record JurorChanged(Id<Juror> Juror, JurorProfile Profile, Guid? Account) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Juror)];
}

/// <summary>A juror left the register.</summary>
public sealed record JurorRetired(Id<Juror> Juror, string Reason) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Juror)];
}

/// <summary>A juror came back into the register.</summary>
public sealed record JurorReturned(Id<Juror> Juror) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Juror)];
}
