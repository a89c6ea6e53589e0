namespace Acquis.Timetabling.Checking;

internal static class Figures
{
    /// <summary>Each juror, those who are not convened too: fairness is about them as well.</summary>
    public static List<JurorFigures> OfJurors(TimetableProblem problem, List<Placed> placed)
    {
        var sittings = placed.SelectMany(p => p.Jury.Select(j => (Juror: j, Placed: p))).ToLookup(s => s.Juror.Id);
        return [.. problem.Jurors.Select(j => Of(j, [.. sittings[j.Id].Select(s => s.Placed)]))];
    }

    public static List<RoomFigures> OfRooms(TimetableProblem problem, List<Placed> placed)
    {
        var byRoom = placed.ToLookup(p => p.Room.Id);
        return
        [
            .. problem.Centres.SelectMany(c => c.Rooms).Select(r => new RoomFigures(
                r.Id,
                byRoom[r.Id].Select(p => p.HalfDay.Id).Distinct().Count(),
                problem.HalfDays.Count - r.Unavailable.Distinct().Count(),
                byRoom[r.Id].Sum(p => p.Minutes))),
        ];
    }

    private static JurorFigures Of(Juror juror, List<Placed> placed)
    {
        List<string> halfDays = [.. placed.Select(p => p.HalfDay.Id).Distinct()];
        return new(
            juror.Id,
            halfDays.Count,
            placed.Sum(p => p.Minutes),
            halfDays.Count(h => juror.Available.GetValueOrDefault(h) is Availability.Undesired),
            placed.Where(p => p.Chair == juror.Id).Select(p => p.HalfDay.Id).Distinct().Count(),
            juror.MaxHalfDays);
    }
}
