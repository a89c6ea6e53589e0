using System.Globalization;
using System.Xml;

namespace Acquis.Infrastructure.Calendars;

/// <summary>When one event of a calendar takes place, as local time of a given zone.</summary>
internal static class IcsEvent
{
    /// <summary>The occurrences of an event within a window; none for one that takes no time; null for one that was not understood.</summary>
    public static IReadOnlyList<BusySpan>? Read(IReadOnlyList<IcsLine> lines, TimeZoneInfo zone, DateTime from, DateTime to)
    {
        var named = lines.GroupBy(l => l.Name).ToDictionary(g => g.Key, g => g.First());
        if (named.GetValueOrDefault("STATUS")?.Value == "CANCELLED" || named.GetValueOrDefault("TRANSP")?.Value == "TRANSPARENT")
            return [];

        if (named.GetValueOrDefault("DTSTART") is not { } begin || Time(begin.Value, begin.Parameter("TZID")) is not { } start || Length(named, begin, start) is not { } length)
            return null;

        if (length <= TimeSpan.Zero)
            return [];

        var starts = named.GetValueOrDefault("RRULE") is { } rule
            ? IcsRule.Read(rule.Value)?.Starts(start.Local, LocalOf(from, start.Zone, zone) - length - TimeSpan.FromDays(1), LocalOf(to, start.Zone, zone))
            : [start.Local];
        if (starts is null || lines.Any(l => l.Name == "RDATE"))
            return null;

        var except = lines.Where(l => l.Name == "EXDATE").SelectMany(l => l.Value.Split(','), (l, v) => Time(v, l.Parameter("TZID"))?.Local).OfType<DateTime>().ToHashSet();
        var wanted = starts.Where(s => !except.Contains(s));
        return [.. wanted.Select(s => new BusySpan(Into(s, start.Zone, zone), Into(s + length, start.Zone, zone))).Where(s => s.Start < to && from < s.End)];
    }

    /// <summary>The busy periods of a free-busy component.</summary>
    public static IReadOnlyList<BusySpan>? ReadFreeBusy(IReadOnlyList<IcsLine> lines, TimeZoneInfo zone)
    {
        var spans = new List<BusySpan>();
        foreach (var line in lines.Where(l => l.Name == "FREEBUSY" && l.Parameter("FBTYPE") is not "FREE"))
        {
            foreach (var period in line.Value.Split(','))
            {
                var parts = period.Split('/');
                if (parts.Length != 2 || Time(parts[0], null) is not { } start)
                    return null;

                var end = parts[1].StartsWith('P') ? Duration(parts[1]) is { } length ? start.Local + length : null : Time(parts[1], null)?.Local;
                if (end is null)
                    return null;

                spans.Add(new(Into(start.Local, start.Zone, zone), Into(end.Value, start.Zone, zone)));
            }
        }

        return spans;
    }

    private static TimeSpan? Length(Dictionary<string, IcsLine> named, IcsLine begin, (DateTime Local, TimeZoneInfo? Zone) start)
    {
        if (named.GetValueOrDefault("DTEND") is { } ends)
        {
            if (Time(ends.Value, ends.Parameter("TZID")) is not { } end)
                return null;

            return end.Zone == start.Zone || end.Zone is null || start.Zone is null
                ? end.Local - start.Local
                : TimeZoneInfo.ConvertTime(end.Local, end.Zone, start.Zone) - start.Local;
        }

        if (named.GetValueOrDefault("DURATION") is { } duration)
            return Duration(duration.Value);

        return begin.Value.Contains('T', StringComparison.Ordinal) ? TimeSpan.Zero : TimeSpan.FromDays(1);
    }

    private static TimeSpan? Duration(string text)
    {
        try
        {
            return text.EndsWith('W') && int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var weeks)
                ? weeks > 520 ? null : TimeSpan.FromDays(7 * weeks)
                : XmlConvert.ToTimeSpan(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>A date or a date and time, with the zone of its clock; no zone for one that floats with whoever reads it.</summary>
    internal static (DateTime Local, TimeZoneInfo? Zone)? Time(string text, string? zone)
    {
        var utc = text.EndsWith('Z');
        if (!DateTime.TryParseExact(text.TrimEnd('Z'), ["yyyyMMdd'T'HHmmss", "yyyyMMdd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Year is < 1900 or > 2200)
            return null;

        if (utc)
            return (local, TimeZoneInfo.Utc);

        // A zone of a name that nobody knows, as some programs write, is taken for the reader's own: most people's calendars are in it.
        return (local, zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone.TrimStart('/'), out var found) ? found : null);
    }

    private static DateTime LocalOf(DateTime time, TimeZoneInfo? into, TimeZoneInfo zone) => into is null ? time : Into(time, zone, into);

    /// <summary>Local time of one zone as that of another; an hour that a change of clocks skips is taken an hour later.</summary>
    private static DateTime Into(DateTime local, TimeZoneInfo? zone, TimeZoneInfo into) =>
        zone is null || zone.Equals(into) ? local : TimeZoneInfo.ConvertTime(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone, into);
}
