namespace Acquis.Timetabling.Formats;

/// <summary>Reads the file of a timetable. Whether it is lawful is the checker's question.</summary>
public static class TimetableReader
{
    private const int MaxMegabytes = 1_000_000;

    /// <summary>The timetable in these bytes, of that problem.</summary>
    /// <exception cref="TimetableFileException">It is not sound, or names what the problem does not have.</exception>
    public static Timetable Read(ReadOnlyMemory<byte> utf8, TimetableProblem problem)
    {
        var faults = new FaultList();
        var timetable = Read(utf8);
        CheckIds(timetable, problem, faults);
        faults.ThrowIfAny();
        return timetable;
    }

    /// <summary>The timetable in these bytes, whatever it names: a season may have changed since it was made.</summary>
    /// <exception cref="TimetableFileException">It is not sound.</exception>
    public static Timetable Read(ReadOnlyMemory<byte> utf8)
    {
        var faults = new FaultList();
        using var json = ProblemReader.Parse(utf8);
        var timetable = Timetable(new(json.RootElement, "", faults));
        faults.ThrowIfAny();
        return timetable;
    }

    internal static Timetable Timetable(JsonNode node)
    {
        var map = node.Map(
            ["schema", "problem", "status", "cost", "lowerBound", "terms", "sessions", "unscheduled"], ["changes", "overrides", "solver"]);
        map.Node("schema")?.OneOf(Timetabling.Timetable.Schema);
        return new()
        {
            Problem = map.Text("problem"),
            Optimal = map.Node("status")?.OneOf("optimal", "feasible") == "optimal",
            Cost = map.Node("cost")?.Long() ?? 0,
            LowerBound = map.Node("lowerBound")?.Number() ?? 0,
            Terms = map.Node("terms") is { } terms ? Terms(terms) : new Dictionary<string, long>(),
            Sessions = map.List("sessions", Session),
            Unscheduled = map.List("unscheduled", Unscheduled),
            Changes = map.Node("changes") is { IsNull: false } changes ? Changes(changes) : null,
            Overrides = map.List("overrides", Used),
            Solver = map.Node("solver") is { IsNull: false } solver ? Solver(solver) : null,
        };
    }

    private static Dictionary<string, long> Terms(JsonNode node)
    {
        var names = Weights.Names.ToArray();
        var map = node.Map([], names);
        return names.Where(map.Has).ToDictionary(n => n, n => map.Node(n)!.Value.Long(), StringComparer.Ordinal);
    }

    private static Session Session(JsonNode node)
    {
        var map = node.Map(["room", "halfDay", "events"], ["panel", "chair"]);
        return new()
        {
            Room = map.Text("room"),
            HalfDay = map.Text("halfDay"),
            Panel = map.Has("panel") ? map.Texts("panel") : null,
            Chair = map.TextOrNull("chair"),
            Events = map.List("events", Placement),
        };
    }

    private static Placement Placement(JsonNode node)
    {
        var map = node.Map(["event", "start"], ["panel", "chair"]);
        return new(map.Text("event"), map.Time("start"))
        {
            Panel = map.Has("panel") ? map.Texts("panel") : null,
            Chair = map.TextOrNull("chair"),
        };
    }

    private static Unscheduled Unscheduled(JsonNode node)
    {
        var map = node.Map(["event"], ["conflict", "text", "lift"]);
        return new(map.Text("event"))
        {
            Conflict = map.Texts("conflict"),
            Text = map.Node("text") is { IsNull: false } text ? Text(text) : null,
            Lifts = map.List("lift", Lift),
        };
    }

    private static TextPair Text(JsonNode node)
    {
        var map = node.Map(["fr", "en"], []);
        return new(map.Node("fr")?.Prose() ?? "", map.Node("en")?.Prose() ?? "");
    }

    private static Lift Lift(JsonNode node)
    {
        var map = node.Map(["kind"], ["juror", "room", "halfDay", "rule"]);
        return new(map.Text("kind"))
        {
            Juror = map.TextOrNull("juror"),
            Room = map.TextOrNull("room"),
            HalfDay = map.TextOrNull("halfDay"),
            Rule = map.TextOrNull("rule"),
        };
    }

    private static Changes Changes(JsonNode node)
    {
        var map = node.Map(["moved", "convened", "released"], []);
        return new(map.List("moved", Move), map.List("convened", Convocation), map.List("released", Convocation));
    }

    private static Move Move(JsonNode node)
    {
        var map = node.Map(["event"], ["from", "to"]);
        return new(
            map.Text("event"),
            map.Node("from") is { IsNull: false } from ? Place(from) : null,
            map.Node("to") is { IsNull: false } to ? Place(to) : null);
    }

    private static Place Place(JsonNode node)
    {
        var map = node.Map(["room", "halfDay", "start"], []);
        return new(map.Text("room"), map.Text("halfDay"), map.Time("start"));
    }

    private static Convocation Convocation(JsonNode node)
    {
        var map = node.Map(["juror", "halfDay"], []);
        return new(map.Text("juror"), map.Text("halfDay"));
    }

    private static UsedOverride Used(JsonNode node)
    {
        var map = node.Map(["rule", "event"], []);
        return new(map.Node("rule")?.OneOf(Rules.All) ?? "", map.Text("event"));
    }

    private static SolverInfo Solver(JsonNode node)
    {
        var map = node.Map(["version", "seed", "workers", "cpuSeconds", "peakMegabytes"], []);
        return new(
            map.Text("version"), map.Node("seed")?.Long() ?? 0, map.Int("workers", 0, 1024), map.Node("cpuSeconds")?.Number() ?? 0,
            map.Int("peakMegabytes", 0, MaxMegabytes));
    }

    private static void CheckIds(Timetable timetable, TimetableProblem problem, FaultList faults)
    {
        var rooms = problem.Centres.SelectMany(c => c.Rooms).Select(r => r.Id).ToHashSet();
        var halfDays = problem.HalfDays.Select(h => h.Id).ToHashSet();
        var jurors = problem.Jurors.Select(j => j.Id).ToHashSet();
        var events = problem.Events.Select(e => e.Id).ToHashSet();
        void Known(HashSet<string> ids, string? id, string place, string code)
        {
            if (id is not null && !ids.Contains(id))
                faults.Add(place, code, ("id", id));
        }

        foreach (var (s, session) in timetable.Sessions.Index())
        {
            var place = $"sessions[{s}]";
            Known(rooms, session.Room, $"{place}.room", "timetable.unknown-room");
            Known(halfDays, session.HalfDay, $"{place}.halfDay", "timetable.unknown-half-day");
            foreach (var juror in (session.Panel ?? []).Append(session.Chair))
                Known(jurors, juror, $"{place}.panel", "timetable.unknown-juror");

            foreach (var (e, placed) in session.Events.Index())
            {
                Known(events, placed.Event, $"{place}.events[{e}].event", "timetable.unknown-event");
                foreach (var juror in (placed.Panel ?? []).Append(placed.Chair))
                    Known(jurors, juror, $"{place}.events[{e}].panel", "timetable.unknown-juror");
            }
        }

        foreach (var (u, left) in timetable.Unscheduled.Index())
            Known(events, left.Event, $"unscheduled[{u}].event", "timetable.unknown-event");
    }
}
