namespace Acquis.Timetabling.Checking;

/// <summary>An event where the timetable puts it.</summary>
internal sealed record Placed(JuryEvent Event, EventType Type, Session Session, Centre Centre, Room Room, HalfDay HalfDay, DateTime Start, DateTime End)
{
    /// <summary>Who hears it.</summary>
    public required IReadOnlyList<Juror> Jury { get; init; }

    public required string? Chair { get; init; }

    public int Minutes => (int)(End - Start).TotalMinutes;

    /// <summary>The events of a timetable that name what the problem has; a timetable of yesterday may name more.</summary>
    public static List<Placed> Of(TimetableProblem problem, Timetable timetable)
    {
        var events = problem.Events.ToDictionary(e => e.Id);
        var types = problem.Types.ToDictionary(t => t.Id);
        var halfDays = problem.HalfDays.ToDictionary(h => h.Id);
        var jurors = problem.Jurors.ToDictionary(j => j.Id);
        var rooms = problem.Centres.SelectMany(c => c.Rooms.Select(r => (Centre: c, Room: r))).ToDictionary(r => r.Room.Id);
        var all = new List<Placed>();
        foreach (var session in timetable.Sessions)
        {
            if (!rooms.TryGetValue(session.Room, out var where) || !halfDays.TryGetValue(session.HalfDay, out var halfDay))
                continue;

            foreach (var placement in session.Events)
            {
                if (!events.TryGetValue(placement.Event, out var e))
                    continue;

                var type = types[e.Type];
                var own = type.Jury is JuryKind.Individual;
                var jury = own ? placement.Panel : session.Panel;
                all.Add(new(e, type, session, where.Centre, where.Room, halfDay, placement.Start, placement.Start.AddMinutes(MinutesOf(e, type)))
                {
                    Jury = [.. (jury ?? []).Where(jurors.ContainsKey).Select(j => jurors[j])],
                    Chair = own ? placement.Chair : session.Chair,
                });
            }
        }

        return all;
    }

    private static int MinutesOf(JuryEvent e, EventType type) => e.Extended ? type.ExtendedMinutes ?? type.Minutes : type.Minutes;
}
