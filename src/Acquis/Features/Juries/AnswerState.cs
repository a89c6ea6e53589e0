using Acquis.Domain.Juries;

namespace Acquis.Features.Juries;

/// <summary>Where a juror stands with a season, for the lists.</summary>
public static class AnswerState
{
    /// <summary><c>released</c>, <c>answered</c>, <c>asked</c> or <c>called</c>: not asked yet.</summary>
    public static string Of(SeasonAnswer answer) =>
        answer.IsReleased ? "released" : answer.AnsweredAt is not null ? "answered" : answer.Asked > 0 ? "asked" : "called";
}
