using System.Globalization;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Acquis.Features.Shared.Tags;

/// <summary>Where one stands in a long list and the way on: <c>&lt;pager number="1" size="50" total="1204" /&gt;</c>; the page's own query is kept.</summary>
[HtmlTargetElement("pager", Attributes = "number,size,total", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagerTag : TagHelper
{
    /// <summary>Number of this page, from 1.</summary>
    public int Number { get; set; } = 1;

    /// <summary>Rows on a page.</summary>
    public int Size { get; set; } = 50;

    /// <summary>Rows in the whole list.</summary>
    public int Total { get; set; }

    /// <summary>Name of the query's argument; never <c>page</c>, which Razor Pages keeps for the route.</summary>
    public string Argument { get; set; } = "p";

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Total <= Size && Number == 1)
        {
            output.SuppressOutput();
            return;
        }

        var first = ((Number - 1) * Size) + 1;
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pager");
        output.Attributes.SetAttribute("aria-label", Texts.All["shared.pager.label"]);
        var range = new TagBuilder("span");
        range.InnerHtml.Append(Texts.All["shared.pager.range", ("first", Shown(first)), ("last", Shown(Math.Min(Total, Number * Size))), ("total", Shown(Total))]);
        var list = new TagBuilder("ul");
        list.InnerHtml.AppendHtml(Step("shared.pager.previous", "prev", Number - 1, Number > 1));
        list.InnerHtml.AppendHtml(Step("shared.pager.next", "next", Number + 1, Number * Size < Total));
        output.Content.SetHtmlContent(range).AppendHtml(list);
    }

    /// <summary>1 204 in French, 1,204 in English.</summary>
    private static string Shown(int number) => number.ToString("N0", CultureInfo.GetCultureInfo(Texts.Language == "en" ? "en-GB" : "fr-FR"));

    private TagBuilder Step(string key, string relation, int number, bool possible)
    {
        var item = new TagBuilder("li");
        var words = new TagBuilder(possible ? "a" : "span");
        if (possible)
        {
            words.Attributes["href"] = ViewContext.HttpContext.Request.With(Argument, number.ToString(CultureInfo.InvariantCulture));
            words.Attributes["rel"] = relation;
        }
        else
        {
            words.Attributes["aria-disabled"] = "true";
        }

        words.InnerHtml.Append(Texts.All[key]);
        item.InnerHtml.AppendHtml(words);
        return item;
    }
}

/// <summary>Head of a column by which the list can be sorted: <c>&lt;sort-header key="name" sort="@Model.Sort"&gt;Nom&lt;/sort-header&gt;</c>; descending is <c>-name</c>.</summary>
[HtmlTargetElement("sort-header", Attributes = "key")]
public sealed class SortHeaderTag : TagHelper
{
    /// <summary>What the query carries for this column.</summary>
    public string Key { get; set; } = "";

    /// <summary>The current order of the page, or null.</summary>
    public string? Sort { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc/>
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var words = await output.GetChildContentAsync();
        var up = Sort == Key;
        var down = Sort == $"-{Key}";
        output.TagName = "th";
        output.Attributes.SetAttribute("scope", "col");
        if (up || down)
        {
            output.Attributes.SetAttribute("aria-sort", up ? "ascending" : "descending");
        }

        var link = new TagBuilder("a");
        link.AddCssClass("sort");
        link.Attributes["href"] = ViewContext.HttpContext.Request.With("sort", up ? $"-{Key}" : Key);
        if (up || down)
        {
            link.Attributes["data-dir"] = up ? "up" : "down";
        }

        link.InnerHtml.AppendHtml(words);
        output.Content.SetHtmlContent(link);
    }
}

/// <summary>Addresses of the same page with one argument changed.</summary>
internal static class RequestAddress
{
    /// <summary>The request's path and query with <paramref name="argument"/> set; a new order starts at the first page again.</summary>
    public static string With(this HttpRequest request, string argument, string value)
    {
        var kept = request.Query
            .Where(q => q.Key != argument && (argument != "sort" || q.Key != "p"))
            .SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v ?? ""));
        var query = new QueryBuilder(kept) { { argument, value } };
        return $"{request.PathBase}{request.Path}{query.ToQueryString()}";
    }
}
