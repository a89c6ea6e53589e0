using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Progress;

/// <summary>
/// What confirming reads of one submitted rating (cotation) of one competence; superseded ratings and drafts are left out before.
/// </summary>
/// <param name="Assessment">Code of the assessment, or null for a rating outside any (a tutor's, a trainer's).</param>
/// <param name="Attempt">Number of the attempt, from 1.</param>
/// <param name="Level">A value of the scale; null when the competence could not be assessed (absence).</param>
public sealed record RatingView(
    Guid Id, Lane Lane, string? Assessment, int Attempt, RatingRank Rank, int? Level, DateTimeOffset At);

/// <summary>Place of a rating in a double assessment.</summary>
public enum RatingRank
{
    /// <summary>The only one that is asked.</summary>
    Single,

    /// <summary>First assessor.</summary>
    First,

    /// <summary>Second assessor, blind to the first.</summary>
    Second,

    /// <summary>A third assessor, called because two differ.</summary>
    Third,

    /// <summary>What the two agreed, with their motive.</summary>
    Agreed,
}
