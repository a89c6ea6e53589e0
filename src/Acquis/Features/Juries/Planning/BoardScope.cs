using System.Globalization;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Timetabling;

namespace Acquis.Features.Juries.Planning;

/// <summary>What somebody asks to see of a timetable.</summary>
/// <param name="Day">A day, <see cref="BoardScope.EveryDay"/>, or null.</param>
/// <param name="Site">The only site, or null.</param>
/// <param name="Event">The candidate chosen, as the engine calls them, or null.</param>
public sealed record BoardAsked(string? Day, Id<Site>? Site, string? Event);

/// <summary>Defences of one day: at each site, in the order of <see cref="BoardScope.Sites"/>, and together.</summary>
public sealed record DaySum(DateOnly Day, IReadOnlyList<int> BySite, int Together);

/// <summary>The part of a timetable that its board shows: the whole of a small season; of a large one a day, a site, or all of it where that is asked for.</summary>
public sealed class BoardScope
{
    /// <summary>Stands for every day in an address.</summary>
    public const string EveryDay = "all";

    /// <summary>Above so many rooms on half-days nobody finds anything: one day is shown at first.</summary>
    private const int MostPlaces = 48;

    /// <summary>Above so many rooms beside each other their columns are too narrow for names: they stand under each other.</summary>
    private const int MostAbreast = 2;

    private readonly PlanningFile file;

    public BoardScope(PlanningFile file, BoardAsked asked)
    {
        this.file = file;
        Sites = [.. file.File.Rooms.Select(r => r.Site).DistinctBy(s => s.Id)];
        IsLarge = file.Problem.HalfDays.Count * file.File.Rooms.Count > MostPlaces;
        Site = IsLarge && Sites.Any(s => s.Id == asked.Site) ? asked.Site : null;
        AskedDay = DateOnly.TryParseExact(asked.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Days.Contains(day) ? day : null;
        Day = !IsLarge || asked.Day == EveryDay ? null : AskedDay ?? (Site is null ? FirstDay(asked.Event) : null);
        Rooms = [.. file.File.Rooms.Where(r => Site is null || r.Site.Id == Site)];
    }

    /// <summary>Whether a part of it is chosen: there are too many rooms and half-days to see at once.</summary>
    public bool IsLarge { get; }

    /// <summary>The only day shown; null for every day.</summary>
    public DateOnly? Day { get; }

    /// <summary>The day that was asked for by name, or null.</summary>
    public DateOnly? AskedDay { get; }

    /// <summary>The only site shown; null for every site.</summary>
    public Id<Site>? Site { get; }

    /// <summary>Every site of the season, in the order of its rooms.</summary>
    public IReadOnlyList<Site> Sites { get; }

    /// <summary>The rooms that are shown.</summary>
    public IReadOnlyList<SeasonRoom> Rooms { get; }

    /// <summary>Whether rooms stand under each other and half-days beside each other, rather than the other way round.</summary>
    public bool RoomsDown => Rooms.Count > MostAbreast;

    /// <summary>Every day of the season.</summary>
    public IEnumerable<DateOnly> Days => file.Problem.HalfDays.Select(h => h.Day).Distinct();

    /// <summary>The days that are shown, with their half-days.</summary>
    public IEnumerable<IGrouping<DateOnly, HalfDay>> Shown => file.Problem.HalfDays.Where(h => Day is null || h.Day == Day).GroupBy(h => h.Day);

    /// <summary>The day before the one shown, or null.</summary>
    public DateOnly? Before => Day is { } day ? Days.Where(d => d < day).Select(d => (DateOnly?)d).LastOrDefault() : null;

    /// <summary>The day after the one shown, or null.</summary>
    public DateOnly? After => Day is { } day ? Days.Where(d => d > day).Select(d => (DateOnly?)d).FirstOrDefault() : null;

    /// <summary>Defences of each day, by site.</summary>
    public IReadOnlyList<DaySum> Sums
    {
        get
        {
            var sites = file.File.Rooms.ToDictionary(r => r.Room.Id.ToString(), r => r.Site.Id);
            var days = file.Problem.HalfDays.ToDictionary(h => h.Id, h => h.Day);
            var counts = file.Plan.Sessions.ToLookup(s => (days[s.HalfDay], sites[s.Room]), s => s.Events.Count);
            return [.. Days.Select(day => (Day: day, BySite: Sites.Select(s => counts[(day, s.Id)].Sum()).ToList())).Select(d => new DaySum(d.Day, d.BySite, d.BySite.Sum()))];
        }
    }

    /// <summary>The part of an address that keeps what is shown: empty, or <c>&amp;day=…&amp;site=…</c>.</summary>
    public string Kept => IsLarge ? Part(Day, Site) : "";

    /// <summary>The part of an address that shows that day at that site.</summary>
    /// <param name="day">Null: every day.</param>
    /// <param name="site">Null: every site.</param>
    public static string Part(DateOnly? day, Id<Site>? site) => $"&day={day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? EveryDay}{(site is { } s ? $"&site={s}" : "")}";

    private DateOnly? FirstDay(string? @event) =>
        (@event is null ? null : PlanEditor.Of(file.Plan, @event))?.HalfDay is { } stands && file.Problem.HalfDays.FirstOrDefault(h => h.Id == stands) is { } of ? of.Day
        : file.Plan.Sessions.Count == 0 ? Days.FirstOrDefault()
        : file.Problem.HalfDays.First(h => file.Plan.Sessions.Any(s => s.HalfDay == h.Id)).Day;
}
