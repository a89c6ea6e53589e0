using Google.OrTools.LinearSolver;

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
    private const double Small = 1e-6;

    private readonly Instance instance;
    private readonly Costs costs;
    private readonly Draft fixedDraft;
    private readonly double constant;
    private readonly Solver solver;
    private readonly int[] events;
    private readonly Dictionary<int, Constraint> eventRows = [];
    private readonly Dictionary<(int Juror, int HalfDay), Constraint> halfDayRows = [];
    private readonly Dictionary<int, Constraint> loadRows = [];
    private readonly Dictionary<(int Centre, int HalfDay), (Constraint Row, int Rooms)> roomRows = [];
    private readonly Dictionary<(int Centre, int Type), Constraint> volumeRows = [];
    private readonly List<Pricing> pricings = [];

    /// <param name="locked">What stands in any case.</param>
    public ColumnBound(Instance instance, Costs costs, Sequencer sequencer, Draft locked)
    {
        (this.instance, this.costs, fixedDraft) = (instance, costs, locked);
        events = [.. Enumerable.Range(0, instance.Events.Length).Where(e => locked.SlotOfEvent[e] < 0 && !instance.Types[instance.Events[e].Type].Individual)];
        // Events with a jury of their own are another model's; the others are priced here.
        constant = costs.Of(locked) - locked.Unplaced().Where(e => !instance.Events[e].Closed).Sum(costs.OfUnplaced);
        events = [.. events.Where(e => !instance.Events[e].Closed)];
        solver = Solver.CreateSolver("GLOP");
        solver.Objective().SetMinimization();
        foreach (var e in events)
        {
            // At least once, so that no price is negative; more than once gains nothing.
            var row = eventRows[e] = solver.MakeConstraint(1, double.PositiveInfinity);
            var left = solver.MakeNumVar(0, 1, "");
            row.SetCoefficient(left, 1);
            solver.Objective().SetCoefficient(left, costs.OfUnplaced(e));
            AddVolume(e, left);
        }

        AddPricings(sequencer);
    }

    /// <summary>Whether every half-day has few enough panels for the pricing.</summary>
    public bool CanPrice => pricings.TrueForAll(p => p.Panels <= MostPanels);

    /// <summary>The best bound so far; nothing costs less.</summary>
    public double Best { get; private set; } = double.MinValue;

    /// <summary>Columns so far.</summary>
    public int Columns { get; private set; }

    /// <summary>Sessions of a known timetable are good first columns.</summary>
    public void Start(IEnumerable<Seating> seatings)
    {
        foreach (var seating in seatings.Where(s => s.Chair >= 0 && Array.TrueForAll(s.Events, e => eventRows.ContainsKey(e.Event))))
            AddColumn(new(instance.CentreOf(seating.Slot), instance.HalfDayOf(seating.Slot), seating.Type, seating.Panel, [.. seating.Events.Select(e => e.Event)], 0));
    }

    /// <summary>One round: solves the master, prices, adds columns.</summary>
    /// <returns>Whether another round may raise the bound.</returns>
    public bool Round(CancellationToken stop)
    {
        if (solver.Solve() is not Solver.ResultStatus.OPTIMAL)
            return false;

        var value = solver.Objective().Value() + constant;
        var prices = new Prices(
            eventRows.ToDictionary(r => r.Key, r => r.Value.DualValue()), halfDayRows.ToDictionary(r => r.Key, r => r.Value.DualValue()),
            loadRows.ToDictionary(r => r.Key, r => r.Value.DualValue()));
        var (gain, found) = (0.0, new List<Column>());
        foreach (var place in pricings.GroupBy(p => (p.Centre, p.HalfDay)))
        {
            if (stop.IsCancellationRequested)
                return false;

            var (row, rooms) = roomRows[place.Key];
            var least = 0.0;
            foreach (var pricing in place)
            {
                var extra = -row.DualValue() - volumeRows[(pricing.Centre, pricing.Type)].DualValue();
                var columns = pricing.Best(prices, extra);
                if (columns.Count == 0)
                    continue;

                least = Math.Min(least, columns[0].Reduced);
                found.AddRange(columns);
            }

            gain += least * rooms;
        }

        Best = Math.Max(Best, value + gain - Small);
        foreach (var column in found)
            AddColumn(column);

        return found.Count > 0 && Math.Ceiling(Best) < value - Small;
    }

    public void Dispose() => solver.Dispose();

    // However events are shared out, whole sessions are used: minutes over the longest half-day, rounded up, less one for each event left out.
    private void AddVolume(int e, Variable left)
    {
        var info = instance.Events[e];
        for (var c = 0; c < instance.CentreCount; c++)
        {
            if (!info.Centres[c] && !info.IsWaived(1))
                continue;

            if (!volumeRows.TryGetValue((c, info.Type), out var row))
            {
                var own = events.Where(o => instance.Events[o].Type == info.Type && IsOnlyOf(o, c)).ToList();
                var longest = instance.HalfDays.Max(h => h.Minutes) + own.Select(o => instance.Events[o].Step - instance.Events[o].Minutes).DefaultIfEmpty(0).Max();
                var sessions = Math.Ceiling((own.Sum(o => instance.Events[o].Step) / (double)longest) - Small);
                row = volumeRows[(c, info.Type)] = solver.MakeConstraint(own.TrueForAll(o => instance.Events[o].Step <= longest) ? sessions : 0, double.PositiveInfinity);
            }

            if (IsOnlyOf(e, c))
                row.SetCoefficient(left, 1);
        }
    }

    private bool IsOnlyOf(int e, int centre) =>
        instance.Events[e].Centres[centre] && !instance.Events[e].IsWaived(1) && instance.Events[e].Centres.Count(c => c) == 1;

    private void AddPricings(Sequencer sequencer)
    {
        for (var c = 0; c < instance.CentreCount; c++)
        {
            for (var h = 0; h < instance.HalfDays.Length; h++)
            {
                var rooms = Enumerable.Range(0, instance.Rooms.Length).Where(r => instance.Rooms[r].Centre == c && instance.Rooms[r].Open[h] && !instance.ClosedSlots.Contains(instance.SlotOf(r, h))).ToList();
                if (rooms.Count == 0)
                    continue;

                roomRows[(c, h)] = (solver.MakeConstraint(0, rooms.Count), rooms.Count);
                foreach (var type in events.Select(e => instance.Events[e].Type).Distinct())
                {
                    int[] able = [.. events.Where(e => instance.Events[e].Type == type && rooms.Exists(r => instance.Fits(e, instance.SlotOf(r, h))))];
                    if (able.Length > 0)
                        pricings.Add(new(instance, costs, fixedDraft, sequencer, c, h, type, able, instance.SlotOf(rooms[0], h)));
                }
            }
        }
    }

    private void AddColumn(Column column)
    {
        if (!roomRows.TryGetValue((column.Centre, column.HalfDay), out var rooms) || !volumeRows.TryGetValue((column.Centre, column.Type), out var volume))
            return;

        Columns++;
        var variable = solver.MakeNumVar(0, double.PositiveInfinity, "");
        var cost = (double)instance.W.Session + (costs.IsOfOneGender(column.Panel) ? instance.W.OneGender : 0);
        rooms.Row.SetCoefficient(variable, 1);
        volume.SetCoefficient(variable, 1);
        foreach (var e in column.Events)
        {
            cost += Pricing.CostOfEvent(instance, e, column.HalfDay);
            eventRows[e].SetCoefficient(variable, 1);
        }

        foreach (var j in column.Panel)
        {
            cost += costs.OfConvening(j, column.HalfDay);
            if (!halfDayRows.TryGetValue((j, column.HalfDay), out var once))
                once = halfDayRows[(j, column.HalfDay)] = solver.MakeConstraint(double.NegativeInfinity, 1);

            once.SetCoefficient(variable, 1);
            LoadRow(j).SetCoefficient(variable, 1);
        }

        solver.Objective().SetCoefficient(variable, cost);
    }

    private Constraint LoadRow(int j)
    {
        if (loadRows.TryGetValue(j, out var row))
            return row;

        row = loadRows[j] = solver.MakeConstraint(0, 0);
        var (before, info) = (fixedDraft.HalfDaysOf(j), instance.Jurors[j]);
        var most = Math.Min(instance.HalfDays.Length, info.MaxHalfDays) - before;
        for (var k = 1; k <= most; k++)
        {
            var level = solver.MakeNumVar(0, 1, "");
            row.SetCoefficient(level, -1);
            solver.Objective().SetCoefficient(level, (double)instance.W.Load * ((2 * (before + k)) - 1));
        }

        return row;
    }
}

/// <summary>A possible session.</summary>
/// <param name="Reduced">What it would change per unit, by the prices of its round.</param>
internal sealed record Column(int Centre, int HalfDay, int Type, int[] Panel, int[] Events, double Reduced);

/// <summary>Duals of the master.</summary>
internal sealed record Prices(Dictionary<int, double> Events, Dictionary<(int, int), double> HalfDays, Dictionary<int, double> Loads);
