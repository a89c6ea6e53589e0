namespace Acquis.Timetabling.Solving;

/// <summary>
/// A first timetable in a moment: the scarcest event opens the session that takes the most others along for the least. With noise, so that another start
/// gives another timetable.
/// </summary>
internal sealed class Greedy
{
    private const int MostHalfDays = 12;

    private readonly Instance instance;
    private readonly Costs costs;
    private readonly Sequencer sequencer;
    private readonly Juries juries;
    private readonly JuryPicker picker;
    private readonly double[] scarcity;
    private readonly int[][] jurorsOfCentre;
    private readonly int[][] roomsOfCentre;

    public Greedy(Instance instance, Costs costs, Sequencer sequencer, Juries juries)
    {
        (this.instance, this.costs, this.sequencer, this.juries) = (instance, costs, sequencer, juries);
        picker = new(instance, juries);
        jurorsOfCentre = [.. Enumerable.Range(0, instance.CentreCount).Select(c => Enumerable.Range(0, instance.Jurors.Length).Where(j => instance.Jurors[j].Centres[c]).ToArray())];
        roomsOfCentre = [.. Enumerable.Range(0, instance.CentreCount).Select(c => Enumerable.Range(0, instance.Rooms.Length).Where(r => instance.Rooms[r].Centre == c).ToArray())];
        scarcity = [.. Enumerable.Range(0, instance.Events.Length).Select(ScarcityOf)];
    }

    /// <summary>Places what can be placed into the draft. What stands there stays.</summary>
    public void Run(Draft draft, Chance chance, double noise, CancellationToken stop)
    {
        var order = draft.Unplaced().Where(e => !instance.Types[instance.Events[e].Type].Individual && !instance.Events[e].Closed)
            .OrderBy(e => scarcity[e] * (1 + (noise * (chance.Share() - 0.5)))).ToArray();
        foreach (var e in order)
        {
            if (stop.IsCancellationRequested)
                return;

            if (draft.SlotOfEvent[e] >= 0 || Insert(draft, e))
                continue;

            if (Open(draft, e, order, chance, noise) is { } seating)
                draft.Put(seating);
        }
    }

    // How many chairs could hear it, over the half-days: few, and it goes first. A high priority goes before all.
    private double ScarcityOf(int e)
    {
        var info = instance.Events[e];
        double chairs = 0;
        for (var c = 0; c < instance.CentreCount; c++)
        {
            if (!info.Centres[c])
                continue;

            foreach (var j in jurorsOfCentre[c].Where(j => instance.Jurors[j].Chairs[info.Certification] && instance.MayHear(j, e)))
                chairs += Enumerable.Range(0, instance.HalfDays.Length).Count(h => instance.Jurors[j].Given[h] > 0 && info.Starts[h].Length > 0);
        }

        return (chairs + 1) / info.Priority;
    }

    private bool Insert(Draft draft, int e)
    {
        var info = instance.Events[e];
        (long Cost, Seating? Seating) best = (long.MaxValue, null);
        foreach (var seating in draft.Seats)
        {
            if (seating is null || seating.Type != info.Type || seating.Chair < 0 || !info.Centres[instance.CentreOf(seating.Slot)])
                continue;

            var cost = costs.OfSlot(e, seating.Slot);
            if (cost >= best.Cost || !HasRoom(seating, info) || !instance.Fits(e, seating.Slot) || !juries.Serves(seating.Panel, seating.Chair, e))
                continue;

            var day = instance.HalfDays[instance.HalfDayOf(seating.Slot)].Day;
            if (seating.Panel.Any(j => draft.MinutesOn(j, day) + info.Minutes > instance.Jurors[j].MaxMinutes))
                continue;

            if (sequencer.Place(draft, seating.Slot, seating.Panel, [.. seating.Events.Select(s => s.Event), e]) is { } sittings)
                best = (cost, seating with { Events = sittings });
        }

        if (best.Seating is not { } found)
            return false;

        draft.Take(found.Slot);
        draft.Put(found);
        return true;
    }

    private bool HasRoom(Seating seating, EventInfo info) =>
        seating.Events.Sum(s => instance.Events[s.Event].Minutes) + info.Minutes <= instance.HalfDays[instance.HalfDayOf(seating.Slot)].Minutes;

    private Seating? Open(Draft draft, int e, int[] order, Chance chance, double noise)
    {
        var info = instance.Events[e];
        (double Score, Seating? Seating) best = (double.MaxValue, null);
        for (var c = 0; c < instance.CentreCount; c++)
        {
            if (!info.Centres[c] && !info.IsWaived(1))
                continue;

            var pool = order.Where(o => draft.SlotOfEvent[o] < 0 && o != e && instance.Events[o].Type == info.Type && instance.Events[o].Centres[c]).Take(400).ToArray();
            var halfDays = Enumerable.Range(0, instance.HalfDays.Length).Where(h => info.Starts[h].Length > 0).ToArray();
            chance.Shuffle(halfDays);
            var tried = 0;
            foreach (var h in halfDays)
            {
                if (tried >= MostHalfDays && best.Seating is not null)
                    break;

                if (Session(draft, e, c, h, pool, chance, noise) is not { } seating)
                    continue;

                tried++;
                var score = ScoreOf(draft, seating) * (1 + (noise * 0.2 * chance.Share()));
                if (score < best.Score)
                    best = (score, seating);
            }
        }

        return best.Seating;
    }

    private double ScoreOf(Draft draft, Seating seating)
    {
        var cost = (double)costs.OfSeating(seating);
        foreach (var j in seating.Panel)
        {
            var n = draft.HalfDaysOf(j);
            cost += instance.W.JurorHalfDay + (instance.W.Load * ((2 * n) + 1));
            cost += instance.Jurors[j].Given[instance.HalfDayOf(seating.Slot)] == 2 ? instance.W.UndesiredJuror : 0;
        }

        return cost / seating.Events.Sum(s => instance.Events[s.Event].Minutes);
    }

    private Seating? Session(Draft draft, int e, int centre, int halfDay, int[] pool, Chance chance, double noise)
    {
        var slot = -1;
        var surplus = int.MaxValue;
        foreach (var r in roomsOfCentre[centre])
        {
            var s = instance.SlotOf(r, halfDay);
            if (draft.Seats[s] is null && instance.Fits(e, s) && instance.Rooms[r].Features.Count < surplus)
                (slot, surplus) = (s, instance.Rooms[r].Features.Count);
        }

        if (slot < 0 || Panel(draft, e, slot, chance, noise) is not { } panel)
            return null;

        var sittings = Fill(draft, e, slot, panel.Members, panel.Chair, pool);
        return sittings is null ? null : new(slot, instance.Events[e].Type, panel.Members, panel.Chair, sittings);
    }

    private (int[] Members, int Chair)? Panel(Draft draft, int e, int slot, Chance chance, double noise)
    {
        var (info, centre, halfDay) = (instance.Events[e], instance.CentreOf(slot), instance.HalfDayOf(slot));
        var able = jurorsOfCentre[centre]
            .Where(j => draft.CanConvene(j, slot, info.Minutes) && instance.MayHear(j, e) && sequencer.SpansOf(draft, slot, halfDay, [j], e, []).Length > 0)
            .Select(j => (Juror: j, Price: PriceOf(draft, j, halfDay) + (noise * 40 * chance.Share()))).ToList();
        return picker.Pick(able, e);
    }

    private double PriceOf(Draft draft, int j, int halfDay)
    {
        var info = instance.Jurors[j];
        return (2 * instance.W.Load * draft.HalfDaysOf(j)) + (info.Given[halfDay] == 2 ? instance.W.UndesiredJuror : 0)
            - (info.Before[halfDay] ? instance.W.ConvocationChanged : 0) + (0.5 * Array.FindAll(info.Centres, c => c).Length);
    }

    private Sitting[]? Fill(Draft draft, int e, int slot, int[] panel, int chair, int[] pool)
    {
        var (info, halfDay) = (instance.Events[e], instance.HalfDays[instance.HalfDayOf(slot)]);
        var most = halfDay.Minutes;
        foreach (var j in panel)
            most = Math.Min(most, instance.Jurors[j].MaxMinutes - draft.MinutesOn(j, halfDay.Day));

        var events = new List<int> { e };
        var (steps, minutes) = (info.Step, info.Minutes);
        // The same length first: a half-day divides well by one length.
        foreach (var same in new[] { true, false })
        {
            foreach (var o in pool)
            {
                var other = instance.Events[o];
                if ((other.Minutes == info.Minutes) != same || steps + other.Minutes > halfDay.Minutes || minutes + other.Minutes > most)
                    continue;

                if (costs.OfSlot(o, slot) > instance.W.UndesiredCandidate || !instance.Fits(o, slot) || !juries.Serves(panel, chair, o))
                    continue;

                events.Add(o);
                (steps, minutes) = (steps + other.Step, minutes + other.Minutes);
            }
        }

        for (; events.Count > 0; events.RemoveAt(events.Count - 1))
        {
            if (sequencer.Place(draft, slot, panel, events) is { } sittings)
                return sittings;
        }

        return null;
    }
}
