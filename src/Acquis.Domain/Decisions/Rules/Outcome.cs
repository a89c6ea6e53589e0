namespace Acquis.Domain.Decisions;

/// <summary>Outcome of the award rules for one candidacy. Blocs are bits by index of <c>Framework.Blocks</c>.</summary>
/// <param name="Acquired">Blocs acquired: by their rule now, earlier and still valid, or exempted.</param>
/// <param name="Undecided">Blocs not yet known, among them those that the candidacy is not for.</param>
/// <param name="Held">Those of <paramref name="Acquired"/> that the candidate brought along.</param>
/// <param name="CompetencesAcquired">Competences at the threshold or above, or of a bloc held, among those counted.</param>
/// <param name="CompetencesCounted">Competences of the certification: those of common blocs and of the chosen options.</param>
/// <param name="Admission">Admission to the defence; null where there is no such stage.</param>
/// <param name="Certification">Whether the certification is to be awarded.</param>
public readonly record struct Outcome(
    ulong Acquired,
    ulong Undecided,
    ulong Held,
    int CompetencesAcquired,
    int CompetencesCounted,
    RuleState? Admission,
    RuleState Certification)
{
    /// <summary>Blocs that this candidacy itself earns, to be attested by its decision.</summary>
    public ulong Earned => Acquired & ~Held;

    /// <summary>State of the bloc of that index.</summary>
    public RuleState Block(int index) =>
        (Acquired >> index & 1) != 0 ? RuleState.Met : (Undecided >> index & 1) != 0 ? RuleState.Unknown : RuleState.NotMet;
}

/// <summary>The same outcome with the reason of every node.</summary>
/// <param name="Competences">Each competence against the scale's threshold, by index of <c>Framework.Competences</c>.</param>
/// <param name="Blocks">Each bloc, by index of <c>Framework.Blocks</c>.</param>
/// <param name="Admission">Admission to the defence; null where there is no such stage.</param>
public sealed record AwardExplanation(
    IReadOnlyList<RuleNode> Competences, IReadOnlyList<RuleNode> Blocks, RuleNode? Admission, RuleNode Certification)
{
    /// <summary>
    /// "To be certified you still need…": what the certification lacks (<see cref="RuleNode.Unmet"/>); empty once it is met.
    /// </summary>
    public IReadOnlyList<RuleNode> Gap => Certification.Unmet();
}
