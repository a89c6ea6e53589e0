using Acquis.Domain.Frameworks;

namespace Acquis.Features.Frameworks;

/// <summary>Reads award rules: a line for a leaf, a mapping with exactly one key for a group.</summary>
internal sealed class RuleReader(Findings findings, Marks marks)
{
    /// <summary>Rules may stand this deep in each other; people read none that is deeper.</summary>
    public const int MaxDepth = 12;

    /// <summary>Stands in for a rule that could not be read.</summary>
    public static readonly Rule None = new AnyOf([]);

    private static readonly string[] GroupKeys = ["all", "any", "atLeast", "every"];

    private readonly ValueReader values = new(findings, marks);

    public Rule Read(YamlNode node, string place) => Read(node, place, 1);

    private Rule Read(YamlNode node, string place, int depth)
    {
        if (depth > MaxDepth)
        {
            findings.Add("framework.rule-too-deep", node, place, ("max", MaxDepth));
            return None;
        }

        if (node is YamlMap map)
            return Group(map, place, depth);

        if (node is not YamlText text)
        {
            values.Expected("framework.expected-rule", node, place);
            return None;
        }

        if (RuleText.ParseLeaf(text.Value) is { } leaf)
            return leaf;

        findings.Add("framework.unknown-rule", node, place, ("rule", text.Value));
        return None;
    }

    private Rule Group(YamlMap map, string place, int depth)
    {
        if (map.Entries is not [var (key, value)] || !GroupKeys.Contains(key.Value))
        {
            findings.Add("framework.rule-group", map, place, ("known", string.Join(", ", GroupKeys)));
            return None;
        }

        var inside = FrameworkPlace.In(place, key.Value);
        marks.Add(inside, key);
        return key.Value switch
        {
            "all" => new AllOf(Rules(value, inside, depth)),
            "any" => new AnyOf(Rules(value, inside, depth)),
            "atLeast" => AtLeast(value, inside, depth),
            _ => Every(value, inside, depth),
        };
    }

    private IReadOnlyList<Rule> Rules(YamlNode node, string place, int depth) =>
        values.List(node, place, (n, p) => Read(n, p, depth + 1));

    private AtLeast AtLeast(YamlNode node, string place, int depth)
    {
        var map = values.Map(node, place);
        var count = map.Required("count", values.Number, 1);
        var rules = map.Required("of", (n, p) => Rules(n, p, depth), []);
        map.RefuseOthers();
        return new AtLeast(count, rules);
    }

    private Every Every(YamlNode node, string place, int depth)
    {
        var map = values.Map(node, place);
        var over = map.Required("over", Range, RuleRange.Competences);
        var rule = map.Required("rule", (n, p) => Read(n, p, depth + 1), None);
        map.RefuseOthers();
        return new Every(over, rule);
    }

    private RuleRange Range(YamlNode node, string place)
    {
        if (node is YamlText text && RuleText.ParseRange(text.Value) is { } range)
            return range;

        var known = string.Join(", ", Enum.GetValues<RuleRange>().Select(RuleText.Range));
        values.Expected("framework.unknown-value", node, place, ("value", (node as YamlText)?.Value ?? ""), ("known", known));
        return RuleRange.Competences;
    }
}
