using Acquis.Domain.Juries;

namespace Acquis.Domain.Decisions;

/// <summary>Members who left the room for this candidate, and ties that were found to be none.</summary>
public sealed partial class Decision
{
    /// <summary>What was done about ties of members of the jury with this candidate, the last answer for each member.</summary>
    public IReadOnlyList<TieAnswer> TieAnswers { get; private set; } = [];

    /// <summary>Who presides for this candidate: the chair, or who takes their place where the chair left the room.</summary>
    public JuryMember? ChairOf(Deliberation deliberation) =>
        deliberation.Chair is { } chair && TieAnswers.FirstOrDefault(a => a.Leaves && a.Member == chair.Id) is { } left
            ? deliberation.Members.FirstOrDefault(m => m.Id == left.Presides)
            : deliberation.Chair;

    /// <summary>Why nothing can be noted about a tie: not open, pronounced already, not a member present, no reason, or nobody presides in the chair's place.</summary>
    public IEnumerable<Refusal> WhyNotAnswerTie(Deliberation deliberation, CandidateJury jury, TieAnswer answer)
    {
        if (deliberation.State is not DeliberationState.Open)
        {
            yield return Refusal.Of("decision.deliberation-not-open");
        }

        if (Verdict is not Verdict.Pending)
        {
            yield return Refusal.Of("decision.already-pronounced", ("at", PronouncedAt));
        }

        var member = deliberation.Members.FirstOrDefault(m => m.Id == answer.Member);
        if (member is not { IsPresent: true })
        {
            yield return Refusal.Of("jury.not-a-member");
        }

        if (string.IsNullOrWhiteSpace(answer.Reason) || answer.Reason.Length > MotiveMaxLength)
        {
            yield return Refusal.Of("recusal.reason-missing", ("max", MotiveMaxLength));
        }

        var gone = TieAnswers.Where(a => a.Leaves && a.Member != answer.Member).Select(a => a.Member).Append(answer.Member).ToHashSet();
        if (answer.Leaves && member is { IsChair: true } && !deliberation.Members.Any(m => m.Id == answer.Presides && m.IsPresent && !gone.Contains(m.Id)))
        {
            yield return Refusal.Of("recusal.who-presides", ("name", member.Name));
        }

        if (!answer.Leaves && jury.Stopping.FirstOrDefault(t => t.Member == answer.Member && !t.ByName) is { } certain)
        {
            yield return Refusal.Of("recusal.tie-is-certain", ("name", certain.Name), ("reason", certain.Reason));
        }
    }

    /// <summary>Se déporte: a member leaves the room for this candidate.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotAnswerTie"/>.</exception>
    public MemberRecused Recuse(Deliberation deliberation, CandidateJury jury, TieAnswer answer)
    {
        var kept = Answer(deliberation, jury, answer with { Leaves = true, Presides = answer.Member == deliberation.Chair?.Id ? answer.Presides : null });
        return new(Id, DeliberationId, CandidacyId, kept.Member, kept.Reason, kept.Presides);
    }

    /// <summary>Notes that a tie told by a name alone is somebody else's.</summary>
    /// <exception cref="RefusedException">See <see cref="WhyNotAnswerTie"/>.</exception>
    public TieSetAside SetAside(Deliberation deliberation, CandidateJury jury, TieAnswer answer)
    {
        var kept = Answer(deliberation, jury, answer with { Leaves = false, Presides = null });
        return new(Id, DeliberationId, CandidacyId, kept.Member, kept.Reason);
    }

    private TieAnswer Answer(Deliberation deliberation, CandidateJury jury, TieAnswer answer)
    {
        Refusal.ThrowIfAny(WhyNotAnswerTie(deliberation, jury, answer));
        var kept = answer with { Reason = answer.Reason.Trim() };
        TieAnswers = [.. TieAnswers.Where(a => a.Member != kept.Member), kept];
        return kept;
    }
}
