namespace Acquis.Timetabling.Solving;

/// <summary>A problem in numbers: ids are indices, times are minutes after the start of a half-day. It never changes.</summary>
internal sealed partial class Instance
{
    private readonly TimetableProblem problem;

    public Instance(TimetableProblem problem)
    {
        this.problem = problem;
        W = problem.Weights;
        Grid = problem.GridMinutes;
        HalfDays = ReadHalfDays();
        Rooms = ReadRooms();
        Types = [.. problem.Types.Select(t => new TypeInfo(t))];
        Certifications = Names(problem.Events.Select(e => e.Certification));
        Competences = Names(problem.Events.SelectMany(e => e.Competences));
        Languages = Names(problem.Events.Select(e => e.Language));
        Jurors = ReadJurors();
        Events = ReadEvents();
        ReadConflicts();
        ReadLinks();
        ReadPrevious();
        ReadLocks();
    }

    public TimetableProblem Problem => problem;

    public Weights W { get; }

    public bool HasPrevious => problem.Previous is not null;

    public int Grid { get; }

    public HalfDayInfo[] HalfDays { get; }

    public RoomInfo[] Rooms { get; }

    public int CentreCount => problem.Centres.Count;

    public TypeInfo[] Types { get; }

    public JurorInfo[] Jurors { get; }

    public EventInfo[] Events { get; }

    public Dictionary<string, int> Certifications { get; }

    public Dictionary<string, int> Competences { get; }

    public Dictionary<string, int> Languages { get; }

    /// <summary>Slots are rooms on half-days.</summary>
    public int SlotCount => Rooms.Length * HalfDays.Length;

    public int SlotOf(int room, int halfDay) => (room * HalfDays.Length) + halfDay;

    public int RoomOf(int slot) => slot / HalfDays.Length;

    public int HalfDayOf(int slot) => slot % HalfDays.Length;

    public int CentreOf(int slot) => Rooms[RoomOf(slot)].Centre;

    /// <summary>Whether an event may stand in a slot, as far as it alone decides: H1, H3, H15.</summary>
    public bool Fits(int e, int slot, bool locked = false)
    {
        var (room, halfDay, info) = (RoomOf(slot), HalfDayOf(slot), Events[e]);
        if (info.Starts[halfDay].Length == 0 || (!locked && (ClosedSlots.Contains(slot) || info.Closed)))
            return false;

        if ((info.LockedHalfDay >= 0 && info.LockedHalfDay != halfDay) || (info.LockedRoom >= 0 && info.LockedRoom != room))
            return false;

        return info.IsWaived(1) || (info.Centres[Rooms[room].Centre] && Rooms[room].Open[halfDay] && info.Features.IsSubsetOf(Rooms[room].Features));
    }

    /// <summary>Whether a juror may sit at all in that half-day at that centre: H10, H12.</summary>
    public bool MaySit(int juror, int centre, int halfDay) => Jurors[juror].Given[halfDay] > 0 && Jurors[juror].Centres[centre];

    public bool InConflict(int e, int juror) => Events[e].Conflicts.Contains(juror);

    /// <summary>Whether a juror may hear an event: H8 where all must speak, H9.</summary>
    public bool MayHear(int juror, int e)
    {
        var info = Events[e];
        return !info.Conflicts.Contains(juror) && (!info.AllSpeak || Jurors[juror].Speaks[info.Language]);
    }

    private HalfDayInfo[] ReadHalfDays()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(problem.TimeZone);
        var days = problem.HalfDays.Select(h => h.Day).Distinct().Order().ToList();
        return
        [
            .. problem.HalfDays.Select(h => new HalfDayInfo(
                h.Id, h.Start, h.Minutes, days.IndexOf(h.Day), (long)((h.Start - zone.GetUtcOffset(h.Start)).Ticks / TimeSpan.TicksPerMinute))),
        ];
    }

    private RoomInfo[] ReadRooms() =>
    [
        .. problem.Centres.SelectMany((c, i) => c.Rooms.Select(r => new RoomInfo(
            r.Id, i, [.. problem.HalfDays.Select(h => !r.Unavailable.Contains(h.Id))], [.. r.Features]))),
    ];

    private JurorInfo[] ReadJurors()
    {
        var centres = problem.Centres.Select(c => c.Id).ToList();
        return
        [
            .. problem.Jurors.Select(j => new JurorInfo
            {
                Id = j.Id,
                Outside = j.Outside,
                Chairs = Marks(Certifications, j.ChairFor),
                Holds = Marks(Competences, j.Competences),
                Speaks = Marks(Languages, j.Languages),
                Gender = j.Gender,
                Centres = [.. centres.Select(j.Centres.Contains)],
                Given = [.. problem.HalfDays.Select(h => (byte)j.Available.GetValueOrDefault(h.Id))],
                Busy = [.. problem.HalfDays.Select(h => j.Busy.Where(b => b.From < h.End && b.To > h.Start).Select(b => Relative(h, b)).ToArray())],
                MaxHalfDays = j.MaxHalfDays ?? int.MaxValue,
                MaxPerDay = j.MaxHalfDaysPerDay,
                MaxMinutes = j.MaxMinutesPerDay ?? int.MaxValue,
            }),
        ];
    }

    private EventInfo[] ReadEvents()
    {
        var centres = problem.Centres.Select(c => c.Id).ToList();
        var types = problem.Types.Index().ToDictionary(t => t.Item.Id, t => t.Index);
        var waived = problem.Overrides.ToLookup(o => o.Event, o => int.Parse(o.Rule.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture));
        var candidates = Names(problem.Events.Select(e => e.Candidate));
        return
        [
            .. problem.Events.Select(e =>
            {
                var type = Types[types[e.Type]];
                var mask = waived[e.Id].Aggregate(0, (m, r) => m | (1 << r));
                var minutes = e.Extended ? problem.Types[types[e.Type]].ExtendedMinutes!.Value : type.Minutes;
                return new EventInfo
                {
                    Id = e.Id,
                    Type = types[e.Type],
                    Minutes = minutes,
                    Step = RoundUp(minutes + type.Turnover),
                    Waived = mask,
                    Candidate = candidates[e.Candidate],
                    Centres = [.. centres.Select(e.Centres.Contains)],
                    Certification = Certifications[e.Certification],
                    NeedsChair = (mask & (1 << 5)) == 0,
                    Competences = (mask & (1 << 7)) != 0 || type.Competent == 0 ? [] : [.. e.Competences.Distinct().Select(c => Competences[c])],
                    Language = Languages[e.Language],
                    AllSpeak = type.Speakers is null && (mask & (1 << 8)) == 0,
                    Speakers = (mask & (1 << 8)) == 0 ? type.Speakers ?? 0 : 0,
                    Outside = (mask & (1 << 6)) == 0 ? type.Outside : 0,
                    Priority = e.Priority,
                    Undesired = [.. problem.HalfDays.Select(h => e.Undesired.Contains(h.Id))],
                    Features = [.. e.Features],
                    Starts = [.. problem.HalfDays.Select(h => StartsOf(e, h, minutes, (mask & (1 << 3)) != 0))],
                };
            }),
        ];
    }

    private int RoundUp(int minutes) => (minutes + Grid - 1) / Grid * Grid;

    private Span[] StartsOf(JuryEvent e, HalfDay halfDay, int minutes, bool waived)
    {
        var latest = (halfDay.Minutes - minutes) / Grid * Grid;
        if (halfDay.Minutes < minutes || (!waived && e.Unavailable.Contains(halfDay.Id)))
            return [];

        if (waived || e.Windows.Count == 0)
            return [new(0, latest)];

        var spans = e.Windows.Where(w => w.From < halfDay.End && w.To > halfDay.Start).Select(w => Relative(halfDay, w))
            .Select(w => new Span(RoundUp(Math.Max(0, w.From)), Math.Min(latest, (w.To - minutes) < 0 ? -1 : (w.To - minutes) / Grid * Grid)))
            .Where(s => s.From <= s.To).OrderBy(s => s.From).ToList();
        return [.. Merged(spans)];
    }

    private static IEnumerable<Span> Merged(List<Span> spans)
    {
        for (var i = 0; i < spans.Count; i++)
        {
            var span = spans[i];
            while (i + 1 < spans.Count && spans[i + 1].From <= span.To)
                span = new(span.From, Math.Max(span.To, spans[++i].To));

            yield return span;
        }
    }

    private static Span Relative(HalfDay halfDay, TimeSpanLocal span) =>
        new((int)(span.From - halfDay.Start).TotalMinutes, (int)(span.To - halfDay.Start).TotalMinutes);

    private static Dictionary<string, int> Names(IEnumerable<string> names) =>
        names.Distinct().Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.Ordinal);

    private static bool[] Marks(Dictionary<string, int> names, IReadOnlyList<string> held)
    {
        var marks = new bool[names.Count];
        foreach (var name in held)
        {
            if (names.TryGetValue(name, out var index))
                marks[index] = true;
        }

        return marks;
    }
}

/// <summary>Minutes after the start of a half-day; both ends belong to it when it holds starts.</summary>
internal readonly record struct Span(int From, int To);

internal sealed record HalfDayInfo(string Id, DateTime Start, int Minutes, int Day, long Utc);

internal sealed record RoomInfo(string Id, int Centre, bool[] Open, HashSet<string> Features);

internal sealed class TypeInfo(EventType type)
{
    public string Id { get; } = type.Id;

    public bool Individual { get; } = type.Jury is JuryKind.Individual;

    public int Size { get; } = type.Size;

    public int Outside { get; } = type.Outside;

    public int Competent { get; } = type.Competent;

    public int? Speakers { get; } = type.Speakers;

    public int Minutes { get; } = type.Minutes;

    public int Turnover { get; } = type.TurnoverMinutes;
}

internal sealed class JurorInfo
{
    public required string Id { get; init; }

    public required bool Outside { get; init; }

    public required bool[] Chairs { get; init; }

    public required bool[] Holds { get; init; }

    public required bool[] Speaks { get; init; }

    public required string? Gender { get; init; }

    public required bool[] Centres { get; init; }

    /// <summary>By half-day: 0 absent, 1 available, 2 undesired.</summary>
    public required byte[] Given { get; init; }

    public required Span[][] Busy { get; init; }

    public required int MaxHalfDays { get; init; }

    public required int MaxPerDay { get; init; }

    public required int MaxMinutes { get; init; }

    /// <summary>Half-days on which the previous timetable convenes them.</summary>
    public bool[] Before { get; set; } = [];
}

internal sealed class EventInfo
{
    public required string Id { get; init; }

    public required int Type { get; init; }

    public required int Minutes { get; init; }

    /// <summary>Minutes and turnover, on the grid: what it takes of a half-day unless it is the last.</summary>
    public required int Step { get; init; }

    public required int Waived { get; init; }

    public required int Candidate { get; init; }

    public required bool[] Centres { get; init; }

    public required int Certification { get; init; }

    public required bool NeedsChair { get; init; }

    public required int[] Competences { get; init; }

    public required int Language { get; init; }

    public required bool AllSpeak { get; init; }

    public required int Speakers { get; init; }

    public required int Outside { get; init; }

    public required int Priority { get; init; }

    public required bool[] Undesired { get; init; }

    public required HashSet<string> Features { get; init; }

    /// <summary>By half-day: when it may start, by itself. Empty: not at all.</summary>
    public required Span[][] Starts { get; set; }

    public HashSet<int> Conflicts { get; } = [];

    /// <summary>Events that share the candidate or an order with this one.</summary>
    public List<Link> Links { get; } = [];

    public int LockedHalfDay { get; set; } = -1;

    public int LockedRoom { get; set; } = -1;

    public List<int> LockedJurors { get; } = [];

    /// <summary>It belongs to a locked session of the previous timetable and stands there or nowhere.</summary>
    public bool Closed { get; set; }

    /// <summary>Place in the previous timetable; -1: none, or gone.</summary>
    public int BeforeSlot { get; set; } = -1;

    public int BeforeHalfDay { get; set; } = -1;

    public int BeforeStart { get; set; } = -1;

    public bool WasPlaced { get; set; }

    public bool IsWaived(int rule) => (Waived & (1 << rule)) != 0;
}

/// <summary>
/// What binds an event to another: they do not overlap when <see cref="SameCandidate"/>, and one follows the other.
/// </summary>
/// <param name="AfterOther">This one starts at least so many minutes after the other does; null: no order.</param>
/// <param name="BeforeOther">This one starts at least so many minutes before the other does; null: no order.</param>
internal readonly record struct Link(int Other, bool SameCandidate, int? AfterOther, int? BeforeOther);
