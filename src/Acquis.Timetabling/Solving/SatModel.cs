using System.Globalization;
using Google.OrTools.Sat;

namespace Acquis.Timetabling.Solving;

/// <summary>How long one search may last.</summary>
/// <param name="Work">Deterministic seconds, about those of a processor.</param>
/// <param name="Workers">Searches side by side; what they take of the processor they share.</param>
/// <param name="Repeatable">The same answer each time, more slowly.</param>
internal sealed record SatLimits(double Work, int Workers, long Seed, bool Repeatable, bool Probe = true);

/// <summary>What a search came to.</summary>
internal sealed record SatAnswer(bool Found, bool Proven, long[] Values, double Objective, double Bound, double Work, int[] Core);

/// <summary>Terms of a sum.</summary>
internal sealed class SatSum
{
    public List<int> Variables { get; } = [];

    public List<long> Factors { get; } = [];

    public SatSum Add(int variable, long factor = 1)
    {
        Variables.Add(variable);
        Factors.Add(factor);
        return this;
    }

    public SatSum AddTerms(IEnumerable<(int Variable, long Factor)> terms)
    {
        foreach (var (variable, factor) in terms)
            Add(variable, factor);

        return this;
    }

    public SatSum Add(IEnumerable<int> variables, long factor = 1)
    {
        foreach (var variable in variables)
            Add(variable, factor);

        return this;
    }
}

/// <summary>A thin hand on CP-SAT: variables and literals are whole numbers, so that building a thousand models a minute stays cheap.</summary>
internal sealed class SatModel
{
    // Costs are whole points; preferences are finer.
    private const long Fineness = 1_000;

    private readonly CpModel model = new();
    private readonly SatSum objective = new();

    private CpModelProto Proto => model.Model;

    public int Bool() => Int(0, 1);

    public int Int(long from, long to)
    {
        var variable = new IntegerVariableProto();
        variable.Domain.Add(from);
        variable.Domain.Add(to);
        Proto.Variables.Add(variable);
        return Proto.Variables.Count - 1;
    }

    /// <summary>A variable over several spans.</summary>
    public int Int(IEnumerable<Span> spans)
    {
        var variable = new IntegerVariableProto();
        foreach (var span in spans)
        {
            variable.Domain.Add(span.From);
            variable.Domain.Add(span.To);
        }

        Proto.Variables.Add(variable);
        return Proto.Variables.Count - 1;
    }

    public static int Not(int literal) => -literal - 1;

    /// <summary>The sum lies between two values, where all literals hold.</summary>
    public void Between(SatSum sum, long from, long to, params ReadOnlySpan<int> where)
    {
        var linear = new LinearConstraintProto();
        linear.Vars.AddRange(sum.Variables);
        linear.Coeffs.AddRange(sum.Factors);
        linear.Domain.Add(from);
        linear.Domain.Add(to);
        Add(new() { Linear = linear }, where);
    }

    public void AtMost(SatSum sum, long to, params ReadOnlySpan<int> where) => Between(sum, long.MinValue, to, where);

    public void AtLeast(SatSum sum, long from, params ReadOnlySpan<int> where) => Between(sum, from, long.MaxValue, where);

    public void Same(SatSum sum, long value, params ReadOnlySpan<int> where) => Between(sum, value, value, where);

    public void AtMostOne(IEnumerable<int> literals)
    {
        var one = new BoolArgumentProto();
        one.Literals.AddRange(literals);
        if (one.Literals.Count > 1)
            Proto.Constraints.Add(new ConstraintProto { AtMostOne = one });
    }

    /// <summary>Literals hold of one group at most, as the centres of a juror's day.</summary>
    public void OneGroup<TKey>(IEnumerable<(TKey Group, int Literal)> literals)
    {
        var groups = literals.GroupBy(l => l.Group, l => l.Literal).ToList();
        if (groups.Count < 2)
            return;

        var there = new List<int>();
        foreach (var group in groups)
        {
            var holds = Bool();
            there.Add(holds);
            foreach (var literal in group)
                Implies(literal, holds);
        }

        AtMostOne(there);
    }

    public void AtLeastOne(IEnumerable<int> literals, params ReadOnlySpan<int> where)
    {
        var some = new BoolArgumentProto();
        some.Literals.AddRange(literals);
        Add(new() { BoolOr = some }, where);
    }

    public void Implies(int literal, int other) => AtLeastOne([other], literal);

    /// <summary>An interval that counts where the literal holds: start is a factor times a variable.</summary>
    public int Interval(int start, long factor, long size, int where)
    {
        var interval = new IntervalConstraintProto { Start = Of(start, factor, 0), Size = new LinearExpressionProto { Offset = size }, End = Of(start, factor, size) };
        var constraint = new ConstraintProto { Interval = interval };
        constraint.EnforcementLiteral.Add(where);
        Proto.Constraints.Add(constraint);
        return Proto.Constraints.Count - 1;
    }

    /// <summary>An interval that stands still and counts where the literal holds.</summary>
    public int Fixed(long start, long size, int where)
    {
        var interval = new IntervalConstraintProto
        {
            Start = new LinearExpressionProto { Offset = start },
            Size = new LinearExpressionProto { Offset = size },
            End = new LinearExpressionProto { Offset = start + size },
        };
        var constraint = new ConstraintProto { Interval = interval };
        constraint.EnforcementLiteral.Add(where);
        Proto.Constraints.Add(constraint);
        return Proto.Constraints.Count - 1;
    }

    public void NoOverlap(IEnumerable<int> intervals)
    {
        var apart = new NoOverlapConstraintProto();
        apart.Intervals.AddRange(intervals);
        if (apart.Intervals.Count > 1)
            Proto.Constraints.Add(new ConstraintProto { NoOverlap = apart });
    }

    public void Cost(int variable, long factor)
    {
        if (factor != 0)
            objective.Add(variable, factor * Fineness);
    }

    /// <summary>Counts between answers of equal cost: a thousandth of a point for each.</summary>
    public void Prefer(int variable, long thousandths)
    {
        if (thousandths != 0)
            objective.Add(variable, thousandths);
    }

    public void Hint(int variable, long value)
    {
        var hint = Proto.SolutionHint ??= new PartialVariableAssignment();
        hint.Vars.Add(variable);
        hint.Values.Add(value);
    }

    public void Assume(int literal) => Proto.Assumptions.Add(literal);

    /// <summary>Searches for the least cost, or for any answer where nothing costs.</summary>
    public SatAnswer Solve(SatLimits limits, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
            return new(false, false, [], double.MaxValue, double.MinValue, 0, []);

        if (objective.Variables.Count > 0)
        {
            var least = new CpObjectiveProto();
            least.Vars.AddRange(objective.Variables);
            least.Coeffs.AddRange(objective.Factors);
            Proto.Objective = least;
        }

        // Parameters hold numbers only: a malformed one would end the process.
        var solver = new CpSolver
        {
            StringParameters = string.Create(
                CultureInfo.InvariantCulture,
                $"max_deterministic_time:{Math.Max(0.001, limits.Work):0.######},num_workers:{Math.Max(1, limits.Workers)},random_seed:{(int)(limits.Seed & 0x7fffffff)}"
                + $"{(limits.Repeatable && limits.Workers > 1 ? ",interleave_search:true" : "")}{(limits.Probe ? "" : ",cp_model_probing_level:0")}"),
        };
        using var heard = new Listener(stop);
        using var registration = stop.Register(solver.StopSearch);
        var status = solver.Solve(model, heard);
        var response = solver.Response!;
        var found = status is CpSolverStatus.Optimal or CpSolverStatus.Feasible;
        return new(
            found, status is CpSolverStatus.Optimal or CpSolverStatus.Infeasible, found ? [.. response.Solution] : [],
            found ? response.ObjectiveValue / Fineness : double.MaxValue, response.BestObjectiveBound / Fineness, response.DeterministicTime,
            status is CpSolverStatus.Infeasible ? [.. response.SufficientAssumptionsForInfeasibility] : []);
    }

    private void Add(ConstraintProto constraint, ReadOnlySpan<int> where)
    {
        foreach (var literal in where)
            constraint.EnforcementLiteral.Add(literal);

        Proto.Constraints.Add(constraint);
    }

    private static LinearExpressionProto Of(int variable, long factor, long offset)
    {
        var expression = new LinearExpressionProto { Offset = offset };
        expression.Vars.Add(variable);
        expression.Coeffs.Add(factor);
        return expression;
    }

    private sealed class Listener(CancellationToken stop) : CpSolverSolutionCallback
    {
        public override void OnSolutionCallback()
        {
            if (stop.IsCancellationRequested)
                StopSearch();
        }
    }
}
