using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;

namespace Acquis.Domain.Decisions;

/// <summary>
/// Décision du jury for one candidacy: the facts it froze, what the rule proposes on them, and what the jury pronounced. Pronounced once; only
/// a new decision with its motive takes its place.
/// </summary>
public sealed partial class Decision
{
    /// <summary>Longest motive, in characters.</summary>
    public const int MotiveMaxLength = 4000;

    private Decision()
    {
    }

    public Id<Decision> Id { get; private set; }

    public Id<Deliberation> DeliberationId { get; private set; }

    public Id<Candidacy> CandidacyId { get; private set; }

    public Id<FrameworkVersion> FrameworkVersionId { get; private set; }

    public DateTimeOffset FrozenAt { get; private set; }

    /// <summary>Name of the candidacy in exported files: a salted hash, which leads nobody back to it.</summary>
    public string Pseudonym { get; private set; } = "";

    /// <summary>Canonical JSON of the <see cref="FrozenFacts"/>.</summary>
    public string FactsJson { get; private set; } = "";

    /// <summary>SHA-256 of <see cref="FactsJson"/>, lower-case hexadecimal.</summary>
    public string FactsHash { get; private set; } = "";

    /// <summary>Canonical JSON of the <see cref="Proposal"/>.</summary>
    public string ProposalJson { get; private set; } = "";

    public Verdict ProposedVerdict { get; private set; }

    public IReadOnlyList<string> ProposedBlocks { get; private set; } = [];

    /// <summary>Codes of the blocs that may be acquired: those the candidacy is for, and those it brought along.</summary>
    public IReadOnlyList<string> Sought { get; private set; } = [];

    /// <summary>Whether the certification as a whole is sought (or the rule awards it).</summary>
    public bool WholeIsSought { get; private set; }

    public Verdict Verdict { get; private set; }

    /// <summary>Codes of the blocs acquired by this decision.</summary>
    public IReadOnlyList<string> Blocks { get; private set; } = [];

    /// <summary>By the rule or by the jury; null while pending.</summary>
    public DecisionBasis? Basis { get; private set; }

    /// <summary>Why the jury departs from the rule; null when it doesn't.</summary>
    public string? Motive { get; private set; }

    /// <summary>128 random bits in hexadecimal, and the SHA-256 of salt and motive: they stay when the motive is erased.</summary>
    public string? MotiveSalt { get; private set; }

    public string? MotiveHash { get; private set; }

    public DateTimeOffset? PronouncedAt { get; private set; }

    /// <summary>The chair who pronounced.</summary>
    public Id<JuryMember>? PronouncedBy { get; private set; }

    /// <summary>When the result was made known; null before.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>The decision whose place this one takes, with the reason.</summary>
    public Id<Decision>? SupersedesId { get; private set; }

    public string? SupersedeReason { get; private set; }

    /// <summary>The decision that took the place of this one; null while it stands.</summary>
    public Id<Decision>? SupersededById { get; private set; }

    /// <summary>Documents that this decision invalidated by taking the place of another.</summary>
    public IReadOnlyList<Id<Diploma>> Invalidates { get; private set; } = [];

    public int Version { get; private set; }

    /// <summary>Whether it is pronounced and nothing took its place.</summary>
    public bool Stands => Verdict is not Verdict.Pending && SupersededById is null;

    /// <summary>Freezes the facts of a candidacy with what the rule proposes on them.</summary>
    public static (Decision Decision, DecisionFrozen Fact) Freeze(
        Id<Decision> id, Deliberation deliberation, Candidacy candidacy, Framework framework, FrozenRecord record, DateTimeOffset now)
    {
        var proposal = record.Proposal;
        var common = framework.Blocks.Where(b => b.OptionGroup is null).Select(b => b.Code);
        var whole = candidacy.Blocks is null || proposal.Verdict is Verdict.Awarded;
        IEnumerable<string> sought = candidacy.Blocks ?? common;
        var decision = new Decision
        {
            Id = id,
            DeliberationId = deliberation.Id,
            CandidacyId = candidacy.Id,
            FrameworkVersionId = candidacy.FrameworkVersionId,
            FrozenAt = now,
            Pseudonym = record.Pseudonym,
            FactsJson = record.FactsJson,
            FactsHash = record.FactsHash,
            ProposalJson = record.ProposalJson,
            ProposedVerdict = proposal.Verdict,
            ProposedBlocks = proposal.Blocks,
            Sought = [.. framework.Blocks.Select(b => b.Code).Where(c => sought.Contains(c) || proposal.Blocks.Contains(c))],
            WholeIsSought = whole,
        };
        return (decision, new(id, deliberation.Id, candidacy.Id, record.FactsHash, proposal.Verdict, proposal.Blocks));
    }

    /// <summary>Why that member of the jury cannot pronounce this decision now.</summary>
    /// <param name="jury">The jury before this candidate.</param>
    /// <param name="by">The member who asks; null for somebody who doesn't sit.</param>
    public IEnumerable<Refusal> WhyNotPronounce(Deliberation deliberation, CandidateJury jury, JuryMember? by)
    {
        if (deliberation.State is not DeliberationState.Open)
        {
            yield return Refusal.Of("decision.deliberation-not-open");
        }

        if (Verdict is not Verdict.Pending)
        {
            yield return Refusal.Of("decision.already-pronounced", ("at", PronouncedAt));
        }

        foreach (var refusal in WhyNotBy(deliberation, by).Concat(jury.WhyNotDecide(deliberation.Seats, TieAnswers)))
        {
            yield return refusal;
        }
    }

    /// <summary>Why nobody can pronounce that.</summary>
    public IEnumerable<Refusal> WhyNotSay(Pronouncement said)
    {
        if (said.Verdict is Verdict.Pending)
        {
            yield return Refusal.Of("decision.verdict-missing");
        }

        if (said.Verdict is Verdict.Awarded && !WholeIsSought)
        {
            yield return Refusal.Of("decision.certification-not-sought");
        }

        if (said.Verdict is Verdict.PartlyAwarded && said.Blocks.Count == 0)
        {
            yield return Refusal.Of("decision.no-block-chosen");
        }

        foreach (var block in said.Blocks.Where(b => !Sought.Contains(b)))
        {
            yield return Refusal.Of("decision.block-not-sought", ("block", block));
        }

        var departs = BasisOf(said) is DecisionBasis.ByJury;
        if (departs && string.IsNullOrWhiteSpace(said.Motive?.Text))
        {
            yield return Refusal.Of("decision.motive-missing");
        }

        if (said.Motive?.Text.Length > MotiveMaxLength)
        {
            yield return Refusal.Of("decision.motive-too-long", ("max", MotiveMaxLength));
        }
    }

    /// <summary>Prononce: the chair says the verdict. Whether it follows the rule is computed here.</summary>
    /// <exception cref="RefusedException">Already pronounced, not the chair, not a lawful jury for this candidate, or a departure without its motive.</exception>
    public DecisionPronounced Pronounce(Deliberation deliberation, CandidateJury jury, JuryMember? by, Pronouncement said, DateTimeOffset now)
    {
        Refusal.ThrowIfAny(WhyNotPronounce(deliberation, jury, by).Concat(WhyNotSay(said)));
        Take(by!, said, now);
        return new(Id, DeliberationId, CandidacyId, by!.Id, Verdict, Blocks, Basis!.Value, FactsHash, MotiveHash);
    }

    /// <summary>Why this decision cannot be replaced by another.</summary>
    public IEnumerable<Refusal> WhyNotSupersede(Deliberation deliberation, JuryMember? by)
    {
        if (deliberation.State is DeliberationState.Prepared or DeliberationState.Open || Verdict is Verdict.Pending)
        {
            yield return Refusal.Of("decision.deliberation-not-closed");
        }

        if (SupersededById is not null)
        {
            yield return Refusal.Of("decision.already-superseded");
        }

        foreach (var refusal in WhyNotBy(deliberation, by))
        {
            yield return refusal;
        }
    }

    /// <summary>Gives its place to <paramref name="next"/>, whose facts were frozen anew, and pronounces that one.</summary>
    /// <param name="reason">Why a decision already pronounced is replaced.</param>
    /// <param name="invalidated">Every document issued on this decision that is still valid.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotSupersede"/> and <see cref="WhyNotSay"/>; or the reason is missing.</exception>
    public DecisionSuperseded Supersede(
        Decision next, Deliberation deliberation, JuryMember? by, Pronouncement said, string reason, IReadOnlyList<Id<Diploma>> invalidated, DateTimeOffset now)
    {
        var why = WhyNotSupersede(deliberation, by).Concat(next.WhyNotSay(said));
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MotiveMaxLength)
        {
            why = why.Append(Refusal.Of("decision.supersede-reason-missing", ("max", MotiveMaxLength)));
        }

        Refusal.ThrowIfAny(why);
        next.Take(by!, said, now);
        next.TieAnswers = TieAnswers;
        (next.SupersedesId, next.SupersedeReason, next.Invalidates) = (Id, reason.Trim(), [.. invalidated]);
        next.PublishedAt = PublishedAt is null ? null : now;
        SupersededById = next.Id;
        return new(
            Id, next.Id, DeliberationId, CandidacyId, by!.Id, next.Verdict, next.Blocks, next.Basis!.Value, next.FactsHash, next.MotiveHash, next.SupersedeReason, next.Invalidates);
    }

    internal void Publish(DateTimeOffset now) => PublishedAt ??= now;

    private IEnumerable<Refusal> WhyNotBy(Deliberation deliberation, JuryMember? by)
    {
        var chair = ChairOf(deliberation);
        if (by is null || by.Id != chair?.Id)
        {
            yield return Refusal.Of("decision.only-the-chair-pronounces", ("chair", chair?.Name));
        }
        else if (!by.IsPresent)
        {
            yield return Refusal.Of("jury.chair-absent");
        }
    }

    private DecisionBasis BasisOf(Pronouncement said) =>
        said.Verdict == ProposedVerdict && BlocksOf(said).ToHashSet().SetEquals(ProposedBlocks) ? DecisionBasis.ByRule : DecisionBasis.ByJury;

    private IReadOnlyList<string> BlocksOf(Pronouncement said) => said.Verdict switch
    {
        Verdict.Awarded => Sought,
        Verdict.PartlyAwarded => [.. Sought.Where(said.Blocks.Contains)],
        _ => [],
    };

    private void Take(JuryMember by, Pronouncement said, DateTimeOffset now)
    {
        (Verdict, Blocks, Basis) = (said.Verdict, BlocksOf(said), BasisOf(said));
        (PronouncedAt, PronouncedBy) = (now, by.Id);
        if (said.Motive is { } motive && !string.IsNullOrWhiteSpace(motive.Text))
        {
            (Motive, MotiveSalt, MotiveHash) = (motive.Text, motive.Salt, motive.Hash);
        }
    }
}

/// <summary>Facts and proposal as they are written down: canonical JSON and the hash of it.</summary>
/// <param name="FactsJson">Canonical JSON of the frozen facts.</param>
/// <param name="FactsHash">Its SHA-256, lower-case hexadecimal.</param>
/// <param name="ProposalJson">Canonical JSON of the proposal.</param>
/// <param name="Pseudonym">Salted hash of the candidacy's id.</param>
public sealed record FrozenRecord(Proposal Proposal, string FactsJson, string FactsHash, string ProposalJson, string Pseudonym);

/// <summary>What the chair says for a candidate.</summary>
/// <param name="Blocks">Codes of the blocs acquired, for a partial award; passed over otherwise.</param>
public sealed record Pronouncement(Verdict Verdict, IReadOnlyList<string> Blocks, SaltedText? Motive);

/// <summary>A text with 128 random bits and the SHA-256 of both (salt, then text in UTF-8), in lower-case hexadecimal.</summary>
public sealed record SaltedText(string Text, string Salt, string Hash);
