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
    public static IReadOnlyList<SeasonHalfDay> Read(string? text)
    {
        var (found, refusals) = (new List<SeasonHalfDay>(), new List<Refusal>());
        foreach (var (number, line) in (text ?? "").ReplaceLineEndings("\n").Split('\n').Index())
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;

            if (Line().Match(line.Trim()) is { Success: true } m && LocalTimes.Day(m.Groups["day"].Value) is { } day
                && LocalTimes.Hour(m.Groups["from"].Value) is { } from && LocalTimes.Hour(m.Groups["to"].Value) is { } to)
                found.Add(new(day, from, to));
            else
                refusals.Add(Refusal.Of("season.half-day-line", ("line", number + 1), ("text", line.Length > 60 ? line[..60] : line.Trim())));
        }

        Refusal.ThrowIfAny(refusals);
        return found;
    }

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

    [GeneratedRegex(@"^(?<day>[\d/\-]+)\s+(?<from>[\d:hH]+)\s*[-–à]\s*(?<to>[\d:hH]+)$")]
    private static partial Regex Line();
}

/// <summary>Closures of a room written one a line: <c>2027-06-14</c> for a day, <c>2027-06-14 08:30-12:30</c> for hours, a reason after a semicolon.</summary>
public static partial class ClosureLines
{
    public static string Write(IEnumerable<RoomClosure> closures) => string.Join('\n', closures.Select(c =>
    {
        var whole = c.From.TimeOfDay == TimeSpan.Zero && c.To == c.From.Date.AddDays(1);
        var span = whole
            ? c.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{c.From:yyyy-MM-dd HH:mm}-{c.To:HH:mm}");
        return c.Reason is null ? span : $"{span} ; {c.Reason}";
    }));

    /// <exception cref="RefusedException">A line cannot be read; every such line is named.</exception>
    public static IReadOnlyList<RoomClosure> Read(string? text)
    {
        var (found, refusals) = (new List<RoomClosure>(), new List<Refusal>());
        foreach (var (number, line) in (text ?? "").ReplaceLineEndings("\n").Split('\n').Index())
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;

            if (Of(line.Trim()) is { } closure)
                found.Add(closure);
            else
                refusals.Add(Refusal.Of("room.closure-line", ("line", number + 1), ("text", line.Length > 60 ? line[..60] : line.Trim())));
        }

        Refusal.ThrowIfAny(refusals);
        return found;
    }

    private static RoomClosure? Of(string line)
    {
        if (Line().Match(line) is not { Success: true } m || LocalTimes.Day(m.Groups["day"].Value) is not { } day)
            return null;

        var reason = m.Groups["reason"] is { Success: true, Value: var r } && r.Trim().Length > 0 ? r.Trim() : null;
        if (!m.Groups["from"].Success)
            return new(day.ToDateTime(TimeOnly.MinValue), day.AddDays(1).ToDateTime(TimeOnly.MinValue), reason);

        return LocalTimes.Hour(m.Groups["from"].Value) is { } from && LocalTimes.Hour(m.Groups["to"].Value) is { } to
            ? new(day.ToDateTime(from), day.ToDateTime(to), reason)
            : null;
    }

    [GeneratedRegex(@"^(?<day>[\d/\-]+)(?:\s+(?<from>[\d:hH]+)\s*[-–à]\s*(?<to>[\d:hH]+))?\s*(?:;(?<reason>.*))?$")]
    private static partial Regex Line();
}

/// <summary>Days and hours as people write them.</summary>
internal static class LocalTimes
{
    public static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary><c>08:30</c>, <c>8:30</c>, <c>8h30</c> or <c>8h</c>.</summary>
    public static TimeOnly? Hour(string text) =>
        TimeOnly.TryParseExact(text.Replace('h', ':').Replace('H', ':').TrimEnd(':') is var t && t.Contains(':', StringComparison.Ordinal) ? t : $"{t}:00", ["HH:mm", "H:mm"],
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;
}
