using System.Net;
using System.Text;
using Acquis.Domain.Decisions;
using Acquis.Features.Shared;
using Acquis.Infrastructure;

namespace Acquis.Features.Decisions;

/// <summary>A rule's explanation as a nested list: every node with its state as sign and word of its sentence, the failing facts tinted,
/// what is met folded so that what fails is seen at once.</summary>
public static class RuleTree
{
    /// <summary>Encoded HTML of the tree.</summary>
    public static string Html(RuleNode root, Texts texts)
    {
        var html = new StringBuilder("<ul class=\"rule\">");
        Append(html, root, texts);
        return html.Append("</ul>").ToString();
    }

    private static void Append(StringBuilder html, RuleNode node, Texts texts)
    {
        var (sign, name) = node.State switch
        {
            RuleState.Met => ("good", "rule.state.met"),
            RuleState.NotMet => ("stop", "rule.state.not-met"),
            _ => ("wait", "rule.state.unknown"),
        };
        var failing = node.State is not RuleState.Met && node.Children.Count == 0;
        var folded = node.State is RuleState.Met && node.Children.Count > 0;
        html.Append(folded ? "<li><details><summary class=\"rule-node" : "<li><div class=\"rule-node").Append(failing ? " is-failing" : "").Append("\"><span class=\"sign-").Append(sign).Append("\">")
            .Append(LevelGlyph.Sign(sign)).Append("<span class=\"visually-hidden\">").Append(WebUtility.HtmlEncode(texts[name])).Append("</span></span><span>")
            .Append(WebUtility.HtmlEncode(Sentence(node, texts))).Append(folded ? "</span></summary>" : "</span></div>");
        if (node.Children.Count > 0)
        {
            html.Append("<ul>");
            foreach (var child in node.Children)
            {
                Append(html, child, texts);
            }

            html.Append("</ul>");
        }

        html.Append(folded ? "</details></li>" : "</li>");
    }

    /// <summary>The node's sentence; one that gathers the conditions of one competence says which.</summary>
    private static string Sentence(RuleNode node, Texts texts)
    {
        var sentence = texts.Get(Texts.Language, node.Code, node.Args);
        return node.Children.Count > 0 && node.Children[0].Children.Count == 0 && CompetenceOf(node) is { } competence
            ? texts["rule.of-competence", ("competence", competence), ("sentence", sentence)]
            : sentence;
    }

    /// <summary>The competence that every leaf below speaks of, or null where they differ.</summary>
    private static string? CompetenceOf(RuleNode node) => node.Children.Count == 0
        ? node.Args.GetValueOrDefault("competence") as string
        : node.Children.Select(CompetenceOf).Distinct().ToList() is [{ } one] ? one : null;
}
