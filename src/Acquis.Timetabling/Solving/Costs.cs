namespace Acquis.Timetabling.Solving;

/// <summary>The solver's own count of the terms, piece by piece, so that a change can be priced without the rest.</summary>
internal sealed class Costs(Instance instance)
{
    private readonly Weights w = instance.W;

    /// <summary>The whole cost.</summary>
    public long Of(Draft draft)
    {
        var cost = (long)instance.GoneConvocations * w.ConvocationChanged;
        for (var j = 0; j < instance.Jurors.Length; j++)
            cost += OfJuror(draft, j);

        foreach (var seating in draft.Seats)
        {
            if (seating is not null)
                cost += OfSeating(seating);
        }

        return cost + draft.Unplaced().Sum(OfUnplaced) + OfWaiting(draft);
    }

    public long OfUnplaced(int e) => (long)w.Unscheduled * instance.Events[e].Priority;

    public long OfJuror(Draft draft, int j)
    {
        var info = instance.Jurors[j];
        long count = draft.HalfDaysOf(j);
        var cost = (count * w.JurorHalfDay) + (count * count * w.Load);
        for (var h = 0; h < instance.HalfDays.Length; h++)
        {
            var sits = draft.Sits(j, h);
            if (sits && info.Given[h] == 2)
                cost += w.UndesiredJuror;

            if (instance.HasPrevious && sits != info.Before[h])
                cost += w.ConvocationChanged;
        }

        return cost;
    }

    /// <summary>What it costs to convene a juror who was not, their load aside.</summary>
    public long OfConvening(int j, int halfDay)
    {
        var info = instance.Jurors[j];
        long cost = w.JurorHalfDay + (info.Given[halfDay] == 2 ? w.UndesiredJuror : 0);
        return !instance.HasPrevious ? cost : info.Before[halfDay] ? cost - w.ConvocationChanged : cost + w.ConvocationChanged;
    }

    public long OfSeating(Seating seating)
    {
        long cost = w.Session;
        if (seating.Chair >= 0 && IsOfOneGender(seating.Panel))
            cost += w.OneGender;

        foreach (var sitting in seating.Events)
        {
            cost += OfPlace(sitting.Event, seating.Slot, sitting.Start);
            if (seating.Chair < 0 && IsOfOneGender(sitting.Jury!))
                cost += w.OneGender;
        }

        return cost;
    }

    /// <summary>What an event's place costs by itself: the candidate's wish, and the move.</summary>
    public long OfPlace(int e, int slot, int start)
    {
        var cost = OfSlot(e, slot);
        return instance.Events[e].BeforeSlot == slot && instance.Events[e].BeforeStart != start ? cost + w.MovedTime : cost;
    }

    /// <summary>The same, whatever the start.</summary>
    public long OfSlot(int e, int slot)
    {
        var (info, halfDay) = (instance.Events[e], instance.HalfDayOf(slot));
        long cost = info.Undesired[halfDay] ? w.UndesiredCandidate : 0;
        if (info.WasPlaced)
            cost += info.BeforeHalfDay != halfDay ? w.MovedHalfDay : info.BeforeSlot != slot ? w.MovedRoom : 0;

        return cost;
    }

    public bool IsOfOneGender(IReadOnlyList<int> jury) =>
        jury.Count > 0 && instance.Jurors[jury[0]].Gender is { } gender && jury.All(j => instance.Jurors[j].Gender == gender);

    private long OfWaiting(Draft draft)
    {
        if (!Array.Exists(instance.Types, t => t.Individual))
            return 0;

        return draft.Seats.OfType<Seating>().Where(s => s.Chair < 0)
            .SelectMany(s => s.Events.SelectMany(e => e.Jury!.Select(j => (Juror: j, HalfDay: instance.HalfDayOf(s.Slot), e.Start, instance.Events[e.Event].Minutes))))
            .GroupBy(s => (s.Juror, s.HalfDay))
            .Sum(g => (long)Math.Max(0, g.Max(s => s.Start + s.Minutes) - g.Min(s => s.Start) - g.Sum(s => s.Minutes)) / 15 * w.IdleQuarter);
    }
}
