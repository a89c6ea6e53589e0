namespace Acquis.Timetabling.Solving;

/// <summary>What the model of some sessions came to.</summary>
/// <param name="Values">Null: nothing found.</param>
/// <param name="Change">Cost above that of the draft without these sessions.</param>
/// <param name="Bound">No choice changes the cost by less.</param>
internal sealed record SessionAnswer(long[]? Values, double Change, double Bound, bool Proven, double Work);

/// <summary>
/// Some panel sessions and some events, all at once, as CP-SAT sees them; everything else stands as in the draft. Starts are not modelled: minutes must fit,
/// and the sequencer finds the order; or they are (<paramref name="exact"/>), where the whole problem is small.
/// </summary>
internal sealed partial class SessionModel(Instance instance, Costs costs, Sequencer sequencer, Draft draft, int[] slots, int[] events, bool exact)
{
    // Thousandths of a point for ten minutes in an empty session; a full one pulls nothing.
    private const double MostPull = 4;

    private readonly SatModel model = new();
    private readonly Dictionary<(int Event, int Slot), int> placed = [];
    private readonly Dictionary<(int Juror, int Slot), int> sits = [];
    private readonly Dictionary<(int Juror, int Slot), int> chairs = [];
    private readonly Dictionary<(int Slot, int Type), int> used = [];
    private readonly Dictionary<(int Event, int Slot), int> starts = [];

    /// <summary>Builds it; what stands in <paramref name="hint"/> is where the search begins.</summary>
    public SessionModel Build(IReadOnlyCollection<Seating> hint)
    {
        foreach (var slot in slots)
            AddSlot(slot);

        foreach (var e in events)
            AddEvent(e);

        AddJurors();
        if (exact)
            AddStarts();
        else
            AddOrders();

        Hint(hint);
        return this;
    }

    /// <summary>Between answers of equal cost, events leave the emptiest of these sessions, until one of them is not needed.</summary>
    public SessionModel Emptying(IEnumerable<Seating> seatings)
    {
        var from = seatings.ToDictionary(s => s.Slot, s => (int)Math.Round(MostPull * (1 - FilledShare(s))));
        foreach (var ((e, slot), x) in placed)
            model.Prefer(x, from.GetValueOrDefault(slot) * instance.Events[e].Step / 10);

        return this;
    }

    private double FilledShare(Seating seating) =>
        seating.Events.Sum(e => instance.Events[e.Event].Step) / (double)instance.HalfDays[instance.HalfDayOf(seating.Slot)].Minutes;

    public SessionAnswer Solve(SatLimits limits, CancellationToken stop)
    {
        var answer = model.Solve(limits, stop);
        return new(answer.Found ? answer.Values : null, answer.Objective, answer.Bound, answer.Proven, answer.Work);
    }

    private void AddSlot(int slot)
    {
        var (halfDay, centre) = (instance.HalfDayOf(slot), instance.CentreOf(slot));
        int[] able = [.. events.Where(e => instance.Fits(e, slot) && sequencer.SpansOf(draft, slot, halfDay, [], e, events).Length > 0)];
        if (able.Length == 0)
            return;

        foreach (var e in able)
        {
            var x = placed[(e, slot)] = model.Bool();
            model.Cost(x, costs.OfSlot(e, slot) - costs.OfUnplaced(e));
        }

        for (var j = 0; j < instance.Jurors.Length; j++)
        {
            if (!draft.CanConvene(j, slot, 0))
                continue;

            var p = sits[(j, slot)] = model.Bool();
            model.Cost(p, costs.OfConvening(j, halfDay));
        }

        AddTypes(slot, able, instance.HalfDays[halfDay].Minutes);
        AddNeeds(slot, able);
        AddTies(slot, halfDay, able);
        AddGender(slot);
    }

    private int[] Sitting(int slot) => [.. Enumerable.Range(0, instance.Jurors.Length).Where(j => sits.ContainsKey((j, slot)))];

    private void AddTypes(int slot, int[] able, int minutes)
    {
        var (members, chairing) = (new SatSum(), new SatSum());
        var kinds = able.Select(e => instance.Events[e].Type).Distinct().ToArray();
        foreach (var t in kinds)
        {
            var u = used[(slot, t)] = model.Bool();
            model.Cost(u, instance.W.Session);
            members.Add(u, -instance.Types[t].Size);
            chairing.Add(u, -1);
            int[] own = [.. able.Where(e => instance.Events[e].Type == t)];
            var slack = own.Max(e => instance.Events[e].Step - instance.Events[e].Minutes);
            var filled = new SatSum().Add(u, -(minutes + slack));
            foreach (var e in own)
            {
                filled.Add(placed[(e, slot)], instance.Events[e].Step);
                model.Implies(placed[(e, slot)], u);
            }

            model.AtMost(filled, 0);
            model.AtLeastOne(own.Select(e => placed[(e, slot)]), u);
        }

        model.AtMostOne(kinds.Select(t => used[(slot, t)]));
        foreach (var j in Sitting(slot))
        {
            members.Add(sits[(j, slot)]);
            if (!able.Any(e => !instance.Events[e].NeedsChair || instance.Jurors[j].Chairs[instance.Events[e].Certification]))
                continue;

            var c = chairs[(j, slot)] = model.Bool();
            model.Implies(c, sits[(j, slot)]);
            chairing.Add(c);
        }

        model.Same(members, 0);
        model.Same(chairing, 0);
    }

    /// <summary>H5 to H8: what the events of the session ask of its panel, once for each need.</summary>
    private void AddNeeds(int slot, int[] able)
    {
        var sitting = Sitting(slot);
        void Need<TKey>(IEnumerable<int> who, Func<int, TKey> keyOf, Func<TKey, int, bool> serves, Func<TKey, int> wanted, Func<int, int, bool>? among = null)
        {
            foreach (var group in who.GroupBy(keyOf))
            {
                var needed = model.Bool();
                var sum = new SatSum().Add(needed, -wanted(group.Key));
                foreach (var j in sitting.Where(j => serves(group.Key, j)))
                {
                    if (among is null)
                        sum.Add(sits[(j, slot)]);
                    else if (chairs.TryGetValue((j, slot), out var c))
                        sum.Add(c);
                }

                model.AtLeast(sum, 0);
                foreach (var e in group)
                    model.Implies(placed[(e, slot)], needed);
            }
        }

        Need(able.Where(e => instance.Events[e].NeedsChair), e => instance.Events[e].Certification, (k, j) => instance.Jurors[j].Chairs[k], _ => 1, (_, _) => true);
        Need(able.Where(e => instance.Events[e].Outside > 0), e => instance.Events[e].Outside, (_, j) => instance.Jurors[j].Outside, w => w);
        Need(able.Where(e => instance.Events[e].AllSpeak), e => (instance.Events[e].Language, instance.Types[instance.Events[e].Type].Size),
            (k, j) => instance.Jurors[j].Speaks[k.Language], k => k.Size);
        Need(able.Where(e => instance.Events[e].Speakers > 0 && !instance.Events[e].AllSpeak), e => (instance.Events[e].Language, instance.Events[e].Speakers),
            (k, j) => instance.Jurors[j].Speaks[k.Language], k => k.Speakers);
        foreach (var index in Enumerable.Range(0, able.Select(e => instance.Events[e].Competences.Length).DefaultIfEmpty(0).Max()))
        {
            Need(able.Where(e => instance.Events[e].Competences.Length > index), e => (Held: instance.Events[e].Competences[index], instance.Types[instance.Events[e].Type].Competent),
                (k, j) => instance.Jurors[j].Holds[k.Held], k => k.Competent);
        }
    }

    private void AddTies(int slot, int halfDay, int[] able)
    {
        foreach (var e in able)
        {
            var info = instance.Events[e];
            foreach (var j in info.Conflicts)
            {
                if (sits.TryGetValue((j, slot), out var p))
                    model.AtMostOne([placed[(e, slot)], p]);
            }

            foreach (var j in info.LockedJurors)
            {
                if (sits.TryGetValue((j, slot), out var p))
                    model.Implies(placed[(e, slot)], p);
                else
                    model.Same(new SatSum().Add(placed[(e, slot)]), 0);
            }
        }

        foreach (var j in Sitting(slot).Where(j => instance.Jurors[j].Busy[halfDay].Length > 0))
        {
            foreach (var e in able.Where(e => sequencer.SpansOf(draft, slot, halfDay, [j], e, events).Length == 0))
                model.AtMostOne([placed[(e, slot)], sits[(j, slot)]]);
        }
    }

    private void AddGender(int slot)
    {
        foreach (var gender in Sitting(slot).Where(j => instance.Jurors[j].Gender is not null).GroupBy(j => instance.Jurors[j].Gender))
        {
            var alike = model.Bool();
            model.Cost(alike, instance.W.OneGender);
            var sum = new SatSum().Add(gender.Select(j => sits[(j, slot)])).Add(alike, -1);
            for (var t = 0; t < instance.Types.Length; t++)
            {
                if (used.TryGetValue((slot, t), out var u))
                    sum.Add(u, -(instance.Types[t].Size - 1));
            }

            model.AtMost(sum, 0);
        }
    }

    private void AddEvent(int e) => model.AtMostOne(slots.Where(s => placed.ContainsKey((e, s))).Select(s => placed[(e, s)]));

    /// <summary>H11 to H13, and what each further half-day of a juror costs.</summary>
    private void AddJurors()
    {
        foreach (var juror in sits.GroupBy(p => p.Key.Juror).OrderBy(g => g.Key))
        {
            var (j, info, fixedHalfDays) = (juror.Key, instance.Jurors[juror.Key], draft.HalfDaysOf(juror.Key));
            var byHalfDay = juror.GroupBy(p => instance.HalfDayOf(p.Key.Slot)).ToList();
            foreach (var halfDay in byHalfDay)
                model.AtMostOne(halfDay.Select(p => p.Value));

            var total = new SatSum().Add(juror.Select(p => p.Value));
            var most = Math.Min(byHalfDay.Count, info.MaxHalfDays - fixedHalfDays);
            for (var k = 1; k <= most; k++)
            {
                var level = model.Bool();
                total.Add(level, -1);
                model.Cost(level, (long)instance.W.Load * ((2 * (fixedHalfDays + k)) - 1));
            }

            model.Same(total, 0);
            foreach (var day in juror.GroupBy(p => instance.HalfDays[instance.HalfDayOf(p.Key.Slot)].Day))
                AddDay(j, info, day.Key, [.. day.Select(p => (p.Key.Slot, p.Value))]);
        }
    }

    private void AddDay(int j, JurorInfo info, int day, List<(int Slot, int Sits)> on)
    {
        if (on.Select(p => instance.HalfDayOf(p.Slot)).Distinct().Count() > info.MaxPerDay - draft.HalfDaysOn(j, day))
            model.AtMost(new SatSum().Add(on.Select(p => p.Sits)), info.MaxPerDay - draft.HalfDaysOn(j, day));

        model.OneGroup(on.Select(p => (instance.CentreOf(p.Slot), p.Sits)));
        var left = info.MaxMinutes - draft.MinutesOn(j, day);
        if (info.MaxMinutes == int.MaxValue || on.Select(p => instance.HalfDayOf(p.Slot)).Distinct().Sum(h => instance.HalfDays[h].Minutes) <= left)
            return;

        var heard = new SatSum();
        foreach (var (slot, p) in on)
        {
            var minutes = instance.HalfDays[instance.HalfDayOf(slot)].Minutes;
            var own = model.Int(0, minutes);
            var sum = new SatSum().Add(own, -1);
            foreach (var e in events.Where(e => placed.ContainsKey((e, slot))))
                sum.Add(placed[(e, slot)], instance.Events[e].Minutes);

            model.AtMost(sum, 0, p);
            heard.Add(own);
        }

        model.AtMost(heard, left);
    }

    private void Hint(IReadOnlyCollection<Seating> hint)
    {
        if (hint.Count == 0)
            return;

        var at = hint.ToDictionary(s => s.Slot);
        foreach (var ((e, slot), x) in placed)
            model.Hint(x, at.TryGetValue(slot, out var s) && Array.Exists(s.Events, o => o.Event == e) ? 1 : 0);

        foreach (var ((j, slot), p) in sits)
            model.Hint(p, at.TryGetValue(slot, out var s) && s.Panel.Contains(j) ? 1 : 0);

        foreach (var ((j, slot), c) in chairs)
            model.Hint(c, at.TryGetValue(slot, out var s) && s.Chair == j ? 1 : 0);

        foreach (var ((slot, type), u) in used)
            model.Hint(u, at.TryGetValue(slot, out var s) && s.Type == type ? 1 : 0);
    }
}
