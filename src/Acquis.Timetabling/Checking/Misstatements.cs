namespace Acquis.Timetabling.Checking;

/// <summary>Compares what a timetable says of itself with what was computed.</summary>
internal static class Misstatements
{
    // A bound is printed with three decimals.
    private const double Rounding = 0.001;

    public static List<Fault> Of(
        TimetableProblem problem, Timetable timetable, string? hash, Dictionary<string, long> terms, List<string> unplaced, List<UsedOverride> used)
    {
        var faults = new List<Fault>();
        if (hash is not null && timetable.Problem != hash)
            faults.Add(Fault.Of("problem", "timetable.check.other-problem", ("stated", timetable.Problem), ("computed", hash)));

        var cost = terms.Values.Sum();
        if (timetable.Cost != cost)
            faults.Add(Fault.Of("cost", "timetable.check.cost-differs", ("stated", timetable.Cost), ("computed", cost)));

        foreach (var (name, value) in terms)
        {
            if (timetable.Terms.GetValueOrDefault(name) != value)
                faults.Add(Fault.Of($"terms.{name}", "timetable.check.term-differs", ("stated", timetable.Terms.GetValueOrDefault(name)), ("computed", value)));
        }

        if (timetable.LowerBound > cost + Rounding)
            faults.Add(Fault.Of("lowerBound", "timetable.check.bound-above-cost", ("stated", timetable.LowerBound), ("computed", cost)));

        if (timetable.Optimal != (Math.Ceiling(timetable.LowerBound - Rounding) >= cost))
            faults.Add(Fault.Of("status", "timetable.check.status-differs"));

        if (!timetable.Unscheduled.Select(u => u.Event).Order().SequenceEqual(unplaced.Order()))
            faults.Add(Fault.Of("unscheduled", "timetable.check.unscheduled-differ", ("events", string.Join(", ", unplaced))));

        if (!timetable.Overrides.ToHashSet().SetEquals(used))
            faults.Add(Fault.Of("overrides", "timetable.check.overrides-differ", ("overrides", string.Join(", ", used.Select(u => $"{u.Rule} {u.Event}")))));

        if (timetable.Changes is { } stated && problem.Previous is { } previous && !Same(stated, TimetableChanges.Between(previous, timetable)))
            faults.Add(Fault.Of("changes", "timetable.check.changes-differ"));

        return faults;
    }

    private static bool Same(Changes a, Changes b) =>
        a.Moved.ToHashSet().SetEquals(b.Moved) && a.Convened.ToHashSet().SetEquals(b.Convened) && a.Released.ToHashSet().SetEquals(b.Released);
}
