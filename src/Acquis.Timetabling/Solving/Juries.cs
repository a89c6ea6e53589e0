namespace Acquis.Timetabling.Solving;

/// <summary>What a jury must be, for the solver: H4 to H9, and a whole session.</summary>
internal sealed class Juries(Instance instance, Sequencer sequencer)
{
    /// <summary>Whether a jury may hear an event: H4 to H9 and locked jurors.</summary>
    public bool Serves(IReadOnlyList<int> jury, int chair, int e)
    {
        var info = instance.Events[e];
        if (info.NeedsChair && !(instance.Jurors[chair].Chairs[info.Certification] && jury.Contains(chair)))
            return false;

        var (outside, speakers) = (0, 0);
        foreach (var j in jury)
        {
            if (info.Conflicts.Contains(j))
                return false;

            outside += instance.Jurors[j].Outside ? 1 : 0;
            speakers += instance.Jurors[j].Speaks[info.Language] ? 1 : 0;
        }

        if (outside < info.Outside || speakers < (info.AllSpeak ? jury.Count : info.Speakers))
            return false;

        return HoldsCompetences(jury, info) && info.LockedJurors.TrueForAll(jury.Contains);
    }

    /// <summary>Whether the session could be put into the draft as it is.</summary>
    /// <param name="locked">It is a locked one, whose slot is closed to all others.</param>
    public bool IsLawful(Draft draft, Seating seating, bool locked = false)
    {
        var type = instance.Types[seating.Type];
        if (draft.Seats[seating.Slot] is not null || seating.Events.Any(s => draft.SlotOfEvent[s.Event] >= 0))
            return false;

        return type.Individual ? IsLawfulIndividual(draft, seating, type, locked) : IsLawfulPanel(draft, seating, type, locked);
    }

    private bool IsLawfulPanel(Draft draft, Seating seating, TypeInfo type, bool locked)
    {
        var minutes = seating.Events.Sum(s => instance.Events[s.Event].Minutes);
        if (seating.Panel.Length != type.Size || !Array.TrueForAll(seating.Panel, j => draft.CanConvene(j, seating.Slot, minutes)))
            return false;

        return Array.TrueForAll(seating.Events, s => Serves(seating.Panel, seating.Chair, s.Event)) && StartsHold(draft, seating, s => seating.Panel, locked);
    }

    private bool IsLawfulIndividual(Draft draft, Seating seating, TypeInfo type, bool locked)
    {
        foreach (var s in seating.Events)
        {
            if (s.Jury!.Length != type.Size || !Serves(s.Jury, s.Chair, s.Event))
                return false;
        }

        foreach (var sat in seating.Events.SelectMany(s => s.Jury!.Select(j => (Juror: j, Sitting: s))).GroupBy(s => s.Juror, s => s.Sitting))
        {
            // Sessions of individual juries share jurors between rooms; here they are kept only where a juror is in one room.
            List<Sitting> inOrder = [.. sat.OrderBy(s => s.Start)];
            if (!draft.CanConvene(sat.Key, seating.Slot, inOrder.Sum(s => instance.Events[s.Event].Minutes)))
                return false;

            if (inOrder.Zip(inOrder.Skip(1)).Any(p => p.Second.Start < p.First.Start + instance.Events[p.First.Event].Minutes))
                return false;
        }

        return StartsHold(draft, seating, s => s.Jury!, locked);
    }

    private bool StartsHold(Draft draft, Seating seating, Func<Sitting, int[]> juryOf, bool locked)
    {
        int[] together = [.. seating.Events.Select(s => s.Event)];
        var (halfDay, turnover, free) = (instance.HalfDayOf(seating.Slot), instance.Types[seating.Type].Turnover, 0);
        foreach (var s in seating.Events.OrderBy(s => s.Start))
        {
            if (s.Start < free || s.Start % instance.Grid != 0 || !instance.Fits(s.Event, seating.Slot, locked))
                return false;

            var spans = sequencer.SpansOf(draft, seating.Slot, halfDay, juryOf(s), s.Event, together);
            if (!Array.Exists(spans, span => span.From <= s.Start && s.Start <= span.To) || BreaksOrderInside(seating, s))
                return false;

            free = s.Start + instance.Events[s.Event].Minutes + turnover;
        }

        return true;
    }

    private bool BreaksOrderInside(Seating seating, Sitting s) => instance.Events[s.Event].Links.Exists(l =>
        l.AfterOther is { } after && Array.Exists(seating.Events, o => o.Event == l.Other && s.Start < o.Start + after));

    private bool HoldsCompetences(IReadOnlyList<int> jury, EventInfo info)
    {
        var wanted = instance.Types[info.Type].Competent;
        foreach (var competence in info.Competences)
        {
            var holders = 0;
            foreach (var j in jury)
                holders += instance.Jurors[j].Holds[competence] ? 1 : 0;

            if (holders < wanted)
                return false;
        }

        return true;
    }
}
