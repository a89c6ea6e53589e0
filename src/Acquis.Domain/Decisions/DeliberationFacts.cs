using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;

namespace Acquis.Domain.Decisions;

/// <summary>A deliberation was prepared for chosen candidates.</summary>
public sealed record DeliberationPrepared(
    Id<Deliberation> Deliberation, Id<FrameworkVersion> FrameworkVersion, string Name, string Place, DateOnly HeldOn, IReadOnlyList<Id<Candidacy>> Candidacies) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Deliberation)];
}

/// <summary>The jury of a deliberation was composed.</summary>
public sealed record JuryComposed(Id<Deliberation> Deliberation, IReadOnlyList<JurySeat> Seats) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Deliberation)];
}

/// <summary>A substitute joined the jury of an open deliberation.</summary>
public sealed record SubstituteJoined(Id<Deliberation> Deliberation, JurySeat Seat) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Deliberation)];
}

/// <summary>A deliberation was opened: the facts of its candidates are frozen.</summary>
public sealed record DeliberationOpened(Id<Deliberation> Deliberation, IReadOnlyList<Id<Candidacy>> Candidacies) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Deliberation)];
}

/// <summary>The whole list of a deliberation was closed and its minutes written.</summary>
/// <param name="MinutesFile">SHA-256 of the minutes' file.</param>
public sealed record DeliberationClosed(Id<Deliberation> Deliberation, string MinutesFile) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Deliberation)];
}

/// <summary>A member of the jury declared their impartiality for one deliberation.</summary>
/// <param name="TextHash">SHA-256 of the text that was signed; null where it stands on paper.</param>
public sealed record ImpartialityDeclared(Id<Deliberation> Deliberation, Id<JuryMember> Member, string? TextHash) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Deliberation)];
}

/// <summary>A member of the jury signed the minutes.</summary>
public sealed record MinutesSigned(Id<Deliberation> Deliberation, Id<JuryMember> Member, string MinutesFile, bool OnPaper) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Deliberation)];
}

/// <summary>The minutes with every signature were kept.</summary>
public sealed record MinutesCompleted(Id<Deliberation> Deliberation, string SignedMinutesFile) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Deliberation)];
}

/// <summary>The moment was chosen from which the results are known.</summary>
public sealed record PublicationScheduled(Id<Deliberation> Deliberation, DateTimeOffset PublishAt) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Deliberation)];
}

/// <summary>The results of a deliberation were made known.</summary>
public sealed record ResultsPublished(Id<Deliberation> Deliberation, IReadOnlyList<Id<Decision>> Decisions) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Deliberation), .. Decisions.Select(d => Subject.Of(d))];
}
