using Acquis.Timetabling.Solving;

namespace Acquis.Timetabling.Explaining;

/// <summary>One thing given beyond what the problem has: a juror's half-day, a room, a candidate's half-day, a tie that does not count.</summary>
internal readonly record struct Gift(int Juror = -1, int HalfDay = -1, int Room = -1, bool Candidate = false, int TieWith = -1);

/// <summary>
/// Whether one event could be placed if only some of the rules held, the other events standing as in the draft. Small and exact: it looks at every half-day,
/// room and jury.
/// </summary>
internal sealed class Probe(Instance instance, Sequencer sequencer, Draft draft, int e)
{
    /// <summary>All rules that it knows, as a mask.</summary>
    public static readonly int All = Rules.Aggregate(0, (mask, rule) => mask | (1 << rule));

    private readonly EventInfo info = instance.Events[e];
    private readonly TypeInfo type = instance.Types[instance.Events[e].Type];

    /// <summary>The rules that can be at fault; people first. Size, sessions and uniqueness (H4, H14) always hold.</summary>
    public static ReadOnlySpan<int> RulesInOrder => Rules;

    private static int[] Rules => [5, 6, 7, 8, 9, 10, 11, 13, 12, 3, 1, 2, 15];

    public bool CanPlace(int active, Gift gift = default)
    {
        if (gift == default)
            gift = new(-1);

        if (Holds(active, 15) && info.Closed)
            return false;

        for (var h = 0; h < instance.HalfDays.Length; h++)
        {
            if (Holds(active, 15) && info.LockedHalfDay >= 0 && info.LockedHalfDay != h)
                continue;

            for (var c = 0; c < instance.CentreCount; c++)
            {
                if ((!Holds(active, 1) || info.Centres[c] || info.IsWaived(1)) && CanPlace(active, gift, h, c))
                    return true;
            }
        }

        return false;
    }

    private static bool Holds(int active, int rule) => (active & (1 << rule)) != 0;

    private bool CanPlace(int active, Gift gift, int halfDay, int centre)
    {
        var anyRoom = !Holds(active, 1) && !(Holds(active, 15) && info.LockedRoom >= 0);
        var starts = StartsOf(active, gift, halfDay, centre);
        if (starts.Count == 0)
            return false;

        var free = anyRoom || (gift.Room == centre && gift.HalfDay == halfDay);
        for (var room = 0; room < instance.Rooms.Length; room++)
        {
            var slot = instance.SlotOf(room, halfDay);
            if (instance.Rooms[room].Centre != centre || !TakesRoom(active, room, halfDay, slot))
                continue;

            var seated = draft.Seats[slot];
            free |= seated is null || !Holds(active, 2);
            if (seated is null || seated.Type != info.Type)
                continue;

            if (type.Individual ? starts.Exists(s => IsFreeAt(seated, s) && Jury(active, gift, halfDay, centre, s)) : CanJoin(active, seated))
                return true;
        }

        return free && starts.Exists(s => Jury(active, gift, halfDay, centre, s));
    }

    private bool TakesRoom(int active, int room, int halfDay, int slot)
    {
        if (Holds(active, 15) && (instance.ClosedSlots.Contains(slot) || (info.LockedRoom >= 0 && info.LockedRoom != room)))
            return false;

        return !Holds(active, 1) || info.IsWaived(1) || (instance.Rooms[room].Open[halfDay] && info.Features.IsSubsetOf(instance.Rooms[room].Features));
    }

    /// <summary>Starts worth looking at: every one where somebody's time is cut into, otherwise the first.</summary>
    private List<int> StartsOf(int active, Gift gift, int halfDay, int centre)
    {
        var latest = (instance.HalfDays[halfDay].Minutes - info.Minutes) / instance.Grid * instance.Grid;
        if (instance.HalfDays[halfDay].Minutes < info.Minutes)
            return Holds(active, 2) || (Holds(active, 3) && instance.Problem.Events[e].Unavailable.Contains(instance.HalfDays[halfDay].Id)) ? [] : [0];

        Span[] spans = Holds(active, 3) && !(gift.Candidate && gift.HalfDay == halfDay)
            ? sequencer.SpansOf(draft, instance.SlotCount == 0 ? 0 : Math.Max(0, SlotAt(centre, halfDay)), halfDay, [], e, [])
            : [new(0, Math.Max(0, latest))];
        var cut = type.Individual || Array.Exists(instance.Jurors, j => j.Busy[halfDay].Length > 0);
        return [.. spans.SelectMany(s => cut ? Enumerable.Range(0, ((s.To - s.From) / instance.Grid) + 1).Select(k => s.From + (k * instance.Grid)) : [s.From])];
    }

    private int SlotAt(int centre, int halfDay)
    {
        var room = Array.FindIndex(instance.Rooms, r => r.Centre == centre);
        return room < 0 ? halfDay : instance.SlotOf(room, halfDay);
    }

    private bool IsFreeAt(Seating seated, int start) => Array.TrueForAll(seated.Events, o =>
        start >= o.Start + instance.Events[o.Event].Minutes + type.Turnover || o.Start >= start + info.Minutes + type.Turnover);

    /// <summary>Whether a session that stands could take the event in.</summary>
    private bool CanJoin(int active, Seating seated)
    {
        var day = instance.HalfDays[instance.HalfDayOf(seated.Slot)].Day;
        foreach (var j in seated.Panel)
        {
            if (Holds(active, 9) && info.Conflicts.Contains(j))
                return false;

            if (Holds(active, 13) && draft.MinutesOn(j, day) + info.Minutes > instance.Jurors[j].MaxMinutes)
                return false;
        }

        if (!Suffice(active, seated.Panel, seated.Chair))
            return false;

        if (!Holds(active, 2))
            return true;

        return Holds(active, 3) && Holds(active, 10)
            ? sequencer.Place(draft, seated.Slot, seated.Panel, [.. seated.Events.Select(s => s.Event), e]) is not null
            : seated.Events.Sum(s => instance.Events[s.Event].Step) + info.Minutes <= instance.HalfDays[instance.HalfDayOf(seated.Slot)].Minutes;
    }

    private bool Suffice(int active, int[] panel, int chair)
    {
        if (Holds(active, 5) && info.NeedsChair && !instance.Jurors[chair].Chairs[info.Certification])
            return false;

        if (Holds(active, 6) && panel.Count(j => instance.Jurors[j].Outside) < info.Outside)
            return false;

        if (Holds(active, 7) && Array.Exists(info.Competences, c => panel.Count(j => instance.Jurors[j].Holds[c]) < type.Competent))
            return false;

        if (Holds(active, 15) && !info.LockedJurors.TrueForAll(panel.Contains))
            return false;

        return !Holds(active, 8) || panel.Count(j => instance.Jurors[j].Speaks[info.Language]) >= (info.AllSpeak ? panel.Length : info.Speakers);
    }

    /// <summary>Whether some jury of the right size could hear it: over the jurors, which needs can be met by how many.</summary>
    private bool Jury(int active, Gift gift, int halfDay, int centre, int start)
    {
        List<int> able = [.. Enumerable.Range(0, instance.Jurors.Length).Where(j => IsAble(active, gift, j, halfDay, centre, start))];
        if (able.Count < type.Size || (Holds(active, 15) && !info.LockedJurors.TrueForAll(able.Contains)))
            return false;

        var reached = new HashSet<(int Members, int Chairs, int Outside, int Speakers, long Competent, int Locked)> { default };
        foreach (var j in able)
        {
            foreach (var (members, chairs, outside, speakers, competent, locked) in reached.ToArray())
            {
                if (members < type.Size)
                {
                    var juror = instance.Jurors[j];
                    reached.Add((members + 1,
                        Holds(active, 5) && info.NeedsChair ? Math.Min(1, chairs + (juror.Chairs[info.Certification] ? 1 : 0)) : 0,
                        Holds(active, 6) ? Math.Min(info.Outside, outside + (juror.Outside ? 1 : 0)) : 0,
                        Holds(active, 8) && !info.AllSpeak ? Math.Min(info.Speakers, speakers + (juror.Speaks[info.Language] ? 1 : 0)) : 0,
                        Holds(active, 7) ? Competent(competent, juror) : 0,
                        Holds(active, 15) ? locked + (info.LockedJurors.Contains(j) ? 1 : 0) : 0));
                }
            }
        }

        return reached.Any(r => r.Members == type.Size
            && (!Holds(active, 5) || !info.NeedsChair || r.Chairs == 1) && (!Holds(active, 6) || r.Outside >= info.Outside)
            && (!Holds(active, 8) || info.AllSpeak || r.Speakers >= info.Speakers) && (!Holds(active, 7) || r.Competent == Competences)
            && (!Holds(active, 15) || r.Locked == info.LockedJurors.Distinct().Count()));
    }

    // Holders of each competence, five bits each, no more than asked for.
    private long Competences => info.Competences.Index().Take(12).Sum(c => (long)type.Competent << (5 * c.Index));

    private long Competent(long counted, JurorInfo juror)
    {
        foreach (var (i, competence) in info.Competences.Index().Take(12))
        {
            if (juror.Holds[competence] && ((counted >> (5 * i)) & 31) < type.Competent)
                counted += 1L << (5 * i);
        }

        return counted;
    }

    private bool IsAble(int active, Gift gift, int j, int halfDay, int centre, int start)
    {
        var (juror, given) = (instance.Jurors[j], gift.Juror == j && gift.HalfDay == halfDay);
        if (Holds(active, 9) && info.Conflicts.Contains(j) && gift.TieWith != j)
            return false;

        if (Holds(active, 8) && info.AllSpeak && !juror.Speaks[info.Language])
            return false;

        if (Holds(active, 10) && !given && (juror.Given[halfDay] == 0 || Array.Exists(juror.Busy[halfDay], b => start < b.To && start + info.Minutes > b.From)))
            return false;

        var day = instance.HalfDays[halfDay].Day;
        if (Holds(active, 12) && (!juror.Centres[centre] || draft.SitsElsewhere(j, day, centre)))
            return false;

        var sits = draft.Sits(j, halfDay);
        if (Holds(active, 11) && sits && (!type.Individual || draft.SitsOnPanel(j, halfDay) || HearsAt(j, halfDay, start)))
            return false;

        return !Holds(active, 13) || (draft.MinutesOn(j, day) + info.Minutes <= juror.MaxMinutes
            && (sits || (draft.HalfDaysOf(j) < juror.MaxHalfDays && draft.HalfDaysOn(j, day) < juror.MaxPerDay)));
    }

    private bool HearsAt(int j, int halfDay, int start)
    {
        for (var room = 0; room < instance.Rooms.Length; room++)
        {
            foreach (var s in draft.Seats[instance.SlotOf(room, halfDay)]?.Events ?? [])
            {
                if (s.Jury is { } jury && jury.Contains(j) && start < s.Start + instance.Events[s.Event].Minutes && s.Start < start + info.Minutes)
                    return true;
            }
        }

        return false;
    }
}
