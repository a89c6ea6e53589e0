namespace Acquis.Timetabling.Formats;

/// <summary>What must hold between the values of a problem: ids that exist, windows that end after they begin, clocks that do not change meanwhile.</summary>
internal sealed class ProblemRules
{
    private readonly TimetableProblem problem;
    private readonly FaultList faults;
    private readonly HashSet<string> halfDays = [];
    private readonly HashSet<string> centres = [];
    private readonly HashSet<string> rooms = [];
    private readonly HashSet<string> jurors = [];
    private readonly HashSet<string> events = [];
    private readonly Dictionary<string, EventType> types = [];

    private ProblemRules(TimetableProblem problem, FaultList faults) => (this.problem, this.faults) = (problem, faults);

    /// <summary>Notes what does not hold.</summary>
    public static void Check(TimetableProblem problem, FaultList faults)
    {
        var rules = new ProblemRules(problem, faults);
        rules.CheckHalfDays();
        rules.CheckTypes();
        rules.CheckCentres();
        rules.CheckJurors();
        rules.CheckEvents();
        rules.CheckTies();
        rules.CheckLocks();
        rules.CheckSequence();
    }

    private void CheckHalfDays()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(problem.TimeZone, out var zone))
            faults.Add("timeZone", "timetable.unknown-time-zone", ("zone", problem.TimeZone));

        for (var i = 0; i < problem.HalfDays.Count; i++)
        {
            var (halfDay, place) = (problem.HalfDays[i], $"halfDays[{i}]");
            Once(halfDays, halfDay.Id, $"{place}.id");
            if (!EndsAfter(halfDay.Start, halfDay.End, $"{place}.end"))
                continue;

            if (halfDay.End - halfDay.Start > TimeSpan.FromDays(1))
                faults.Add($"{place}.end", "timetable.longer-than-a-day");
            else if (zone is not null && ClockChanges(zone, halfDay))
                faults.Add(place, "timetable.clock-changes", ("zone", problem.TimeZone));
        }

        var byStart = problem.HalfDays.Index().OrderBy(h => h.Item.Start).ToList();
        foreach (var (first, second) in byStart.Zip(byStart.Skip(1)))
        {
            if (second.Item.Start < first.Item.End)
                faults.Add($"halfDays[{second.Index}]", "timetable.half-days-overlap", ("other", first.Item.Id));
        }
    }

    // Minutes inside a half-day are counted on the clock; a change in the night between two half-days harms nothing.
    private static bool ClockChanges(TimeZoneInfo zone, HalfDay halfDay) =>
        zone.IsInvalidTime(halfDay.Start) || zone.IsInvalidTime(halfDay.End) || zone.IsAmbiguousTime(halfDay.Start)
        || zone.IsAmbiguousTime(halfDay.End) || zone.GetUtcOffset(halfDay.Start) != zone.GetUtcOffset(halfDay.End);

    private void CheckTypes()
    {
        for (var i = 0; i < problem.Types.Count; i++)
        {
            var (type, place) = (problem.Types[i], $"types[{i}]");
            if (!types.TryAdd(type.Id, type))
                faults.Add($"{place}.id", "timetable.duplicate-id", ("id", type.Id));

            AtMost(type.Outside, type.Size, $"{place}.outside");
            AtMost(type.Competent, type.Size, $"{place}.competent");
            AtMost(type.Speakers ?? 0, type.Size, $"{place}.language");
            if (type.ExtendedMinutes < type.Minutes)
                faults.Add($"{place}.extendedMinutes", "timetable.extended-is-shorter", ("minutes", type.Minutes));
        }
    }

    private void AtMost(int value, int size, string place)
    {
        if (value > size)
            faults.Add(place, "timetable.more-than-the-jury", ("size", size));
    }

    private void CheckCentres()
    {
        for (var i = 0; i < problem.Centres.Count; i++)
        {
            var centre = problem.Centres[i];
            Once(centres, centre.Id, $"centres[{i}].id");
            for (var r = 0; r < centre.Rooms.Count; r++)
            {
                var place = $"centres[{i}].rooms[{r}]";
                Once(rooms, centre.Rooms[r].Id, $"{place}.id");
                Known(halfDays, centre.Rooms[r].Unavailable, $"{place}.unavailable", "timetable.unknown-half-day");
            }
        }
    }

    private void CheckJurors()
    {
        for (var i = 0; i < problem.Jurors.Count; i++)
        {
            var (juror, place) = (problem.Jurors[i], $"jurors[{i}]");
            Once(jurors, juror.Id, $"{place}.id");
            Known(centres, juror.Centres, $"{place}.centres", "timetable.unknown-centre");
            foreach (var halfDay in juror.Available.Keys.Where(h => !halfDays.Contains(h)))
                faults.Add($"{place}.available.{halfDay}", "timetable.unknown-half-day", ("id", halfDay));

            Spans(juror.Busy, $"{place}.busy");
        }
    }

    private void CheckEvents()
    {
        for (var i = 0; i < problem.Events.Count; i++)
            Once(events, problem.Events[i].Id, $"events[{i}].id");

        for (var i = 0; i < problem.Events.Count; i++)
        {
            var (e, place) = (problem.Events[i], $"events[{i}]");
            if (!types.TryGetValue(e.Type, out var type))
                faults.Add($"{place}.type", "timetable.unknown-type", ("id", e.Type));
            else if (e.Extended && type.ExtendedMinutes is null)
                faults.Add($"{place}.extended", "timetable.type-has-no-extended-minutes", ("id", e.Type));

            if (e.Centres.Count == 0)
                faults.Add($"{place}.centres", "timetable.no-centre");

            Known(centres, e.Centres, $"{place}.centres", "timetable.unknown-centre");
            Known(halfDays, e.Unavailable, $"{place}.unavailable", "timetable.unknown-half-day");
            Known(halfDays, e.Undesired, $"{place}.undesired", "timetable.unknown-half-day");
            Spans(e.Windows, $"{place}.windows");
            Known(events, [.. e.After.Select(a => a.Event)], $"{place}.after", "timetable.unknown-event", ".event");
        }
    }

    private void CheckTies()
    {
        for (var i = 0; i < problem.Conflicts.Count; i++)
        {
            Known(events, problem.Conflicts[i].Event, $"conflicts[{i}].event", "timetable.unknown-event");
            Known(jurors, problem.Conflicts[i].Juror, $"conflicts[{i}].juror", "timetable.unknown-juror");
        }

        for (var i = 0; i < problem.Overrides.Count; i++)
            Known(events, problem.Overrides[i].Event, $"overrides[{i}].event", "timetable.unknown-event");
    }

    private void CheckLocks()
    {
        for (var i = 0; i < problem.Locks.Count; i++)
        {
            var (held, place) = (problem.Locks[i], $"locks[{i}]");
            Known(events, held.Event, $"{place}.event", "timetable.unknown-event");
            Known(halfDays, held.HalfDay, $"{place}.halfDay", "timetable.unknown-half-day");
            Known(rooms, held.Room, $"{place}.room", "timetable.unknown-room");
            Known(jurors, held.Juror, $"{place}.juror", "timetable.unknown-juror");
            var sound = held.Event is null
                ? held is { HalfDay: not null, Room: not null, Start: null, Juror: null }
                : held.HalfDay is not null || held.Room is not null || held.Start is not null || held.Juror is not null;
            if (!sound)
                faults.Add(place, "timetable.lock-holds-nothing");
        }
    }

    private void CheckSequence()
    {
        var index = problem.Events.Index().DistinctBy(e => e.Item.Id).ToDictionary(e => e.Item.Id, e => e.Index);
        var state = new byte[problem.Events.Count];
        for (var i = 0; i < problem.Events.Count; i++)
        {
            // A chain of orders is short; it is walked without recursion all the same, since the file may say anything.
            var path = new Stack<(int Event, int Next)>();
            if (state[i] == 0)
                path.Push((i, 0));

            while (path.TryPop(out var at))
            {
                state[at.Event] = 1;
                var after = problem.Events[at.Event].After;
                if (at.Next >= after.Count)
                {
                    state[at.Event] = 2;
                    continue;
                }

                path.Push((at.Event, at.Next + 1));
                if (!index.TryGetValue(after[at.Next].Event, out var before))
                    continue;

                if (state[before] == 1)
                {
                    faults.Add($"events[{at.Event}].after[{at.Next}].event", "timetable.order-turns-in-a-circle");
                    return;
                }

                if (state[before] == 0)
                    path.Push((before, 0));
            }
        }
    }

    private void Once(HashSet<string> ids, string id, string place)
    {
        if (!ids.Add(id))
            faults.Add(place, "timetable.duplicate-id", ("id", id));
    }

    private void Known(HashSet<string> ids, string? id, string place, string code)
    {
        if (id is not null && !ids.Contains(id))
            faults.Add(place, code, ("id", id));
    }

    private void Known(HashSet<string> ids, IReadOnlyList<string> named, string place, string code, string suffix = "")
    {
        for (var i = 0; i < named.Count; i++)
            Known(ids, named[i], $"{place}[{i}]{suffix}", code);
    }

    private void Spans(IReadOnlyList<TimeSpanLocal> spans, string place)
    {
        for (var i = 0; i < spans.Count; i++)
            EndsAfter(spans[i].From, spans[i].To, $"{place}[{i}].to");
    }

    private bool EndsAfter(DateTime from, DateTime to, string place)
    {
        if (to > from)
            return true;

        faults.Add(place, "timetable.ends-before-it-begins");
        return false;
    }
}
