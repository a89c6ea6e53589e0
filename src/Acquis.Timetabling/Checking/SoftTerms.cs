namespace Acquis.Timetabling.Checking;

/// <summary>The soft terms, each times its weight.</summary>
internal static class SoftTerms
{
    public static Dictionary<string, long> Of(TimetableProblem problem, Timetable timetable, List<Placed> placed)
    {
        var counts = new Dictionary<string, long>();
        var there = placed.Select(p => p.Event.Id).ToHashSet();
        counts["unscheduled"] = problem.Events.Where(e => !there.Contains(e.Id)).Sum(e => e.Priority);
        CountMoves(problem, timetable, placed, counts);
        CountJurors(placed, counts);
        counts["session"] = placed.Select(p => (p.Room.Id, p.HalfDay.Id)).Distinct().Count();
        counts["undesiredCandidate"] = placed.Count(p => p.Event.Undesired.Contains(p.HalfDay.Id));
        counts["idleQuarter"] = IdleQuarters(placed);
        counts["oneGender"] = OneGender(placed);
        var weights = problem.Weights.ByName();
        return Weights.Names.ToDictionary(n => n, n => counts[n] * weights[n]);
    }

    private static void CountMoves(TimetableProblem problem, Timetable timetable, List<Placed> placed, Dictionary<string, long> counts)
    {
        foreach (var term in new[] { "movedHalfDay", "movedRoom", "movedTime", "convocationChanged" })
            counts[term] = 0;

        if (problem.Previous is not { } previous)
            return;

        var before = TimetableChanges.PlacesOf(previous);
        foreach (var now in placed)
        {
            if (!before.TryGetValue(now.Event.Id, out var was))
                continue;

            if (was.HalfDay != now.HalfDay.Id)
                counts["movedHalfDay"]++;
            else if (was.Room != now.Room.Id)
                counts["movedRoom"]++;
            else if (was.Start != now.Start)
                counts["movedTime"]++;
        }

        var convened = TimetableChanges.ConvocationsOf(timetable);
        convened.SymmetricExceptWith(TimetableChanges.ConvocationsOf(previous));
        counts["convocationChanged"] = convened.Count;
    }

    private static void CountJurors(List<Placed> placed, Dictionary<string, long> counts)
    {
        List<(Juror Juror, string HalfDay)> convened = [.. placed.SelectMany(p => p.Jury.Select(j => (j, p.HalfDay.Id))).DistinctBy(c => (c.j.Id, c.Id))];
        counts["jurorHalfDay"] = convened.Count;
        counts["load"] = convened.GroupBy(c => c.Juror.Id).Sum(g => (long)g.Count() * g.Count());
        counts["undesiredJuror"] = convened.Count(c => c.Juror.Available.GetValueOrDefault(c.HalfDay) is Availability.Undesired);
    }

    private static long IdleQuarters(List<Placed> placed) => placed
        .Where(p => p.Type.Jury is JuryKind.Individual)
        .SelectMany(p => p.Jury.Select(j => (Juror: j.Id, Placed: p)))
        .GroupBy(s => (s.Juror, s.Placed.HalfDay.Id))
        .Sum(g => Math.Max(0, (int)(g.Max(s => s.Placed.End) - g.Min(s => s.Placed.Start)).TotalMinutes - g.Sum(s => s.Placed.Minutes)) / 15);

    private static long OneGender(List<Placed> placed) => placed
        .GroupBy(p => p.Type.Jury is JuryKind.Individual ? p.Event.Id : $"{p.Room.Id}\n{p.HalfDay.Id}")
        .Count(g => g.First().Jury is { Count: > 0 } jury && jury[0].Gender is { } gender && jury.All(j => j.Gender == gender));
}
