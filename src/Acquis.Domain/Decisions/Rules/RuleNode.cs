namespace Acquis.Domain.Decisions;

/// <summary>State of a rule, in the order of truth: <c>all</c> is the least of its parts, <c>any</c> the greatest.</summary>
public enum RuleState : byte
{
    /// <summary>A recorded fact says no: a level below, a refused hand-in, nothing to check where something must be.</summary>
    NotMet,

    /// <summary>Not yet known: nothing recorded says yes or no.</summary>
    Unknown,

    /// <summary>Recorded facts say yes.</summary>
    Met,
}

/// <summary>A node of an explanation: what was asked and what was found.</summary>
/// <param name="Code">Key of its sentence, such as <c>rule.level-below</c>.</param>
/// <param name="Args">Named arguments of the sentence: codes, numbers, dates, <see cref="Bilingual"/> names.</param>
/// <param name="Children">What it was found from, in the rule's order; empty for a fact.</param>
public sealed record RuleNode(
    RuleState State, string Code, IReadOnlyDictionary<string, object?> Args, IReadOnlyList<RuleNode> Children)
{
    /// <summary>
    /// What still lacks, as a flat list without repeats: unmet facts, and alternatives (<c>any</c>, <c>at least</c>) kept whole, since
    /// their parts
    /// are not all needed.
    /// </summary>
    public IReadOnlyList<RuleNode> Unmet()
    {
        var found = new List<RuleNode>();
        Collect(found, []);
        return found;
    }

    internal static RuleNode Leaf(RuleState state, string code, params (string Name, object? Value)[] args) =>
        Branch(state, code, [], args);

    internal static RuleNode Branch(
        RuleState state, string code, IReadOnlyList<RuleNode> children, params (string Name, object? Value)[] args) =>
        new(state, code, args.ToDictionary(a => a.Name, a => a.Value), children);

    /// <summary>The code, its arguments and its parts, the same for the same node.</summary>
    public override string ToString()
    {
        var args = string.Join(", ", Args.Select(a => FormattableString.Invariant($"{a.Key}: {a.Value}")));
        return $"{State} {Code} ({args})" + (Children.Count == 0 ? "" : $" [{string.Join("; ", Children)}]");
    }

    private void Collect(List<RuleNode> found, HashSet<string> seen)
    {
        if (State == RuleState.Met)
            return;
        if (Children.Count == 0 || Code is RuleCodes.Any or RuleCodes.AtLeast)
        {
            if (seen.Add(ToString()))
                found.Add(this);
            return;
        }

        foreach (var child in Children)
            child.Collect(found, seen);
    }
}
