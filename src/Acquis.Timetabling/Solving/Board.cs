namespace Acquis.Timetabling.Solving;

/// <summary>The best timetable so far and the best bound, which several searches share.</summary>
internal sealed class Board(Instance instance, Costs costs, Budget budget, Action<Board>? changed)
{
    // Events and juror half-days are whole numbers of points: a bound is rounded up.
    private const double Rounding = 1e-4;

    public Lock Gate { get; } = new();

    /// <summary>What the searches change, under the gate.</summary>
    public Draft Draft { get; private set; } = new(instance);

    public long Cost { get; private set; } = long.MaxValue;

    public double Bound { get; private set; }

    /// <summary>Where the best timetable still loses, by the prices of the best bound; null: not known yet.</summary>
    public Losses? Losses { get; private set; }

    /// <summary>Processor seconds until every event that can be placed had a place; null: not yet.</summary>
    public double? FirstComplete { get; private set; }

    public bool IsOptimal => Cost <= Math.Ceiling(Bound - Rounding);

    public int Unplaced => instance.Events.Length - Draft.Placed;

    /// <summary>Takes a whole draft over if it is better.</summary>
    public bool Offer(Draft draft)
    {
        var cost = costs.Of(draft);
        lock (Gate)
        {
            if (cost >= Cost)
                return false;

            (Draft, Cost) = (draft, cost);
            Note();
        }

        changed?.Invoke(this);
        return true;
    }

    /// <summary>Says, under the gate, that the draft was changed for so much less.</summary>
    public void Improved(long saving)
    {
        Cost -= saving;
        Note();
        if (saving != 0)
            changed?.Invoke(this);
    }

    public void Raise(double bound, Prices? prices = null)
    {
        lock (Gate)
        {
            if (bound <= Bound)
                return;

            (Bound, Losses) = (bound, prices is null ? Losses : new(instance, costs, prices));
        }

        changed?.Invoke(this);
    }

    private void Note()
    {
        if (FirstComplete is null && Unplaced == 0)
            FirstComplete = budget.Processor;
    }
}
