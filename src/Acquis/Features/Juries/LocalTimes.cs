using System.Globalization;

namespace Acquis.Features.Juries;

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
