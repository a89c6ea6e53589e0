namespace Acquis.Timetabling.Solving;

/// <summary>
/// Lower bound of what panel sessions cost, by column generation: a column is a panel with events for a half-day of a centre. The master is a linear
/// program; the pricing looks at every panel, so that the value of the master less what is still to be gained is a bound at any moment. Starts, the daily
/// limits and the order of events are left out, which only lowers it.
/// </summary>
internal sealed class ColumnBound : IDisposable
{
    // Beyond so many panels in one half-day the pricing would take too long.
    private const long MostPanels = 60_000;
    // Events one by one raise the bound by little; beyond so many of them a round takes too long.
    private const int MostApart = 400;
    private const double Small = 1e-6;

    private readonly Instance instance;
    private readonly Costs costs;
    private readonly Draft fixedDraft;
    private readonly double constant;
    private readonly int[] events;
    private readonly Dictionary<(int Centre, int HalfDay), int> rooms = [];
    private readonly List<Pricing> pricings = [];
    private MasterProgram master;
    private bool apart;

    /// <param name="locked">What stands in any case.</param>
    public ColumnBound(Instance instance, Costs costs, Sequencer sequencer, Draft locked)
    {
        (this.instance, this.costs, fixedDraft) = (instance, costs, locked);
        // Events with a jury of their own are another model's; the others are priced here.
        events =
        [
            .. Enumerable.Range(0, instance.Events.Length)
                .Where(e => locked.SlotOfEvent[e] < 0 && !instance.Events[e].Closed && !instance.Types[instance.Events[e].Type].Individual),
        ];
        constant = costs.Of(locked) - locked.Unplaced().Where(e => !instance.Events[e].Closed).Sum(costs.OfUnplaced);
        AddPricings(sequencer);
        master = new(instance, costs, locked, EventKinds.Of(instance, events), rooms);
    }

    /// <summary>Whether every half-day has few enough panels for the pricing.</summary>
    public bool CanPrice => pricings.TrueForAll(p => p.Panels <= MostPanels);

    /// <summary>The best bound so far; nothing costs less.</summary>
    public double Best { get; private set; } = double.MinValue;

    /// <summary>The prices of the best bound.</summary>
    public Prices? Prices { get; private set; }

    /// <summary>Columns so far.</summary>
    public int Columns => master.Columns.Count;

    /// <summary>Sessions of a known timetable are good first columns.</summary>
    public void Start(IEnumerable<Seating> seatings)
    {
        foreach (var seating in seatings.Where(s => s.Chair >= 0))
            master.Add(new(instance.CentreOf(seating.Slot), instance.HalfDayOf(seating.Slot), seating.Type, seating.Panel, [.. seating.Events.Select(e => e.Event)], 0));
    }

    /// <summary>One round: solves the master, prices, adds columns. Where kinds of events have nothing more to say, each event has its own row.</summary>
    /// <returns>Whether another round may raise the bound.</returns>
    public bool Round(CancellationToken stop)
    {
        if (!master.Solve())
            return false;

        var (value, prices, seatedTwice) = (master.Value + constant, master.Prices(), master.SeatedTwice());
        if (Price(prices, stop) is not { } priced)
            return false;

        if (value + priced.Gain - Small > Best)
            (Best, Prices) = (value + priced.Gain - Small, prices);

        master.SeatOnce(seatedTwice);
        foreach (var column in priced.Found)
            master.Add(column);

        return (seatedTwice.Count + priced.Found.Count > 0 && Math.Ceiling(Best) < value - Small) || TakeApart();
    }

    public void Dispose() => master.Dispose();

    private (double Gain, List<Column> Found)? Price(Prices prices, CancellationToken stop)
    {
        var (gain, found) = (0.0, new List<Column>());
        foreach (var place in pricings.GroupBy(p => (p.Centre, p.HalfDay)))
        {
            if (stop.IsCancellationRequested)
                return null;

            var least = 0.0;
            foreach (var columns in place.Select(p => p.Best(prices)).Where(c => c.Count > 0))
            {
                least = Math.Min(least, columns[0].Reduced);
                found.AddRange(columns);
            }

            gain += least * rooms[place.Key];
        }

        return (gain, found);
    }

    private bool TakeApart()
    {
        if (apart || events.Length > MostApart)
            return false;

        apart = true;
        using var before = master;
        master = new(instance, costs, fixedDraft, EventKinds.Apart(events), rooms);
        foreach (var column in before.Columns)
            master.Add(column);

        return true;
    }

    private void AddPricings(Sequencer sequencer)
    {
        for (var c = 0; c < instance.CentreCount; c++)
        {
            for (var h = 0; h < instance.HalfDays.Length; h++)
            {
                int[] open = [.. Enumerable.Range(0, instance.Rooms.Length).Where(r => instance.Rooms[r].Centre == c && instance.Rooms[r].Open[h]).Select(r => instance.SlotOf(r, h)).Where(s => !instance.ClosedSlots.Contains(s))];
                if (open.Length == 0)
                    continue;

                rooms[(c, h)] = open.Length;
                foreach (var type in events.Select(e => instance.Events[e].Type).Distinct())
                {
                    int[] able = [.. events.Where(e => instance.Events[e].Type == type && Array.Exists(open, s => instance.Fits(e, s)))];
                    if (able.Length > 0)
                        pricings.Add(new(instance, costs, fixedDraft, sequencer, c, h, type, able, open[0]));
                }
            }
        }
    }
}
