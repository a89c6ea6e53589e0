using Acquis.Domain.Juries;

namespace Acquis.Features.Juries;

/// <summary>What jurors give for one half-day.</summary>
/// <param name="Available">Jurors who are free.</param>
/// <param name="IfNeedBe">Jurors who would rather not.</param>
/// <param name="Outside">Outside professionals among both.</param>
/// <param name="Chairs">Those among both who may chair.</param>
public sealed record HalfDayOffer(SeasonHalfDay HalfDay, int Available, int IfNeedBe, int Outside, int Chairs)
{
    public int Jurors => Available + IfNeedBe;

    /// <summary>The offer of each half-day of a season, by time. Only jurors still called and mandated on that day count.</summary>
    public static IReadOnlyList<HalfDayOffer> Of(SeasonFile file) => [.. file.Season.HalfDays.Select(h => Of(file, h))];

    private static HalfDayOffer Of(SeasonFile file, SeasonHalfDay halfDay)
    {
        var certification = file.Season.CertificationId;
        var giving = file.Jurors.Where(c => c.Answer.Gives(halfDay) && c.Juror.IsMandated(certification, halfDay.Day)).ToList();
        return new(
            halfDay, giving.Count(c => c.Answer.Of(halfDay) is JurorAvailability.Available), giving.Count(c => c.Answer.Of(halfDay) is JurorAvailability.Undesired),
            giving.Count(c => c.Juror.IsOutside), giving.Count(c => c.Juror.MayChair(certification)));
    }
}
