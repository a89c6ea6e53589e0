namespace Acquis.Timetabling.Checking;

/// <summary>
/// Recomputes every hard rule and every term of a timetable from the problem alone. It shares no code with the solver, so that a fault of the one is
/// seen by the other.
/// </summary>
public static class TimetableChecker
{
    /// <summary>Checks a timetable.</summary>
    /// <param name="problemHash">What the timetable must call its problem; null: not looked at.</param>
    public static CheckReport Check(TimetableProblem problem, Timetable timetable, string? problemHash = null)
    {
        var placed = Placed.Of(problem, timetable);
        var strict = HardRules.Check(problem, timetable, placed, []);
        var breaches = problem.Overrides.Count == 0 ? strict : HardRules.Check(problem, timetable, placed, problem.Overrides);
        var used = problem.Overrides
            .Where(o => strict.Exists(b => b.Rule == o.Rule && b.Events.Contains(o.Event)))
            .Select(o => new UsedOverride(o.Rule, o.Event)).Distinct().ToList();
        var terms = SoftTerms.Of(problem, timetable, placed);
        var there = placed.Select(p => p.Event.Id).ToHashSet();
        List<string> unplaced = [.. problem.Events.Select(e => e.Id).Where(e => !there.Contains(e))];
        return new()
        {
            Breaches = breaches,
            Misstatements = Misstatements.Of(problem, timetable, problemHash, terms, unplaced, used),
            Terms = terms,
            Cost = terms.Values.Sum(),
            Placed = there.Count,
            Unplaced = unplaced,
            UsedOverrides = used,
            Jurors = Figures.OfJurors(problem, placed),
            Rooms = Figures.OfRooms(problem, placed),
        };
    }
}
