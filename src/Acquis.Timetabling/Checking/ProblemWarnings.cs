namespace Acquis.Timetabling.Checking;

/// <summary>What is allowed in a problem and yet deserves a word.</summary>
public static class ProblemWarnings
{
    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<Fault> Of(TimetableProblem problem)
    {
        var warnings = new List<Fault>();
        if (problem.Events.Count == 0)
            warnings.Add(Fault.Of("events", "timetable.warning.nothing-to-place"));

        var rooms = problem.Centres.SelectMany(c => c.Rooms).ToList();
        foreach (var (i, halfDay) in problem.HalfDays.Index())
        {
            if (rooms.TrueForAll(r => r.Unavailable.Contains(halfDay.Id)))
                warnings.Add(Fault.Of($"halfDays[{i}]", "timetable.warning.no-room", ("halfDay", halfDay.Id)));
        }

        var conflicts = problem.Conflicts.ToLookup(c => c.Juror, c => c.Event);
        foreach (var (i, juror) in problem.Jurors.Index())
        {
            if (problem.Events.Count > 0 && conflicts[juror.Id].Distinct().Count() == problem.Events.Count)
                warnings.Add(Fault.Of($"jurors[{i}]", "timetable.warning.conflicts-with-all", ("juror", juror.Id)));
        }

        if (problem.Previous is { } previous)
        {
            var breaches = HardRules.Check(problem with { Locks = [] }, previous, Placed.Of(problem, previous), problem.Overrides);
            if (breaches.Count > 0)
                warnings.Add(Fault.Of("previous", "timetable.warning.previous-breaks-rules", ("breaches", breaches.Count), ("rules", string.Join(", ", breaches.Select(b => b.Rule).Distinct()))));
        }

        return warnings;
    }
}
