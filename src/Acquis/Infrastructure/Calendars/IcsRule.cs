using System.Globalization;

namespace Acquis.Infrastructure.Calendars;

/// <summary>A rule by which an event comes back each so many days or weeks (RFC 5545, section 3.3.10). Any other rule is not read.</summary>
internal sealed record IcsRule(bool Weekly, int Interval, int? Count, DateTime? Until, IReadOnlyList<DayOfWeek> Days)
{
    /// <summary>Most days that are followed: more than fifty years.</summary>
    private const int Most = 20_000;

    private static readonly string[] Known = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"];

    /// <summary>Reads a rule; null where it is of another kind, or wrong.</summary>
    public static IcsRule? Read(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is not [var name, var value] || !Known.Contains(name.ToUpperInvariant()) || !parts.TryAdd(name, value))
                return null;
        }

        var days = parts.TryGetValue("BYDAY", out var written) ? written.Split(',').Select(Day).ToList() : [];
        var until = parts.TryGetValue("UNTIL", out var last) ? IcsEvent.Time(last, null) : null;
        var count = Number(parts, "COUNT");
        var interval = Number(parts, "INTERVAL") ?? 1;
        if (parts.GetValueOrDefault("FREQ") is not ("DAILY" or "WEEKLY") || days.Contains(null) || interval < 1 || (parts.ContainsKey("UNTIL") && until is null)
            || (parts.ContainsKey("COUNT") && count is not > 0) || (interval > 1 && parts.GetValueOrDefault("WKST") is not (null or "MO")))
            return null;

        // An end in UTC is less than a day away from the same in any zone; a whole day more is harmless where only busy time is proposed.
        var end = until is { } u ? last!.EndsWith('Z') ? u.Local.AddHours(14) : last.Contains('T', StringComparison.Ordinal) ? u.Local : u.Local.AddDays(1).AddTicks(-1) : (DateTime?)null;
        return new(parts["FREQ"] == "WEEKLY", interval, count, end, [.. days.OfType<DayOfWeek>()]);
    }

    /// <summary>The starts from one moment to another.</summary>
    /// <param name="first">The start of the first.</param>
    /// <param name="after">Starts before it may be left out.</param>
    public IEnumerable<DateTime> Starts(DateTime first, DateTime after, DateTime before)
    {
        var (given, steps) = (0, 0);

        // Only a rule that counts must be followed from its beginning.
        var begin = Count is null && after > first ? first.AddDays((after - first).Days) : first;
        for (var day = begin; day < before && (Until is null || day <= Until) && (Count is null || given < Count) && steps < Most; day = day.AddDays(1), steps++)
        {
            if (!Falls(first, day))
                continue;

            given++;
            yield return day;
        }
    }

    private bool Falls(DateTime first, DateTime day)
    {
        if (!Weekly)
            return (day.Date - first.Date).Days % Interval == 0 && (Days.Count == 0 || Days.Contains(day.DayOfWeek));

        var weeks = (Monday(day) - Monday(first)).Days / 7;
        return weeks % Interval == 0 && (Days.Count == 0 ? day.DayOfWeek == first.DayOfWeek : Days.Contains(day.DayOfWeek));
    }

    private static DateTime Monday(DateTime day) => day.Date.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static DayOfWeek? Day(string text) => text.Trim().ToUpperInvariant() switch
    {
        "MO" => DayOfWeek.Monday,
        "TU" => DayOfWeek.Tuesday,
        "WE" => DayOfWeek.Wednesday,
        "TH" => DayOfWeek.Thursday,
        "FR" => DayOfWeek.Friday,
        "SA" => DayOfWeek.Saturday,
        "SU" => DayOfWeek.Sunday,
        _ => null,
    };

    private static int? Number(Dictionary<string, string> parts, string name) =>
        parts.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
