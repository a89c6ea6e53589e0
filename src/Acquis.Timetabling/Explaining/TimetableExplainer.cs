using Acquis.Timetabling.Solving;

namespace Acquis.Timetabling.Explaining;

/// <summary>Says why an event has no place: a smallest set of rules that cannot hold together, in words, and what would lift it.</summary>
public static class TimetableExplainer
{
    private const int MostLifts = 12;
    private const int FewAbsences = 3;

    /// <summary>
    /// Explains events without a place. An event that could stand nowhere even alone is explained so; otherwise the other events are taken as they stand.
    /// </summary>
    /// <param name="timetable">Lawful, as the checker says.</param>
    /// <param name="events">Ids; null: every event without a place.</param>
    /// <returns>One for each event, in their order; without conflict where the event has a place or could be given one at once.</returns>
    public static IReadOnlyList<Unscheduled> Explain(TimetableProblem problem, Timetable timetable, IReadOnlyCollection<string>? events = null, CancellationToken stop = default)
    {
        var instance = new Instance(problem);
        var sequencer = new Sequencer(instance);
        var seatings = instance.Read(timetable);
        var (alone, others) = (Draft.From(instance, seatings.Where(s => instance.ClosedSlots.Contains(s.Slot))), Draft.From(instance, seatings));

        var explained = new List<Unscheduled>();
        for (var e = 0; e < instance.Events.Length && !stop.IsCancellationRequested; e++)
        {
            if (events is null ? others.SlotOfEvent[e] < 0 : events.Contains(instance.Events[e].Id))
                explained.Add(Explain(instance, sequencer, alone, others, e));
        }

        return explained;
    }

    private static Unscheduled Explain(Instance instance, Sequencer sequencer, Draft alone, Draft others, int e)
    {
        var id = instance.Events[e].Id;
        if (others.SlotOfEvent[e] >= 0)
            return new(id);

        var probe = new Probe(instance, sequencer, alone, e);
        var isAlone = !probe.CanPlace(Probe.All);
        if (!isAlone)
            probe = new(instance, sequencer, others, e);

        if (SmallestConflict(probe) is not { } rules)
            return new(id);

        var lifts = Lifts(instance, probe, e);
        return new(id)
        {
            Conflict = [.. Facts(rules, lifts)],
            Text = Sentences.Of(instance, e, isAlone, rules, lifts),
            Lifts = lifts,
        };
    }

    /// <summary>The rules of a smallest set that leaves no place; null where all rules together leave one.</summary>
    internal static List<int>? SmallestConflict(Probe probe)
    {
        if (probe.CanPlace(Probe.All))
            return null;

        var rules = Probe.RulesInOrder.ToArray();
        for (var size = 0; size < rules.Length; size++)
        {
            if (Sets(rules, size, 0, 0).Select(s => (Mask: s, Found: !probe.CanPlace(s))).FirstOrDefault(s => s.Found) is { Found: true } smallest)
                return [.. rules.Where(r => (smallest.Mask & (1 << r)) != 0).Order()];
        }

        return [.. rules.Order()];
    }

    private static IEnumerable<int> Sets(int[] rules, int size, int from, int mask)
    {
        if (size == 0)
        {
            yield return mask;
            yield break;
        }

        for (var i = from; i <= rules.Length - size; i++)
        {
            foreach (var set in Sets(rules, size - 1, i + 1, mask | (1 << rules[i])))
                yield return set;
        }
    }

    private static List<Lift> Lifts(Instance instance, Probe probe, int e)
    {
        var lifts = new List<Lift>();
        for (var j = 0; j < instance.Jurors.Length; j++)
        {
            for (var h = 0; h < instance.HalfDays.Length && lifts.Count < MostLifts; h++)
            {
                if (probe.CanPlace(Probe.All, new(Juror: j, HalfDay: h)))
                    lifts.Add(new("juror-half-day") { Juror = instance.Jurors[j].Id, HalfDay = instance.HalfDays[h].Id });
            }
        }

        foreach (var j in instance.Events[e].Conflicts.Order().Where(j => probe.CanPlace(Probe.All, new(TieWith: j))))
            lifts.Add(new("conflict") { Juror = instance.Jurors[j].Id });

        for (var h = 0; h < instance.HalfDays.Length; h++)
        {
            if (Enumerable.Range(0, instance.CentreCount).Any(c => instance.Events[e].Centres[c] && probe.CanPlace(Probe.All, new(Room: c, HalfDay: h))))
                lifts.Add(new("room-half-day") { HalfDay = instance.HalfDays[h].Id });

            if (probe.CanPlace(Probe.All, new(HalfDay: h, Candidate: true)))
                lifts.Add(new("candidate-half-day") { HalfDay = instance.HalfDays[h].Id });
        }

        foreach (var rule in Probe.RulesInOrder.ToArray().Order().Where(r => probe.CanPlace(Probe.All & ~(1 << r))))
            lifts.Add(new("rule") { Rule = $"H{rule}" });

        return lifts;
    }

    // Where a few absences are each all that matters, they say more than the rule.
    private static IEnumerable<string> Facts(List<int> rules, List<Lift> lifts)
    {
        var absences = lifts.Where(l => l.Kind == "juror-half-day").Select(l => $"juror:{l.Juror}:{l.HalfDay}").ToList();
        foreach (var rule in rules)
        {
            if (rule != 10 || absences.Count is 0 or > FewAbsences)
            {
                yield return $"H{rule}";
                continue;
            }

            foreach (var absence in absences)
                yield return absence;
        }
    }
}
