using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;

namespace Acquis.Domain.Decisions;

/// <summary>Where a deliberation stands.</summary>
public enum DeliberationState
{
    /// <summary>Candidates and jury can still change.</summary>
    Prepared,

    /// <summary>Facts are frozen; the chair pronounces.</summary>
    Open,

    /// <summary>Every candidate has a verdict; the minutes are written and signed.</summary>
    Closed,

    /// <summary>The results are known.</summary>
    Published,
}

/// <summary>Délibération: chosen candidates of one framework version before one jury.</summary>
public sealed partial class Deliberation
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameMaxLength = 200;

    private readonly List<JuryMember> members = [];

    private Deliberation()
    {
    }

    public Id<Deliberation> Id { get; private set; }

    public Id<Certification> CertificationId { get; private set; }

    public Id<FrameworkVersion> FrameworkVersionId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Day of the deliberation: the date at which the rules read the facts.</summary>
    public DateOnly HeldOn { get; private set; }

    /// <summary>Town where it is held, as the minutes name it.</summary>
    public string Place { get; private set; } = "";

    public DeliberationState State { get; private set; }

    /// <summary>The candidates, in the order in which they were chosen.</summary>
    public IReadOnlyList<Id<Candidacy>> Candidacies { get; private set; } = [];

    public IReadOnlyList<JuryMember> Members => members;

    public DateTimeOffset? OpenedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>File of the minutes written at the close (SHA-256 of its content); empty before.</summary>
    public string MinutesFile { get; private set; } = "";

    /// <summary>File of the minutes with every signature; empty before the last one.</summary>
    public string SignedMinutesFile { get; private set; } = "";

    /// <summary>Chosen moment from which the results are made known.</summary>
    public DateTimeOffset? PublishAt { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public int Version { get; private set; }

    public JuryMember? Chair => members.Find(m => m.IsChair);

    /// <summary>Whether every member present has signed the minutes.</summary>
    public bool IsSigned => members.Where(m => m.IsPresent).All(m => m.SignedAt is not null);

    /// <summary>The seats as they stand.</summary>
    public IReadOnlyList<JurySeat> Seats =>
        [.. members.Select(m => new JurySeat(m.Id, m.Name, m.Quality, m.IsExternal, m.IsChair, m.IsPresent, m.AccountId))];

    /// <summary>Prepares a deliberation for chosen candidates.</summary>
    /// <exception cref="RefusedException">The name is missing, no candidate is chosen, or one of them cannot be deliberated.</exception>
    public static (Deliberation Deliberation, DeliberationPrepared Fact) Prepare(
        Id<Deliberation> id, FrameworkVersion version, string name, string place, DateOnly heldOn, IReadOnlyList<Deliberable> candidates)
    {
        Refusal.ThrowIfAny(WhyNotPrepare(name, version.Id, candidates));
        var deliberation = new Deliberation
        {
            Id = id,
            CertificationId = version.CertificationId,
            FrameworkVersionId = version.Id,
            Name = name.Trim(),
            Place = place.Trim(),
            HeldOn = heldOn,
            Candidacies = [.. candidates.Select(c => c.Candidacy.Id).Distinct()],
        };
        return (deliberation, new(id, version.Id, deliberation.Name, deliberation.Place, heldOn, deliberation.Candidacies));
    }

    /// <summary>Why a deliberation of these candidates cannot be prepared.</summary>
    public static IEnumerable<Refusal> WhyNotPrepare(string name, Id<FrameworkVersion> version, IReadOnlyList<Deliberable> candidates)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > NameMaxLength)
        {
            yield return Refusal.Of("deliberation.name-missing", ("max", NameMaxLength));
        }

        if (candidates.Count == 0)
        {
            yield return Refusal.Of("deliberation.no-candidate");
        }

        foreach (var candidate in candidates)
        {
            foreach (var refusal in candidate.WhyNot(version))
            {
                yield return refusal;
            }
        }
    }

    /// <summary>Why the jury cannot be composed any more.</summary>
    public IEnumerable<Refusal> WhyNotCompose()
    {
        if (State is not DeliberationState.Prepared)
        {
            yield return Refusal.Of("deliberation.already-open");
        }
    }

    /// <summary>Compose le jury: replaces its members. The composition rule is asked for at the opening, not here, so that it can be built step by step.</summary>
    /// <exception cref="RefusedException">Facts are already frozen, or a name or quality is missing.</exception>
    public JuryComposed Compose(IReadOnlyList<JurySeat> seats)
    {
        var why = WhyNotCompose();
        if (seats.Any(s => string.IsNullOrWhiteSpace(s.Name) || string.IsNullOrWhiteSpace(s.Quality)))
        {
            why = why.Append(Refusal.Of("jury.member-without-name"));
        }

        Refusal.ThrowIfAny(why);
        members.Clear();
        members.AddRange(seats.Select(s => new JuryMember(s, Id)));
        return new(Id, seats);
    }

    /// <summary>Why the deliberation cannot open: not prepared, or its jury does not meet the composition rule.</summary>
    public IEnumerable<Refusal> WhyNotOpen(JuryRule rule)
    {
        if (State is not DeliberationState.Prepared)
        {
            yield return Refusal.Of("deliberation.already-open");
        }

        foreach (var indicator in rule.Check(Seats).Where(i => !i.IsMet))
        {
            yield return indicator.Reason;
        }
    }

    /// <summary>Ouvre: from now on the facts of its candidates are frozen.</summary>
    /// <param name="candidates">Its candidates as they stand now; none may have become one that is not deliberated.</param>
    /// <param name="juries">The jury before each of them.</param>
    /// <exception cref="RefusedException">
    /// See <see cref="WhyNotOpen"/>, and for each candidate <see cref="Deliberable.WhyNot"/> and <see cref="CandidateJury.WhyNotOpen"/>.
    /// </exception>
    public DeliberationOpened Open(
        JuryRule rule, IReadOnlyList<Deliberable> candidates, IReadOnlyDictionary<Id<Candidacy>, CandidateJury> juries, DateTimeOffset now)
    {
        var tied = candidates.SelectMany(c => juries[c.Candidacy.Id].WhyNotOpen(Seats, c.CandidateName));
        Refusal.ThrowIfAny(WhyNotOpen(rule).Concat(candidates.SelectMany(c => c.WhyNot(FrameworkVersionId))).Concat(tied));
        (State, OpenedAt) = (DeliberationState.Open, now);
        return new(Id, Candidacies);
    }

    /// <summary>Why a substitute cannot join: the deliberation is not open, something is missing, or with them the jury would not meet its rule.</summary>
    public IEnumerable<Refusal> WhyNotJoin(JurySeat seat, JuryRule rule)
    {
        if (State is not DeliberationState.Open)
        {
            yield return Refusal.Of(State is DeliberationState.Prepared ? "deliberation.not-open" : "deliberation.already-closed", ("at", ClosedAt));
        }

        if (string.IsNullOrWhiteSpace(seat.Name) || string.IsNullOrWhiteSpace(seat.Quality))
        {
            yield return Refusal.Of("jury.member-without-name");
        }

        foreach (var indicator in rule.Check([.. Seats, seat]).Where(i => !i.IsMet))
        {
            yield return indicator.Reason;
        }
    }

    /// <summary>Appelle un suppléant: somebody joins the jury of an open deliberation, where a member must leave the room for a candidate.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotJoin"/>.</exception>
    public SubstituteJoined Join(JurySeat seat, JuryRule rule)
    {
        var joining = seat with { IsChair = false, IsPresent = true };
        Refusal.ThrowIfAny(WhyNotJoin(joining, rule));
        members.Add(new JuryMember(joining, Id));
        return new(Id, joining);
    }

    /// <summary>Why the list cannot be closed.</summary>
    /// <param name="pending">Number of candidates without a verdict.</param>
    public IEnumerable<Refusal> WhyNotClose(int pending)
    {
        if (State is DeliberationState.Prepared)
        {
            yield return Refusal.Of("deliberation.not-open");
        }

        if (State is DeliberationState.Closed or DeliberationState.Published)
        {
            yield return Refusal.Of("deliberation.already-closed", ("at", ClosedAt));
        }

        if (pending > 0)
        {
            yield return Refusal.Of("deliberation.pending-left", ("count", pending));
        }
    }

    /// <summary>Clôt the whole list, with its minutes.</summary>
    /// <param name="minutesFile">SHA-256 of the minutes' file.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotClose"/>.</exception>
    public DeliberationClosed Close(int pending, string minutesFile, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotClose(pending));
        (State, ClosedAt, MinutesFile) = (DeliberationState.Closed, now, minutesFile);
        return new(Id, minutesFile);
    }

    /// <summary>Why that member cannot sign the minutes.</summary>
    public IEnumerable<Refusal> WhyNotSign(JuryMember? member)
    {
        if (State is DeliberationState.Prepared or DeliberationState.Open)
        {
            yield return Refusal.Of("deliberation.not-closed");
        }

        if (member is null || member.DeliberationId != Id)
        {
            yield return Refusal.Of("jury.not-a-member");
        }
        else if (!member.IsPresent)
        {
            yield return Refusal.Of("jury.member-absent", ("name", member.Name));
        }
        else if (member.SignedAt is not null)
        {
            yield return Refusal.Of("jury.already-signed", ("name", member.Name), ("at", member.SignedAt));
        }
    }

    /// <summary>Signe the minutes.</summary>
    /// <param name="onPaper">Whether the signature stands on the printed minutes and is recorded by somebody else.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotSign"/>.</exception>
    public MinutesSigned Sign(JuryMember? member, bool onPaper, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotSign(member));
        member!.Sign(onPaper, now);
        return new(Id, member.Id, MinutesFile, onPaper);
    }

    /// <summary>Keeps the minutes with every signature.</summary>
    /// <exception cref="RefusedException">A signature is missing.</exception>
    public MinutesCompleted Complete(string signedMinutesFile)
    {
        if (ClosedAt is null || !IsSigned)
        {
            throw new RefusedException("deliberation.signatures-missing", ("names", Unsigned));
        }

        SignedMinutesFile = signedMinutesFile;
        return new(Id, signedMinutesFile);
    }

    /// <summary>Why the results cannot be published.</summary>
    public IEnumerable<Refusal> WhyNotPublish()
    {
        if (State is DeliberationState.Prepared or DeliberationState.Open)
        {
            yield return Refusal.Of("deliberation.not-closed");
        }
        else if (!IsSigned)
        {
            yield return Refusal.Of("deliberation.signatures-missing", ("names", Unsigned));
        }

        if (State is DeliberationState.Published)
        {
            yield return Refusal.Of("deliberation.already-published", ("at", PublishedAt));
        }
    }

    /// <summary>Chooses the moment from which the results are known; it may be moved until then.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotPublish"/>.</exception>
    public PublicationScheduled SchedulePublication(DateTimeOffset at)
    {
        Refusal.ThrowIfAny(WhyNotPublish());
        PublishAt = at;
        return new(Id, at);
    }

    /// <summary>Publie the results of these decisions, once the chosen moment has come.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotPublish"/>; or the moment has not come.</exception>
    public ResultsPublished Publish(IReadOnlyList<Decision> decisions, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotPublish());
        if (PublishAt is null || PublishAt > now)
        {
            throw new RefusedException("deliberation.too-early", ("at", PublishAt));
        }

        (State, PublishedAt) = (DeliberationState.Published, now);
        foreach (var decision in decisions)
        {
            decision.Publish(now);
        }

        return new(Id, [.. decisions.Select(d => d.Id)]);
    }

    private string[] Unsigned => [.. members.Where(m => m.IsPresent && m.SignedAt is null).Select(m => m.Name)];
}
