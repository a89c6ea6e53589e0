using System.Runtime.InteropServices;

namespace Acquis.Timetabling.Solving;

/// <summary>
/// Events that ask the same of a session, taken together as one row of the master program. What concerns one candidate alone (conflicts, absences, wishes)
/// still binds each column; the sum of rows is only a weaker demand than the rows, so that its bound holds, and there are ten times fewer of them.
/// </summary>
internal static class EventKinds
{
    /// <summary>The kind of each of these events: the first event of it.</summary>
    public static Dictionary<int, int> Of(Instance instance, IReadOnlyCollection<int> events) => Group(events, e => KeyOf(instance.Events[e]));

    /// <summary>Each event by itself.</summary>
    public static Dictionary<int, int> Apart(IReadOnlyCollection<int> events) => Group(events, e => e);

    private static Dictionary<int, int> Group<TKey>(IReadOnlyCollection<int> events, Func<int, TKey> keyOf)
        where TKey : notnull
    {
        var (first, kinds) = (new Dictionary<TKey, int>(), new Dictionary<int, int>());
        foreach (var e in events)
        {
            ref var kind = ref CollectionsMarshal.GetValueRefOrAddDefault(first, keyOf(e), out var known);
            kind = known ? kind : e;
            kinds[e] = kind;
        }

        return kinds;
    }

    private static (int, int, int, int, int, int, int, int, int, string) KeyOf(EventInfo e) => (
        e.Type, e.Step, e.Certification, e.Language, e.Priority, e.Waived, e.BeforeHalfDay, e.LockedHalfDay, e.LockedRoom,
        $"{string.Join(',', e.Centres)}|{string.Join(',', e.Competences.Order())}|{string.Join(',', e.Features.Order(StringComparer.Ordinal))}|{string.Join(',', e.LockedJurors)}");
}
