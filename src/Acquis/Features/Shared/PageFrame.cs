using Acquis.Domain;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Acquis.Features.Shared;

/// <summary>One step of the breadcrumb; the last has no address.</summary>
public sealed record Crumb(string Text, string? Href = null);

/// <summary>What a page says to its layout, kept in <c>ViewData</c> and <c>TempData</c> under keys that only this class knows.</summary>
public static class PageFrame
{
    private const string TitleKey = "Title";
    private const string CrumbsKey = "Crumbs";
    private const string WideKey = "Wide";
    private const string RefusalsKey = "Refusals";
    private const string ShownKey = "Refusals.Shown";
    private const string FlashKey = "Flash";

    /// <summary>Sets the title of the tab; the <c>page-head</c> tag does it from its own title.</summary>
    public static void SetTitle(this ViewDataDictionary view, string title) => view[TitleKey] = title;

    public static string? Title(this ViewDataDictionary view) => view[TitleKey] as string;

    /// <summary>Sets the breadcrumb, from the top; the last step is this page.</summary>
    public static void SetCrumbs(this ViewDataDictionary view, params Crumb[] crumbs) => view[CrumbsKey] = crumbs;

    public static IReadOnlyList<Crumb> Crumbs(this ViewDataDictionary view) => view[CrumbsKey] as Crumb[] ?? [];

    /// <summary>Says that the page holds a wide table: narrower margins.</summary>
    public static void SetWide(this ViewDataDictionary view) => view[WideKey] = true;

    public static bool IsWide(this ViewDataDictionary view) => view[WideKey] is true;

    /// <summary>Gives the reasons of a refused act to the page that shows itself again; <c>&lt;refusals&gt;</c> shows them.</summary>
    public static void SetRefusals(this ViewDataDictionary view, IReadOnlyList<Refusal> refusals) => view[RefusalsKey] = refusals;

    public static IReadOnlyList<Refusal> Refusals(this ViewDataDictionary view) => view[RefusalsKey] as IReadOnlyList<Refusal> ?? [];

    /// <summary>Notes that the page has shown its refusals, so that they are not said twice.</summary>
    internal static void MarkRefusalsShown(this ViewDataDictionary view) => view[ShownKey] = true;

    internal static bool RefusalsShown(this ViewDataDictionary view) => view[ShownKey] is true;

    /// <summary>Whether a form or an act failed: the tab's title is then prefixed.</summary>
    public static bool HasFailed(this ViewDataDictionary view) =>
        view.ModelState.Values.Any(v => v.Errors.Count > 0) || view.Refusals().Count > 0;

    /// <summary>A sentence for the next page: what was just done.</summary>
    public static void SetFlash(this ITempDataDictionary data, string sentence) => data[FlashKey] = sentence;

    public static string? TakeFlash(this ITempDataDictionary data) => data[FlashKey] as string;

    /// <summary>This page's address in another language: the same query with <c>lang</c>; of an error page, the address that was asked for.</summary>
    public static string InLanguage(this HttpRequest request, string language)
    {
        var kept = request.Query.Where(q => q.Key != "lang").SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v ?? ""));
        var query = new QueryBuilder(kept) { { "lang", language } };
        var asked = request.HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? request.Path.ToUriComponent();
        return $"{request.PathBase}{asked}{query.ToQueryString()}";
    }
}
