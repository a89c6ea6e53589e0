namespace Acquis.Timetabling.Solving;

internal sealed partial class SolveRun
{
    // The first answer has a few processor seconds; it frees the sessions that fell and the rooms that stand empty.
    private const double FirstRepairWork = 2;

    /// <summary>Mends the previous timetable: what is lawful today stays, what fell is placed again with the fewest changes.</summary>
    public Solution Repair(CancellationToken stop)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var watch = Watch(ends);
        var kept = Draft.From(instance, Kept());
        int[] fallen = [.. kept.Unplaced().Where(e => !instance.Events[e].Closed)];
        board.Offer(kept);
        Publish();
        var leastChange = fallen.Length == 0;
        if (fallen.Length > 0)
        {
            MendFallen(fallen, ends.Token);
            Refill(ends.Token);
            Publish();
            leastChange = MendCentres(fallen, ends.Token);
        }

        return new(Finish(stop), board.FirstComplete, rounds) { LeastChange = leastChange };
    }

    private void MendFallen(int[] fallen, CancellationToken stop)
    {
        int[] panel = [.. fallen.Intersect(panelEvents)];
        if (panel.Length == 0)
            return;

        var draft = Draft.From(instance, board.Draft.Snapshot());
        int[] slots = [.. OpenSlots(panel).Where(s => draft.Seats[s] is null)];
        Mend(draft, slots, panel, [], new(Math.Min(FirstRepairWork, budget.Left), 1, options.Seed, options.Deterministic), stop);
    }

    // Whoever found no place that way is placed as a newcomer is: beside the others, or in a session of their own.
    private void Refill(CancellationToken stop)
    {
        var draft = Draft.From(instance, board.Draft.Snapshot());
        new Greedy(instance, costs, sequencer, juries).Run(draft, chance.Fork(), 0, stop);
        new IndividualGreedy(instance, costs, sequencer, juries).Run(draft, chance.Fork(), 0, stop);
        board.Offer(draft);
    }

    /// <summary>Frees every session of the centres concerned, so that the changes are the fewest that the costs know.</summary>
    /// <returns>Whether that is proven, the other centres standing as they do.</returns>
    private bool MendCentres(int[] fallen, CancellationToken stop)
    {
        var proven = fallen.All(e => panelEvents.Contains(e));
        for (var c = 0; c < instance.CentreCount; c++)
        {
            int[] here = [.. fallen.Where(e => instance.Events[e].Centres[c] && panelEvents.Contains(e))];
            if (here.Length == 0)
                continue;

            var draft = Draft.From(instance, board.Draft.Snapshot());
            int[] slots = [.. OpenSlots(here).Where(s => instance.CentreOf(s) == c && draft.Seats[s] is not { Chair: < 0 })];
            Seating[] before = [.. slots.Select(s => draft.Seats[s]).OfType<Seating>()];
            int[] events = [.. before.SelectMany(s => s.Events.Select(e => e.Event)), .. here.Where(e => draft.SlotOfEvent[e] < 0)];
            foreach (var seating in before)
                draft.Take(seating.Slot);

            proven &= Mend(draft, slots, events, before, new(budget.Left, options.Deterministic ? 1 : ProofWorkers, options.Seed, options.Deterministic), stop);
        }

        return proven;
    }

    private IEnumerable<int> OpenSlots(int[] events)
    {
        var centres = Enumerable.Range(0, instance.CentreCount).Where(c => events.Any(e => instance.Events[e].Centres[c])).ToHashSet();
        return Enumerable.Range(0, instance.SlotCount).Where(s =>
            centres.Contains(instance.CentreOf(s)) && !instance.ClosedSlots.Contains(s) && instance.Rooms[instance.RoomOf(s)].Open[instance.HalfDayOf(s)]);
    }

    private bool Mend(Draft draft, int[] slots, int[] events, Seating[] before, SatLimits limits, CancellationToken stop)
    {
        var model = new SessionModel(instance, costs, sequencer, draft, slots, events, exact: false).Build(before);
        var answer = model.Solve(limits, stop);
        budget.Charge(answer.Work);
        rounds++;
        if (answer.Values is null || model.Read(answer.Values) is not { } after)
            return false;

        foreach (var seating in after)
            draft.Put(seating);

        board.Offer(draft);
        return answer.Proven;
    }
}
