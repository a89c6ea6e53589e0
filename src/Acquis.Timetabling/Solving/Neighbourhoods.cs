namespace Acquis.Timetabling.Solving;

/// <summary>A piece of the timetable to do again.</summary>
internal sealed record Neighbourhood(int Centre, int[] Slots, int[] Events);

/// <summary>
/// Chooses what to do again: the sessions that lose most, consecutive days, sessions whose jurors are related, the emptiest, one certification, what could
/// make room for an event without a place, each with some empty slots; or what could let one session more open.
/// </summary>
internal sealed class Neighbourhoods
{
    private const int MostUnplaced = 8;
    private const int EmptySlots = 3;
    private const double CentreOfUnplaced = 0.5;
    private const double CentreByLoss = 0.8;
    private const double ByLoss = 0.4;
    private const double ByOpening = 0.3;
    private const int MostSpare = 3;

    private readonly Instance instance;
    private readonly Chance chance;
    private readonly int[][] slotsOfCentre;

    public Neighbourhoods(Instance instance, Chance chance)
    {
        (this.instance, this.chance) = (instance, chance);
        slotsOfCentre = [.. Enumerable.Range(0, instance.CentreCount).Select(c => Enumerable.Range(0, instance.SlotCount).Where(s => IsOpen(s, c)).ToArray())];
    }

    /// <summary>A neighbourhood in one of these centres, or null where none has a slot.</summary>
    public Neighbourhood? Choose(Draft draft, Losses? losses, int[] centres, int size)
    {
        int[] unplaced = [.. draft.Unplaced().Where(e => !instance.Events[e].Closed && !instance.Types[instance.Events[e].Type].Individual)];
        var centre = Centre(draft, losses, centres, unplaced);
        if (slotsOfCentre[centre].Length == 0)
            return null;

        var seated = slotsOfCentre[centre].Where(s => draft.Seats[s] is not null).Select(s => draft.Seats[s]!).ToList();
        int[] own = [.. unplaced.Where(e => instance.Events[e].Centres[centre])];
        chance.Shuffle(own);
        if (own.Length > 0 && chance.Happens(ByOpening) && Opening(draft, centre, seated, own, size) is { } opening)
            return opening;

        var taken = seated.Count == 0 ? [] : own.Length > 0 && chance.Happens(0.6) ? ForEvent(seated, own[0], size) : ByKind(losses, seated, size);
        int[] extra = [.. own.Take(MostUnplaced)];
        var empty = Empty(draft, centre, taken, extra);
        int[] slots = [.. taken.Select(s => s.Slot), .. empty];
        return slots.Length == 0 ? null : new(centre, slots, [.. taken.SelectMany(s => s.Events.Select(e => e.Event)), .. extra]);
    }

    private bool IsOpen(int slot, int centre) =>
        instance.CentreOf(slot) == centre && !instance.ClosedSlots.Contains(slot) && instance.Rooms[instance.RoomOf(slot)].Open[instance.HalfDayOf(slot)];

    // Mostly where something is lost; without prices, half of the time where somebody has no place.
    private int Centre(Draft draft, Losses? losses, int[] centres, int[] unplaced)
    {
        if (losses is not null && chance.Happens(CentreByLoss))
        {
            var lost = losses.ByCentre(draft);
            var at = chance.Share() * centres.Sum(c => lost[c]);
            foreach (var c in centres)
            {
                at -= lost[c];
                if (at < 0)
                    return c;
            }
        }

        int[] wanting = losses is null && unplaced.Length > 0 && chance.Happens(CentreOfUnplaced) ? [.. centres.Where(c => unplaced.Any(e => instance.Events[e].Centres[c]))] : [];
        return chance.Pick(wanting.Length > 0 ? wanting : centres);
    }

    private List<Seating> ByKind(Losses? losses, List<Seating> seated, int size)
    {
        var panels = seated.Where(s => s.Chair >= 0).ToList();
        if (panels.Count == 0)
            return [];

        if (losses is not null && chance.Happens(ByLoss))
            return Losing(losses, panels, size);

        return chance.Next(4) switch
        {
            0 => Days(panels, size),
            1 => Related(panels, size),
            2 => Emptiest(panels, size),
            _ => OneCertification(panels, size),
        };
    }

    private List<Seating> Losing(Losses losses, List<Seating> panels, int size) =>
        [.. panels.OrderByDescending(s => (1 + Math.Max(0, losses.Of(s))) * chance.Share()).Take(size)];

    private List<Seating> Days(List<Seating> panels, int size)
    {
        var first = chance.Next(instance.HalfDays.Length);
        return [.. panels.Select(s => (Seating: s, After: (instance.HalfDayOf(s.Slot) - first + instance.HalfDays.Length) % instance.HalfDays.Length))
            .OrderBy(s => s.After + chance.Share()).Take(size).Select(s => s.Seating)];
    }

    private List<Seating> Related(List<Seating> panels, int size)
    {
        var seed = chance.Pick(panels);
        return [.. panels.OrderByDescending(s => s == seed ? 100 : s.Panel.Intersect(seed.Panel).Count()
            + (instance.HalfDayOf(s.Slot) == instance.HalfDayOf(seed.Slot) ? 0.7 : 0) + (1.2 * chance.Share())).Take(size)];
    }

    private List<Seating> Emptiest(List<Seating> panels, int size)
    {
        double Free(Seating s) => 1 - (s.Events.Sum(e => instance.Events[e.Event].Step) / (double)instance.HalfDays[instance.HalfDayOf(s.Slot)].Minutes);
        return [.. panels.OrderByDescending(s => Free(s) + (0.5 * chance.Share())).Take(size)];
    }

    private List<Seating> OneCertification(List<Seating> panels, int size)
    {
        var certification = instance.Events[chance.Pick(chance.Pick(panels).Events).Event].Certification;
        return [.. panels.Where(s => Array.Exists(s.Events, e => instance.Events[e.Event].Certification == certification)).OrderBy(_ => chance.Share()).Take(size)];
    }

    // Sessions where the event could stand if somebody moved, and sessions that tie up those who could hear it.
    private List<Seating> ForEvent(List<Seating> seated, int e, int size)
    {
        var info = instance.Events[e];
        double Use(Seating s)
        {
            var use = chance.Share() * 1.5;
            if (info.Starts[instance.HalfDayOf(s.Slot)].Length == 0)
                return use;

            use += s.Type == info.Type ? 1 : 0;
            return use + s.Panel.Count(j => instance.Jurors[j].Chairs[info.Certification] && instance.MayHear(j, e)) + (0.3 * s.Panel.Count(j => instance.MayHear(j, e)));
        }

        return [.. seated.Where(s => s.Chair >= 0).OrderByDescending(Use).Take(size)];
    }

    // Where sessions are full, one event more needs a session more, for which several jurors change half-days at once: an empty slot, and the sessions that
    // hold people who could come there while others, who have half-days to spare, could sit in their place.
    private Neighbourhood? Opening(Draft draft, int centre, List<Seating> seated, int[] unplaced, int size)
    {
        int[] free = [.. slotsOfCentre[centre].Where(s => draft.Seats[s] is null)];
        if (free.Length == 0)
            return null;

        var slot = chance.Pick(free);
        var then = instance.HalfDayOf(slot);
        int[] spare = [.. Enumerable.Range(0, instance.Jurors.Length).Where(j => instance.Jurors[j].Centres[centre] && draft.HalfDaysOf(j) < instance.Jurors[j].MaxHalfDays)];
        bool IsFree(int j, int halfDay) => instance.Jurors[j].Given[halfDay] > 0 && !draft.Sits(j, halfDay);
        double Use(Seating s)
        {
            var halfDay = instance.HalfDayOf(s.Slot);
            var leaving = s.Panel.Count(j => instance.Jurors[j].Given[then] > 0 && (halfDay == then || !draft.Sits(j, then)));
            return (leaving * Math.Min(MostSpare, spare.Count(j => IsFree(j, halfDay)))) + (MostSpare * chance.Share());
        }

        Seating[] taken = [.. seated.Where(s => s.Chair >= 0).OrderByDescending(Use).Take(size)];
        return new(centre, [.. taken.Select(s => s.Slot), slot], [.. taken.SelectMany(s => s.Events.Select(e => e.Event)), .. unplaced.Take(MostUnplaced)]);
    }

    private List<int> Empty(Draft draft, int centre, List<Seating> taken, int[] extra)
    {
        var halfDays = taken.Select(s => instance.HalfDayOf(s.Slot)).ToHashSet();
        return
        [
            .. slotsOfCentre[centre].Where(s => draft.Seats[s] is null)
                .OrderBy(s => chance.Share() - (halfDays.Contains(instance.HalfDayOf(s)) ? 0.3 : 0)
                    - (extra.Length > 0 && instance.Events[extra[0]].Starts[instance.HalfDayOf(s)].Length > 0 ? 0.3 : 0))
                .DistinctBy(instance.HalfDayOf).Take(EmptySlots),
        ];
    }
}
