using System.Globalization;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Progress;

/// <summary>What became of one cell of a grid that several people may fill in at once.</summary>
public enum CellOutcome
{
    /// <summary>Nothing to write: it was not touched, or it says what is kept already.</summary>
    Kept,

    /// <summary>What was typed is taken.</summary>
    Taken,

    /// <summary>Somebody else changed it since the form was read: neither value is chosen for them.</summary>
    Stale,
}

/// <summary>
/// What a person types into one cell of a grid: a level of the scale, <see cref="Absent"/>, <see cref="NotAssessed"/>, or nothing yet. Absence and
/// "not assessed" are two things, and neither is 0.
/// </summary>
public static class CellEntry
{
    /// <summary>The candidate was not there.</summary>
    public const string Absent = "A";

    /// <summary>The candidate was there, and the competence could not be assessed.</summary>
    public const string NotAssessed = "-";

    /// <summary>Longest text of a cell, in characters.</summary>
    public const int MostLength = 3;

    /// <summary>What the cell shows of a judgement.</summary>
    public static string Of(Judgement? judgement) => judgement switch
    {
        { Level: { } level } => Cell.Of(level),
        { NotAssessed: { } reason } when !string.IsNullOrWhiteSpace(reason) => IsAbsence(reason) ? Absent : NotAssessed,
        _ => "",
    };

    /// <summary>Whether a reason why there is no level says that the candidate was absent ("absent", "absente", "absence excusée").</summary>
    public static bool IsAbsence(string reason) => reason.TrimStart().StartsWith("absen", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text as it is compared and kept: no spaces around, <c>A</c> and <c>-</c> in one form.</summary>
    public static string Tidy(string? typed) => (typed ?? "").Trim() switch
    {
        "a" or Absent => Absent,
        "-" or "–" or "—" or "−" => NotAssessed,
        var text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? Cell.Of(level) : text,
    };

    /// <summary>Why a tidy text cannot stand in a cell; null where it can.</summary>
    public static Refusal? WhyNot(string competence, string typed, MasteryScale scale)
    {
        if (typed is "" or Absent or NotAssessed)
        {
            return null;
        }

        if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var level))
        {
            return Refusal.Of("cell.unreadable", ("competence", competence), ("typed", typed));
        }

        return scale.Find(level) is null
            ? Refusal.Of("rating.level-outside-scale", ("competence", competence), ("level", level), ("bottom", scale.Bottom), ("top", scale.Top))
            : null;
    }

    /// <summary>The judgement of a tidy text that may stand, or null for an empty cell.</summary>
    /// <param name="absent">Reason kept for an absence.</param>
    /// <param name="notAssessed">Reason kept where it could not be assessed.</param>
    /// <param name="comment">Comment of the judgement that it replaces.</param>
    public static Judgement? Read(string competence, string typed, string absent, string notAssessed, string? comment) => typed switch
    {
        "" => null,
        Absent => new(competence, null, absent, comment),
        NotAssessed => new(competence, null, notAssessed, comment),
        _ => new(competence, int.Parse(typed, CultureInfo.InvariantCulture), null, comment),
    };

    /// <summary>Decides between what was typed, what the form showed when it was read, and what is kept now.</summary>
    public static CellOutcome Merge(string typed, string was, string now) =>
        typed == was || typed == now ? CellOutcome.Kept
        : was == now ? CellOutcome.Taken
        : CellOutcome.Stale;
}
