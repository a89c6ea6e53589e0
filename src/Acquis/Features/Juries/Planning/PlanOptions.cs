using Acquis.Timetabling;
using Acquis.Timetabling.Checking;

namespace Acquis.Features.Juries.Planning;

/// <summary>A change that could be made, and what it would bring.</summary>
/// <param name="Breaks">Hard rules that it would newly break, in words; none: it can be made.</param>
/// <param name="Cost">Points that it adds, or saves.</param>
public sealed record Consequence(IReadOnlyList<string> Breaks, long Cost);

/// <summary>A place where a candidate could stand.</summary>
/// <param name="Start">Null where the room is full, or not to be had.</param>
/// <param name="Panel">Who would be convened to hear them where the room is empty; null where a panel sits there already or none can be composed.</param>
public sealed record PlaceOption(string Room, string HalfDay, DateTime? Start, Consequence Consequence, ComposedPanel? Panel = null);

/// <summary>A juror who could sit in the place of another.</summary>
public sealed record SeatOption(string Juror, Consequence Consequence);

/// <summary>Says what each change would break before it is made: the checker is asked about the timetable as it would be.</summary>
public sealed class PlanOptions(PlanningFile file)
{
    /// <summary>Above so many checks of one defence, places are shown for one day at a time.</summary>
    private const long MostChecks = 60_000;

    private readonly HashSet<string> standing = [.. file.Report.Breaches.Select(KeyOf)];

    /// <summary>Whether places are looked at for one day at a time: the season is large.</summary>
    public bool ByDay => (long)file.Problem.HalfDays.Count * file.Problem.Centres.Sum(c => c.Rooms.Count) * file.Problem.Events.Count > MostChecks;

    /// <summary>Places of a candidate, by time and room, other than the one they have.</summary>
    /// <param name="day">The only day to look at, or null.</param>
    public IEnumerable<PlaceOption> PlacesOf(string @event, DateOnly? day)
    {
        var now = PlanEditor.Of(file.Plan, @event);
        var composer = ComposerOf(file, @event);
        var start = now?.Events.First(e => e.Event == @event).Start;
        foreach (var halfDay in file.Problem.HalfDays.Where(h => day is null || h.Day == day))
        {
            foreach (var room in file.Problem.Centres.SelectMany(c => c.Rooms))
            {
                var session = PlanEditor.At(file.Plan, room.Id, halfDay.Id);
                var panel = session is null ? composer.For(@event, room.Id, halfDay.Id) : null;
                if (session is null && now is null && panel is null)
                    continue;

                var starts = room.Unavailable.Contains(halfDay.Id) ? [] : PlanEditor.Starts(file.Problem, session, halfDay, @event).ToList();
                if (starts.Count == 0)
                    yield return new(room.Id, halfDay.Id, null, new([Infrastructure.Texts.All[room.Unavailable.Contains(halfDay.Id) ? "plan.room-closed" : "plan.room-full"]], 0));

                foreach (var at in starts.Where(s => session != now || s != start))
                    yield return new(room.Id, halfDay.Id, at, Of(PlanEditor.Move(file.Plan, @event, room.Id, halfDay.Id, at, panel), @event), panel);
            }
        }
    }

    /// <summary>Composes panels beside the sessions that stand once the event is taken out.</summary>
    public static PanelComposer ComposerOf(PlanningFile file, string @event) => new(file.Problem, PlanEditor.TakeOut(file.Plan, @event));

    /// <summary>Jurors who could sit in the place of one, those who break nothing first, then by what it costs.</summary>
    public IEnumerable<SeatOption> SeatsOf(Session session, string? @event, string leaves)
    {
        var members = (@event is null ? PlanEditor.Members(session) : session.Events.First(e => e.Event == @event).Panel ?? []).ToHashSet();
        return file.Problem.Jurors.Where(j => !members.Contains(j.Id))
            .Select(j => new SeatOption(j.Id, Of(PlanEditor.Seat(file.Plan, session, @event, leaves, j.Id))))
            .OrderBy(o => o.Consequence.Breaks.Count).ThenBy(o => o.Consequence.Cost).ThenBy(o => file.Names[o.Juror], StringComparer.CurrentCulture);
    }

    /// <param name="moved">The event that is moved: what it breaks already counts too.</param>
    private Consequence Of(Timetable changed, string? moved = null)
    {
        var report = TimetableChecker.Check(file.Problem, changed);
        var broken = report.Breaches.Where(b => !standing.Contains(KeyOf(b)) || (moved is not null && b.Events.Contains(moved)));
        return new(file.Names.Say(broken), report.Cost - file.Report.Cost);
    }

    private static string KeyOf(Breach breach) => $"{breach.Code}|{string.Join('|', breach.Args.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Value))}";
}
