namespace Acquis.Timetabling.Solving;

/// <summary>Finds the sessions of one centre, half-day and type that the prices want most: every panel, each with its best events.</summary>
internal sealed class Pricing
{
    private const int ColumnsKept = 4;
    private const double Small = 1e-7;

    private readonly Instance instance;
    private readonly Costs costs;
    private readonly int[] events;
    private readonly int[] jurors;
    private readonly int size;
    private readonly int outside;
    private readonly int capacity;
    private readonly int words;
    private readonly ulong[][] hears;
    private readonly Dictionary<string, ulong[]> chairMasks = [];
    private readonly ulong[]?[] chairs;
    private readonly List<(int Wanted, bool[] Has, ulong[] Asking)> needs = [];
    private readonly int[][] classes;
    private readonly int[] steps;

    public Pricing(Instance instance, Costs costs, Draft locked, Sequencer sequencer, int centre, int halfDay, int type, int[] able, int slot)
    {
        (this.instance, this.costs) = (instance, costs);
        (Centre, HalfDay, Type, events) = (centre, halfDay, type, able);
        var kind = instance.Types[type];
        size = kind.Size;
        outside = able.Min(e => instance.Events[e].Outside);
        jurors = [.. Enumerable.Range(0, instance.Jurors.Length).Where(j => locked.CanConvene(j, slot, 0))];
        capacity = instance.HalfDays[halfDay].Minutes + able.Max(e => instance.Events[e].Step - instance.Events[e].Minutes);
        words = (able.Length + 63) / 64;
        hears = [.. jurors.Select(j => Mask(e => !instance.Events[e].Conflicts.Contains(j) && sequencer.SpansOf(locked, slot, halfDay, [j], e, able).Length > 0))];
        chairs = [.. jurors.Select(ChairMask)];
        classes = [.. able.Index().GroupBy(e => instance.Events[e.Item].Step).OrderBy(g => g.Key).Select(g => g.Select(e => e.Index).ToArray())];
        steps = [.. able.Select(e => instance.Events[e].Step).Distinct().Order()];
        AddNeeds();
        Panels = Choose(jurors.Length, size);
    }

    public int Centre { get; }

    public int HalfDay { get; }

    public int Type { get; }

    /// <summary>How many panels there are, lawful or not.</summary>
    public long Panels { get; }

    public static double CostOfEvent(Instance instance, int e, int halfDay)
    {
        var info = instance.Events[e];
        return (info.Undesired[halfDay] ? instance.W.UndesiredCandidate : 0) + (info.WasPlaced && info.BeforeHalfDay != halfDay ? instance.W.MovedHalfDay : 0);
    }

    /// <summary>The columns of least reduced cost, the least first; none where nothing is below zero.</summary>
    public List<Column> Best(Prices prices)
    {
        var profits = new double[events.Length];
        for (var i = 0; i < profits.Length; i++)
            profits[i] = prices.Events[events[i]] - CostOfEvent(instance, events[i], HalfDay);

        var sorted = Array.ConvertAll(classes, c => Array.FindAll(c, i => profits[i] > Small).OrderByDescending(i => profits[i]).ToArray());
        var costOf = Array.ConvertAll(jurors, j =>
            costs.OfConvening(j, HalfDay) - prices.Seat(j, HalfDay) - prices.Loads[j]);
        var search = new PanelSearch(this, profits, sorted, costOf, instance.W.Session - prices.Room(Centre, HalfDay) - prices.Volume(Centre, Type));
        search.From(0, 0, 0);
        return search.Found();
    }

    private ulong[] Mask(Func<int, bool> holds)
    {
        var mask = new ulong[words];
        for (var i = 0; i < events.Length; i++)
        {
            if (holds(events[i]))
                mask[i >> 6] |= 1UL << (i & 63);
        }

        return mask;
    }

    // Jurors who chair the same certifications share one mask; null: nothing.
    private ulong[]? ChairMask(int j)
    {
        var marks = instance.Jurors[j].Chairs;
        var key = string.Concat(marks.Select(m => m ? '1' : '0'));
        if (!chairMasks.TryGetValue(key, out var mask))
            mask = chairMasks[key] = Mask(e => !instance.Events[e].NeedsChair || marks[instance.Events[e].Certification]);

        return Array.TrueForAll(mask, w => w == 0) ? null : mask;
    }

    private void AddNeeds()
    {
        void Add(int wanted, Func<int, bool> has, Func<int, bool> asks)
        {
            var asking = Mask(asks);
            if (wanted > 0 && !Array.TrueForAll(asking, w => w == 0))
                needs.Add((wanted, Array.ConvertAll(jurors, j => has(j)), asking));
        }

        var kind = instance.Types[Type];
        foreach (var language in events.Select(e => instance.Events[e].Language).Distinct())
        {
            Add(size, j => instance.Jurors[j].Speaks[language], e => instance.Events[e].Language == language && instance.Events[e].AllSpeak);
            foreach (var speakers in events.Select(e => instance.Events[e].Speakers).Distinct())
                Add(speakers, j => instance.Jurors[j].Speaks[language], e => instance.Events[e].Language == language && !instance.Events[e].AllSpeak && instance.Events[e].Speakers == speakers);
        }

        foreach (var competence in events.SelectMany(e => instance.Events[e].Competences).Distinct())
            Add(kind.Competent, j => instance.Jurors[j].Holds[competence], e => instance.Events[e].Competences.Contains(competence));

        foreach (var wanted in events.Select(e => instance.Events[e].Outside).Distinct().Where(w => w > outside))
            Add(wanted, j => instance.Jurors[j].Outside, e => instance.Events[e].Outside == wanted);

        foreach (var juror in events.SelectMany(e => instance.Events[e].LockedJurors).Distinct())
            Add(1, j => j == juror, e => instance.Events[e].LockedJurors.Contains(juror));
    }

    private static long Choose(int n, int k)
    {
        double ways = 1;
        for (var i = 0; i < k; i++)
            ways = ways * (n - i) / (i + 1);

        return ways > long.MaxValue / 2 ? long.MaxValue : Math.Max(0, (long)Math.Round(ways));
    }

    /// <summary>Walks over the panels with one set of prices.</summary>
    private sealed class PanelSearch(Pricing pricing, double[] profits, int[][] sorted, double[] costOf, double ground)
    {
        private readonly int[] members = new int[pricing.size];
        private readonly ulong[] able = new ulong[pricing.words];
        private readonly ulong[] chaired = new ulong[pricing.words];
        private readonly List<Column> found = [];
        private readonly double[][] tops = [.. sorted.Select((s, c) => new double[(pricing.capacity / pricing.steps[c]) + 1])];
        private readonly int[] counts = new int[sorted.Length];
        private readonly int[] chosen = new int[sorted.Length];
        // No panel can earn more than the best events of all: what costs more is not looked at.
        private readonly double most = MostProfit(pricing, profits, sorted);

        public List<Column> Found() => [.. found.OrderBy(c => c.Reduced).DistinctBy(c => string.Join(',', c.Panel)).Take(ColumnsKept)];

        public void From(int next, int count, double cost)
        {
            if (count == pricing.size)
            {
                Look(cost);
                return;
            }

            for (var i = next; i <= pricing.jurors.Length - (pricing.size - count); i++)
            {
                members[count] = i;
                From(i + 1, count + 1, cost + costOf[i]);
            }
        }

        private static double MostProfit(Pricing pricing, double[] profits, int[][] sorted)
        {
            var rates = sorted.SelectMany((s, c) => s.Take(pricing.capacity / pricing.steps[c]).Select(i => (Profit: profits[i], Step: pricing.steps[c])))
                .OrderByDescending(p => p.Profit / p.Step);
            var (left, sum) = ((double)pricing.capacity, 0.0);
            foreach (var (profit, step) in rates)
            {
                var share = Math.Min(1, left / step);
                sum += share * profit;
                left -= share * step;
                if (left <= 0)
                    break;
            }

            return sum;
        }

        private void Look(double cost)
        {
            var threshold = found.Count >= ColumnsKept ? found[^1].Reduced : 0;
            if (ground + cost - most >= threshold - Small)
                return;

            var (outside, gender, alike) = (0, pricing.instance.Jurors[pricing.jurors[members[0]]].Gender, true);
            for (var m = 0; m < members.Length; m++)
            {
                var info = pricing.instance.Jurors[pricing.jurors[members[m]]];
                outside += info.Outside ? 1 : 0;
                alike &= info.Gender is not null && info.Gender == gender;
            }

            if (outside < pricing.outside)
                return;

            for (var w = 0; w < able.Length; w++)
            {
                able[w] = pricing.hears[members[0]][w];
                for (var m = 1; m < members.Length; m++)
                    able[w] &= pricing.hears[members[m]][w];
            }

            Exclude();
            var price = ground + cost + (alike ? pricing.instance.W.OneGender : 0);
            ulong[]? last = null;
            for (var m = 0; m < members.Length; m++)
            {
                if (pricing.chairs[members[m]] is not { } mask || ReferenceEquals(mask, last))
                    continue;

                last = mask;
                for (var w = 0; w < able.Length; w++)
                    chaired[w] = able[w] & mask[w];

                Fill(price);
            }
        }

        private void Exclude()
        {
            foreach (var (wanted, has, asking) in pricing.needs)
            {
                var count = 0;
                foreach (var m in members)
                    count += has[m] ? 1 : 0;

                if (count >= wanted)
                    continue;

                for (var w = 0; w < able.Length; w++)
                    able[w] &= ~asking[w];
            }
        }

        private void Fill(double price)
        {
            for (var c = 0; c < sorted.Length; c++)
            {
                var (n, top) = (0, tops[c]);
                foreach (var i in sorted[c])
                {
                    if (n + 1 >= top.Length)
                        break;

                    if ((chaired[i >> 6] >> (i & 63) & 1) != 0)
                    {
                        top[n + 1] = top[n] + profits[i];
                        n++;
                    }
                }

                counts[c] = n;
            }

            var best = Pack(0, pricing.capacity);
            if (best <= Small)
            {
                KeepAlone(price);
                return;
            }

            var reduced = price - best;
            if (IsWanted(reduced))
                Keep(reduced);
        }

        private bool IsWanted(double reduced) => reduced < -Small && (found.Count < ColumnsKept * 3 || reduced < found[^1].Reduced);

        // Nobody is wanted, and yet a session may be, for the number of sessions: it takes whoever costs least.
        private void KeepAlone(double price)
        {
            var (who, most) = (-1, double.MinValue);
            for (var i = 0; i < profits.Length; i++)
            {
                if ((chaired[i >> 6] >> (i & 63) & 1) != 0 && profits[i] > most)
                    (who, most) = (i, profits[i]);
            }

            if (who >= 0 && IsWanted(price - most))
                Add([pricing.events[who]], price - most);
        }

        /// <summary>Most profit of the classes from one on, in that many minutes; leaves the counts of the best in <c>chosen</c>.</summary>
        private double Pack(int c, int left)
        {
            if (c == sorted.Length)
                return 0;

            var (best, bestCount) = (double.MinValue, 0);
            for (var n = Math.Min(counts[c], left / pricing.steps[c]); n >= 0; n--)
            {
                var value = tops[c][n] + (c + 1 == sorted.Length ? 0 : Pack(c + 1, left - (n * pricing.steps[c])));
                if (value > best)
                    (best, bestCount) = (value, n);

                if (c + 1 == sorted.Length)
                    break;
            }

            chosen[c] = bestCount;
            return best;
        }

        private void Keep(double reduced)
        {
            var (inside, left) = (new List<int>(), pricing.capacity);
            for (var c = 0; c < sorted.Length; c++)
            {
                // The counts of later classes belong to the last one tried: they are found again for what is left.
                Pack(c, left);
                var wanted = chosen[c];
                left -= wanted * pricing.steps[c];
                inside.AddRange(sorted[c].Where(i => (chaired[i >> 6] >> (i & 63) & 1) != 0).Take(wanted).Select(i => pricing.events[i]));
            }

            Add([.. inside], reduced);
        }

        private void Add(int[] inside, double reduced)
        {
            found.Add(new(pricing.Centre, pricing.HalfDay, pricing.Type, [.. members.Select(m => pricing.jurors[m])], inside, reduced));
            found.Sort((a, b) => a.Reduced.CompareTo(b.Reduced));
            if (found.Count > ColumnsKept * 3)
                found.RemoveAt(found.Count - 1);
        }
    }
}
