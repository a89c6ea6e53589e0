namespace Acquis.Domain.Decisions;

/// <summary>
/// Everything the award rules read about one candidacy, by position in its framework: the input of <see cref="AwardEngine"/>. Memory may
/// be a
/// slice of one array for a whole cohort. An entry that is missing (a shorter array, <c>default</c>) says that nothing is recorded.
/// </summary>
public readonly record struct CandidacyFacts
{
    /// <summary>
    /// Confirmed level of each competence, by index of <c>Framework.Competences</c>, or a mark of <see cref="LevelMarks"/>.
    /// </summary>
    public ReadOnlyMemory<sbyte> Levels { get; init; }

    /// <summary>Where each competence is proved, by the same index.</summary>
    public ReadOnlyMemory<Proofs> Proofs { get; init; }

    /// <summary>
    /// State of each requirement, by index of <c>Framework.Requirements</c>; those of kind per module are read from <see
    /// cref="Modules"/>.
    /// </summary>
    public ReadOnlyMemory<HandInState> Requirements { get; init; }

    /// <summary>State of the report of each expected module, by index of <see cref="AwardEngine.Modules"/>.</summary>
    public ReadOnlyMemory<HandInState> Modules { get; init; }

    /// <summary>Blocs acquired in another candidacy or exempted; several of one bloc may stand here, the best counts.</summary>
    public ReadOnlyMemory<EarlierBlock> Earlier { get; init; }

    /// <summary>
    /// Blocs this candidacy is for, one bit per index of <c>Framework.Blocks</c> (<see cref="AwardEngine.MaskOf"/>); null for the whole
    /// certification. Where the framework has options, the whole certification is every common bloc and one option of each group;
    /// with null, no option is chosen yet.
    /// </summary>
    public ulong? ChosenBlocks { get; init; }

    /// <summary>Date at which the facts are read: earlier blocs are valid or not on that day.</summary>
    public required DateOnly On { get; init; }
}

/// <summary>
/// What stands in <see cref="CandidacyFacts.Levels"/> where there is no level. None of them is a level: not assessed is not 0.
/// </summary>
public static class LevelMarks
{
    /// <summary>Non évaluée.</summary>
    public const sbyte NotAssessed = -1;

    /// <summary>Two assessors differ and nobody has agreed a level yet.</summary>
    public const sbyte ToBeAgreed = -2;

    /// <summary>One assessor has rated, the second has not.</summary>
    public const sbyte AwaitingSecond = -3;
}

/// <summary>Contexts in which a competence is proved: en entreprise, en formation.</summary>
[Flags]
public enum Proofs : byte
{
    None = 0,
    Company = 1,
    Training = 2,
}

/// <summary>State of what a candidate hands in or goes through: a document, a module report, a portfolio, a defence.</summary>
public enum HandInState : byte
{
    /// <summary>Nothing is recorded.</summary>
    Missing,

    /// <summary>Handed in or held, nobody has judged it yet.</summary>
    HandedIn,

    /// <summary>Validated; of a defence, judged sufficient.</summary>
    Met,

    /// <summary>Refused; of a defence, judged insufficient.</summary>
    Refused,
}

/// <summary>A bloc that the candidate brings along.</summary>
/// <param name="Block">Code of the bloc in the candidacy's framework; a code that it doesn't have is passed over.</param>
/// <param name="On">Day of the award or of the exemption; one later than the day of reading doesn't count.</param>
public readonly record struct EarlierBlock(string Block, DateOnly On, EarlierKind Kind);

/// <summary>How a bloc was obtained.</summary>
public enum EarlierKind : byte
{
    /// <summary>Acquired by an earlier decision; it ages (<c>AwardRules.BlockValidityYears</c>).</summary>
    Acquired,

    /// <summary>Dispense, by correspondence or prior experience: granted for this candidacy, it doesn't age.</summary>
    Exempted,
}
