using Google.OrTools.LinearSolver;

namespace Acquis.Timetabling.Solving;

/// <summary>A possible session.</summary>
/// <param name="Reduced">What it would change per unit, by the prices of its round.</param>
internal sealed record Column(int Centre, int HalfDay, int Type, int[] Panel, int[] Events, double Reduced);

/// <summary>
/// The linear program over sessions: each kind of events heard or left out, loads of jurors, rooms, whole sessions by centre and type; and a juror once in a
/// half-day, which is asked where an answer breaks it.
/// </summary>
internal sealed class MasterProgram : IDisposable
{
    private const double Small = 1e-6;
    // What the preprocessing saves is less than what it takes: the program is solved again and again, a little larger.
    private const string AsItIs = "use_preprocessing:false";
    private const string Preprocessed = "use_preprocessing:true";

    private readonly Instance instance;
    private readonly Costs costs;
    private readonly Draft locked;
    private readonly Dictionary<int, int> kinds;
    private readonly Solver solver;
    private readonly Dictionary<int, Constraint> kindRows = [];
    private readonly Dictionary<(int Juror, int HalfDay), List<Variable>> seats = [];
    private readonly Dictionary<(int Juror, int HalfDay), Constraint> seatRows = [];
    private readonly Dictionary<int, Constraint> loadRows = [];
    private readonly Dictionary<(int Centre, int HalfDay), Constraint> roomRows = [];
    private readonly Dictionary<(int Centre, int Type), Constraint> volumeRows = [];

    /// <param name="locked">What stands in any case.</param>
    /// <param name="kinds">The kind of each event that is to be heard.</param>
    /// <param name="rooms">How many there are, by centre and half-day.</param>
    public MasterProgram(Instance instance, Costs costs, Draft locked, Dictionary<int, int> kinds, IReadOnlyDictionary<(int Centre, int HalfDay), int> rooms)
    {
        (this.instance, this.costs, this.locked, this.kinds) = (instance, costs, locked, kinds);
        solver = Solver.CreateSolver("GLOP");
        solver.SetSolverSpecificParametersAsString(AsItIs);
        solver.Objective().SetMinimization();
        foreach (var (place, count) in rooms)
            roomRows[place] = solver.MakeConstraint(0, count);

        foreach (var kind in kinds.GroupBy(k => k.Value, k => k.Key))
            AddKind(kind.Key, kind.Count());
    }

    /// <summary>Columns so far.</summary>
    public List<Column> Columns { get; } = [];

    /// <summary>Cost of the last answer.</summary>
    public double Value => solver.Objective().Value();

    /// <summary>Whether the best answer was found; it stands until something is added.</summary>
    public bool Solve()
    {
        if (solver.Solve() is Solver.ResultStatus.OPTIMAL)
            return true;

        // The simplex went astray, which it does in small programs; by another way it finds its answer.
        solver.SetSolverSpecificParametersAsString(Preprocessed);
        var found = solver.Solve() is Solver.ResultStatus.OPTIMAL;
        solver.SetSolverSpecificParametersAsString(AsItIs);
        return found;
    }

    /// <summary>Takes a possible session in, where it is one of this program's.</summary>
    public void Add(Column column)
    {
        if (!roomRows.TryGetValue((column.Centre, column.HalfDay), out var rooms) || !volumeRows.TryGetValue((column.Centre, column.Type), out var volume)
            || !Array.TrueForAll(column.Events, kinds.ContainsKey))
            return;

        Columns.Add(column);
        var variable = solver.MakeNumVar(0, double.PositiveInfinity, "");
        rooms.SetCoefficient(variable, 1);
        volume.SetCoefficient(variable, 1);
        foreach (var kind in column.Events.GroupBy(e => kinds[e]))
            kindRows[kind.Key].SetCoefficient(variable, kind.Count());

        foreach (var j in column.Panel)
        {
            LoadRow(j).SetCoefficient(variable, 1);
            SeatsOf(j, column.HalfDay).Add(variable);
            if (seatRows.TryGetValue((j, column.HalfDay), out var once))
                once.SetCoefficient(variable, 1);
        }

        solver.Objective().SetCoefficient(variable, CostOf(column));
    }

    /// <summary>What the rows are worth in the last answer.</summary>
    public Prices Prices()
    {
        var prices = new Prices(instance);
        foreach (var (e, kind) in kinds)
            prices.Events[e] = kindRows[kind].DualValue();

        for (var j = 0; j < prices.Loads.Length; j++)
            prices.Loads[j] = loadRows.TryGetValue(j, out var row) ? row.DualValue() : -LoadOf(j, 1);

        foreach (var ((juror, halfDay), row) in seatRows)
            prices.Seat(juror, halfDay) = row.DualValue();

        foreach (var ((centre, halfDay), row) in roomRows)
            prices.Room(centre, halfDay) = row.DualValue();

        foreach (var ((centre, type), row) in volumeRows)
            (prices.Volume(centre, type), prices.Needed(centre, type)) = (row.DualValue(), row.Lb());

        return prices;
    }

    /// <summary>Jurors who sit more than once in a half-day of the last answer.</summary>
    public List<(int Juror, int HalfDay)> SeatedTwice() =>
        [.. seats.Where(s => s.Value.Count > 1 && !seatRows.ContainsKey(s.Key) && s.Value.Sum(v => v.SolutionValue()) > 1 + Small).Select(s => s.Key)];

    /// <summary>Asks that they sit once.</summary>
    public void SeatOnce(IEnumerable<(int Juror, int HalfDay)> seated)
    {
        foreach (var seat in seated)
        {
            var row = seatRows[seat] = solver.MakeConstraint(double.NegativeInfinity, 1);
            foreach (var variable in seats[seat])
                row.SetCoefficient(variable, 1);
        }
    }

    public void Dispose() => solver.Dispose();

    private void AddKind(int kind, int count)
    {
        // At least as often, so that no price is negative; more often gains nothing.
        var row = kindRows[kind] = solver.MakeConstraint(count, double.PositiveInfinity);
        var left = solver.MakeNumVar(0, count, "");
        row.SetCoefficient(left, 1);
        solver.Objective().SetCoefficient(left, costs.OfUnplaced(kind));
        var info = instance.Events[kind];
        for (var c = 0; c < instance.CentreCount; c++)
        {
            if (!info.Centres[c] && !info.IsWaived(1))
                continue;

            var volume = VolumeRow(c, info.Type);
            if (IsOnlyOf(kind, c))
                volume.SetCoefficient(left, 1);
        }
    }

    // However events are shared out, whole sessions are used: minutes over the longest half-day, rounded up, less one for each event left out.
    private Constraint VolumeRow(int centre, int type)
    {
        if (volumeRows.TryGetValue((centre, type), out var row))
            return row;

        var own = kinds.Keys.Where(e => instance.Events[e].Type == type && IsOnlyOf(e, centre)).Select(e => instance.Events[e]).ToList();
        var longest = instance.HalfDays.Max(h => h.Minutes) + own.Select(e => e.Step - e.Minutes).DefaultIfEmpty(0).Max();
        var sessions = own.TrueForAll(e => e.Step <= longest) ? Math.Ceiling((own.Sum(e => e.Step) / (double)longest) - Small) : 0;
        return volumeRows[(centre, type)] = solver.MakeConstraint(sessions, double.PositiveInfinity);
    }

    private bool IsOnlyOf(int e, int centre) =>
        instance.Events[e].Centres[centre] && !instance.Events[e].IsWaived(1) && instance.Events[e].Centres.Count(c => c) == 1;

    private List<Variable> SeatsOf(int juror, int halfDay)
    {
        if (!seats.TryGetValue((juror, halfDay), out var list))
            list = seats[(juror, halfDay)] = [];

        return list;
    }

    private Constraint LoadRow(int j)
    {
        if (loadRows.TryGetValue(j, out var row))
            return row;

        row = loadRows[j] = solver.MakeConstraint(0, 0);
        var most = Math.Min(instance.HalfDays.Length, instance.Jurors[j].MaxHalfDays) - locked.HalfDaysOf(j);
        for (var k = 1; k <= most; k++)
        {
            var level = solver.MakeNumVar(0, 1, "");
            row.SetCoefficient(level, -1);
            solver.Objective().SetCoefficient(level, LoadOf(j, k));
        }

        return row;
    }

    /// <summary>What the load grows by with the so-manieth half-day beyond those that stand.</summary>
    private double LoadOf(int j, int k) => (double)instance.W.Load * ((2 * (locked.HalfDaysOf(j) + k)) - 1);

    private double CostOf(Column column)
    {
        var cost = (double)instance.W.Session + (costs.IsOfOneGender(column.Panel) ? instance.W.OneGender : 0);
        foreach (var e in column.Events)
            cost += Pricing.CostOfEvent(instance, e, column.HalfDay);

        foreach (var j in column.Panel)
            cost += costs.OfConvening(j, column.HalfDay);

        return cost;
    }
}
