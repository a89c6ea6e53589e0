namespace Acquis.Domain.Frameworks;

/// <summary>
/// What the registration of a certification says (fiche RNCP), which changes without touching the framework's text. Each mention is
/// one that the parchment needs (FAQ of France compétences, "Qu'est-ce qu'un parchemin ?").
/// </summary>
public sealed record Registration
{
    /// <summary>Code such as <c>RNCP38822</c>; null while the certification is not registered.</summary>
    public string? RncpCode { get; init; }

    /// <summary>Level 1 to 8 of the national framework, which is also the EQF level (decree 2019-14).</summary>
    public int? Level { get; init; }

    /// <summary>NSF codes of specialities, such as <c>326n</c>.</summary>
    public IReadOnlyList<string> NsfCodes { get; init; } = [];

    /// <summary>Date of the decision of the director general of France compétences.</summary>
    public DateOnly? DecidedOn { get; init; }

    public DateOnly? EndsOn { get; init; }

    /// <summary>Last date on which the certification may be delivered.</summary>
    public DateOnly? LastDeliveryOn { get; init; }

    /// <summary>Legal names of co-certifiers.</summary>
    public IReadOnlyList<string> CoCertifiers { get; init; } = [];

    /// <summary>Whether the registration is invented, for demonstration and rehearsal: every page of its documents is marked SPÉCIMEN.</summary>
    public bool IsSpecimen { get; init; }
}

/// <summary>Certification professionnelle: a title, its registration and the versions of its framework.</summary>
public sealed class Certification
{
    private Certification()
    {
    }

    public Id<Certification> Id { get; private set; }

    /// <summary>Code of its framework, shared by all versions.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Exact registered title.</summary>
    public Bilingual Title { get; private set; } = new("");

    public Registration Registration { get; private set; } = new();

    public int Version { get; private set; }

    /// <summary>Creates the certification of a framework.</summary>
    public static (Certification Certification, CertificationCreated Fact) Create(Id<Certification> id, string code, Bilingual title) =>
        (new() { Id = id, Code = code, Title = title }, new(id, code, title));

    /// <summary>Records what the registration says.</summary>
    /// <exception cref="RefusedException">A code or level has the wrong form, or dates contradict each other.</exception>
    public CertificationRegistered Register(Registration registration)
    {
        Refusal.ThrowIfAny(WhyNot(registration));
        Registration = registration;
        return new(Id, registration);
    }

    private static IEnumerable<Refusal> WhyNot(Registration r)
    {
        if (r.RncpCode is { } code && !(code.StartsWith("RNCP", StringComparison.Ordinal) && code.Length > 4 && code.AsSpan(4).IndexOfAnyExceptInRange('0', '9') < 0))
        {
            yield return Refusal.Of("certification.rncp-code-invalid", ("code", code));
        }

        if (r.Level is < 1 or > 8)
        {
            yield return Refusal.Of("certification.level-out-of-range", ("level", r.Level));
        }

        if (r.EndsOn < r.DecidedOn || r.LastDeliveryOn < r.EndsOn)
        {
            yield return Refusal.Of("certification.dates-out-of-order");
        }
    }
}

/// <summary>A certification was created.</summary>
public sealed record CertificationCreated(Id<Certification> Certification, string Code, Bilingual Title) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Certification)];
}

/// <summary>The registration data of a certification was recorded.</summary>
public sealed record CertificationRegistered(Id<Certification> Certification, Registration Registration) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Certification)];
}
