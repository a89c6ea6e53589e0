namespace Acquis.Timetabling.Solving;

/// <summary>
/// All events that have a jury of their own, as one compact model: who hears what from when. Rooms that are alike are counted, not named; they are named
/// when the answer is read.
/// </summary>
internal sealed partial class IndividualModel
{
    // Beyond so many variables starts are thinned out, and the bound is no longer one.
    private const int MostVariables = 250_000;

    private readonly Instance instance;
    private readonly Costs costs;
    private readonly Draft draft;
    private readonly SatModel model = new();
    private readonly int[] events;
    private readonly List<Start> starts = [];
    private readonly Dictionary<(int Juror, int Start), int> hears = [];
    private readonly Dictionary<(int Juror, int HalfDay), int> convened = [];
    private readonly Dictionary<(int Group, int HalfDay, int Type), int> sessions = [];
    private readonly List<int[]> groups;
    private readonly bool withCosts;

    /// <param name="draft">Holds everything but these events.</param>
    /// <param name="withCosts">Otherwise only events left out count.</param>
    /// <param name="leastPlaced">At least so much priority is placed.</param>
    public IndividualModel(Instance instance, Costs costs, Sequencer sequencer, Draft draft, int[] events, bool withCosts, long leastPlaced, IReadOnlyList<Seating> hint)
    {
        (this.instance, this.costs, this.draft, this.events, this.withCosts) = (instance, costs, draft, events, withCosts);
        groups = [.. Enumerable.Range(0, instance.Rooms.Length).GroupBy(Likeness).Select(g => g.ToArray())];
        AddStarts(sequencer);
        AddJuries();
        AddRooms();
        AddJurors();
        AddOrders();
        if (leastPlaced > 0)
            model.AtLeast(new SatSum().AddTerms(starts.Select(s => (s.There, (long)instance.Events[s.Event].Priority))), leastPlaced);

        Hint(hint);
    }

    /// <summary>Whether some starts were left out.</summary>
    public bool Thinned { get; private set; }

    public SatAnswer Solve(SatLimits limits, CancellationToken stop) => model.Solve(limits, stop);

    /// <summary>The sessions of an answer.</summary>
    public List<Seating> Read(long[] values)
    {
        var seatings = new List<Seating>();
        var chosen = starts.Index().Where(s => values[s.Item.There] == 1).ToList();
        foreach (var place in chosen.GroupBy(s => (s.Item.Group, s.Item.HalfDay, instance.Events[s.Item.Event].Type)))
        {
            var rooms = new Dictionary<int, (int Free, List<Sitting> Sittings)>();
            var (group, halfDay, type) = place.Key;
            foreach (var (index, start) in place.OrderBy(s => s.Item.At))
            {
                var room = groups[group].First(r => CanTake(r, halfDay) && (!rooms.TryGetValue(r, out var taken) || taken.Free <= start.At) && !Taken(seatings, instance.SlotOf(r, halfDay)));
                int[] jury = [.. Enumerable.Range(0, instance.Jurors.Length).Where(j => hears.TryGetValue((j, index), out var x) && values[x] == 1)];
                var info = instance.Events[start.Event];
                var chair = jury.FirstOrDefault(j => instance.Jurors[j].Chairs[info.Certification], jury[0]);
                var sittings = rooms.TryGetValue(room, out var known) ? known.Sittings : [];
                sittings.Add(new(start.Event, start.At, jury, chair));
                rooms[room] = (start.At + info.Minutes + instance.Types[type].Turnover, sittings);
            }

            seatings.AddRange(rooms.Select(r => new Seating(instance.SlotOf(r.Key, halfDay), type, [], -1, [.. r.Value.Sittings])));
        }

        return seatings;
    }

    private static bool Taken(List<Seating> seatings, int slot) => seatings.Exists(s => s.Slot == slot);

    private bool CanTake(int room, int halfDay)
    {
        var slot = instance.SlotOf(room, halfDay);
        return draft.Seats[slot] is null && !instance.ClosedSlots.Contains(slot) && instance.Rooms[room].Open[halfDay];
    }

    // Rooms are alike when the same events fit into them on the same half-days.
    private string Likeness(int room)
    {
        var fits = new System.Text.StringBuilder().Append(instance.Rooms[room].Centre);
        foreach (var feature in instance.Rooms[room].Features.Where(f => Array.Exists(events, e => instance.Events[e].Features.Contains(f))).Order(StringComparer.Ordinal))
            fits.Append('\n').Append(feature);

        if (Array.Exists(events, e => instance.Events[e].LockedRoom >= 0 || instance.Events[e].IsWaived(1)))
            fits.Append("\n\n").Append(room);

        return fits.ToString();
    }

    private void AddStarts(Sequencer sequencer)
    {
        var all = new List<Start>();
        foreach (var e in events)
        {
            for (var g = 0; g < groups.Count; g++)
            {
                for (var h = 0; h < instance.HalfDays.Length; h++)
                {
                    var room = Array.Find(groups[g], r => CanTake(r, h) && instance.Fits(e, instance.SlotOf(r, h)));
                    if (!groups[g].Any(r => CanTake(r, h) && instance.Fits(e, instance.SlotOf(r, h))))
                        continue;

                    var slot = instance.SlotOf(room, h);
                    foreach (var span in sequencer.SpansOf(draft, slot, h, [], e, events))
                    {
                        for (var at = span.From; at <= span.To; at += instance.Grid)
                            all.Add(new(e, g, h, at, -1));
                    }
                }
            }
        }

        var step = 1 + (int)(all.Count * (long)Math.Max(1, instance.Jurors.Length / 4) / MostVariables);
        Thinned = step > 1;
        foreach (var start in all.Where(s => s.At / instance.Grid % step == 0))
            starts.Add(start with { There = model.Bool() });

        foreach (var e in starts.GroupBy(s => s.Event))
            model.AtMostOne(e.Select(s => s.There));

        foreach (var start in starts)
        {
            var slot = instance.SlotOf(groups[start.Group][0], start.HalfDay);
            model.Cost(start.There, (withCosts ? costs.OfSlot(start.Event, slot) : 0) - costs.OfUnplaced(start.Event));
        }
    }

    private void AddJuries()
    {
        for (var i = 0; i < starts.Count; i++)
        {
            var start = starts[i];
            var (info, slot) = (instance.Events[start.Event], instance.SlotOf(groups[start.Group][0], start.HalfDay));
            var type = instance.Types[info.Type];
            var able = new List<int>();
            for (var j = 0; j < instance.Jurors.Length; j++)
            {
                var busy = Array.Exists(instance.Jurors[j].Busy[start.HalfDay], b => start.At < b.To && start.At + info.Minutes > b.From);
                if (busy || !instance.MayHear(j, start.Event) || !draft.CanConvene(j, slot, info.Minutes))
                    continue;

                hears[(j, i)] = model.Bool();
                able.Add(j);
            }

            void AtLeast(int wanted, Func<int, bool> counts)
            {
                if (wanted > 0)
                    model.AtLeast(new SatSum().Add(able.Where(counts).Select(j => hears[(j, i)])).Add(start.There, -wanted), 0);
            }

            model.Same(new SatSum().Add(able.Select(j => hears[(j, i)])).Add(start.There, -type.Size), 0);
            AtLeast(info.NeedsChair ? 1 : 0, j => instance.Jurors[j].Chairs[info.Certification]);
            AtLeast(info.Outside, j => instance.Jurors[j].Outside);
            AtLeast(info.AllSpeak ? 0 : info.Speakers, j => instance.Jurors[j].Speaks[info.Language]);
            foreach (var competence in info.Competences)
                AtLeast(type.Competent, j => instance.Jurors[j].Holds[competence]);

            foreach (var locked in info.LockedJurors)
                AtLeast(1, j => j == locked);
        }
    }

    private void AddRooms()
    {
        foreach (var place in starts.GroupBy(s => (s.Group, s.HalfDay)))
        {
            var rooms = groups[place.Key.Group].Count(r => CanTake(r, place.Key.HalfDay));
            var all = new SatSum();
            foreach (var type in place.GroupBy(s => instance.Events[s.Event].Type))
            {
                var count = sessions[(place.Key.Group, place.Key.HalfDay, type.Key)] = model.Int(0, rooms);
                all.Add(count);
                if (withCosts)
                    model.Cost(count, instance.W.Session);

                Covered([.. type.Select(s => (s.At, s.At + instance.Events[s.Event].Minutes + instance.Types[type.Key].Turnover, s.There))], count);
            }

            model.AtMost(all, rooms);
        }
    }

    /// <summary>At no moment do more intervals hold than the variable says (negative: than one).</summary>
    private void Covered(List<(int From, int To, int There)> intervals, int most)
    {
        foreach (var at in intervals.Select(i => i.From).Distinct())
        {
            List<int> over = [.. intervals.Where(i => i.From <= at && at < i.To).Select(i => i.There)];
            if (most < 0)
                model.AtMostOne(over);
            else
                model.AtMost(new SatSum().Add(over).Add(most, -1), 0);
        }
    }

    private readonly record struct Start(int Event, int Group, int HalfDay, int At, int There);
}
