using Acquis.Timetabling.Solving;

namespace Acquis.Timetabling;

/// <summary>A panel and who chairs it.</summary>
public sealed record ComposedPanel(IReadOnlyList<string> Members, string Chair);

/// <summary>Composes the panel of a session that does not exist yet, of jurors who are free then, the cheapest first.</summary>
/// <param name="timetable">The sessions that stand.</param>
public sealed class PanelComposer(TimetableProblem problem, Timetable timetable)
{
    private readonly Parts parts = Parts.Of(problem, timetable);

    /// <summary>A panel that may hear the event in that room on that half-day; null where nobody can be found, or where each event has a jury of its own.</summary>
    public ComposedPanel? For(string @event, string room, string halfDay)
    {
        var instance = parts.Instance;
        var (e, r, h) = (Array.FindIndex(instance.Events, x => x.Id == @event), Array.FindIndex(instance.Rooms, x => x.Id == room), Array.FindIndex(instance.HalfDays, x => x.Id == halfDay));
        if (e < 0 || r < 0 || h < 0 || instance.Types[instance.Events[e].Type].Individual)
            return null;

        var (slot, minutes) = (instance.SlotOf(r, h), instance.Events[e].Minutes);
        var able = Enumerable.Range(0, instance.Jurors.Length)
            .Where(j => parts.Draft.CanConvene(j, slot, minutes) && instance.MayHear(j, e) && parts.Sequencer.SpansOf(parts.Draft, slot, h, [j], e, []).Length > 0)
            .Select(j => (Juror: j, Price: PriceOf(j, h))).ToList();
        return parts.Picker.Pick(able, e) is var (members, chair)
            ? new([.. members.Select(j => instance.Jurors[j].Id)], instance.Jurors[chair].Id)
            : null;
    }

    private double PriceOf(int j, int halfDay)
    {
        var (w, juror) = (parts.Instance.W, parts.Instance.Jurors[j]);
        return w.JurorHalfDay + (w.Load * ((2 * parts.Draft.HalfDaysOf(j)) + 1)) + (juror.Given[halfDay] == 2 ? w.UndesiredJuror : 0)
            - (juror.Before.Length > 0 && juror.Before[halfDay] ? w.ConvocationChanged : 0);
    }

    private sealed record Parts(Instance Instance, Sequencer Sequencer, Draft Draft, JuryPicker Picker)
    {
        public static Parts Of(TimetableProblem problem, Timetable timetable)
        {
            var instance = new Instance(problem);
            var sequencer = new Sequencer(instance);
            return new(instance, sequencer, Draft.From(instance, instance.Read(timetable)), new(instance, new(instance, sequencer)));
        }
    }
}
