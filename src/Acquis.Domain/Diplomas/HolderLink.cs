using Acquis.Domain.Candidacies;
using Acquis.Domain.Journal;

namespace Acquis.Domain.Diplomas;

/// <summary>
/// Lien du titulaire: opens the documents of one candidacy to its holder, who has no account, from a message. The link is signed and kept nowhere; each
/// message ends the links before it.
/// </summary>
public sealed class HolderLink
{
    /// <summary>Days for which a link opens the documents.</summary>
    public const int Days = 30;

    private HolderLink()
    {
    }

    public Id<HolderLink> Id { get; private set; }

    public Id<Candidacy> CandidacyId { get; private set; }

    /// <summary>How many links were sent: the last one opens, those before it do not.</summary>
    public int Number { get; private set; }

    public DateTimeOffset SentAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When a registrar ended it; null where nobody did.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When it was last opened; null if never since it was sent.</summary>
    public DateTimeOffset? LastOpenedAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Why no link can be sent: nothing holds that it could open, the holder has an account, or no address is known.</summary>
    public static IEnumerable<Refusal> WhyNotSend(Person person, bool hasAccount, IEnumerable<Diploma> documents)
    {
        if (documents.All(d => d.State is not DiplomaState.Valid))
            yield return Refusal.Of("holder-link.no-document");

        if (hasAccount)
            yield return Refusal.Of("holder-link.has-account");
        else if (string.IsNullOrEmpty(person.Email))
            yield return Refusal.Of("holder-link.no-address");
    }

    /// <summary>The row of a candidacy, before the first message.</summary>
    public static HolderLink Of(Id<HolderLink> id, Id<Candidacy> candidacy) => new() { Id = id, CandidacyId = candidacy };

    /// <summary>A message leaves with a new link; the one before it opens nothing any more.</summary>
    public HolderLinkSent Send(DateTimeOffset now)
    {
        (Number, SentAt, ExpiresAt, EndedAt, LastOpenedAt) = (Number + 1, now, now.AddDays(Days), null, null);
        return new(Id, CandidacyId, Number, ExpiresAt);
    }

    /// <summary>Why it opens nothing: another followed it, it was ended, or its time is over.</summary>
    public IEnumerable<Refusal> WhyNotOpen(int number, DateTimeOffset now)
    {
        if (number != Number)
            yield return Refusal.Of("holder-link.renewed");
        else if (EndedAt is not null)
            yield return Refusal.Of("holder-link.ended");
        else if (now >= ExpiresAt)
            yield return Refusal.Of("holder-link.over", ("days", Days));
    }

    /// <summary>Whether the link sent last opens anything at that time.</summary>
    public bool IsOpen(DateTimeOffset now) => Number > 0 && !WhyNotOpen(Number, now).Any();

    /// <summary>A registrar ends the link, as where the message came into other hands.</summary>
    /// <exception cref="RefusedException">It opens nothing already.</exception>
    public HolderLinkEnded End(DateTimeOffset now)
    {
        if (!IsOpen(now))
            throw new RefusedException("holder-link.ended-already");

        EndedAt = now;
        return new(Id, CandidacyId);
    }
}

/// <summary>A link to their documents was sent to a holder without an account; the links before it ended.</summary>
/// <param name="Number">How many were sent with it.</param>
public sealed record HolderLinkSent(Id<HolderLink> Link, Id<Candidacy> Candidacy, int Number, DateTimeOffset ExpiresAt) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Link), Subject.Of(Candidacy)];
}

/// <summary>The link to a holder's documents was ended.</summary>
public sealed record HolderLinkEnded(Id<HolderLink> Link, Id<Candidacy> Candidacy) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Link), Subject.Of(Candidacy)];
}
