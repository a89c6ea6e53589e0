namespace Acquis.Timetabling.Solving;

/// <summary>
/// What a timetable loses against the prices of the best bound, piece by piece: where nothing is lost there is nothing to gain, so that the search goes
/// where it can.
/// </summary>
internal sealed class Losses(Instance instance, Costs costs, Prices prices)
{
    /// <summary>What a session costs beyond what it is worth.</summary>
    public double Of(Seating seating)
    {
        var (centre, halfDay) = (instance.CentreOf(seating.Slot), instance.HalfDayOf(seating.Slot));
        var loss = instance.W.Session + (costs.IsOfOneGender(seating.Panel) ? instance.W.OneGender : 0) - prices.Room(centre, halfDay) - prices.Volume(centre, seating.Type);
        foreach (var j in seating.Panel)
            loss += costs.OfConvening(j, halfDay) - prices.Seat(j, halfDay) - prices.Loads[j];

        foreach (var sitting in seating.Events)
            loss += Pricing.CostOfEvent(instance, sitting.Event, halfDay) - prices.Events[sitting.Event];

        return loss;
    }

    /// <summary>By centre: its sessions, those beyond the number that it needs, and events without a place.</summary>
    public double[] ByCentre(Draft draft)
    {
        var (losses, sessions) = (new double[instance.CentreCount], new int[instance.CentreCount, instance.Types.Length]);
        foreach (var seating in draft.Seats)
        {
            if (seating is not { Chair: >= 0 })
                continue;

            var centre = instance.CentreOf(seating.Slot);
            sessions[centre, seating.Type]++;
            losses[centre] += Math.Max(0, Of(seating));
        }

        for (var c = 0; c < losses.Length; c++)
        {
            for (var t = 0; t < instance.Types.Length; t++)
                losses[c] += prices.Volume(c, t) * Math.Max(0, sessions[c, t] - prices.Needed(c, t));
        }

        foreach (var e in draft.Unplaced())
        {
            for (var c = 0; c < losses.Length; c++)
                losses[c] += instance.Events[e].Centres[c] ? Math.Max(0, costs.OfUnplaced(e) - prices.Events[e]) : 0;
        }

        return losses;
    }
}
