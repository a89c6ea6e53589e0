using System.Globalization;

namespace Acquis.Timetabling.Generating;

/// <summary>Families of invented problems.</summary>
public enum Family
{
    /// <summary>The best timetable is built first and the data around it, so that its cost is known.</summary>
    Planted,

    /// <summary>Jurors and rooms are ample.</summary>
    Random,

    /// <summary>Jurors and rooms are short; some events cannot be placed.</summary>
    Tight,

    /// <summary>Each candidate has a jury of their own.</summary>
    Individual,
}

/// <summary>An invented problem.</summary>
/// <param name="Best">A best timetable, where the family knows one; its cost is the optimum.</param>
public sealed record Generated(TimetableProblem Problem, Timetable? Best);

/// <summary>Invents problems from a seed, of the shape that timetables of certifications have. The same arguments give the same problem.</summary>
public static class TimetableGenerator
{
    /// <summary>Most events that it makes.</summary>
    public const int MaxEvents = 20_000;

    /// <summary>Events of one centre, about.</summary>
    internal const int EventsOfCentre = 125;

    internal static readonly string[] Certifications = ["C1", "C2", "C3"];

    /// <summary>A problem of about so many events (planted: whole sessions only, so up to 7 more or less for each centre).</summary>
    public static Generated Generate(Family family, int events, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events, MaxEvents);
        var chance = new Chance(unchecked((ulong)seed * 0x9E3779B9UL) + (ulong)family);
        var name = string.Create(CultureInfo.InvariantCulture, $"{family.ToString().ToLowerInvariant()}-{events}-{seed}");
        return family switch
        {
            Family.Planted => new PlantedFamily(chance).Make(name, events),
            Family.Individual => new(new IndividualFamily(chance).Make(name, events), null),
            _ => new(new RandomFamily(chance, family is Family.Tight).Make(name, events), null),
        };
    }

    /// <summary>The season that families of panels share: defences and orals, on a grid of five minutes.</summary>
    internal static TimetableProblem Season(
        string name, IReadOnlyList<HalfDay> halfDays, IReadOnlyList<Centre> centres, IReadOnlyList<Juror> jurors, IReadOnlyList<JuryEvent> events,
        IReadOnlyList<Conflict> conflicts) => new()
        {
            Name = name,
            TimeZone = "Europe/Paris",
            GridMinutes = 5,
            HalfDays = halfDays,
            Types = [Defence, Oral],
            Centres = centres,
            Jurors = jurors,
            Events = events,
            Conflicts = conflicts,
        };

    /// <summary>Mornings and afternoons of working days from a Monday.</summary>
    internal static List<HalfDay> HalfDays(int days)
    {
        var halfDays = new List<HalfDay>();
        for (var date = new DateTime(2027, 6, 7, 0, 0, 0, DateTimeKind.Unspecified); halfDays.Count < 2 * days; date = date.AddDays(1))
        {
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;

            var id = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            halfDays.Add(new($"{id}.am", date.AddHours(8.5), date.AddHours(12.5)));
            halfDays.Add(new($"{id}.pm", date.AddHours(13.5), date.AddHours(17.5)));
        }

        return halfDays;
    }

    internal static readonly EventType Defence = new()
    {
        Id = "defence",
        Jury = JuryKind.Panel,
        Size = 3,
        Outside = 2,
        Competent = 1,
        Speakers = null,
        Minutes = 60,
        ExtendedMinutes = 80,
    };

    internal static readonly EventType Oral = new()
    {
        Id = "oral",
        Jury = JuryKind.Panel,
        Size = 3,
        Outside = 2,
        Competent = 0,
        Speakers = null,
        Minutes = 30,
        ExtendedMinutes = 40,
    };

    /// <summary>Half-days that a juror gives: whoever is free one half-day is likely to be free the next.</summary>
    internal static Dictionary<string, Availability> Markov(IReadOnlyList<HalfDay> halfDays, Chance chance)
    {
        var available = new Dictionary<string, Availability>();
        var free = chance.Happens(0.45);
        foreach (var halfDay in halfDays)
        {
            free = free ? chance.Happens(0.75) : !chance.Happens(0.80);
            if (free)
                available[halfDay.Id] = chance.Happens(0.15) ? Availability.Undesired : Availability.Available;
        }

        return available;
    }

    internal static List<Centre> Centres(int count, int rooms, IReadOnlyList<HalfDay> halfDays, double closed, Chance chance) =>
    [
        .. Enumerable.Range(1, count).Select(c => new Centre($"K{c}",
        [
            .. Enumerable.Range(1, rooms).Select(r => new Room($"K{c}.R{r}")
            {
                Features = r == 1 ? ["ramp"] : [],
                Unavailable = [.. halfDays.Where(_ => chance.Happens(closed)).Select(h => h.Id)],
            }),
        ])),
    ];
}
