namespace Acquis.Timetabling.Solving;

/// <summary>A timetable being made: sessions in slots, and what they take of each juror.</summary>
internal sealed class Draft
{
    private readonly Instance instance;
    private readonly int[] uses;
    private readonly bool[] onPanel;
    private readonly int[] halfDaysOf;
    private readonly int[] minutesOn;
    private readonly int[] centreOn;
    private readonly int[] usesOn;

    public Draft(Instance instance)
    {
        this.instance = instance;
        var (jurors, halfDays) = (instance.Jurors.Length, instance.HalfDays.Length);
        Days = instance.HalfDays.Length == 0 ? 0 : instance.HalfDays.Max(h => h.Day) + 1;
        Seats = new Seating?[instance.SlotCount];
        SlotOfEvent = new int[instance.Events.Length];
        StartOfEvent = new int[instance.Events.Length];
        Array.Fill(SlotOfEvent, -1);
        uses = new int[jurors * halfDays];
        onPanel = new bool[jurors * halfDays];
        halfDaysOf = new int[jurors];
        minutesOn = new int[jurors * Days];
        centreOn = new int[jurors * Days];
        usesOn = new int[jurors * Days];
    }

    public int Days { get; }

    public Seating?[] Seats { get; }

    /// <summary>-1: without a place.</summary>
    public int[] SlotOfEvent { get; }

    /// <summary>Minutes after the start of the half-day.</summary>
    public int[] StartOfEvent { get; }

    public int Placed { get; private set; }

    public int HalfDaysOf(int juror) => halfDaysOf[juror];

    public bool Sits(int juror, int halfDay) => uses[(juror * instance.HalfDays.Length) + halfDay] > 0;

    public bool SitsOnPanel(int juror, int halfDay) => onPanel[(juror * instance.HalfDays.Length) + halfDay];

    public int MinutesOn(int juror, int day) => minutesOn[(juror * Days) + day];

    public int HalfDaysOn(int juror, int day)
    {
        var count = 0;
        for (var h = 0; h < instance.HalfDays.Length; h++)
        {
            if (instance.HalfDays[h].Day == day && Sits(juror, h))
                count++;
        }

        return count;
    }

    /// <summary>Whether a juror sits in another centre that day.</summary>
    public bool SitsElsewhere(int juror, int day, int centre)
    {
        var at = (juror * Days) + day;
        return usesOn[at] > 0 && centreOn[at] != centre;
    }

    /// <summary>Whether a juror may be convened to a slot where they do not sit yet: H10 to H13.</summary>
    public bool CanConvene(int juror, int slot, int minutes)
    {
        var (halfDay, centre, info) = (instance.HalfDayOf(slot), instance.CentreOf(slot), instance.Jurors[juror]);
        var day = instance.HalfDays[halfDay].Day;
        return instance.MaySit(juror, centre, halfDay) && !Sits(juror, halfDay) && halfDaysOf[juror] < info.MaxHalfDays
            && MinutesOn(juror, day) + minutes <= info.MaxMinutes && !SitsElsewhere(juror, day, centre) && HalfDaysOn(juror, day) < info.MaxPerDay;
    }

    public void Put(Seating seating)
    {
        Seats[seating.Slot] = seating;
        Count(seating, 1);
        foreach (var sitting in seating.Events)
            (SlotOfEvent[sitting.Event], StartOfEvent[sitting.Event]) = (seating.Slot, sitting.Start);

        Placed += seating.Events.Length;
    }

    public void Take(int slot)
    {
        if (Seats[slot] is not { } seating)
            return;

        Seats[slot] = null;
        Count(seating, -1);
        foreach (var sitting in seating.Events)
            SlotOfEvent[sitting.Event] = -1;

        Placed -= seating.Events.Length;
    }

    public IEnumerable<int> Unplaced()
    {
        for (var e = 0; e < SlotOfEvent.Length; e++)
        {
            if (SlotOfEvent[e] < 0)
                yield return e;
        }
    }

    /// <summary>The sessions, which can be kept since they never change.</summary>
    public Seating[] Snapshot() => [.. Seats.OfType<Seating>()];

    public static Draft From(Instance instance, IEnumerable<Seating> seatings)
    {
        var draft = new Draft(instance);
        foreach (var seating in seatings)
            draft.Put(seating);

        return draft;
    }

    private void Count(Seating seating, int sign)
    {
        var (halfDay, centre) = (instance.HalfDayOf(seating.Slot), instance.CentreOf(seating.Slot));
        var day = instance.HalfDays[halfDay].Day;
        if (seating.Chair >= 0)
        {
            var minutes = seating.Events.Sum(s => instance.Events[s.Event].Minutes);
            foreach (var juror in seating.Panel)
            {
                Count(juror, halfDay, day, centre, sign, minutes);
                onPanel[(juror * instance.HalfDays.Length) + halfDay] = sign > 0;
            }

            return;
        }

        foreach (var sitting in seating.Events)
        {
            foreach (var juror in sitting.Jury!)
                Count(juror, halfDay, day, centre, sign, instance.Events[sitting.Event].Minutes);
        }
    }

    private void Count(int juror, int halfDay, int day, int centre, int sign, int minutes)
    {
        ref var used = ref uses[(juror * instance.HalfDays.Length) + halfDay];
        var before = used > 0;
        used += sign;
        halfDaysOf[juror] += (used > 0 ? 1 : 0) - (before ? 1 : 0);
        minutesOn[(juror * Days) + day] += sign * minutes;
        usesOn[(juror * Days) + day] += sign;
        centreOn[(juror * Days) + day] = centre;
    }
}
