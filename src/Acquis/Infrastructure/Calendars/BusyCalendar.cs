using Acquis.Domain;

namespace Acquis.Infrastructure.Calendars;

/// <summary>A span of local time that a calendar says is taken.</summary>
/// <param name="Start">Inclusive.</param>
/// <param name="End">Exclusive.</param>
public readonly record struct BusySpan(DateTime Start, DateTime End);

/// <summary>What was read of a calendar.</summary>
/// <param name="Spans">Busy spans within the window asked for, by time.</param>
/// <param name="Unread">Events that were not understood, such as one that comes back each month: somebody must look at them.</param>
public sealed record BusyTimes(IReadOnlyList<BusySpan> Spans, int Unread);

/// <summary>
/// Reads when somebody is busy from an iCalendar text (RFC 5545): events and free-busy periods, cancelled and transparent ones left out. Events that
/// come back each day or week are followed; a rule that is any other is counted as not read, never guessed. Titles, places and people are not looked at.
/// </summary>
public static class BusyCalendar
{
    /// <summary>Largest calendar, in characters.</summary>
    public const int MaxLength = 4_000_000;

    /// <summary>Most events that are read, and most spans that they give.</summary>
    private const int Most = 20_000;

    /// <summary>Reads a calendar.</summary>
    /// <param name="zone">Zone of the answer, and of times that name none.</param>
    /// <param name="from">Start of the window, local to it.</param>
    /// <param name="to">End of the window.</param>
    /// <exception cref="RefusedException">The text is no calendar, or is too large.</exception>
    public static BusyTimes Read(string text, TimeZoneInfo zone, DateTime from, DateTime to)
    {
        if (text.Length > MaxLength)
            throw new RefusedException("calendar.too-large", ("max", MaxLength / 1_000_000));

        var lines = IcsLine.Unfold(text);
        if (lines.Count == 0 || lines[0] is not { Name: "BEGIN", Value: "VCALENDAR" })
            throw new RefusedException("calendar.unreadable");

        var (spans, unread) = (new List<BusySpan>(), 0);
        foreach (var component in Components(lines).Take(Most))
        {
            var found = component.Kind == "VEVENT" ? IcsEvent.Read(component.Lines, zone, from, to) : IcsEvent.ReadFreeBusy(component.Lines, zone);
            if (found is null)
                unread++;
            else
                spans.AddRange(found.Where(s => s.Start < to && from < s.End).Take(Most - spans.Count));
        }

        return new([.. spans.Distinct().OrderBy(s => s.Start).ThenBy(s => s.End)], unread);
    }

    /// <summary>The lines of each event and free-busy component; what lies deeper, such as an alarm, is passed over.</summary>
    private static IEnumerable<(string Kind, List<IcsLine> Lines)> Components(IReadOnlyList<IcsLine> lines)
    {
        var open = new Stack<string>();
        List<IcsLine>? current = null;
        foreach (var line in lines)
        {
            if (line.Name == "BEGIN")
            {
                open.Push(line.Value);
                if (open.Count == 2 && line.Value is "VEVENT" or "VFREEBUSY")
                    current = [];
            }
            else if (line.Name == "END" && open.TryPop(out var kind))
            {
                if (open.Count == 1 && current is not null)
                    yield return (kind, current);

                if (open.Count == 1)
                    current = null;
            }
            else if (open.Count == 2)
            {
                current?.Add(line);
            }
        }
    }
}
