using static Acquis.Domain.Frameworks.FrameworkPlace;

namespace Acquis.Domain.Frameworks;

/// <summary>Award rules: what they refer to, what can never or always be met, and blocs that wait for each other.</summary>
internal sealed class RuleLint(LintRun lint)
{
    private readonly Framework framework = lint.Framework;
    private readonly HashSet<string> competences = [.. lint.Framework.Competences.Select(c => c.Code)];

    public void Run()
    {
        Check(framework.Award.Block, "award/block", []);
        if (framework.Award.Admission is { } admission)
            Check(admission, "award/admission", []);

        Check(framework.Award.Certification, "award/certification", []);
        foreach (var (block, place) in Each(framework.Blocks, "blocks", b => b.Code))
        {
            if (block.Rule is { } rule)
                Check(rule, In(place, "rule"), []);
        }

        Cycles();
    }

    private void Check(Rule rule, string place, IReadOnlyList<RuleRange> within)
    {
        switch (rule)
        {
            case AllOf r:
                if (r.Rules.Count == 0)
                    lint.Warning("framework.rule-always-met", place, ("rule", RuleText.OneLine(r)));

                List(r.Rules, In(place, "all"), within);
                break;
            case AnyOf r:
                if (r.Rules.Count == 0)
                    lint.Error("framework.rule-never-met", place, ("rule", RuleText.OneLine(r)));

                List(r.Rules, In(place, "any"), within);
                break;
            case AtLeast r:
                if (r.Count <= 0)
                    lint.Warning("framework.rule-always-met", place, ("rule", RuleText.OneLine(r)));
                else if (r.Count > r.Rules.Count)
                    lint.Error("framework.rule-never-met", place, ("rule", RuleText.OneLine(r)));

                List(r.Rules, In(place, "atLeast/of"), within);
                break;
            case Every r:
                // A cohort may name the modules, so none in the framework is no fault.
                if (r.Over == RuleRange.TransversalCompetences && framework.Competences.All(c => !c.Transversal))
                    lint.Error("framework.rule-never-met", place, ("rule", RuleText.OneLine(r)));

                Check(r.Rule, In(place, "every/rule"), [.. within, r.Over]);
                break;
            default:
                Leaf(rule, place, within);
                break;
        }
    }

    private void List(IReadOnlyList<Rule> rules, string place, IReadOnlyList<RuleRange> within)
    {
        foreach (var (rule, at) in Each(rules, place))
            Check(rule, at, within);
    }

    private void Leaf(Rule rule, string place, IReadOnlyList<RuleRange> within)
    {
        var overCompetences = within.Contains(RuleRange.Competences) || within.Contains(RuleRange.TransversalCompetences);
        switch (rule)
        {
            case CompetenceLevel r:
                Refers("competence", r.Competence, competences.Contains, overCompetences, rule, place);
                if (r.Level is { } level && framework.Scale.Find(level) is null)
                    lint.Error("framework.level-outside-scale", place, ("level", level), ("known", Levels()));

                break;
            case ProofIn r:
                Refers("competence", r.Competence, competences.Contains, overCompetences, rule, place);
                break;
            case BlockAcquired r:
                var overBlocks = within.Contains(RuleRange.Blocks);
                Refers("block", r.Block, code => framework.Blocks.Any(b => b.Code == code), overBlocks, rule, place);
                break;
            case ModuleValidated r:
                // Where the cohort names the modules, the framework cannot know their codes.
                bool Known(string code) => framework.Modules.Count == 0 || framework.Modules.Any(m => m.Code == code);
                Refers("module", r.Module, Known, within.Contains(RuleRange.Modules), rule, place);
                break;
            case RequirementMet r:
                Refers("requirement", r.Requirement, code => framework.Requirements.Any(q => q.Code == code), false, rule, place);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(rule), rule, "A kind of rule that is never checked.");
        }
    }

    private void Refers(string kind, string? code, Func<string, bool> known, bool current, Rule rule, string place)
    {
        if (code is null && !current)
            lint.Error("framework.rule-outside-every", place, ("rule", RuleText.OneLine(rule)));
        else if (code is not null && !known(code))
            lint.Error($"framework.unknown-{kind}", place, (kind, code));
    }

    private string Levels() => string.Join(", ", framework.Scale.Levels.Select(l => l.Value));

    private void Cycles()
    {
        var waitsFor = framework.Blocks.DistinctBy(b => b.Code)
            .ToDictionary(b => b.Code, b => BlocksIn(b.Rule ?? framework.Award.Block, overBlocks: false).ToHashSet());
        var told = new HashSet<string>();
        foreach (var (block, place) in Each(framework.Blocks, "blocks", b => b.Code))
        {
            if (told.Contains(block.Code) || PathBack(block.Code, waitsFor) is not { } path)
                continue;

            told.UnionWith(path);
            lint.Error(
                "framework.rule-cycle", block.Rule is null ? "award/block" : In(place, "rule"), ("blocks", string.Join(" → ", path)));
        }
    }

    private IEnumerable<string> BlocksIn(Rule rule, bool overBlocks) => rule switch
    {
        AllOf r => r.Rules.SelectMany(i => BlocksIn(i, overBlocks)),
        AnyOf r => r.Rules.SelectMany(i => BlocksIn(i, overBlocks)),
        AtLeast r => r.Rules.SelectMany(i => BlocksIn(i, overBlocks)),
        Every r => BlocksIn(r.Rule, overBlocks || r.Over == RuleRange.Blocks),
        BlockAcquired { Block: { } code } => [code],
        BlockAcquired when overBlocks => framework.Blocks.Select(b => b.Code),
        _ => [],
    };

    /// <summary>The shortest way from a bloc back to itself, or null.</summary>
    private static List<string>? PathBack(string start, Dictionary<string, HashSet<string>> waitsFor)
    {
        var ways = new Queue<List<string>>([[start]]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var way))
        {
            foreach (var next in waitsFor.GetValueOrDefault(way[^1], []))
            {
                if (next == start)
                    return [.. way, start];

                if (seen.Add(next))
                    ways.Enqueue([.. way, next]);
            }
        }

        return null;
    }
}
