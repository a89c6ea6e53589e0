using System.Globalization;
using System.Text.RegularExpressions;
using Acquis.Domain;
using Acquis.Domain.Juries;

namespace Acquis.Features.Juries;

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
    public static IReadOnlyList<RoomClosure> Read(string? text) => TypedLines.Read(text, Of, "room.closure-line");

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
