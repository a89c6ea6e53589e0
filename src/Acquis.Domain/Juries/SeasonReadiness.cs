namespace Acquis.Domain.Juries;

/// <summary>What jurors and rooms give for one half-day.</summary>
/// <param name="Available">Jurors who are free.</param>
/// <param name="IfNeedBe">Jurors who would rather not.</param>
/// <param name="Outside">Outside professionals among both.</param>
/// <param name="Chairs">Those among both who may chair.</param>
/// <param name="Rooms">Rooms that are free for all of it.</param>
/// <param name="Juries">Most juries that can sit at once; a bound, since conflicts and competences are not looked at.</param>
/// <param name="Missing">What keeps another jury from sitting where none can; null where one can.</param>
public sealed record HalfDayOffer(SeasonHalfDay HalfDay, int Available, int IfNeedBe, int Outside, int Chairs, int Rooms, int Juries, Refusal? Missing);

/// <summary>How far a season is from being planned: what jurors and rooms give, against the composition rule and the number of candidates.</summary>
/// <param name="Offers">Each half-day, by time.</param>
/// <param name="Indicators">Each condition, met or not, with its figures.</param>
public sealed record SeasonReadiness(IReadOnlyList<HalfDayOffer> Offers, IReadOnlyList<JuryIndicator> Indicators)
{
    /// <summary>Computes it.</summary>
    /// <param name="called">Jurors still called, with their answers.</param>
    /// <param name="candidates">Number of candidates who defend.</param>
    public static SeasonReadiness Of(Season season, JuryRule rule, IReadOnlyList<(Juror Juror, SeasonAnswer Answer)> called, IReadOnlyList<Room> rooms, int candidates)
    {
        var outside = Math.Min(rule.ExternalsFor(season.Format.JurySize), season.Format.JurySize);
        List<HalfDayOffer> offers = [.. season.HalfDays.Select(h => Offer(season, rule, called, rooms, h, outside))];
        var places = offers.Sum(o => o.Juries * PlacesIn(season, o.HalfDay));
        var answered = called.Count(c => c.Answer.AnsweredAt is not null);
        var speakers = called.Count(c => c.Juror.Languages.Contains(season.Format.Language));
        List<JuryIndicator> indicators =
        [
            new(season.Format.JurySize >= rule.LeastMembers, Refusal.Of("readiness.jury-size", ("count", season.Format.JurySize), ("least", rule.LeastMembers))),
            new(called.Count > 0 && answered == called.Count, Refusal.Of("readiness.answers", ("count", answered), ("all", called.Count))),
            new(rooms.Count > 0, Refusal.Of("readiness.rooms", ("count", rooms.Count))),
            new(called.Count > 0 && speakers == called.Count, Refusal.Of("readiness.language", ("count", speakers), ("all", called.Count))),
            .. season.Format.Domains.Select(d => (Domain: d, Count: called.Count(c => c.Juror.Domains.Contains(d))))
                .Select(d => new JuryIndicator(d.Count > 0, Refusal.Of("readiness.domain", ("count", d.Count), ("domain", d.Domain)))),
            Outside(offers, outside),
            new(offers.Exists(o => o.Chairs > 0) && offers.TrueForAll(o => o.Chairs > 0 || o.Available + o.IfNeedBe == 0),
                Refusal.Of("readiness.chairs", ("count", offers.Count(o => o.Chairs > 0)), ("all", offers.Count))),
            new(candidates > 0 && places >= candidates, Refusal.Of("readiness.places", ("count", places), ("candidates", candidates))),
        ];
        return new(offers, indicators);
    }

    private static JuryIndicator Outside(List<HalfDayOffer> offers, int outside)
    {
        var enough = offers.Count(o => o.Outside >= outside);
        return new(enough > 0 && offers.TrueForAll(o => o.Outside >= outside || o.Available + o.IfNeedBe == 0),
            Refusal.Of("readiness.outside", ("count", enough), ("all", offers.Count), ("least", outside)));
    }

    private static HalfDayOffer Offer(
        Season season, JuryRule rule, IReadOnlyList<(Juror Juror, SeasonAnswer Answer)> called, IReadOnlyList<Room> rooms, SeasonHalfDay halfDay, int outside)
    {
        var giving = called.Where(c => c.Answer.Gives(halfDay) && c.Juror.IsMandated(season.CertificationId, halfDay.Day)).ToList();
        var free = rooms.Count(r => r.IsFree(halfDay));
        var outsiders = giving.Count(c => c.Juror.IsOutside);
        var chairs = giving.Count(c => c.Juror.MayChair(season.CertificationId) && (!rule.ChairIsExternal || c.Juror.IsOutside));
        var juries = Math.Min(Math.Min(giving.Count / season.Format.JurySize, outside == 0 ? int.MaxValue : outsiders / outside), Math.Min(chairs, free));
        var missing = juries > 0 ? null
            : free == 0 ? Refusal.Of("readiness.missing.room")
            : giving.Count < season.Format.JurySize ? Refusal.Of("readiness.missing.jurors", ("count", season.Format.JurySize - giving.Count))
            : outsiders < outside ? Refusal.Of("readiness.missing.outside", ("count", outside - outsiders))
            : Refusal.Of("readiness.missing.chair");
        return new(
            halfDay, giving.Count(c => c.Answer.Of(halfDay) is JurorAvailability.Available), giving.Count(c => c.Answer.Of(halfDay) is JurorAvailability.Undesired),
            outsiders, chairs, free, juries, missing);
    }

    /// <summary>Candidates whom one jury hears in a half-day, without extra time.</summary>
    private static int PlacesIn(Season season, SeasonHalfDay halfDay) =>
        (halfDay.Minutes + season.Format.TurnoverMinutes) / (season.Format.Minutes + season.Format.TurnoverMinutes);
}
