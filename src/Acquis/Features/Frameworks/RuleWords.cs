using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;

namespace Acquis.Features.Frameworks;

/// <summary>A rule in words: a sentence, and the conditions under it.</summary>
public sealed record RuleSentence(string Text, IReadOnlyList<RuleSentence> Parts);

/// <summary>Says award rules in words, for people who never see the file's syntax.</summary>
public sealed class RuleWords(Framework framework, Texts texts)
{
    /// <summary>The rule in the current language.</summary>
    /// <param name="ofBlock">Whether it is a bloc's rule, in which "every competence" means the bloc's own and the transversal ones.</param>
    public RuleSentence Of(Rule rule, bool ofBlock)
    {
        var sentence = Say(rule, ofBlock);
        return sentence with { Text = Capital(sentence.Text) };
    }

    private RuleSentence Say(Rule rule, bool ofBlock) => rule switch
    {
        AllOf { Rules: [var only] } => Say(only, ofBlock),
        AllOf r => new(texts["framework.words.all"], Parts(r.Rules, ofBlock)),
        AnyOf r => new(texts["framework.words.any"], Parts(r.Rules, ofBlock)),
        AtLeast r => new(texts["framework.words.at-least", ("needed", r.Count), ("total", r.Rules.Count)], Parts(r.Rules, ofBlock)),
        Every r when Say(r.Rule, ofBlock) is var each =>
            each with { Text = texts["framework.words.each", ("subject", Subject(r.Over, ofBlock)), ("rule", each.Text)] },
        _ => new(Leaf(rule), []),
    };

    private IReadOnlyList<RuleSentence> Parts(IReadOnlyList<Rule> rules, bool ofBlock) => [.. rules.Select(r => Of(r, ofBlock))];

    private string Subject(RuleRange range, bool ofBlock) => range switch
    {
        RuleRange.Competences when ofBlock && framework.Competences.Any(c => c.Transversal) => texts["framework.words.each-of-block-and-transversal"],
        RuleRange.Competences when ofBlock => texts["framework.words.each-of-block"],
        _ => texts[$"framework.words.each.{range}"],
    };

    private string Leaf(Rule rule) => rule switch
    {
        CompetenceLevel r => About("framework.words.competence", r.Competence, texts["framework.words.level", ("level", Label(r.Level))]),
        BlockAcquired r => About("framework.words.block", r.Block, texts["framework.words.acquired"]),
        ModuleValidated r => About("framework.words.module", r.Module, texts["framework.words.report"]),
        ProofIn r => About("framework.words.competence", r.Competence, texts[$"framework.words.proof.{r.Context}"]),
        RequirementMet r when framework.Requirements.FirstOrDefault(q => q.Code == r.Requirement) is { } q =>
            texts[$"framework.words.requirement.{q.Kind}", ("requirement", texts.In(q.Title))],
        _ => RuleText.OneLine(rule),
    };

    private string About(string subject, string? code, string rule) =>
        code is null ? rule : texts["framework.words.each", ("subject", texts[subject, ("code", code)]), ("rule", rule)];

    private string Label(int? level) => framework.Scale.Find(level ?? framework.Scale.Threshold) is { } found ? texts.In(found.Label) : $"{level}";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
