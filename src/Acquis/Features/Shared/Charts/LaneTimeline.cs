using System.Globalization;
using System.Net;
using System.Text;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Html;

namespace Acquis.Features.Shared.Charts;

/// <summary>A level given on a day.</summary>
public sealed record LanePoint(DateOnly On, int Level);

/// <summary>One lane: who gives the levels, and those given, in any order.</summary>
/// <param name="Name">Vous, Entreprise, Formation, Évaluateurs, in the language of the request.</param>
/// <param name="Counts">Whether this lane counts for the certification: it lies on a wash.</param>
/// <param name="Empty">What is said of a lane without a level, or null for nothing.</param>
public sealed record LaneLine(string Name, IReadOnlyList<LanePoint> Points, bool Counts = false, string? Empty = null);

/// <summary>
/// Levels of one competence over time, one line for each lane, drawn by the server; a list of the same stands beside it for those who do not see
/// the drawing and on a phone, where the drawing gives way to the last level of each lane.
/// </summary>
public static class LaneTimeline
{
    private const int Width = 600;
    private const int Left = 92;
    private const int Right = 24;
    private const int RowHeight = 28;
    private const int Axis = 22;

    /// <summary>About the width of a letter of the axis, so that a name never runs into the next.</summary>
    private const double LetterWidth = 6.5;

    /// <summary>How far apart two levels of one day stand: side by side, since neither hides the other.</summary>
    private const int Beside = 34;

    /// <summary>The drawing and its list.</summary>
    /// <param name="from">First day of the axis.</param>
    /// <param name="to">Last day of the axis, after <paramref name="from"/>.</param>
    /// <param name="today">The day of the line « aujourd’hui ».</param>
    public static IHtmlContent Html(MasteryScale scale, IReadOnlyList<LaneLine> lanes, DateOnly from, DateOnly to, DateOnly today)
    {
        var html = new StringBuilder();
        Drawing(html, scale, lanes, new(from, to), today);
        List(html, scale, lanes);
        return new HtmlString(html.ToString());
    }

    private static void Drawing(StringBuilder html, MasteryScale scale, IReadOnlyList<LaneLine> lanes, Span span, DateOnly today)
    {
        var height = (lanes.Count * RowHeight) + Axis;
        var bottom = lanes.Count * RowHeight;
        html.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart chart-wide\" viewBox=\"0 0 {Width} {height}\" aria-hidden=\"true\">");
        for (var i = 0; i < lanes.Count; i++)
        {
            if (lanes[i].Counts)
            {
                html.Append(CultureInfo.InvariantCulture, $"<rect class=\"lane-counts\" x=\"-6\" y=\"{i * RowHeight}\" width=\"{Width + 12}\" height=\"{RowHeight}\"/>");
            }
        }

        Quarters(html, span, today, bottom);
        for (var i = 0; i < lanes.Count; i++)
        {
            Row(html, scale, lanes[i], span, (i * RowHeight) + (RowHeight / 2));
        }

        html.Append("</svg>");
    }

    private static void Quarters(StringBuilder html, Span span, DateOnly today, int bottom)
    {
        var (now, free) = (span.At(today), 0.0);
        foreach (var month in span.Quarters())
        {
            var (x, name) = (span.At(month), span.Name(month));
            html.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"M{x:0.#} 0V{bottom}\"/>");
            if (x >= free && Math.Abs(x + 20 - now) > 66)
            {
                html.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{x:0.#}\" y=\"{bottom + 15}\">{WebUtility.HtmlEncode(name)}</text>");
                free = x + (name.Length * LetterWidth) + LetterWidth;
            }
        }

        var edge = now > Width - 40 ? "end" : "middle";
        var at = edge == "end" ? Width : now;
        html.Append(CultureInfo.InvariantCulture, $"<path class=\"now\" d=\"M{now:0.#} 0V{bottom}\"/><text class=\"axis strong\" x=\"{at:0.#}\" y=\"{bottom + 15}\"")
            .Append(CultureInfo.InvariantCulture, $" text-anchor=\"{edge}\">{WebUtility.HtmlEncode(Texts.All["shared.timeline.today"])}</text>");
    }

    private static void Row(StringBuilder html, MasteryScale scale, LaneLine lane, Span span, int middle)
    {
        html.Append(CultureInfo.InvariantCulture, $"<text{(lane.Counts ? " class=\"strong\"" : "")} x=\"0\" y=\"{middle + 4.5}\">{WebUtility.HtmlEncode(lane.Name)}</text>");
        if (lane.Points.Count == 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{middle + 4.5}\">{WebUtility.HtmlEncode(lane.Empty ?? "")}</text>");
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<path class=\"base\" d=\"M{Left} {middle}H{Width - Right}\"/>");
        var points = lane.Points.OrderBy(p => p.On).ToList();
        foreach (var (index, point) in points.Index())
        {
            var place = LevelGlyph.Place(scale, point.Level);
            var x = span.At(point.On) - (Beside * points.Skip(index + 1).Count(p => p.On == point.On && p.Level != point.Level));
            var shade = LevelGlyph.Class(place).Replace("level-", "", StringComparison.Ordinal);
            var weight = point == points[^1] ? " latest" : "";
            html.Append(CultureInfo.InvariantCulture, $"<rect class=\"ground{(lane.Counts ? "-counts" : "")}\" x=\"{x - 10:0.#}\" y=\"{middle - 10}\" width=\"32\" height=\"20\"/>")
                .Append(CultureInfo.InvariantCulture, $"<use class=\"glyph-{shade}\" href=\"#{Symbol(place)}\" x=\"{x - 8:0.#}\" y=\"{middle - 8}\" width=\"16\" height=\"16\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text class=\"figure-{shade}{weight}\" x=\"{x + 12:0.#}\" y=\"{middle + 4.5}\">{point.Level}</text>");
        }
    }

    /// <summary>On a phone, the last level of each lane; for a screen reader, each level with its day.</summary>
    private static void List(StringBuilder html, MasteryScale scale, IReadOnlyList<LaneLine> lanes)
    {
        html.Append("<dl class=\"lanes chart-narrow\" aria-hidden=\"true\">");
        foreach (var lane in lanes)
        {
            var day = lane.Points.MaxBy(p => p.On)?.On;
            var last = lane.Points.Where(p => p.On == day).Select(p => p.Level).Distinct().ToList();
            html.Append(CultureInfo.InvariantCulture, $"<div{(lane.Counts ? " class=\"lane-counts\"" : "")}><dt>{WebUtility.HtmlEncode(lane.Name)}</dt><dd>")
                .Append(last.Count == 0 ? WebUtility.HtmlEncode(lane.Empty ?? Texts.All["shared.level.none"]) : string.Join(", ", last.Select(l => LevelGlyph.WithName(scale, l))))
                .Append("</dd></div>");
        }

        html.Append("</dl><ul class=\"visually-hidden\">");
        foreach (var lane in lanes)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li>{WebUtility.HtmlEncode(Words(scale, lane))}</li>");
        }

        html.Append("</ul>");
    }

    private static string Words(MasteryScale scale, LaneLine lane)
    {
        var levels = lane.Points.OrderBy(p => p.On).Select(p => Texts.All["shared.timeline.at", ("level", Named(scale, p.Level)), ("date", p.On)]).ToList();
        return Texts.All[
            "shared.level.count",
            ("name", lane.Name),
            ("count", levels.Count > 0 ? string.Join(", ", levels) : lane.Empty ?? Texts.All["shared.level.none"])];
    }

    private static string Named(MasteryScale scale, int level) =>
        scale.Find(level) is { } found ? string.Create(CultureInfo.InvariantCulture, $"{level} {Texts.All.In(found.Label)}") : level.ToString(CultureInfo.InvariantCulture);

    private static string Symbol(LevelPlace place) => place switch
    {
        LevelPlace.Bottom => "g-bottom",
        LevelPlace.Below => "g-below",
        LevelPlace.Threshold => "g-threshold",
        LevelPlace.Above => "g-above",
        _ => "g-top",
    };

    /// <summary>The days of the axis and where each lies on it.</summary>
    private sealed record Span(DateOnly From, DateOnly To)
    {
        public double At(DateOnly day)
        {
            var share = (double)(day.DayNumber - From.DayNumber) / Math.Max(1, To.DayNumber - From.DayNumber);
            return Left + 8 + (Math.Clamp(share, 0, 1) * (Width - Left - Right - 8));
        }

        public IEnumerable<DateOnly> Quarters()
        {
            var month = new DateOnly(From.Year, ((From.Month - 1) / 3 * 3) + 1, 1);
            for (; month <= To; month = month.AddMonths(3))
            {
                if (month >= From)
                {
                    yield return month;
                }
            }
        }

        /// <summary>« oct. 2025 » for the first, « janv. 2026 » in January, the month alone otherwise.</summary>
        public string Name(DateOnly month)
        {
            var culture = CultureInfo.GetCultureInfo(Texts.Language == "en" ? "en-GB" : "fr-FR");
            var first = month.AddMonths(-3) < From;
            return month.ToString(first || month.Month == 1 ? "MMM yyyy" : "MMM", culture);
        }
    }
}
