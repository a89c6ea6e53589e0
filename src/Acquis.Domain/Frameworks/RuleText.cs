using System.Globalization;

namespace Acquis.Domain.Frameworks;

/// <summary>The written form of award rules: one line for a leaf (<c>docs/framework-format.md</c>, "Rules"), one key for a group.</summary>
public static class RuleText
{
    /// <summary>The rule that a line such as <c>competence C.3 >= 2</c> writes, or null where it writes none.</summary>
    public static Rule? ParseLeaf(string line) =>
        line.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["competence", var code, ">=", var level] => ParseLevel(level, l => new CompetenceLevel(code, l)),
            ["level", ">=", var level] => ParseLevel(level, l => new CompetenceLevel(null, l)),
            ["block"] => new BlockAcquired(null),
            ["block", var code] => new BlockAcquired(code),
            ["module"] => new ModuleValidated(null),
            ["module", var code] => new ModuleValidated(code),
            ["requirement", var code] => new RequirementMet(code),
            ["proof", "company"] => new ProofIn(null, ProofContext.Company),
            ["proof", "training"] => new ProofIn(null, ProofContext.Training),
            ["proof", "company", var code] => new ProofIn(code, ProofContext.Company),
            ["proof", "training", var code] => new ProofIn(code, ProofContext.Training),
            _ => null,
        };

    /// <summary>The line of a leaf, or null for a group of rules.</summary>
    public static string? Leaf(Rule rule) => rule switch
    {
        CompetenceLevel { Competence: null } r => $"level >= {Level(r.Level)}",
        CompetenceLevel r => $"competence {r.Competence} >= {Level(r.Level)}",
        BlockAcquired r => Named("block", r.Block),
        ModuleValidated r => Named("module", r.Module),
        RequirementMet r => $"requirement {r.Requirement}",
        ProofIn r => Named(r.Context == ProofContext.Company ? "proof company" : "proof training", r.Competence),
        _ => null,
    };

    /// <summary>The whole rule on one line, as in the file between braces.</summary>
    public static string OneLine(Rule rule) => rule switch
    {
        AllOf r => $"{{ all: {List(r.Rules)} }}",
        AnyOf r => $"{{ any: {List(r.Rules)} }}",
        AtLeast r => $"{{ atLeast: {{ count: {r.Count.ToString(CultureInfo.InvariantCulture)}, of: {List(r.Rules)} }} }}",
        Every r => $"{{ every: {{ over: {Range(r.Over)}, rule: {OneLine(r.Rule)} }} }}",
        _ => Leaf(rule) ?? throw new ArgumentOutOfRangeException(nameof(rule), rule, "A kind of rule without written form."),
    };

    /// <summary>The word of the file for a range, such as <c>transversal</c>.</summary>
    public static string Range(RuleRange range) => range switch
    {
        RuleRange.Competences => "competences",
        RuleRange.TransversalCompetences => "transversal",
        RuleRange.Blocks => "blocks",
        RuleRange.Modules => "modules",
        _ => throw new ArgumentOutOfRangeException(nameof(range), range, "A range without written form."),
    };

    /// <summary>The range of a word of the file, or null.</summary>
    public static RuleRange? ParseRange(string word) =>
        Enum.GetValues<RuleRange>().Where(r => Range(r) == word).Select(r => (RuleRange?)r).FirstOrDefault();

    private static CompetenceLevel? ParseLevel(string word, Func<int?, CompetenceLevel> make) =>
        word == "threshold" ? make(null)
        : int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var level) ? make(level)
        : null;

    private static string Level(int? level) => level?.ToString(CultureInfo.InvariantCulture) ?? "threshold";

    private static string Named(string word, string? code) => code is null ? word : $"{word} {code}";

    private static string List(IReadOnlyList<Rule> rules) => $"[{string.Join(", ", rules.Select(OneLine))}]";
}
