using Acquis.Timetabling.Explaining;

namespace Acquis.Timetabling.Solving;

/// <summary>One search from beginning to end.</summary>
internal sealed partial class SolveRun
{
    // Shares of the budget; the greedy starts come first and are soon done.
    private const double GreedyShare = 0.08;
    private const double BoundShare = 0.7;
    private const double IndividualShare = 0.4;
    private const int GreedyStarts = 40;
    private const double Noise = 0.6;
    private const int SmallEvents = 24;
    private const int SmallPlaces = 3_000;
    private const int ProofWorkers = 8;
    private const long PublishEvery = 2_000;
    private const int StepMilliseconds = 100;
    private const int MostExplained = 40;
    private const int LastSteps = 10;

    private readonly SolveOptions options;
    private readonly Instance instance;
    private readonly Costs costs;
    private readonly Sequencer sequencer;
    private readonly Juries juries;
    private readonly Budget budget;
    private readonly Board board;
    private readonly TimetableWriter writer;
    private readonly Action<Timetable>? published;
    private readonly Chance chance;
    private readonly int[] panelEvents;
    private readonly int[] individualEvents;
    private Timetable? last;
    private int rounds;

    public SolveRun(TimetableProblem problem, string problemHash, SolveOptions options, Action<SolveProgress>? progress, Action<Timetable>? published)
    {
        (this.options, this.published) = (options, published);
        instance = new(problem);
        costs = new(instance);
        sequencer = new(instance);
        juries = new(instance, sequencer);
        budget = new(options.CpuSeconds, options.Deterministic);
        board = new(instance, costs, budget, progress is null ? null : b => progress(new(budget.Processor, b.Cost, b.Bound, b.Unplaced)));
        writer = new(instance, problemHash, options, budget);
        chance = new(unchecked((ulong)options.Seed));
        int[] open = [.. Enumerable.Range(0, instance.Events.Length).Where(e => !instance.Events[e].Closed)];
        individualEvents = [.. open.Where(e => instance.Types[instance.Events[e].Type].Individual)];
        panelEvents = [.. open.Except(individualEvents)];
    }

    public Solution Run(CancellationToken stop)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var watch = Watch(ends);
        board.Offer(Locked());
        if (!IsAnythingOpen())
            board.Raise(board.Cost);

        Greedily(ends.Token);
        Publish();
        if (options.Method is SolveMethod.Full)
        {
            SearchPanels(ends.Token);
            SearchIndividuals(ends.Token);
        }
        else if (options.Method is SolveMethod.OnePiece)
        {
            InOnePiece(exact: false, board.Draft.Snapshot().Length > 0, ends.Token);
            SearchIndividuals(ends.Token);
        }

        return new(Finish(stop), board.FirstComplete, rounds);
    }

    /// <summary>The best timetable, saying why the first of those without a place have none.</summary>
    private Timetable Finish(CancellationToken stop)
    {
        Publish();
        lock (writer)
        {
            if (last is not { } best)
                throw new InvalidOperationException("The solver found no timetable that the checker passes.");

            if (best.Unscheduled.Count == 0 || stop.IsCancellationRequested || options.Method is not SolveMethod.Full)
                return best;

            string[] asked = [.. best.Unscheduled.Select(u => u.Event).Take(MostExplained)];
            var why = TimetableExplainer.Explain(instance.Problem, best, asked, stop).ToDictionary(u => u.Event);
            last = best with { Unscheduled = [.. best.Unscheduled.Select(u => why.GetValueOrDefault(u.Event, u))] };
            published?.Invoke(last);
            return last;
        }
    }

    private bool IsAnythingOpen() =>
        panelEvents.Concat(individualEvents).Any(e => Enumerable.Range(0, instance.SlotCount).Any(s => instance.Fits(e, s)));

    // Looks at the budget ten times a second, so that a long search ends with it, and publishes what became better.
    private Timer Watch(CancellationTokenSource ends)
    {
        var (at, cost) = (0L, long.MaxValue);
        return new Timer(
            _ =>
            {
                try
                {
                    if (!options.Deterministic && budget.Left <= 0)
                        ends.Cancel();

                    if (published is null || board.Cost >= cost || Environment.TickCount64 - at < PublishEvery || last is null)
                        return;

                    (at, cost) = (Environment.TickCount64, board.Cost);
                    Publish();
                }
                catch (ObjectDisposedException)
                {
                    // The search ended while this was on its way.
                }
            },
            null, 100, 100);
    }

    private void Publish()
    {
        Seating[] seatings;
        double bound;
        lock (board.Gate)
            (seatings, bound) = (board.Draft.Snapshot(), board.Bound);

        if (writer.Write(seatings, bound) is not { } timetable)
            return;

        lock (writer)
        {
            if (last is not null && (last.Cost < timetable.Cost || (last.Cost == timetable.Cost && last.LowerBound >= timetable.LowerBound)))
                return;

            last = timetable;
            published?.Invoke(timetable);
        }
    }

    /// <summary>What stands in any case: locked sessions, as far as they are lawful.</summary>
    private Draft Locked()
    {
        var draft = new Draft(instance);
        foreach (var seating in instance.LockedSeatings)
        {
            if (juries.IsLawful(draft, seating, locked: true))
                draft.Put(seating);
        }

        return draft;
    }

    private void Greedily(CancellationToken stop)
    {
        var (greedy, individually) = (new Greedy(instance, costs, sequencer, juries), new IndividualGreedy(instance, costs, sequencer, juries));
        var kept = Draft.From(instance, Kept());
        var starts = options.Method is SolveMethod.GreedyAlone ? int.MaxValue : GreedyStarts;
        var share = options.Method is SolveMethod.GreedyAlone ? 1 : GreedyShare;
        for (var i = 0; i < starts && !stop.IsCancellationRequested && (i == 0 || budget.Share < share) && !board.IsOptimal; i++)
        {
            var draft = Draft.From(instance, kept.Snapshot());
            greedy.Run(draft, chance.Fork(), i == 0 ? 0 : Noise, stop);
            individually.Run(draft, chance.Fork(), i == 0 ? 0 : Noise, stop);
            budget.Charge(0.01 + (0.0005 * instance.Events.Length));
            board.Offer(draft);
            if (i == 0)
                Publish();
        }
    }

    /// <summary>Sessions of the previous timetable that are lawful today.</summary>
    private Seating[] Kept()
    {
        var draft = Locked();
        foreach (var seating in instance.PreviousSeatings.Where(s => !instance.ClosedSlots.Contains(s.Slot)))
        {
            if (juries.IsLawful(draft, seating))
                draft.Put(seating);
        }

        return draft.Snapshot();
    }

    private void SearchPanels(CancellationToken stop)
    {
        if (panelEvents.Length == 0)
            return;

        var places = panelEvents.Sum(e => Enumerable.Range(0, instance.SlotCount).Count(s => instance.Fits(e, s)));
        if (panelEvents.Length <= SmallEvents && places <= SmallPlaces && InOnePiece(exact: true, hint: true, stop))
            return;

        var search = new LocalSearch(instance, costs, sequencer, board, budget);
        var until = individualEvents.Length > 0 ? 1 - IndividualShare : 1;
        bool Enough() => budget.Share >= until;
        if (options.Deterministic)
        {
            Bound(stop);
            search.Run(chance.Fork(), Enough, stop);
        }
        else
        {
            var chances = Enumerable.Range(0, Math.Max(1, options.Workers)).Select(_ => chance.Fork()).ToArray();
            Task[] tasks =
            [
                .. chances.Select((c, i) => Task.Run(
                    () =>
                    {
                        if (i == chances.Length - 1)
                            Bound(stop);

                        search.Run(c, Enough, stop);
                    },
                    CancellationToken.None)),
            ];
            Await(tasks, stop);
        }

        rounds = search.Rounds;
    }

    // A linear program cannot be interrupted: once it is time to stop, it is left to itself.
    private static void Await(Task[] tasks, CancellationToken stop)
    {
        var patience = LastSteps;
        while (!Task.WaitAll(tasks, StepMilliseconds, CancellationToken.None))
        {
            if (stop.IsCancellationRequested && --patience < 0)
                return;
        }
    }

    private void Bound(CancellationToken stop)
    {
        using var bound = new ColumnBound(instance, costs, sequencer, Locked());
        if (!bound.CanPrice)
            return;

        Seating[] known;
        lock (board.Gate)
            known = board.Draft.Snapshot();

        bound.Start(known);
        while (!stop.IsCancellationRequested && budget.Share < BoundShare && bound.Round(stop))
        {
            budget.Charge(1e-6 * (bound.Columns + (20 * panelEvents.Length)));
            board.Raise(bound.Best, bound.Prices);
        }

        board.Raise(bound.Best, bound.Prices);
    }

    /// <summary>All panel sessions in one model. With starts, a proof holds for the problem itself.</summary>
    /// <returns>Whether the best is proven.</returns>
    private bool InOnePiece(bool exact, bool hint, CancellationToken stop)
    {
        var draft = Draft.From(instance, board.Draft.Snapshot().Where(s => s.Chair < 0 || instance.ClosedSlots.Contains(s.Slot)));
        var before = board.Draft.Snapshot().Where(s => s.Chair >= 0 && !instance.ClosedSlots.Contains(s.Slot)).ToArray();
        int[] slots = [.. Enumerable.Range(0, instance.SlotCount).Where(s => draft.Seats[s] is null && panelEvents.Any(e => instance.Fits(e, s)))];
        var model = new SessionModel(instance, costs, sequencer, draft, slots, panelEvents, exact).Build(hint ? before : []);
        var ground = costs.Of(draft);
        var answer = model.Solve(new(budget.Left, ProofWorkers, options.Seed, options.Deterministic), stop);
        budget.Charge(answer.Work);
        if (answer.Values is not null && model.Read(answer.Values) is { } found)
        {
            foreach (var seating in found)
                draft.Put(seating);

            board.Offer(draft);
        }

        if (exact && individualEvents.Length == 0)
            board.Raise(answer.Bound + ground);

        return answer.Proven && exact;
    }

    private void SearchIndividuals(CancellationToken stop)
    {
        if (individualEvents.Length == 0 || stop.IsCancellationRequested)
            return;

        // Panels stand as they were found; with none of them the bound is the problem's own.
        var draft = Draft.From(instance, board.Draft.Snapshot().Where(s => s.Chair >= 0 || instance.ClosedSlots.Contains(s.Slot)));
        var before = board.Draft.Snapshot().Where(s => s.Chair < 0 && !instance.ClosedSlots.Contains(s.Slot)).ToArray();
        var all = individualEvents.Sum(e => (long)instance.Events[e].Priority);
        var first = new IndividualModel(instance, costs, sequencer, draft, individualEvents, withCosts: false, 0, before);
        var answer = first.Solve(new(budget.Left * 0.6, ProofWorkers, options.Seed, options.Deterministic), stop);
        budget.Charge(answer.Work);
        before = Take(draft, before, first, answer);
        if (!first.Thinned && panelEvents.Length == 0 && answer.Found)
            board.Raise((all * instance.W.Unscheduled) + answer.Bound);

        if (stop.IsCancellationRequested || budget.Left <= 0)
            return;

        // Where one event less costs more than all the rest together, what the first model proved holds for the second.
        var placed = before.Sum(s => s.Events.Sum(e => (long)instance.Events[e.Event].Priority));
        var dear = answer.Proven && instance.W.Unscheduled >= board.Cost - ((all - placed) * instance.W.Unscheduled);
        var second = new IndividualModel(instance, costs, sequencer, draft, individualEvents, withCosts: true, dear ? placed : 0, before);
        answer = second.Solve(new(budget.Left, ProofWorkers, options.Seed, options.Deterministic), stop);
        budget.Charge(answer.Work);
        Take(draft, before, second, answer);
        if (!second.Thinned && panelEvents.Length == 0 && answer.Found)
            board.Raise(costs.Of(draft) + answer.Bound);
    }

    private Seating[] Take(Draft others, Seating[] before, IndividualModel model, SatAnswer answer)
    {
        if (!answer.Found)
            return before;

        Seating[] found = [.. model.Read(answer.Values)];
        board.Offer(Draft.From(instance, [.. others.Snapshot(), .. found]));
        return found;
    }
}
