using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Acquis.Features.Shared.Tags;

/// <summary>The box on top of a page that was refused: a title, a sentence, numbered reasons that link to their places.</summary>
public abstract class SummaryTag : TagHelper
{
    /// <summary>What cannot be done; a general sentence without it.</summary>
    public string? Title { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>One reason, linked to its place where it has one.</summary>
    internal static TagBuilder Item(string text, string? place)
    {
        var item = new TagBuilder("li");
        var words = new TagBuilder(place is null ? "span" : "a");
        if (place is not null)
        {
            words.Attributes["href"] = $"#{place}";
        }

        words.InnerHtml.Append(text);
        item.InnerHtml.AppendHtml(words);
        return item;
    }

    /// <summary>Writes the box, or nothing when there is no reason.</summary>
    protected static void Write(TagHelperOutput output, string title, string reasonsKey, int count, IHtmlContent reasons)
    {
        if (count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "section";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "refusal-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("data-focus", "");
        var heading = new TagBuilder("h2");
        heading.InnerHtml.Append(title);
        var sentence = new TagBuilder("p");
        sentence.InnerHtml.Append(Texts.All[reasonsKey, ("count", count)]);
        output.Content.SetHtmlContent(heading).AppendHtml(sentence).AppendHtml(reasons);
    }
}

/// <summary>
/// What is wrong in the form, from the model state, each reason linked to its field: <c>&lt;error-summary /&gt;</c>. Refusals, which the model state
/// also holds, stand here too unless a <c>&lt;refusals&gt;</c> before it has shown them.
/// </summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTag : SummaryTag
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        HashSet<string> shown = ViewContext.ViewData.RefusalsShown() ? [.. ViewContext.ViewData.Refusals().Select(Texts.All.Of)] : [];
        var reasons = (
            from state in ViewContext.ViewData.ModelState
            from error in state.Value.Errors
            where error.ErrorMessage.Length > 0 && !shown.Contains(error.ErrorMessage)
            select (error.ErrorMessage, state.Key.Length == 0 ? null : state.Key)).Distinct().ToList();
        Write(output, Title ?? Texts.All["shared.summary.title"], "shared.summary.reasons", reasons.Count, FieldLabels.Of(ViewContext.HttpContext).List(reasons));
    }
}

/// <summary>
/// Why an act is refused, as sentences: <c>&lt;refusals title="…" /&gt;</c> takes those of <see cref="PageFrame.SetRefusals"/>, or <c>items</c>.
/// With <c>in-place</c>, each links to the <c>&lt;refusal&gt;</c> that stands where it can be cured.
/// </summary>
[HtmlTargetElement("refusals", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class RefusalsTag : SummaryTag
{
    public IReadOnlyList<Refusal>? Items { get; set; }

    /// <summary>Whether each reason also stands on the page as a <c>&lt;refusal&gt;</c>.</summary>
    public bool InPlace { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var items = Items ?? ViewContext.ViewData.Refusals();
        ViewContext.ViewData.MarkRefusalsShown();
        var list = new TagBuilder("ol");
        foreach (var item in items)
            list.InnerHtml.AppendHtml(Item(Texts.All.Of(item), InPlace ? RefusalTag.IdOf(item) : null));

        Write(
            output,
            Title ?? Texts.All["shared.refusals.title"],
            ViewContext.HttpContext.Request.Method == "POST" ? "shared.summary.reasons" : "shared.refusals.reasons",
            items.Count,
            list);
    }
}

/// <summary>One reason where it stands: bar, fact, then the rule and the remedies as content. <c>&lt;refusal of="r"&gt;…&lt;/refusal&gt;</c>.</summary>
[HtmlTargetElement("refusal", Attributes = "of")]
public sealed class RefusalTag : TagHelper
{
    public Refusal Of { get; set; } = null!;

    /// <summary>The rule and its article, under the fact.</summary>
    public string? Rule { get; set; }

    /// <summary>Where the summary's link leads.</summary>
    public static string IdOf(Refusal refusal) => $"refusal-{TagBuilder.CreateSanitizedId(refusal.Code.Replace('.', '-'), "-")}";

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var remedies = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "refusal");
        output.Attributes.SetAttribute("id", IdOf(Of));
        var fact = new TagBuilder("p");
        fact.AddCssClass("refusal-fact");
        fact.InnerHtml.Append(Texts.All.Of(Of));
        output.Content.SetHtmlContent(fact);
        if (Rule is { } rule)
        {
            var line = new TagBuilder("p");
            line.AddCssClass("refusal-rule");
            line.InnerHtml.Append(rule);
            output.Content.AppendHtml(line);
        }

        output.Content.AppendHtml(remedies);
    }
}
