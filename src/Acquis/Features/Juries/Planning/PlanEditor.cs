using Acquis.Timetabling;
using Acquis.Timetabling.Checking;

namespace Acquis.Features.Juries.Planning;

/// <summary>
/// Changes by hand, on the timetable as the engine reads it. Nothing is refused here: the checker says what a change breaks, before it is made and after.
/// </summary>
public static class PlanEditor
{
    /// <summary>Everybody who sits in a session.</summary>
    public static IEnumerable<string> Members(Session session) => (session.Panel ?? []).Concat(session.Events.SelectMany(e => e.Panel ?? [])).Distinct();

    /// <summary>The session of a room on a half-day, or null.</summary>
    public static Session? At(Timetable plan, string room, string halfDay) => plan.Sessions.FirstOrDefault(s => s.Room == room && s.HalfDay == halfDay);

    /// <summary>The session in which an event stands, or null.</summary>
    public static Session? Of(Timetable plan, string @event) => plan.Sessions.FirstOrDefault(s => s.Events.Any(e => e.Event == @event));

    /// <summary>Takes an event out; a session that is left empty goes with it.</summary>
    public static Timetable TakeOut(Timetable plan, string @event) => plan with
    {
        Sessions = [.. plan.Sessions.Select(s => s with { Events = [.. s.Events.Where(e => e.Event != @event)] }).Where(s => s.Events.Count > 0)],
    };

    /// <summary>
    /// Puts an event elsewhere. Where that room has no session yet, <paramref name="composed"/> hears it, or the jury that it had where none could be
    /// composed; where each event has a jury of its own, it brings it along.
    /// </summary>
    public static Timetable Move(Timetable plan, string @event, string room, string halfDay, DateTime start, ComposedPanel? composed = null)
    {
        var from = Of(plan, @event);
        var placed = from?.Events.First(e => e.Event == @event);
        var rest = TakeOut(plan, @event);
        var moved = new Placement(@event, start) { Panel = placed?.Panel, Chair = placed?.Chair };
        var target = At(rest, room, halfDay);
        var session = target is null
            ? new Session { Room = room, HalfDay = halfDay, Panel = composed?.Members ?? from?.Panel, Chair = composed?.Chair ?? from?.Chair, Events = [moved] }
            : target with { Events = [.. target.Events.Append(moved).OrderBy(e => e.Start)] };
        return rest with
        {
            Sessions = [.. rest.Sessions.Where(s => s != target).Append(session).OrderBy(s => s.HalfDay, StringComparer.Ordinal).ThenBy(s => s.Room, StringComparer.Ordinal)],
        };
    }

    /// <summary>Seats a juror in the place of another, who chaired perhaps: then they chair.</summary>
    /// <param name="event">One event of a session whose events have juries of their own; null: the whole session.</param>
    public static Timetable Seat(Timetable plan, Session session, string? @event, string leaves, string comes)
    {
        IReadOnlyList<string>? Swapped(IReadOnlyList<string>? panel) => panel is null ? null : [.. panel.Select(j => j == leaves ? comes : j)];
        return Changed(plan, session, session with
        {
            Panel = Swapped(session.Panel),
            Chair = session.Chair == leaves ? comes : session.Chair,
            Events =
            [
                .. session.Events.Select(e => @event is not null && e.Event != @event ? e : e with
                {
                    Panel = Swapped(e.Panel), Chair = e.Chair == leaves ? comes : e.Chair,
                }),
            ],
        });
    }

    /// <summary>Has a member chair.</summary>
    /// <param name="event">As of <see cref="Seat"/>.</param>
    public static Timetable HaveChair(Timetable plan, Session session, string? @event, string juror) => Changed(plan, session, session with
    {
        Chair = session.Panel is null ? null : juror,
        Events = [.. session.Events.Select(e => e.Panel is null || (@event is not null && e.Event != @event) ? e : e with { Chair = juror })],
    });

    /// <summary>The first starts that a session has room for, in a half-day: after each event and at the beginning.</summary>
    public static IEnumerable<DateTime> Starts(TimetableProblem problem, Session? session, HalfDay halfDay, string @event)
    {
        var type = problem.Types[0];
        var others = (session?.Events ?? []).Where(e => e.Event != @event).OrderBy(e => e.Start).ToList();
        var minutes = MinutesOf(problem, @event);
        foreach (var start in others.Select(o => OnGrid(problem, halfDay, o.Start.AddMinutes(MinutesOf(problem, o.Event) + type.TurnoverMinutes))).Prepend(halfDay.Start))
        {
            var end = start.AddMinutes(minutes);
            if (end <= halfDay.End && others.TrueForAll(o =>
                o.Start >= end.AddMinutes(type.TurnoverMinutes) || o.Start.AddMinutes(MinutesOf(problem, o.Event) + type.TurnoverMinutes) <= start))
                yield return start;
        }
    }

    /// <summary>How long an event lasts.</summary>
    public static int MinutesOf(TimetableProblem problem, string @event)
    {
        var type = problem.Types[0];
        return problem.Events.FirstOrDefault(e => e.Id == @event)?.Extended == true ? type.ExtendedMinutes ?? type.Minutes : type.Minutes;
    }

    /// <summary>Has it say of itself what the checker finds: cost, terms, who has no place. The bound stays where the problem is the same.</summary>
    public static Timetable Restate(TimetableProblem problem, string problemHash, Timetable plan)
    {
        var report = TimetableChecker.Check(problem, plan);
        var bound = plan.Problem == problemHash ? Math.Min(plan.LowerBound, report.Cost) : 0;
        var explained = plan.Unscheduled.ToDictionary(u => u.Event);
        return plan with
        {
            Problem = problemHash,
            Cost = report.Cost,
            LowerBound = bound,
            Optimal = Math.Ceiling(bound - 0.001) >= report.Cost,
            Terms = report.Terms,
            Unscheduled = [.. report.Unplaced.Select(e => explained.GetValueOrDefault(e) ?? new Unscheduled(e))],
            Overrides = report.UsedOverrides,
            Changes = problem.Previous is { } previous ? TimetableChanges.Between(previous, plan) : null,
        };
    }

    /// <summary>Leaves out what the season has no more: candidates who withdrew, jurors who were released, rooms and half-days that are gone.</summary>
    public static Timetable Today(TimetableProblem problem, Timetable plan)
    {
        var (events, jurors) = (problem.Events.Select(e => e.Id).ToHashSet(), problem.Jurors.Select(j => j.Id).ToHashSet());
        var (rooms, halfDays) = (problem.Centres.SelectMany(c => c.Rooms).Select(r => r.Id).ToHashSet(), problem.HalfDays.Select(h => h.Id).ToHashSet());
        IReadOnlyList<string>? Known(IReadOnlyList<string>? panel) => panel is null ? null : [.. panel.Where(jurors.Contains)];
        string? Chair(string? chair) => chair is not null && jurors.Contains(chair) ? chair : null;
        return plan with
        {
            Sessions =
            [
                .. plan.Sessions.Where(s => rooms.Contains(s.Room) && halfDays.Contains(s.HalfDay)).Select(s => s with
                {
                    Panel = Known(s.Panel), Chair = Chair(s.Chair),
                    Events = [.. s.Events.Where(e => events.Contains(e.Event)).Select(e => e with { Panel = Known(e.Panel), Chair = Chair(e.Chair) })],
                }).Where(s => s.Events.Count > 0),
            ],
            Unscheduled = [.. plan.Unscheduled.Where(u => events.Contains(u.Event))],
        };
    }

    private static Timetable Changed(Timetable plan, Session session, Session changed) =>
        plan with { Sessions = [.. plan.Sessions.Select(s => s == session ? changed : s)] };

    private static DateTime OnGrid(TimetableProblem problem, HalfDay halfDay, DateTime time)
    {
        var minutes = (int)Math.Ceiling((time - halfDay.Start).TotalMinutes / problem.GridMinutes) * problem.GridMinutes;
        return halfDay.Start.AddMinutes(minutes);
    }
}
