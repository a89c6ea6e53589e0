namespace Acquis.Timetabling.Solving;

/// <summary>A first place for each event that has a jury of its own, the scarcest first, each where it costs least.</summary>
internal sealed class IndividualGreedy(Instance instance, Costs costs, Sequencer sequencer, Juries juries)
{
    private const int MostStartsOfHalfDay = 12;
    private readonly JuryPicker picker = new(instance, juries);

    public void Run(Draft draft, Chance chance, double noise, CancellationToken stop)
    {
        var order = draft.Unplaced().Where(e => instance.Types[instance.Events[e].Type].Individual && !instance.Events[e].Closed)
            .Select(e => (Event: e, Chances: ChancesOf(e) * (1 + (noise * (chance.Share() - 0.5))) / instance.Events[e].Priority))
            .OrderBy(e => e.Chances).Select(e => e.Event).ToList();
        foreach (var e in order)
        {
            if (stop.IsCancellationRequested)
                return;

            Place(draft, e, chance, noise);
        }
    }

    private double ChancesOf(int e)
    {
        var info = instance.Events[e];
        return instance.Jurors.Index().Where(j => instance.MayHear(j.Index, e) && j.Item.Chairs[info.Certification])
            .Sum(j => Enumerable.Range(0, instance.HalfDays.Length).Count(h => j.Item.Given[h] > 0 && info.Starts[h].Length > 0));
    }

    private void Place(Draft draft, int e, Chance chance, double noise)
    {
        (double Price, Seating? Seating) best = (double.MaxValue, null);
        for (var slot = 0; slot < instance.SlotCount; slot++)
        {
            var seated = draft.Seats[slot];
            if (!instance.Fits(e, slot) || (seated is not null && seated.Type != instance.Events[e].Type))
                continue;

            foreach (var start in StartsOf(draft, e, slot, seated))
            {
                var able = Able(draft, e, slot, start, chance, noise);
                if (picker.Pick(able, e) is not { } jury)
                    continue;

                var price = able.Where(a => jury.Members.Contains(a.Juror)).Sum(a => a.Price) + costs.OfPlace(e, slot, start) + (seated is null ? instance.W.Session : 0);
                if (price < best.Price)
                {
                    Sitting[] sittings = [.. seated?.Events ?? [], new(e, start, jury.Members, jury.Chair)];
                    best = (price, new(slot, instance.Events[e].Type, [], -1, [.. sittings.OrderBy(s => s.Start)]));
                }
            }
        }

        if (best.Seating is not { } found)
            return;

        draft.Take(found.Slot);
        draft.Put(found);
    }

    private IEnumerable<int> StartsOf(Draft draft, int e, int slot, Seating? seated)
    {
        var (info, turnover) = (instance.Events[e], instance.Types[instance.Events[e].Type].Turnover);
        var spans = sequencer.SpansOf(draft, slot, instance.HalfDayOf(slot), [], e, []);
        var all = spans.SelectMany(s => Enumerable.Range(0, ((s.To - s.From) / instance.Grid) + 1).Select(k => s.From + (k * instance.Grid)))
            .Where(start => seated is null || Array.TrueForAll(seated.Events, o =>
                start >= o.Start + instance.Events[o.Event].Minutes + turnover || o.Start >= start + info.Minutes + turnover)).ToList();
        var step = Math.Max(1, (all.Count + MostStartsOfHalfDay - 1) / MostStartsOfHalfDay);
        return all.Where((_, i) => i % step == 0);
    }

    private List<(int Juror, double Price)> Able(Draft draft, int e, int slot, int start, Chance chance, double noise)
    {
        var (halfDay, centre, info, able) = (instance.HalfDayOf(slot), instance.CentreOf(slot), instance.Events[e], new List<(int, double)>());
        for (var j = 0; j < instance.Jurors.Length; j++)
        {
            var juror = instance.Jurors[j];
            if (!instance.MaySit(j, centre, halfDay) || !instance.MayHear(j, e) || draft.SitsOnPanel(j, halfDay)
                || Array.Exists(juror.Busy[halfDay], b => start < b.To && start + info.Minutes > b.From))
            {
                continue;
            }

            double price = noise * 30 * chance.Share();
            if (draft.Sits(j, halfDay))
            {
                if (draft.SitsElsewhere(j, instance.HalfDays[halfDay].Day, centre) || Meets(draft, j, halfDay, start, info.Minutes)
                    || draft.MinutesOn(j, instance.HalfDays[halfDay].Day) + info.Minutes > juror.MaxMinutes)
                {
                    continue;
                }
            }
            else if (draft.CanConvene(j, slot, info.Minutes))
            {
                price += instance.W.JurorHalfDay + (instance.W.Load * ((2 * draft.HalfDaysOf(j)) + 1)) + (juror.Given[halfDay] == 2 ? instance.W.UndesiredJuror : 0);
                price += juror.Before[halfDay] ? -instance.W.ConvocationChanged : 0;
            }
            else
            {
                continue;
            }

            able.Add((j, price));
        }

        return able;
    }

    private bool Meets(Draft draft, int j, int halfDay, int start, int minutes)
    {
        for (var room = 0; room < instance.Rooms.Length; room++)
        {
            foreach (var s in draft.Seats[instance.SlotOf(room, halfDay)]?.Events ?? [])
            {
                if (s.Jury is { } jury && start < s.Start + instance.Events[s.Event].Minutes && s.Start < start + minutes && jury.Contains(j))
                    return true;
            }
        }

        return false;
    }
}
