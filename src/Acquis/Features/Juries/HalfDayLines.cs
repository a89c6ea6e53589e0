using System.Globalization;
using System.Text.RegularExpressions;
using Acquis.Domain;
using Acquis.Domain.Juries;

namespace Acquis.Features.Juries;

/// <summary>Half-days written one a line: <c>2027-06-14 08:30-12:30</c>, or the day as one writes it in French, <c>14/06/2027</c>.</summary>
public static partial class HalfDayLines
{
    public static string Write(IEnumerable<SeasonHalfDay> halfDays) =>
        string.Join('\n', halfDays.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Day:yyyy-MM-dd} {h.From:HH:mm}-{h.To:HH:mm}")));

    /// <exception cref="RefusedException">A line cannot be read; every such line is named.</exception>
    public static IReadOnlyList<SeasonHalfDay> Read(string? text) => TypedLines.Read(text, Of, "season.half-day-line");

    /// <summary>A morning and an afternoon of each day from one to another.</summary>
    /// <param name="weekends">Whether Saturdays and Sundays are among them.</param>
    public static IEnumerable<SeasonHalfDay> Between(DateOnly first, DateOnly last, bool weekends, params (TimeOnly From, TimeOnly To)[] hours)
    {
        for (var day = first; day <= last && day.DayNumber - first.DayNumber < SeasonPlan.MostHalfDays; day = day.AddDays(1))
        {
            if (!weekends && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;

            foreach (var (from, to) in hours)
            {
                yield return new(day, from, to);
            }
        }
    }

    private static SeasonHalfDay? Of(string line) =>
        Line().Match(line) is { Success: true } m && LocalTimes.Day(m.Groups["day"].Value) is { } day
        && LocalTimes.Hour(m.Groups["from"].Value) is { } from && LocalTimes.Hour(m.Groups["to"].Value) is { } to ? new(day, from, to) : null;

    [GeneratedRegex(@"^(?<day>[\d/\-]+)\s+(?<from>[\d:hH]+)\s*[-–à]\s*(?<to>[\d:hH]+)$")]
    private static partial Regex Line();
}
