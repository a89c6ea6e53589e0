namespace Acquis.Timetabling.Checking;

/// <summary>The hard rules, one method each. An event whose rule is waived is left out when that rule is tested.</summary>
internal sealed partial class HardRules
{
    private readonly TimetableProblem problem;
    private readonly Timetable timetable;
    private readonly List<Placed> placed;
    private readonly HashSet<(string Rule, string Event)> waived;
    private readonly List<Breach> breaches = [];

    private HardRules(TimetableProblem problem, Timetable timetable, List<Placed> placed, IEnumerable<Override> overrides)
    {
        (this.problem, this.timetable, this.placed) = (problem, timetable, placed);
        waived = [.. overrides.Select(o => (o.Rule, o.Event))];
    }

    public static List<Breach> Check(TimetableProblem problem, Timetable timetable, List<Placed> placed, IEnumerable<Override> overrides)
    {
        var rules = new HardRules(problem, timetable, placed, overrides);
        rules.H1();
        rules.H2();
        rules.H3();
        rules.H4To9();
        rules.H10();
        rules.H11();
        rules.H12();
        rules.H13();
        rules.H14();
        rules.H15();
        return rules.breaches;
    }

    private List<Placed> Tested(string rule) => waived.Count == 0 ? placed : [.. placed.Where(p => !waived.Contains((rule, p.Event.Id)))];

    private void Add(string rule, string code, IEnumerable<Placed> of, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        var named = new Dictionary<string, object?>();
        List<string> events = [.. of.Select(p => p.Event.Id)];
        if (events.Count > 0)
            named["event"] = events[0];

        foreach (var (name, value) in args)
            named[name] = value;

        breaches.Add(new(rule, code, named, events));
    }

    private void H1()
    {
        foreach (var twice in placed.GroupBy(p => p.Event.Id).Where(g => g.Count() > 1))
            Add("H1", "timetable.breach.placed-twice", twice);

        foreach (var p in Tested("H1"))
        {
            if (!p.Event.Centres.Contains(p.Centre.Id))
                Add("H1", "timetable.breach.other-centre", [p], ("centre", p.Centre.Id));

            if (p.Event.Features.Except(p.Room.Features).FirstOrDefault() is { } lacking)
                Add("H1", "timetable.breach.room-lacks", [p], ("room", p.Room.Id), ("feature", lacking));

            if (p.Room.Unavailable.Contains(p.HalfDay.Id))
                Add("H1", "timetable.breach.room-not-free", [p], ("room", p.Room.Id), ("halfDay", p.HalfDay.Id));
        }
    }

    private void H2()
    {
        foreach (var p in Tested("H2"))
        {
            if (p.Start < p.HalfDay.Start || p.End > p.HalfDay.End)
                Add("H2", "timetable.breach.outside-half-day", [p], ("halfDay", p.HalfDay.Id));

            var offset = (p.Start - p.HalfDay.Start).TotalMinutes;
            if (offset % problem.GridMinutes != 0)
                Add("H2", "timetable.breach.off-the-grid", [p], ("minutes", problem.GridMinutes));
        }

        // Half-days do not overlap, so that a room's events can only meet inside one.
        foreach (var room in Tested("H2").GroupBy(p => (p.Room.Id, p.HalfDay.Id)))
        {
            List<Placed> inOrder = [.. room.OrderBy(p => p.Start).ThenBy(p => p.End)];
            foreach (var (first, second) in inOrder.Zip(inOrder.Skip(1)))
            {
                if (second.Start < first.End)
                    Add("H2", "timetable.breach.room-overlap", [second, first], ("other", first.Event.Id), ("room", room.Key.Item1));
                else if (second.Start < first.End.AddMinutes(first.Type.TurnoverMinutes))
                    Add("H2", "timetable.breach.turnover", [second, first], ("other", first.Event.Id), ("minutes", first.Type.TurnoverMinutes));
            }
        }
    }

    private void H3()
    {
        var tested = Tested("H3");
        foreach (var p in tested)
        {
            if (p.Event.Unavailable.Contains(p.HalfDay.Id))
                Add("H3", "timetable.breach.candidate-away", [p], ("halfDay", p.HalfDay.Id));

            if (p.Event.Windows.Count > 0 && !p.Event.Windows.Any(w => p.Start >= w.From && p.End <= w.To))
                Add("H3", "timetable.breach.outside-windows", [p]);
        }

        foreach (var candidate in tested.GroupBy(p => p.Event.Candidate))
        {
            List<Placed> inOrder = [.. candidate.OrderBy(p => p.Start)];
            foreach (var (first, second) in inOrder.Zip(inOrder.Skip(1)).Where(pair => pair.Second.Start < pair.First.End))
                Add("H3", "timetable.breach.candidate-twice", [second, first], ("other", first.Event.Id));
        }

        Orders(tested);
    }

    private void Orders(List<Placed> tested)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(problem.TimeZone);
        var byId = tested.DistinctBy(p => p.Event.Id).ToDictionary(p => p.Event.Id);
        foreach (var p in tested)
        {
            foreach (var after in p.Event.After)
            {
                if (!byId.TryGetValue(after.Event, out var before))
                    continue;

                // Hours that pass, not hours on the clock: a night may have one more or one less.
                var passed = (p.Start - zone.GetUtcOffset(p.Start)) - (before.Start - zone.GetUtcOffset(before.Start));
                if (passed < TimeSpan.FromHours(after.MinHours))
                    Add("H3", "timetable.breach.too-early-after", [p, before], ("other", after.Event), ("hours", after.MinHours));
            }
        }
    }

    private void H14()
    {
        foreach (var same in timetable.Sessions.GroupBy(s => (s.Room, s.HalfDay)).Where(g => g.Count() > 1))
            Add("H14", "timetable.breach.session-twice", placed.Where(p => same.Contains(p.Session)), ("room", same.Key.Room), ("halfDay", same.Key.HalfDay));

        var tested = Tested("H14").ToLookup(p => p.Session);
        foreach (var session in timetable.Sessions)
        {
            List<Placed> inside = [.. tested[session]];
            if (session.Events.Count == 0)
                Add("H14", "timetable.breach.session-empty", [], ("room", session.Room), ("halfDay", session.HalfDay));

            if (inside.Select(p => p.Type.Id).Distinct().Count() > 1)
                Add("H14", "timetable.breach.session-of-two-types", inside, ("room", session.Room), ("halfDay", session.HalfDay));

            var panel = inside.Where(p => p.Type.Jury is JuryKind.Panel).ToList();
            var own = session.Events.Where(e => e.Panel is not null || e.Chair is not null).Select(e => e.Event).ToHashSet();
            if (panel.Count > 0 && (session.Panel is null || panel.Exists(p => own.Contains(p.Event.Id))))
                Add("H14", "timetable.breach.panel-not-of-the-session", panel, ("room", session.Room), ("halfDay", session.HalfDay));

            if (inside.Count > panel.Count && (session.Panel is not null || session.Chair is not null))
                Add("H14", "timetable.breach.jury-not-of-the-event", inside.Except(panel), ("room", session.Room), ("halfDay", session.HalfDay));
        }
    }
}
