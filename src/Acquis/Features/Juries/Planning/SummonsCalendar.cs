using System.Globalization;
using System.Text;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;

namespace Acquis.Features.Juries.Planning;

/// <summary>Where somebody is summoned to, as calendars and letters say it.</summary>
/// <param name="Title">What it is: « Soutenance, Expert en ingénierie des systèmes d’information ».</param>
/// <param name="Where">Room, site and address, on one line.</param>
public sealed record SummonsEntry(Summons Summons, string Title, string Where);

/// <summary>Summonses as calendar entries (RFC 5545): a change bears the same UID and a higher SEQUENCE, one that is called off its METHOD of its own (RFC 5546).</summary>
public static class SummonsCalendar
{
    public const string ContentType = "text/calendar; charset=utf-8";

    private const int MostOctets = 75;

    /// <summary>The file of entries that hold, or of entries that are called off.</summary>
    /// <param name="host">Right half of the UIDs: the same for every entry of an installation.</param>
    /// <param name="cancels">Whether it calls them off.</param>
    public static string Write(IEnumerable<SummonsEntry> entries, string timeZone, string host, bool cancels)
    {
        var lines = new List<string> { "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Acquis//Acquis//FR", cancels ? "METHOD:CANCEL" : "METHOD:PUBLISH" };
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        foreach (var (summons, title, where) in entries)
        {
            var at = summons.CancelledAt ?? summons.SentAt;
            lines.AddRange(
            [
                "BEGIN:VEVENT", $"UID:{summons.Id}@{host}", $"SEQUENCE:{summons.Sequence.ToString(CultureInfo.InvariantCulture)}", $"DTSTAMP:{Utc(at.UtcDateTime)}",
                $"DTSTART:{Utc(TimeZoneInfo.ConvertTimeToUtc(summons.Terms.Start, zone))}", $"DTEND:{Utc(TimeZoneInfo.ConvertTimeToUtc(summons.Terms.End, zone))}",
                $"SUMMARY:{Text(title)}", $"LOCATION:{Text(where)}", cancels ? "STATUS:CANCELLED" : "STATUS:CONFIRMED", "END:VEVENT",
            ]);
        }

        lines.Add("END:VCALENDAR");
        return string.Concat(lines.Select(Folded));
    }

    /// <summary>The right half of UIDs.</summary>
    public static string HostOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : "acquis";

    private static string Utc(DateTime time) => time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Text(string text) => text.ReplaceLineEndings(" ")
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal);

    /// <summary>Lines of 75 octets at most, none broken inside a character (section 3.1).</summary>
    private static string Folded(string line)
    {
        var folded = new StringBuilder();
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                folded.Append("\r\n ");
                octets = 1;
            }

            folded.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        return folded.Append("\r\n").ToString();
    }
}
