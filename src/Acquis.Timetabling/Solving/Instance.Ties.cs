namespace Acquis.Timetabling.Solving;

internal sealed partial class Instance
{
    /// <summary>Slots that the solver leaves alone: locked sessions, and locked emptiness.</summary>
    public HashSet<int> ClosedSlots { get; } = [];

    /// <summary>Locked sessions, which stand whatever happens, as far as they are lawful today.</summary>
    public List<Seating> LockedSeatings { get; } = [];

    /// <summary>Sessions of the previous timetable, in numbers, whether lawful today or not.</summary>
    public List<Seating> PreviousSeatings { get; } = [];

    private void ReadConflicts()
    {
        var events = Events.Index().ToDictionary(e => e.Item.Id, e => e.Index);
        var jurors = Jurors.Index().ToDictionary(j => j.Item.Id, j => j.Index);
        foreach (var conflict in problem.Conflicts)
        {
            var info = Events[events[conflict.Event]];
            if (!info.IsWaived(9))
                info.Conflicts.Add(jurors[conflict.Juror]);
        }
    }

    private void ReadLinks()
    {
        var events = Events.Index().ToDictionary(e => e.Item.Id, e => e.Index);
        var links = new Dictionary<(int, int), Link>();
        void Bind(int e, int other, Func<Link, Link> change) =>
            links[(e, other)] = change(links.GetValueOrDefault((e, other), new(other, false, null, null)));

        foreach (var same in Events.Index().Where(e => !e.Item.IsWaived(3)).GroupBy(e => e.Item.Candidate).Where(g => g.Count() > 1))
        {
            foreach (var (a, b) in same.SelectMany(a => same.Where(b => b.Index != a.Index).Select(b => (a.Index, b.Index))))
                Bind(a, b, l => l with { SameCandidate = true });
        }

        foreach (var (e, item) in problem.Events.Index().Where(e => !Events[e.Index].IsWaived(3)))
        {
            foreach (var after in item.After.Where(a => !Events[events[a.Event]].IsWaived(3)))
            {
                var (before, minutes) = (events[after.Event], after.MinHours * 60);
                Bind(e, before, l => l with { AfterOther = Math.Max(l.AfterOther ?? 0, minutes) });
                Bind(before, e, l => l with { BeforeOther = Math.Max(l.BeforeOther ?? 0, minutes) });
            }
        }

        foreach (var ((e, _), link) in links.OrderBy(l => l.Key))
            Events[e].Links.Add(link);
    }

    private void ReadPrevious()
    {
        foreach (var juror in Jurors)
            juror.Before = new bool[HalfDays.Length];

        if (problem.Previous is not { } previous)
            return;

        var events = Events.Index().ToDictionary(e => e.Item.Id, e => e.Index);
        var rooms = Rooms.Index().ToDictionary(r => r.Item.Id, r => r.Index);
        var halfDays = HalfDays.Index().ToDictionary(h => h.Item.Id, h => h.Index);
        var jurors = Jurors.Index().ToDictionary(j => j.Item.Id, j => j.Index);
        foreach (var convocation in TimetableChanges.ConvocationsOf(previous))
        {
            if (jurors.TryGetValue(convocation.Juror, out var j) && halfDays.TryGetValue(convocation.HalfDay, out var h))
                Jurors[j].Before[h] = true;
            else
                GoneConvocations++;
        }

        foreach (var session in previous.Sessions)
        {
            var room = rooms.GetValueOrDefault(session.Room, -1);
            var halfDay = halfDays.GetValueOrDefault(session.HalfDay, -1);
            foreach (var placed in session.Events.Where(p => events.ContainsKey(p.Event)))
            {
                var info = Events[events[placed.Event]];
                if (info.WasPlaced)
                    continue;

                info.WasPlaced = true;
                info.BeforeHalfDay = halfDay;
                if (room < 0 || halfDay < 0)
                    continue;

                info.BeforeSlot = SlotOf(room, halfDay);
                info.BeforeStart = (int)(placed.Start - HalfDays[halfDay].Start).TotalMinutes;
            }

            if (room >= 0 && halfDay >= 0 && Seating.Read(this, session, SlotOf(room, halfDay), events, jurors) is { } seating)
                PreviousSeatings.Add(seating);
        }
    }

    /// <summary>The sessions of a lawful timetable of this problem, in numbers.</summary>
    public List<Seating> Read(Timetable timetable)
    {
        var events = Events.Index().ToDictionary(e => e.Item.Id, e => e.Index);
        var rooms = Rooms.Index().ToDictionary(r => r.Item.Id, r => r.Index);
        var halfDays = HalfDays.Index().ToDictionary(h => h.Item.Id, h => h.Index);
        var jurors = Jurors.Index().ToDictionary(j => j.Item.Id, j => j.Index);
        return [.. timetable.Sessions.Select(s => Seating.Read(this, s, SlotOf(rooms[s.Room], halfDays[s.HalfDay]), events, jurors)).OfType<Seating>()];
    }

    /// <summary>Convocations of the previous timetable that no timetable of this problem can repeat.</summary>
    public int GoneConvocations { get; private set; }

    private void ReadLocks()
    {
        var events = Events.Index().ToDictionary(e => e.Item.Id, e => e.Index);
        var rooms = Rooms.Index().ToDictionary(r => r.Item.Id, r => r.Index);
        var halfDays = HalfDays.Index().ToDictionary(h => h.Item.Id, h => h.Index);
        var jurors = Jurors.Index().ToDictionary(j => j.Item.Id, j => j.Index);
        foreach (var held in problem.Locks)
        {
            if (held.Event is null)
                ReadSessionLock(SlotOf(rooms[held.Room!], halfDays[held.HalfDay!]), events);
            else if (!Events[events[held.Event]].IsWaived(15))
                ReadEventLock(Events[events[held.Event]], held, rooms, halfDays, jurors);
        }
    }

    private void ReadSessionLock(int slot, Dictionary<string, int> events)
    {
        ClosedSlots.Add(slot);
        var session = problem.Previous?.Sessions.FirstOrDefault(s => s.Room == Rooms[RoomOf(slot)].Id && s.HalfDay == HalfDays[HalfDayOf(slot)].Id);
        foreach (var placed in session?.Events ?? [])
        {
            if (events.TryGetValue(placed.Event, out var e))
                Events[e].Closed = true;
        }

        LockedSeatings.AddRange(PreviousSeatings.Where(s => s.Slot == slot));
    }

    private void ReadEventLock(EventInfo info, TimetableLock held, Dictionary<string, int> rooms, Dictionary<string, int> halfDays, Dictionary<string, int> jurors)
    {
        // Two locks that contradict each other leave no place at all.
        if (held.HalfDay is { } halfDay)
            Hold(info.LockedHalfDay, halfDays[halfDay], h => info.LockedHalfDay = h);

        if (held.Room is { } room)
            Hold(info.LockedRoom, rooms[room], r => info.LockedRoom = r);

        if (held.Juror is { } juror)
            info.LockedJurors.Add(jurors[juror]);

        if (held.Start is { } start)
        {
            info.Starts =
            [
                .. HalfDays.Select((h, i) =>
                {
                    var at = (int)(start - h.Start).TotalMinutes;
                    return info.Starts[i].Any(s => s.From <= at && at <= s.To) && at % Grid == 0 ? [new Span(at, at)] : Array.Empty<Span>();
                }),
            ];
        }

        void Hold(int already, int wanted, Action<int> set)
        {
            if (already >= 0 && already != wanted)
                info.Closed = true;

            set(wanted);
        }
    }
}
