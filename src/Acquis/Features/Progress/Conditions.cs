using Acquis.Domain.Decisions;

namespace Acquis.Features.Progress;

/// <summary>One line of the conditions of the certification: the facts of one kind that the award rules ask for.</summary>
/// <param name="Kind">
/// <c>levels</c>, <c>company</c>, <c>training</c>, <c>modules</c> or <c>blocks</c>; empty for a condition of its own, told by its one fact.
/// </param>
public sealed record ConditionLine(string Kind, IReadOnlyList<RuleNode> Facts)
{
    /// <summary>The least of its facts.</summary>
    public RuleState State => Facts.Min(f => f.State);

    /// <summary>How many of its facts are met.</summary>
    public int Met => Facts.Count(f => f.State is RuleState.Met);

    /// <summary>Facts that are not met, in the rule's order.</summary>
    public IReadOnlyList<RuleNode> Unmet => [.. Facts.Where(f => f.State is not RuleState.Met)];
}

/// <summary>
/// The conditions of a certification as a person counts them: levels, proofs, reports, each on one line, however many nodes the rules have.
/// Alternatives stay whole, since their parts are not all needed.
/// </summary>
public static class Conditions
{
    private static readonly (string Prefix, string Kind)[] Kinds =
    [
        ("rule.level-", "levels"), (RuleCodes.CompetenceHeld, "levels"), ("rule.proof-company-", "company"), ("rule.proof-training-", "training"),
        ("rule.module-", "modules"), ("rule.block-", "blocks"),
    ];

    /// <summary>The lines, in the order in which the rules name their kinds.</summary>
    public static IReadOnlyList<ConditionLine> Of(RuleNode certification)
    {
        var facts = new List<RuleNode>();
        Collect(certification, facts);
        return
        [
            .. facts.DistinctBy(f => f.ToString()).GroupBy(f => KindOf(f) is { Length: > 0 } kind ? kind : f.ToString())
                .Select(g => new ConditionLine(KindOf(g.First()), [.. g])),
        ];
    }

    private static string KindOf(RuleNode fact) =>
        Array.Find(Kinds, k => fact.Code.StartsWith(k.Prefix, StringComparison.Ordinal)).Kind ?? "";

    /// <summary>A proof that a held bloc spares is no condition any more.</summary>
    private static void Collect(RuleNode node, List<RuleNode> facts)
    {
        if (node.Children.Count > 0 && node.Code is not (RuleCodes.Any or RuleCodes.AtLeast))
        {
            foreach (var child in node.Children)
                Collect(child, facts);
        }
        else if (node.Code is not RuleCodes.ProofHeld)
        {
            facts.Add(node);
        }
    }
}
