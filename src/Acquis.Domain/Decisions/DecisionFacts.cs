using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Juries;

namespace Acquis.Domain.Decisions;

/// <summary>The facts of a candidacy were frozen for a decision, with what the rule proposes.</summary>
public sealed record DecisionFrozen(
    Id<Decision> Decision, Id<Deliberation> Deliberation, Id<Candidacy> Candidacy, string FactsHash, Verdict ProposedVerdict, IReadOnlyList<string> ProposedBlocks) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Decision), Subject.Of(Deliberation), Subject.Of(Candidacy)];
}

/// <summary>A member of the jury left the room for one candidate.</summary>
/// <param name="Presides">Who presides in place of a chair who left, or null.</param>
public sealed record MemberRecused(
    Id<Decision> Decision, Id<Deliberation> Deliberation, Id<Candidacy> Candidacy, Id<JuryMember> Member, string Reason, Id<JuryMember>? Presides) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Decision), Subject.Of(Deliberation), Subject.Of(Candidacy)];
}

/// <summary>A tie of a member of the jury with a candidate, told by a name alone, was found to be somebody else's.</summary>
public sealed record TieSetAside(Id<Decision> Decision, Id<Deliberation> Deliberation, Id<Candidacy> Candidacy, Id<JuryMember> Member, string Reason) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Decision), Subject.Of(Deliberation), Subject.Of(Candidacy)];
}

/// <summary>The chair pronounced a decision.</summary>
/// <param name="MotiveHash">Salted hash of the jury's motive, or null.</param>
public sealed record DecisionPronounced(
    Id<Decision> Decision,
    Id<Deliberation> Deliberation,
    Id<Candidacy> Candidacy,
    Id<JuryMember> Chair,
    Verdict Verdict,
    IReadOnlyList<string> Blocks,
    DecisionBasis Basis,
    string FactsHash,
    string? MotiveHash) : Fact
{
    public override IEnumerable<Subject> Subjects => [Subject.Of(Decision), Subject.Of(Deliberation), Subject.Of(Candidacy)];
}

/// <summary>A decision gave its place to another, with the reason and every document it invalidates.</summary>
public sealed record DecisionSuperseded(
    Id<Decision> Decision,
    Id<Decision> By,
    Id<Deliberation> Deliberation,
    Id<Candidacy> Candidacy,
    Id<JuryMember> Chair,
    Verdict Verdict,
    IReadOnlyList<string> Blocks,
    DecisionBasis Basis,
    string FactsHash,
    string? MotiveHash,
    string Reason,
    IReadOnlyList<Id<Diploma>> Invalidated) : Fact
{
    public override IEnumerable<Subject> Subjects =>
        [Subject.Of(Decision), Subject.Of(By), Subject.Of(Deliberation), Subject.Of(Candidacy), .. Invalidated.Select(d => Subject.Of(d))];
}
