namespace Acquis.Timetabling.Solving;

/// <summary>Finds starts for the events of one session. The set is small; what cannot be found in a few thousand steps is taken as impossible.</summary>
internal sealed class Sequencer(Instance instance)
{
    private const int MaxSteps = 3_000;

    /// <summary>Starts of the events in the slot before that panel, or null. Events of other sessions stand as in the draft.</summary>
    public Sitting[]? Place(Draft draft, int slot, IReadOnlyList<int> panel, IReadOnlyList<int> events)
    {
        var halfDay = instance.HalfDayOf(slot);
        var turnover = events.Count == 0 ? 0 : instance.Types[instance.Events[events[0]].Type].Turnover;
        var spans = new Span[events.Count][];
        var free = true;
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = SpansOf(draft, slot, halfDay, panel, events[i], events);
            if (spans[i].Length == 0)
                return null;

            free &= IsWhole(spans[i], events[i], halfDay);
        }

        if (free && !events.Any(e => instance.Events[e].BeforeSlot == slot) && !HaveLinksInside(events))
            return InARow(events, halfDay);

        var kept = spans.Select((s, i) => KeepStart(events[i], slot, s)).ToArray();
        return new Search(instance, events, kept, turnover).Run() ?? new Search(instance, events, spans, turnover).Run();
    }

    /// <summary>When an event may start, alone with the panel and with what stands elsewhere.</summary>
    public Span[] SpansOf(Draft draft, int slot, int halfDay, IReadOnlyList<int> panel, int e, IReadOnlyList<int> together)
    {
        var info = instance.Events[e];
        var spans = info.Starts[halfDay];
        foreach (var juror in panel)
        {
            foreach (var busy in instance.Jurors[juror].Busy[halfDay])
                spans = Without(spans, busy.From - info.Minutes + 1, busy.To - 1);
        }

        foreach (var link in info.Links)
        {
            var other = draft.SlotOfEvent[link.Other];
            if (other < 0 || together.Contains(link.Other))
                continue;

            spans = Bound(spans, info, slot, link, other, draft.StartOfEvent[link.Other]);
        }

        return spans;
    }

    private Span[] Bound(Span[] spans, EventInfo info, int slot, Link link, int otherSlot, int otherStart)
    {
        var (here, there) = (instance.HalfDays[instance.HalfDayOf(slot)], instance.HalfDays[instance.HalfDayOf(otherSlot)]);
        // Hours that pass are counted in UTC; overlap inside a half-day comes to the same.
        var at = (int)(there.Utc - here.Utc) + otherStart;
        if (link.SameCandidate)
            spans = Without(spans, at - info.Minutes + 1, at + instance.Events[link.Other].Minutes - 1);

        if (link.AfterOther is { } after)
            spans = Without(spans, int.MinValue, at + after - 1);

        if (link.BeforeOther is { } before)
            spans = Without(spans, at - before + 1, int.MaxValue);

        return spans;
    }

    /// <summary>Spans without what lies from one minute to another, both included, the rest on the grid.</summary>
    private Span[] Without(Span[] spans, int from, int to)
    {
        if (spans.Length == 0 || !Array.Exists(spans, s => s.From <= to && s.To >= from))
            return spans;

        var rest = new List<Span>(spans.Length + 1);
        foreach (var span in spans)
        {
            if (span.From > to || span.To < from)
            {
                rest.Add(span);
                continue;
            }

            if (span.From < from)
                rest.Add(new(span.From, (from - 1) / instance.Grid * instance.Grid));

            if (span.To > to)
            {
                var next = (to / instance.Grid * instance.Grid) + instance.Grid;
                if (next <= span.To)
                    rest.Add(new(next, span.To));
            }
        }

        return [.. rest];
    }

    private bool IsWhole(Span[] spans, int e, int halfDay) =>
        spans.Length == 1 && spans[0].From == 0 && spans[0].To >= instance.HalfDays[halfDay].Minutes - instance.Events[e].Minutes - instance.Grid + 1;

    private bool HaveLinksInside(IReadOnlyList<int> events) =>
        events.Any(e => instance.Events[e].Links.Exists(l => events.Contains(l.Other)));

    private Span[] KeepStart(int e, int slot, Span[] spans)
    {
        var info = instance.Events[e];
        return info.BeforeSlot == slot && Array.Exists(spans, s => s.From <= info.BeforeStart && info.BeforeStart <= s.To) && info.BeforeStart % instance.Grid == 0
            ? [new(info.BeforeStart, info.BeforeStart)]
            : spans;
    }

    private Sitting[]? InARow(IReadOnlyList<int> events, int halfDay)
    {
        var sittings = new Sitting[events.Count];
        var at = 0;
        for (var i = 0; i < sittings.Length; i++)
        {
            var info = instance.Events[events[i]];
            if (at + info.Minutes > instance.HalfDays[halfDay].Minutes)
                return null;

            sittings[i] = new(events[i], at, null, -1);
            at += info.Step;
        }

        return sittings;
    }

    /// <summary>Depth first over orders, each event as early as it may.</summary>
    private sealed class Search(Instance instance, IReadOnlyList<int> events, Span[][] spans, int turnover)
    {
        private readonly int[] order = [.. Enumerable.Range(0, events.Count).OrderBy(i => spans[i].Length == 0 ? 0 : spans[i][^1].To)];
        private readonly bool[] done = new bool[events.Count];
        private readonly List<Sitting> sittings = [];
        private int steps;

        public Sitting[]? Run() => From(0) ? [.. sittings] : null;

        private bool From(int at)
        {
            if (sittings.Count == events.Count)
                return true;

            foreach (var i in order)
            {
                if (done[i] || ++steps > MaxSteps)
                    continue;

                var start = Earliest(i, at);
                if (start < 0)
                    continue;

                done[i] = true;
                sittings.Add(new(events[i], start, null, -1));
                if (From(start + instance.Events[events[i]].Minutes + turnover))
                    return true;

                sittings.RemoveAt(sittings.Count - 1);
                done[i] = false;
            }

            return false;
        }

        private int Earliest(int i, int at)
        {
            var info = instance.Events[events[i]];
            foreach (var link in info.Links)
            {
                var placed = sittings.FindIndex(s => s.Event == link.Other);
                if (placed < 0)
                    continue;

                if (link.BeforeOther is not null)
                    return -1;

                at = Math.Max(at, sittings[placed].Start + (link.AfterOther ?? 0));
            }

            var from = (at + instance.Grid - 1) / instance.Grid * instance.Grid;
            foreach (var span in spans[i])
            {
                if (span.To >= from)
                    return Math.Max(span.From, from);
            }

            return -1;
        }
    }
}
