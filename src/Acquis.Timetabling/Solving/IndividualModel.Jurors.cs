namespace Acquis.Timetabling.Solving;

internal sealed partial class IndividualModel
{
    private const int Quarter = 15;

    private void AddJurors()
    {
        foreach (var juror in hears.GroupBy(x => x.Key.Juror).OrderBy(g => g.Key))
        {
            var (j, info, total, fixedHalfDays) = (juror.Key, instance.Jurors[juror.Key], new SatSum(), draft.HalfDaysOf(juror.Key));
            foreach (var halfDay in juror.GroupBy(x => starts[x.Key.Start].HalfDay).OrderBy(g => g.Key))
            {
                var c = convened[(j, halfDay.Key)] = model.Bool();
                total.Add(c);
                foreach (var (_, x) in halfDay)
                    model.Implies(x, c);

                if (withCosts)
                    model.Cost(c, costs.OfConvening(j, halfDay.Key));

                List<(int From, int To, int There)> heard = [.. halfDay.Select(x => (starts[x.Key.Start].At, starts[x.Key.Start].At + MinutesOf(x.Key.Start), x.Value))];
                Covered(heard, -1);
                if (withCosts)
                    AddWaiting(heard, instance.HalfDays[halfDay.Key].Minutes);
            }

            if (info.MaxHalfDays != int.MaxValue)
                model.AtMost(total, info.MaxHalfDays - fixedHalfDays);

            if (withCosts)
                AddLoad(total, fixedHalfDays);

            foreach (var day in juror.GroupBy(x => instance.HalfDays[starts[x.Key.Start].HalfDay].Day))
                AddDay(j, info, day.Key, [.. day.Select(x => (x.Key.Start, x.Value))]);
        }
    }

    private int MinutesOf(int start) => instance.Events[starts[start].Event].Minutes;

    private void AddLoad(SatSum total, int fixedHalfDays)
    {
        var levels = new SatSum().AddTerms(total.Variables.Select(v => (v, 1L)));
        for (var k = 1; k <= total.Variables.Count; k++)
        {
            var level = model.Bool();
            levels.Add(level, -1);
            model.Cost(level, (long)instance.W.Load * ((2 * (fixedHalfDays + k)) - 1));
        }

        model.Same(levels, 0);
    }

    // Quarters between the first start and the last end that no event fills, rounded down.
    private void AddWaiting(List<(int From, int To, int There)> heard, int minutes)
    {
        if (instance.W.IdleQuarter == 0 || heard.Count < 2)
            return;

        var (first, last, quarters) = (model.Int(0, minutes), model.Int(0, minutes), model.Int(0, minutes / Quarter));
        var waited = new SatSum().Add(last).Add(first, -1).Add(quarters, -Quarter);
        foreach (var (from, to, there) in heard)
        {
            model.AtMost(new SatSum().Add(first), from, there);
            model.AtLeast(new SatSum().Add(last), to, there);
            waited.Add(there, -(to - from));
        }

        model.AtMost(waited, Quarter - 1);
        model.Cost(quarters, instance.W.IdleQuarter);
    }

    private void AddDay(int j, JurorInfo info, int day, List<(int Start, int Hears)> on)
    {
        int[] halfDays = [.. on.Select(x => starts[x.Start].HalfDay).Distinct()];
        var most = info.MaxPerDay - draft.HalfDaysOn(j, day);
        if (halfDays.Length > most)
            model.AtMost(new SatSum().Add(halfDays.Select(h => convened[(j, h)])), most);

        if (info.MaxMinutes != int.MaxValue)
            model.AtMost(new SatSum().AddTerms(on.Select(x => (x.Hears, (long)MinutesOf(x.Start)))), info.MaxMinutes - draft.MinutesOn(j, day));

        model.OneGroup(on.Select(x => (instance.Rooms[groups[starts[x.Start].Group][0]].Centre, x.Hears)));
    }

    private void AddOrders()
    {
        var byEvent = starts.ToLookup(s => s.Event);
        foreach (var halfDay in starts.Where(s => instance.Events[s.Event].Links.Count > 0).GroupBy(s => (instance.Events[s.Event].Candidate, s.HalfDay)))
            Covered([.. halfDay.Select(s => (s.At, s.At + instance.Events[s.Event].Minutes, s.There))], -1);

        foreach (var e in events)
        {
            foreach (var link in instance.Events[e].Links.Where(l => l.AfterOther is not null && byEvent.Contains(l.Other)))
            {
                foreach (var mine in byEvent[e])
                {
                    foreach (var theirs in byEvent[link.Other].Where(o => UtcOf(mine) < UtcOf(o) + link.AfterOther))
                        model.AtMostOne([mine.There, theirs.There]);
                }
            }
        }
    }

    private long UtcOf(Start start) => instance.HalfDays[start.HalfDay].Utc + start.At;

    private void Hint(IReadOnlyList<Seating> hint)
    {
        var at = hint.SelectMany(s => s.Events.Select(e => (Seating: s, Sitting: e))).ToDictionary(s => s.Sitting.Event);
        for (var i = 0; i < starts.Count; i++)
        {
            var start = starts[i];
            var same = at.TryGetValue(start.Event, out var known) && known.Sitting.Start == start.At && instance.HalfDayOf(known.Seating.Slot) == start.HalfDay
                && groups[start.Group].Contains(instance.RoomOf(known.Seating.Slot));
            model.Hint(start.There, same ? 1 : 0);
            for (var j = 0; j < instance.Jurors.Length; j++)
            {
                if (hears.TryGetValue((j, i), out var x))
                    model.Hint(x, same && known.Sitting.Jury!.Contains(j) ? 1 : 0);
            }
        }
    }
}
