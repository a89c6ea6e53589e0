namespace Acquis.Domain.Frameworks;

/// <summary>Where a framework version stands.</summary>
public enum FrameworkVersionState
{
    Draft,

    /// <summary>In force; its text never changes again.</summary>
    Published,

    /// <summary>No new candidacy; those pinned to it go on.</summary>
    Retired,
}

/// <summary>A version of a certification's framework. A candidacy is pinned to one.</summary>
public sealed class FrameworkVersion
{
    private FrameworkVersion()
    {
    }

    public Id<FrameworkVersion> Id { get; private set; }

    public Id<Certification> CertificationId { get; private set; }

    /// <summary>Edition (millésime) as the text names it.</summary>
    public string Edition { get; private set; } = "";

    public FrameworkVersionState State { get; private set; }

    /// <summary>Canonical JSON (RFC 8785) of the <see cref="Framework"/>.</summary>
    public string Json { get; private set; } = "";

    /// <summary>SHA-256 of <see cref="Json"/>, in lower-case hexadecimal: the version's identity.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>What a person still has to settle after an import, as JSON; empty when nothing is left.</summary>
    public string Doubts { get; private set; } = "";

    public DateTimeOffset? PublishedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Adds a draft.</summary>
    /// <param name="json">Canonical JSON of the framework.</param>
    /// <param name="hash">Its SHA-256 in hexadecimal.</param>
    public static (FrameworkVersion Version, FrameworkDrafted Fact) Draft(
        Id<FrameworkVersion> id, Id<Certification> certification, Framework framework, string json, string hash, string doubts = "") =>
        (new() { Id = id, CertificationId = certification, Edition = framework.Edition, Json = json, Hash = hash, Doubts = doubts },
            new(id, certification, framework.Edition, hash));

    /// <summary>Replaces the text of a draft, as doubts are settled.</summary>
    /// <exception cref="RefusedException">The version is no draft any more.</exception>
    public FrameworkRevised Revise(Framework framework, string json, string hash, string doubts)
    {
        if (State is not FrameworkVersionState.Draft)
        {
            throw new RefusedException("framework.published-never-changes", ("edition", Edition));
        }

        (Edition, Json, Hash, Doubts) = (framework.Edition, json, hash, doubts);
        return new(Id, CertificationId, Edition, hash);
    }

    /// <summary>Why it cannot be published: not a draft, doubts left, errors in its text.</summary>
    /// <param name="errors">Number of errors that the lint finds in the text.</param>
    public IEnumerable<Refusal> WhyNotPublish(int errors)
    {
        if (State is not FrameworkVersionState.Draft)
        {
            yield return Refusal.Of("framework.already-published", ("edition", Edition));
        }

        if (Doubts.Length > 0)
        {
            yield return Refusal.Of("framework.doubts-left");
        }

        if (errors > 0)
        {
            yield return Refusal.Of("framework.errors-left", ("count", errors));
        }
    }

    /// <summary>Publishes the version: from now on its text never changes.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotPublish"/>.</exception>
    public FrameworkPublished Publish(int errors, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotPublish(errors));
        (State, PublishedAt) = (FrameworkVersionState.Published, now);
        return new(Id, CertificationId, Edition, Hash);
    }

    /// <summary>Closes the version to new candidacies.</summary>
    /// <exception cref="RefusedException">It is not in force.</exception>
    public FrameworkRetired Retire()
    {
        if (State is not FrameworkVersionState.Published)
        {
            throw new RefusedException("framework.not-in-force", ("edition", Edition));
        }

        State = FrameworkVersionState.Retired;
        return new(Id, CertificationId, Edition);
    }
}

/// <summary>A draft of a framework version was added.</summary>
public sealed record FrameworkDrafted(Id<FrameworkVersion> FrameworkVersion, Id<Certification> Certification, string Edition, string Hash) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(FrameworkVersion), Subject.Of(Certification)];
}

/// <summary>The text of a draft was replaced.</summary>
public sealed record FrameworkRevised(Id<FrameworkVersion> FrameworkVersion, Id<Certification> Certification, string Edition, string Hash) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(FrameworkVersion), Subject.Of(Certification)];
}

/// <summary>A framework version was published.</summary>
public sealed record FrameworkPublished(Id<FrameworkVersion> FrameworkVersion, Id<Certification> Certification, string Edition, string Hash) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(FrameworkVersion), Subject.Of(Certification)];
}

/// <summary>A framework version was closed to new candidacies.</summary>
public sealed record FrameworkRetired(Id<FrameworkVersion> FrameworkVersion, Id<Certification> Certification, string Edition) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(FrameworkVersion), Subject.Of(Certification)];
}
