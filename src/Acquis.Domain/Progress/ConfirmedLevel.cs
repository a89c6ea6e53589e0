using Acquis.Domain.Decisions;

namespace Acquis.Domain.Progress;

/// <summary>Niveau confirmé: the one level of a competence that award rules read, and the ratings it was made from.</summary>
/// <param name="Level">The level, when confirmed; else null.</param>
/// <param name="First">The first assessor's level in the assessment and attempt that decide; null where there is none.</param>
/// <param name="Second">The second assessor's.</param>
/// <param name="Ratings">Ids of the ratings it rests on, in the order of assessment, attempt and rank.</param>
/// <param name="Reason">Key of the sentence that says how, such as <c>confirmation.equal</c>.</param>
public sealed record ConfirmedLevel(
    ConfirmationState State, int? Level, int? First, int? Second, IReadOnlyList<Guid> Ratings, string Reason)
{
    /// <summary>Entry of <see cref="CandidacyFacts.Levels"/>: the level, or the mark of its absence.</summary>
    public sbyte Entry => State switch
    {
        ConfirmationState.Confirmed => (sbyte)Level!.Value,
        ConfirmationState.ToBeAgreed => LevelMarks.ToBeAgreed,
        ConfirmationState.AwaitingSecond => LevelMarks.AwaitingSecond,
        _ => LevelMarks.NotAssessed,
    };
}

/// <summary>Whether a competence has a confirmed level, and why not.</summary>
public enum ConfirmationState
{
    /// <summary>Nothing that counts is rated.</summary>
    NotAssessed,

    /// <summary>Two assessors are asked and one has rated.</summary>
    AwaitingSecond,

    /// <summary>À concerter: two assessors differ and people must agree.</summary>
    ToBeAgreed,

    Confirmed,
}

/// <summary>Codes of <see cref="ConfirmedLevel.Reason"/>; the sentences stand under the same keys.</summary>
public static class ConfirmationReasons
{
    public const string Jury = "confirmation.jury";
    public const string Single = "confirmation.single";
    public const string Equal = "confirmation.equal";
    public const string LowestOfTwo = "confirmation.lowest-of-two";
    public const string HighestOfTwo = "confirmation.highest-of-two";
    public const string Agreed = "confirmation.agreed";
    public const string Third = "confirmation.third";
    public const string OneApart = "confirmation.one-apart";
    public const string AcrossThreshold = "confirmation.across-threshold";
    public const string TwoApart = "confirmation.two-apart";
    public const string AwaitingSecond = "confirmation.awaiting-second";
    public const string NotAssessed = "confirmation.not-assessed";
    public const string AssessmentMissing = "confirmation.assessment-missing";
    public const string LastOfSeveral = "confirmation.last-of-several";
    public const string BestOfSeveral = "confirmation.best-of-several";
    public const string LowestOfSeveral = "confirmation.lowest-of-several";
}
