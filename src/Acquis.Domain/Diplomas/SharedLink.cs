using Acquis.Domain.Journal;

namespace Acquis.Domain.Diplomas;

/// <summary>How long a link to share opens a document.</summary>
public enum SharingTerm
{
    /// <summary>Seven days.</summary>
    Week,

    /// <summary>Thirty days.</summary>
    Month,

    /// <summary>Six months.</summary>
    HalfYear,

    /// <summary>One year.</summary>
    Year,
}

/// <summary>
/// Lien de partage: shows one document to whoever holds the link, for the time that its holder chose, with the levels of its competences where they
/// chose so. The link itself is kept nowhere, only its hash.
/// </summary>
public sealed class SharedLink
{
    /// <summary>Longest label, in characters.</summary>
    public const int LabelMaxLength = 80;

    /// <summary>Links of one document that may be open at once.</summary>
    public const int MostOpen = 20;

    private SharedLink()
    {
    }

    public Id<SharedLink> Id { get; private set; }

    public Id<Diploma> DiplomaId { get; private set; }

    /// <summary>SHA-256 of the link's secret, lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>For whom it is, as the holder wrote it for themselves; nobody else reads it, and the journal does not keep it.</summary>
    public string? Label { get; private set; }

    /// <summary>Whether the levels of the competences are shown.</summary>
    public bool ShowsLevels { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When the holder ended it; null where they did not.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How often it was opened.</summary>
    public int Openings { get; private set; }

    /// <summary>When it was last opened; null if never.</summary>
    public DateTimeOffset? LastOpenedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Why that document cannot be shared now: it does not hold, or too many links to it are open.</summary>
    public static IEnumerable<Refusal> WhyNotMake(Diploma diploma, int open)
    {
        foreach (var refusal in diploma.WhyNotHolds())
            yield return refusal;

        if (open >= MostOpen)
            yield return Refusal.Of("shared-link.too-many", ("max", MostOpen));
    }

    /// <summary>Makes a link.</summary>
    /// <param name="open">How many links to the document are open already.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotMake"/>; or the label is too long.</exception>
    public static (SharedLink Link, DocumentShared Fact) Make(
        Id<SharedLink> id, Diploma diploma, string hash, SharingTerm term, bool showsLevels, string? label, int open, DateTimeOffset now)
    {
        var text = string.IsNullOrWhiteSpace(label) ? null : label.Trim();
        Refusal.ThrowIfAny(WhyNotMake(diploma, open).Concat(text?.Length > LabelMaxLength ? [Refusal.Of("shared-link.label-length", ("max", LabelMaxLength))] : []));
        var link = new SharedLink
        {
            Id = id,
            DiplomaId = diploma.Id,
            Hash = hash,
            Label = text,
            ShowsLevels = showsLevels,
            MadeAt = now,
            ExpiresAt = EndOf(term, now),
        };
        return (link, new(id, diploma.Id, showsLevels, link.ExpiresAt));
    }

    /// <summary>Whether it opens anything at that time.</summary>
    public bool IsOpen(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;

    /// <summary>The holder ends it, for good.</summary>
    /// <exception cref="RefusedException">It has ended already.</exception>
    public SharedLinkEnded End(DateTimeOffset now)
    {
        if (!IsOpen(now))
            throw new RefusedException("shared-link.ended-already");

        EndedAt = now;
        return new(Id, DiplomaId);
    }

    private static DateTimeOffset EndOf(SharingTerm term, DateTimeOffset now) => term switch
    {
        SharingTerm.Week => now.AddDays(7),
        SharingTerm.Month => now.AddDays(30),
        SharingTerm.HalfYear => now.AddMonths(6),
        _ => now.AddYears(1),
    };
}

/// <summary>A holder made a link that shows a document to others for some time.</summary>
public sealed record DocumentShared(Id<SharedLink> Link, Id<Diploma> Diploma, bool ShowsLevels, DateTimeOffset ExpiresAt) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Link), Subject.Of(Diploma)];
}

/// <summary>A holder ended a link that showed a document to others.</summary>
public sealed record SharedLinkEnded(Id<SharedLink> Link, Id<Diploma> Diploma) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Link), Subject.Of(Diploma)];
}
