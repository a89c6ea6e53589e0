using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Acquis.Features.Shared.Tags;

/// <summary>The answer of a page, one sentence, and its one act as content; also the title of the tab. <c>&lt;page-head title="…" lede="…"&gt;…&lt;/page-head&gt;</c></summary>
[HtmlTargetElement("page-head", Attributes = "title")]
public sealed class PageHeadTag : TagHelper
{
    public string Title { get; set; } = "";

    /// <summary>One sentence with the date that binds.</summary>
    public string? Lede { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var act = await output.GetChildContentAsync();
        ViewContext.ViewData.SetTitle(Title);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "page-head");
        var words = new TagBuilder("div");
        var heading = new TagBuilder("h1");
        heading.InnerHtml.Append(Title);
        words.InnerHtml.AppendHtml(heading);
        if (Lede is { } lede)
        {
            var line = new TagBuilder("p");
            line.AddCssClass("lede");
            line.InnerHtml.Append(lede);
            words.InnerHtml.AppendHtml(line);
        }

        output.Content.SetHtmlContent(words);
        if (!act.IsEmptyOrWhiteSpace)
        {
            var side = new TagBuilder("div");
            side.AddCssClass("page-act");
            side.InnerHtml.AppendHtml(act);
            output.Content.AppendHtml(side);
        }
    }
}

/// <summary>What was just done, said once on the next page: <c>&lt;flash /&gt;</c>, in the layouts.</summary>
[HtmlTargetElement("flash", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FlashTag : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.TempData.TakeFlash() is not { } sentence)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice");
        output.Attributes.SetAttribute("role", "status");
        output.Content.SetContent(sentence);
    }
}

/// <summary>A way back that does not need the browser's button: <c>&lt;back-link href="…"&gt;Promotion 2025&lt;/back-link&gt;</c>.</summary>
[HtmlTargetElement("back-link", Attributes = "href")]
public sealed class BackLinkTag : TagHelper
{
    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var words = await output.GetChildContentAsync();
        output.TagName = "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "back-link");
        if (words.IsEmptyOrWhiteSpace)
        {
            output.Content.SetContent(Texts.All["shared.back"]);
        }
    }
}

/// <summary>A record to check: label and value in rows. <c>&lt;summary-list&gt;&lt;summary-row label="…"&gt;…&lt;/summary-row&gt;&lt;/summary-list&gt;</c></summary>
[HtmlTargetElement("summary-list")]
public sealed class SummaryListTag : TagHelper
{
    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "record");
    }
}

/// <summary>One row of a <c>summary-list</c>, with a link to change it where <c>change-href</c> is given.</summary>
[HtmlTargetElement("summary-row", Attributes = "label")]
public sealed class SummaryRowTag : TagHelper
{
    public string Label { get; set; } = "";

    public string? ChangeHref { get; set; }

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var value = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "record-row");
        var term = new TagBuilder("dt");
        term.InnerHtml.Append(Label);
        var words = new TagBuilder("dd");
        words.InnerHtml.AppendHtml(value);
        output.Content.SetHtmlContent(term).AppendHtml(words);
        if (ChangeHref is { } href)
        {
            var cell = new TagBuilder("dd");
            cell.AddCssClass("record-act");
            var link = new TagBuilder("a");
            link.Attributes["href"] = href;
            var what = new TagBuilder("span");
            what.AddCssClass("visually-hidden");
            what.InnerHtml.Append($" {Label}");
            link.InnerHtml.Append(Texts.All["shared.change"]).AppendHtml(what);
            cell.InnerHtml.AppendHtml(link);
            output.Content.AppendHtml(cell);
        }
    }
}

/// <summary>A level as glyph and figure, with its name when <c>named</c>. In a loop over rows use <see cref="LevelGlyph"/> instead.</summary>
[HtmlTargetElement("level", Attributes = "scale", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class LevelTag : TagHelper
{
    public MasteryScale Scale { get; set; } = null!;

    /// <summary>The level, or null when the competence is not assessed.</summary>
    public int? Value { get; set; }

    /// <summary>Whether the level's name stands beside it.</summary>
    public bool Named { get; set; }

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Named ? LevelGlyph.WithName(Scale, Value) : LevelGlyph.Svg(Scale, Value));
    }
}
