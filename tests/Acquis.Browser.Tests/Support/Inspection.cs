using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Acquis.Browser.Tests.Support;

/// <summary>What every page must satisfy; each finding is one line that names the page.</summary>
public static class Inspection
{
    /// <summary>Bytes that a page may transfer on first load, with its style, script, fonts and pictures.</summary>
    public const double MostBytes = 150_000;

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>What axe finds on the page shown.</summary>
    public static async Task<IEnumerable<string>> AxeAsync(IPage page, string path)
    {
        var result = await page.RunAxe(Rules);
        return result.Violations.Select(v => $"{path}: axe {v.Id} ({v.Help}): {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}");
    }

    /// <summary>Whether the page shown scrolls sideways at 320 px, and by which element.</summary>
    public static async Task<IEnumerable<string>> NarrowAsync(IPage page, string path)
    {
        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(320, 700);
        var wide = await page.EvaluateAsync<string[]>(
            """
            () => {
                const root = document.documentElement;
                if (root.scrollWidth <= root.clientWidth) return [];
                const scrolls = e => { for (let p = e.parentElement; p; p = p.parentElement) if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(p).overflowX)) return true; return false; };
                const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(e));
                return ['to ' + root.scrollWidth + ' px', ...wide.slice(-3).map(e => e.outerHTML.slice(0, 160))];
            }
            """);
        await page.SetViewportSizeAsync(size.Width, size.Height);
        return wide.Length == 0 ? [] : [$"{path}: scrolls sideways at 320 px {string.Join(" | ", wide)}"];
    }

    /// <summary>Whether the page shown is in that language, has one heading of level one, a title, and no text without a translation.</summary>
    public static async Task<IEnumerable<string>> OutlineAsync(IPage page, string path, string language)
    {
        var lang = await page.EvaluateAsync<string>("document.documentElement.lang");
        var headings = await page.Locator("h1").CountAsync();
        var title = await page.TitleAsync();
        List<string> found = [];
        if (lang != language)
        {
            found.Add($"{path}: lang is '{lang}', not '{language}'");
        }

        if (headings != 1)
        {
            found.Add($"{path}: {headings} h1");
        }

        if (string.IsNullOrWhiteSpace(title))
        {
            found.Add($"{path}: no title");
        }

        return found;
    }
}
