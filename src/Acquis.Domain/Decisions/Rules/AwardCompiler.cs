using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Decisions;

/// <summary>
/// Turns the award rules of a framework into nodes that know positions instead of codes, and lists what is wrong with them.
/// </summary>
internal sealed class AwardCompiler
{
    private const int MostNodes = 100_000;
    private const int Deepest = 32;

    /// <summary>Stands where a rule was refused; nobody evaluates it.</summary>
    private static readonly AllNode Nothing = new([], RuleCodes.All, RuleCodes.All);

    private readonly Layout layout;
    private readonly List<Refusal> refusals = [];
    private readonly BlockNode[] blocks = [];
    private int nodes;

    public AwardCompiler(Layout layout)
    {
        this.layout = layout;
        var framework = layout.Framework;
        if (framework.Blocks.Count > AwardEngine.MostBlocks)
            refusals.Add(Refusal.Of("award.too-many-blocks", ("count", framework.Blocks.Count), ("most", AwardEngine.MostBlocks)));
        if (framework.Scale.Levels.Any(l => l.Value is < 0 or > sbyte.MaxValue))
            refusals.Add(Refusal.Of("award.scale-out-of-range", ("most", (int)sbyte.MaxValue)));

        Certification = Nothing;
        if (refusals.Count > 0)
            return;

        blocks = [.. framework.Blocks.Select((_, i) => new BlockNode(layout, i))];
        foreach (var block in blocks)
        {
            var data = framework.Blocks[block.Index];
            var place = Refusal.Of("award.place-block", ("block", data.Code));
            block.Own = Compile(data.Rule ?? framework.Award.Block, new(place, Block: block.Index, Reader: block));
        }

        Admission = framework.Award.Admission is { } admission ? Compile(admission, new(Refusal.Of("award.place-admission"))) : null;
        Certification = Compile(framework.Award.Certification, new(Refusal.Of("award.place-certification")));
        Order = InOrderOfNeed();
    }

    public IReadOnlyList<Refusal> Refusals => refusals;

    /// <summary>The blocs by index.</summary>
    public IReadOnlyList<BlockNode> Blocks => blocks;

    /// <summary>The blocs, each after those it needs.</summary>
    public BlockNode[] Order { get; } = [];

    public AwardNode? Admission { get; }

    public AwardNode Certification { get; }

    /// <summary>
    /// Where the compiler is: the rule's place, the current item of each range, and the bloc whose own rule is compiled.
    /// </summary>
    private sealed record Scope(
        Refusal Place, int Block = -1, int Competence = -1, int Module = -1, int Depth = 0, BlockNode? Reader = null);

    private AwardNode Compile(Rule rule, Scope scope)
    {
        if (++nodes > MostNodes || scope.Depth > Deepest)
            return nodes > MostNodes + 1 ? Nothing : Refuse("award.too-large", scope);

        scope = scope with { Depth = scope.Depth + 1 };
        return rule switch
        {
            AllOf or AnyOf or AtLeast => List(rule, scope),
            Every every => Range(every, scope),
            CompetenceLevel level => Level(level, scope),
            ProofIn proof => OfCompetence(proof.Competence, scope, i => new ProofNode(layout, i, proof.Context)),
            BlockAcquired block => OfBlock(block.Block, scope),
            RequirementMet met => OfRequirement(met.Requirement, scope),
            ModuleValidated module => OfModule(module.Module, scope),
            _ => Refuse("award.unknown-rule", scope, ("rule", rule.GetType().Name)),
        };
    }

    private AwardNode List(Rule rule, Scope scope)
    {
        var (rules, count, code) = rule switch
        {
            AllOf all => (all.Rules, 0, RuleCodes.All),
            AnyOf any => (any.Rules, 1, RuleCodes.Any),
            AtLeast some => (some.Rules, some.Count, RuleCodes.AtLeast),
            _ => throw new ArgumentOutOfRangeException(nameof(rule)),
        };
        if (rules.Count == 0)
            return Refuse("award.empty-list", scope);
        if (rule is AtLeast && (count < 1 || count > rules.Count))
            return Refuse("award.count-out-of-range", scope, ("count", count), ("most", rules.Count));

        AwardNode[] parts = [.. rules.Select(r => Compile(r, scope))];
        return count == 0 ? new AllNode([.. parts.Select(p => new Part(p))], code, code) : new AtLeastNode(count, parts, code);
    }

    private AllNode Range(Every every, Scope scope)
    {
        var (scopes, code, nothing) = every.Over switch
        {
            RuleRange.Blocks => (Each(layout.Framework.Blocks.Count, i => i, i => scope with { Block = i }),
                RuleCodes.EveryBlock, RuleCodes.NoBlock),
            RuleRange.Modules => (Each(layout.Modules.Count, _ => -1, i => scope with { Module = i }),
                RuleCodes.EveryModule, RuleCodes.NoModule),
            RuleRange.TransversalCompetences => (Competences(scope, Transversal), RuleCodes.EveryTransversal, RuleCodes.NoTransversal),
            _ => (Competences(scope, i => scope.Block < 0 || layout.BlockOf[i] == scope.Block || Transversal(i)),
                RuleCodes.EveryCompetence, RuleCodes.NoCompetence),
        };
        var parts = new List<Part>();
        var groups = new SortedSet<int>();
        foreach (var (block, inner) in scopes)
        {
            var group = block < 0 ? -1 : Array.IndexOf(layout.GroupNames, layout.Framework.Blocks[block].OptionGroup);
            parts.Add(new(Compile(every.Rule, inner), group < 0 ? 0 : 1UL << block));
            if (group >= 0)
                groups.Add(group);
        }

        parts.AddRange(groups.Select(g => new Part(new OptionNode(layout, g), Group: 1UL << g)));
        return new AllNode([.. parts], code, nothing);
    }

    private bool Transversal(int competence) => layout.Framework.Competences[competence].Transversal;

    private List<(int Block, Scope Inner)> Competences(Scope scope, Func<int, bool> which) =>
        [.. Each(layout.BlockOf.Length, i => layout.BlockOf[i], i => scope with { Competence = i }).Where(e => which(e.Inner.Competence))];

    private static List<(int Block, Scope Inner)> Each(int count, Func<int, int> blockOf, Func<int, Scope> inner) =>
        [.. Enumerable.Range(0, count).Select(i => (blockOf(i), inner(i)))];

    private AwardNode Level(CompetenceLevel rule, Scope scope)
    {
        var scale = layout.Framework.Scale;
        var level = rule.Level ?? scale.Threshold;
        return scale.Find(level) is null
            ? Refuse("award.unknown-level", scope, ("level", level))
            : OfCompetence(rule.Competence, scope, i => new LevelNode(layout, i, level));
    }

    private AwardNode OfCompetence(string? code, Scope scope, Func<int, AwardNode> node)
    {
        if (code is null)
            return scope.Competence < 0 ? Refuse("award.no-current-competence", scope) : node(scope.Competence);
        return layout.CompetenceIndex.TryGetValue(code, out var index)
            ? node(index)
            : Refuse("award.unknown-competence", scope, ("competence", code));
    }

    private AwardNode OfBlock(string? code, Scope scope)
    {
        if (code is null && scope.Block < 0)
            return Refuse("award.no-current-block", scope);
        var index = scope.Block;
        if (code is not null && !layout.BlockIndex.TryGetValue(code, out index))
            return Refuse("award.unknown-block", scope, ("block", code));
        scope.Reader?.Needs.Add(index);
        return blocks[index];
    }

    private AwardNode OfRequirement(string code, Scope scope)
    {
        if (!layout.RequirementIndex.TryGetValue(code, out var index))
            return Refuse("award.unknown-requirement", scope, ("requirement", code));
        var requirement = layout.Framework.Requirements[index];
        return requirement.Kind == RequirementKind.PerModule
            ? Compile(new Every(RuleRange.Modules, new ModuleValidated(null)), scope)
            : new RequirementNode(requirement, index);
    }

    private AwardNode OfModule(string? code, Scope scope)
    {
        if (code is null && scope.Module < 0)
            return Refuse("award.no-current-module", scope);
        var index = scope.Module;
        if (code is null || layout.ModuleIndex.TryGetValue(code, out index))
            return new ModuleNode(layout.Modules[index], layout.Modules[index].Code, index);
        return layout.Framework.Modules.Count > 0
            ? Refuse("award.unknown-module", scope, ("module", code))
            : new ModuleNode(null, code, -1);
    }

    private BlockNode[] InOrderOfNeed()
    {
        var order = new List<BlockNode>();
        var way = new List<int>();
        foreach (var block in blocks)
            Visit(block, order, way);
        return [.. order];
    }

    private void Visit(BlockNode block, List<BlockNode> order, List<int> way)
    {
        if (order.Contains(block))
            return;
        if (way.IndexOf(block.Index) is >= 0 and var start)
        {
            var codes = way.Skip(start).Append(block.Index).Select(i => layout.Framework.Blocks[i].Code);
            refusals.Add(Refusal.Of("award.cyclic", ("blocks", string.Join(" → ", codes))));
            return;
        }

        way.Add(block.Index);
        foreach (var need in block.Needs)
            Visit(blocks[need], order, way);
        way.RemoveAt(way.Count - 1);
        order.Add(block);
    }

    private AllNode Refuse(string code, Scope scope, params (string, object?)[] args)
    {
        var refusal = Refusal.Of(code, [("place", scope.Place), .. args]);
        if (refusals.TrueForAll(r => r.ToString() != refusal.ToString()))
            refusals.Add(refusal);
        return Nothing;
    }
}
