namespace Acquis.Timetabling.Solving;

/// <summary>An event of a session with its start, and its own jury where it has one.</summary>
internal readonly record struct Sitting(int Event, int Start, int[]? Jury, int Chair);

/// <summary>A session in numbers. It never changes; a changed session is another one.</summary>
/// <param name="Panel">Empty where each event has its own jury.</param>
/// <param name="Chair">-1 where each event has its own jury.</param>
internal sealed record Seating(int Slot, int Type, int[] Panel, int Chair, Sitting[] Events)
{
    /// <summary>A session of a file; null where it mixes types or names a panel that is gone.</summary>
    public static Seating? Read(Instance instance, Session session, int slot, Dictionary<string, int> events, Dictionary<string, int> jurors)
    {
        int[]? Known(IReadOnlyList<string>? panel) =>
            panel is not null && panel.All(jurors.ContainsKey) ? [.. panel.Select(j => jurors[j]).Distinct()] : null;

        List<Placement> known = [.. session.Events.Where(e => events.ContainsKey(e.Event)).DistinctBy(e => e.Event)];
        if (known.Count == 0 || known.Select(e => instance.Events[events[e.Event]].Type).Distinct().Count() > 1)
            return null;

        var type = instance.Events[events[known[0].Event]].Type;
        int StartOf(Placement e) => (int)(e.Start - instance.HalfDays[instance.HalfDayOf(slot)].Start).TotalMinutes;
        if (!instance.Types[type].Individual)
        {
            return Known(session.Panel) is { } panel && session.Chair is { } chair && jurors.TryGetValue(chair, out var c)
                ? new(slot, type, panel, c, [.. known.Select(e => new Sitting(events[e.Event], StartOf(e), null, -1)).OrderBy(e => e.Start)])
                : null;
        }

        var sittings = known.Where(e => e.Chair is not null && jurors.ContainsKey(e.Chair) && Known(e.Panel) is not null)
            .Select(e => new Sitting(events[e.Event], StartOf(e), Known(e.Panel), jurors[e.Chair!])).OrderBy(e => e.Start).ToArray();
        return sittings.Length == 0 ? null : new(slot, type, [], -1, sittings);
    }

    /// <summary>Everybody whom the session convenes, once each.</summary>
    public IEnumerable<int> Convened => Chair >= 0 ? Panel : Events.SelectMany(e => e.Jury!).Distinct();
}
