namespace Acquis.Timetabling;

/// <summary>Compares two timetables of one season: who must be told what.</summary>
public static class TimetableChanges
{
    /// <summary>What differs in <paramref name="now"/>; moves in the order of events, convocations by half-day and juror.</summary>
    public static Changes Between(Timetable previous, Timetable now)
    {
        var (before, after) = (PlacesOf(previous), PlacesOf(now));
        var moved = before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Select(e => new Move(e, before.GetValueOrDefault(e), after.GetValueOrDefault(e)))
            .Where(m => m.From != m.To);
        var (was, are) = (ConvocationsOf(previous), ConvocationsOf(now));
        return new([.. moved], Ordered(are.Except(was)), Ordered(was.Except(are)));
    }

    /// <summary>Every juror and half-day that a timetable convenes.</summary>
    public static HashSet<Convocation> ConvocationsOf(Timetable timetable) =>
    [
        .. timetable.Sessions.SelectMany(s => (s.Panel ?? []).Concat(s.Events.SelectMany(e => e.Panel ?? [])).Select(j => new Convocation(j, s.HalfDay))),
    ];

    /// <summary>Where each event stands.</summary>
    public static Dictionary<string, Place> PlacesOf(Timetable timetable)
    {
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var session in timetable.Sessions)
        {
            foreach (var placed in session.Events)
                places.TryAdd(placed.Event, new(session.Room, session.HalfDay, placed.Start));
        }

        return places;
    }

    private static Convocation[] Ordered(IEnumerable<Convocation> convocations) =>
        [.. convocations.OrderBy(c => c.HalfDay, StringComparer.Ordinal).ThenBy(c => c.Juror, StringComparer.Ordinal)];
}
