namespace Acquis.Timetabling.Solving;

internal sealed partial class SessionModel
{
    /// <summary>
    /// Without starts, two events that are bound to each other keep to half-days between which any starts will do. That leaves out some timetables.
    /// </summary>
    private void AddOrders()
    {
        var free = events.ToHashSet();
        foreach (var e in events)
        {
            foreach (var link in instance.Events[e].Links.Where(l => free.Contains(l.Other) && (l.AfterOther is not null || l.Other > e)))
            {
                var (mine, theirs) = (ByHalfDay(e), ByHalfDay(link.Other));
                foreach (var (h, here) in mine)
                {
                    foreach (var (g, there) in theirs.Where(t => !AnyStartsWillDo(e, h, link, t.HalfDay)))
                        model.AtMostOne([.. here, .. there]);
                }
            }
        }
    }

    private List<(int HalfDay, List<int> Placed)> ByHalfDay(int e) =>
        [.. slots.Where(s => placed.ContainsKey((e, s))).GroupBy(instance.HalfDayOf).Select(g => (g.Key, g.Select(s => placed[(e, s)]).ToList()))];

    private bool AnyStartsWillDo(int e, int halfDay, Link link, int otherHalfDay)
    {
        if (link.SameCandidate && halfDay == otherHalfDay)
            return false;

        if (link.AfterOther is not { } after)
            return link.BeforeOther is null || AnyStartsWillDo(link.Other, otherHalfDay, new(e, false, link.BeforeOther, null), halfDay);

        var earliest = instance.HalfDays[halfDay].Utc + instance.Events[e].Starts[halfDay][0].From;
        var latest = instance.HalfDays[otherHalfDay].Utc + instance.Events[link.Other].Starts[otherHalfDay][^1].To;
        return earliest >= latest + after;
    }

    /// <summary>H2, H3 and H10 to the minute.</summary>
    private void AddStarts()
    {
        var bound = events.Where(e => instance.Events[e].Links.Count > 0).ToHashSet();
        var origin = instance.HalfDays.Length == 0 ? 0 : instance.HalfDays.Min(h => h.Utc);
        var times = new Dictionary<int, (int Time, int There)>();
        foreach (var e in bound)
            times[e] = AddTime(e, origin);

        foreach (var slot in slots)
            AddStartsOf(slot, times, origin);

        foreach (var e in bound)
        {
            foreach (var link in instance.Events[e].Links.Where(l => times.ContainsKey(l.Other)))
            {
                var (mine, other) = (times[e], times[link.Other]);
                if (link.AfterOther is { } after)
                    model.AtLeast(new SatSum().Add(mine.Time).Add(other.Time, -1), after, mine.There, other.There);
            }
        }

        foreach (var candidate in bound.GroupBy(e => instance.Events[e].Candidate))
            model.NoOverlap(candidate.Select(e => model.Interval(times[e].Time, 1, instance.Events[e].Minutes, times[e].There)));
    }

    private (int Time, int There) AddTime(int e, long origin)
    {
        var (time, there) = (model.Int(0, instance.HalfDays.Max(h => h.Utc + h.Minutes) - origin), model.Bool());
        model.Same(new SatSum().Add(slots.Where(s => placed.ContainsKey((e, s))).Select(s => placed[(e, s)])).Add(there, -1), 0);
        return (time, there);
    }

    private void AddStartsOf(int slot, Dictionary<int, (int Time, int There)> times, long origin)
    {
        var halfDay = instance.HalfDayOf(slot);
        int[] able = [.. events.Where(e => placed.ContainsKey((e, slot)))];
        var (withTurnover, plain) = (new List<int>(), new List<int>());
        foreach (var e in able)
        {
            var (info, x) = (instance.Events[e], placed[(e, slot)]);
            var spans = sequencer.SpansOf(draft, slot, halfDay, [], e, events).Select(s => new Span(s.From / instance.Grid, s.To / instance.Grid));
            var k = starts[(e, slot)] = model.Int(spans);
            withTurnover.Add(model.Interval(k, instance.Grid, info.Minutes + instance.Types[info.Type].Turnover, x));
            plain.Add(model.Interval(k, instance.Grid, info.Minutes, x));
            if (times.TryGetValue(e, out var time))
                model.Same(new SatSum().Add(time.Time).Add(k, -instance.Grid), instance.HalfDays[halfDay].Utc - origin, x);

            if (info.BeforeSlot == slot && info.BeforeStart % instance.Grid == 0)
                AddMove(k, info.BeforeStart / instance.Grid, x);
        }

        model.NoOverlap(withTurnover);
        foreach (var j in Sitting(slot))
        {
            var busy = instance.Jurors[j].Busy[halfDay];
            if (busy.Length > 0)
                model.NoOverlap([.. plain, .. Merge(busy).Select(b => model.Fixed(b.From, b.To - b.From, sits[(j, slot)]))]);
        }
    }

    private void AddMove(int start, int before, int placedHere)
    {
        var moved = model.Bool();
        model.Cost(moved, instance.W.MovedTime);
        model.Same(new SatSum().Add(start), before, placedHere, SatModel.Not(moved));
    }

    // Busy windows of one juror may overlap each other; as one they bind nobody else.
    private static List<Span> Merge(Span[] busy)
    {
        var merged = new List<Span>();
        foreach (var span in busy.OrderBy(b => b.From))
        {
            if (merged.Count > 0 && span.From <= merged[^1].To)
                merged[^1] = new(merged[^1].From, Math.Max(merged[^1].To, span.To));
            else
                merged.Add(span);
        }

        return merged;
    }

    /// <summary>The sessions of an answer; null where no starts were found. The free slots must be empty in the draft.</summary>
    public List<Seating>? Read(long[] values)
    {
        var (seatings, whole) = (new List<Seating>(), true);
        foreach (var slot in slots.OrderBy(s => instance.HalfDays[instance.HalfDayOf(s)].Utc))
        {
            int[] inside = [.. events.Where(e => placed.TryGetValue((e, slot), out var x) && values[x] == 1)];
            if (inside.Length == 0)
                continue;

            int[] panel = [.. Sitting(slot).Where(j => values[sits[(j, slot)]] == 1)];
            var chair = panel.First(j => chairs.TryGetValue((j, slot), out var c) && values[c] == 1);
            var sittings = exact
                ? [.. inside.Select(e => new Sitting(e, (int)values[starts[(e, slot)]] * instance.Grid, null, -1)).OrderBy(s => s.Start)]
                : sequencer.Place(draft, slot, panel, inside);
            whole = sittings is not null;
            if (sittings is null)
                break;

            var seating = new Seating(slot, instance.Events[inside[0]].Type, panel, chair, sittings);
            draft.Put(seating);
            seatings.Add(seating);
        }

        foreach (var seating in seatings)
            draft.Take(seating.Slot);

        return whole ? seatings : null;
    }
}
