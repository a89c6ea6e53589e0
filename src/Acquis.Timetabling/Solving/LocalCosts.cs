namespace Acquis.Timetabling.Solving;

/// <summary>Prices a change by what it touches.</summary>
internal static class LocalCosts
{
    /// <summary>What is saved when some sessions take the place of others, neither standing in the draft.</summary>
    public static long Saving(Instance instance, Costs costs, Draft without, IReadOnlyList<Seating> before, IReadOnlyList<Seating> after)
    {
        int[] jurors = [.. before.Concat(after).SelectMany(s => s.Convened).Distinct()];
        int[] events = [.. before.Concat(after).SelectMany(s => s.Events.Select(e => e.Event)).Distinct()];
        return CostWith(costs, without, before, jurors, events) - CostWith(costs, without, after, jurors, events);
    }

    private static long CostWith(Costs costs, Draft draft, IReadOnlyList<Seating> seatings, int[] jurors, int[] events)
    {
        foreach (var seating in seatings)
            draft.Put(seating);

        var cost = seatings.Sum(costs.OfSeating) + jurors.Sum(j => costs.OfJuror(draft, j)) + events.Where(e => draft.SlotOfEvent[e] < 0).Sum(costs.OfUnplaced);
        foreach (var seating in seatings)
            draft.Take(seating.Slot);

        return cost;
    }
}
