using System.Globalization;
using System.Net;
using System.Text;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Html;

namespace Acquis.Features.Shared.Charts;

/// <summary>How many stand at each level, as one bar drawn by the server, from the lowest level to the top, then those not assessed.</summary>
public static class LevelBar
{
    private const int Width = 100;

    /// <summary>The bar.</summary>
    /// <param name="counts">Number at each value of the scale; a value that is missing counts 0.</param>
    /// <param name="notAssessed">Number not assessed.</param>
    /// <param name="large">Whether it stands alone (10 px high) or under a figure (6 px).</param>
    public static IHtmlContent Svg(MasteryScale scale, IReadOnlyDictionary<int, int> counts, int notAssessed = 0, bool large = false)
    {
        var total = counts.Values.Sum() + notAssessed;
        var html = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<svg class=\"level-bar{(large ? " level-bar-l" : "")}\" viewBox=\"0 0 {Width} 6\" preserveAspectRatio=\"none\" role=\"img\"")
            .Append(CultureInfo.InvariantCulture, $" aria-label=\"{WebUtility.HtmlEncode(Words(scale, counts, notAssessed))}\">");
        var at = 0.0;
        foreach (var (place, count) in Parts(scale, counts, notAssessed))
        {
            if (total > 0 && count > 0)
            {
                var width = (double)Width * count / total;
                html.Append(CultureInfo.InvariantCulture, $"<rect class=\"{Part(place)}\" x=\"{at:0.##}\" y=\"0\" width=\"{width:0.##}\" height=\"6\"/>");
                at += width;
            }
        }

        return new HtmlString(html.Append("</svg>").ToString());
    }

    /// <summary>The same in words: « Acquis : 12, Maîtrise : 4 ».</summary>
    public static string Words(MasteryScale scale, IReadOnlyDictionary<int, int> counts, int notAssessed = 0)
    {
        var parts = scale.Levels.Reverse()
            .Where(l => counts.GetValueOrDefault(l.Value) > 0)
            .Select(l => Texts.All["shared.level.count", ("name", l.Label), ("count", counts[l.Value])])
            .ToList();
        if (notAssessed > 0)
        {
            parts.Add(Texts.All["shared.level.count", ("name", Texts.All["shared.level.none"]), ("count", notAssessed)]);
        }

        return string.Join(", ", parts);
    }

    private static IEnumerable<(LevelPlace Place, int Count)> Parts(MasteryScale scale, IReadOnlyDictionary<int, int> counts, int notAssessed) =>
        [.. scale.Levels.Select(l => (LevelGlyph.Place(scale, l.Value), counts.GetValueOrDefault(l.Value))), (LevelPlace.None, notAssessed)];

    private static string Part(LevelPlace place) => LevelGlyph.Class(place).Replace("level-", "part-", StringComparison.Ordinal);
}
