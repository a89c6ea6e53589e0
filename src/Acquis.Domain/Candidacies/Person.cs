namespace Acquis.Domain.Candidacies;

/// <summary>A person, who exists without an account: candidate, holder.</summary>
public sealed class Person
{
    /// <summary>The language of letters where nobody said another.</summary>
    public const string UsualMailLanguage = "fr";

    /// <summary>Languages in which letters are written.</summary>
    public static readonly IReadOnlyList<string> MailLanguages = [UsualMailLanguage, "en"];

    private Person()
    {
    }

    public Id<Person> Id { get; private set; }

    public string BirthName { get; private set; } = "";

    public string? UsageName { get; private set; }

    public IReadOnlyList<string> FirstNames { get; private set; } = [];

    public int BirthYear { get; private set; }

    public int? BirthMonth { get; private set; }

    public int? BirthDay { get; private set; }

    public string BirthCountryCode { get; private set; } = "";

    public string? BirthInseeCode { get; private set; }

    public string? BirthCity { get; private set; }

    public Sex Sex { get; private set; }

    public string? Email { get; private set; }

    /// <summary>Language of letters to somebody without an account, <c>fr</c> or <c>en</c>; an account has its own.</summary>
    public string MailLanguage { get; private set; } = UsualMailLanguage;

    /// <summary>See <see cref="Identity.SortKey"/>.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>See <see cref="BirthDate.Key"/>: finds those who were born on one day.</summary>
    public int BirthKey { get; private set; }

    /// <summary>When the civil status was last corrected: a document issued before may bear the former one.</summary>
    public DateTimeOffset? CorrectedAt { get; private set; }

    /// <summary>The person with whom this one was found to be the same; null for everybody else. Nothing refers to a merged person any more.</summary>
    public Id<Person>? MergedIntoId { get; private set; }

    public int Version { get; private set; }

    /// <summary>The civil status as one value.</summary>
    public Identity Identity => new()
    {
        BirthName = BirthName,
        UsageName = UsageName,
        FirstNames = FirstNames,
        BirthDate = new(BirthYear, BirthMonth, BirthDay),
        BirthPlace = new(BirthCountryCode, BirthInseeCode, BirthCity),
        Sex = Sex,
    };

    /// <summary>First name and name in use.</summary>
    public string DisplayName => $"{FirstNames[0]} {UsageName ?? BirthName}";

    /// <summary>Registers a person.</summary>
    /// <param name="mailLanguage">See <see cref="MailLanguage"/>.</param>
    /// <exception cref="RefusedException">The identity is not valid, or letters are not written in that language.</exception>
    public static (Person Person, PersonRegistered Fact) Register(Id<Person> id, Identity identity, string? email, string mailLanguage = UsualMailLanguage)
    {
        Refusal.ThrowIfAny(identity.WhyNotValid().Concat(WhyNotWriteIn(mailLanguage)));
        var person = new Person { Id = id };
        person.Take(identity, email, mailLanguage);
        return (person, new(id, identity, email, mailLanguage));
    }

    /// <summary>Why nobody can be written to in that language.</summary>
    public static IEnumerable<Refusal> WhyNotWriteIn(string language)
    {
        if (!MailLanguages.Contains(language))
        {
            yield return Refusal.Of("person.mail-language-unknown", ("language", language));
        }
    }

    /// <summary>Corrects the civil status, the address or the language of letters, with the reason; documents already issued are re-issued apart.</summary>
    /// <exception cref="RefusedException">The identity is not valid, letters are not written in that language, or no reason is given.</exception>
    public PersonCorrected Correct(Identity identity, string? email, string mailLanguage, string reason, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(identity.WhyNotValid().Concat(WhyNotWriteIn(mailLanguage)));
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RefusedException("person.correction-without-reason");
        }

        Take(identity, email, mailLanguage);
        CorrectedAt = now;
        return new(Id, identity, email, reason, mailLanguage);
    }

    /// <summary>Why the other cannot be merged into this person.</summary>
    public IEnumerable<Refusal> WhyNotAbsorb(Person other)
    {
        if (other.Id == Id)
        {
            yield return Refusal.Of("person.merge-with-self");
        }

        if (MergedIntoId is not null || other.MergedIntoId is not null)
        {
            yield return Refusal.Of("person.already-merged");
        }
    }

    /// <summary>Fusionne deux fiches : the other was the same person. Whoever calls gives this person everything that the other had.</summary>
    /// <param name="candidacies">The candidacies that change hands; none is lost.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotAbsorb"/>, or no reason is given.</exception>
    public PersonsMerged Absorb(Person other, IReadOnlyList<Id<Candidacy>> candidacies, string reason, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotAbsorb(other));
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RefusedException("person.merge-without-reason");
        }

        other.MergedIntoId = Id;
        CorrectedAt = other.Identity.LikenessTo(Identity) is Likeness.Same ? CorrectedAt : now;
        return new(Id, other.Id, candidacies, reason.Trim());
    }

    private void Take(Identity identity, string? email, string mailLanguage)
    {
        (BirthName, UsageName, FirstNames, Sex) = (identity.BirthName.Trim(), identity.UsageName?.Trim(), [.. identity.FirstNames.Select(n => n.Trim())], identity.Sex);
        (BirthYear, BirthMonth, BirthDay) = (identity.BirthDate.Year, identity.BirthDate.Month, identity.BirthDate.Day);
        BirthKey = identity.BirthDate.Key;
        (BirthCountryCode, BirthInseeCode, BirthCity) = (identity.BirthPlace.CountryCode, identity.BirthPlace.InseeCode, identity.BirthPlace.City);
        (Email, MailLanguage, SortKey) = (string.IsNullOrWhiteSpace(email) ? null : email.Trim(), mailLanguage, identity.SortKey);
    }
}

/// <summary>A person was registered with their civil status.</summary>
/// <param name="MailLanguage">Language of letters; null in facts of the time when all were in French.</param>
public sealed record PersonRegistered(Id<Person> Person, Identity Identity, string? Email, string? MailLanguage = null) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Person)];
}

/// <summary>The civil status, the address or the language of letters of a person was corrected.</summary>
/// <param name="MailLanguage">Language of letters; null in facts of the time when all were in French.</param>
public sealed record PersonCorrected(Id<Person> Person, Identity Identity, string? Email, string Reason, string? MailLanguage = null) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Person)];
}

/// <summary>Two entries of the register were found to be one person; everything of the absorbed one is now the other's.</summary>
public sealed record PersonsMerged(Id<Person> Person, Id<Person> Absorbed, IReadOnlyList<Id<Candidacy>> Candidacies, string Reason) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Person), Subject.Of(Absorbed), .. Candidacies.Select(Subject.Of)];
}

/// <summary>Two people who look alike were found to be different; nobody is asked again.</summary>
public sealed record PersonsToldApart(Id<Person> Person, Id<Person> Other) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Person), Subject.Of(Other)];
}
