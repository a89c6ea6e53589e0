using System.Globalization;
using System.Text.Json.Serialization;
using Acquis.Domain.Candidacies;

namespace Acquis.Domain.Juries;

/// <summary>How candidates are heard.</summary>
public enum SeasonJury
{
    /// <summary>One panel sits for a half-day and hears several candidates.</summary>
    Panel,

    /// <summary>Each candidate has a jury of their own.</summary>
    Individual,
}

/// <summary>Demi-journée: hours of one day in which juries sit, in the season's time zone. Other hours make another half-day, with answers of its own.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record SeasonHalfDay(DateOnly Day, TimeOnly From, TimeOnly To)
{
    /// <summary>Its name within the season, such as <c>2027-06-14.0830-1230</c>; sorts by time.</summary>
    [JsonIgnore]
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd}.{From:HHmm}-{To:HHmm}");

    [JsonIgnore]
    public DateTime Start => Day.ToDateTime(From);

    [JsonIgnore]
    public DateTime End => Day.ToDateTime(To);

    [JsonIgnore]
    public int Minutes => (int)(End - Start).TotalMinutes;

    /// <summary>Whether it begins before noon.</summary>
    [JsonIgnore]
    public bool IsMorning => From.Hour < 12;
}

/// <summary>How long a defence is and who hears it.</summary>
public sealed record DefenceFormat
{
    /// <summary>Shortest and longest defence, in minutes.</summary>
    public const int LeastMinutes = 5;

    /// <inheritdoc cref="LeastMinutes"/>
    public const int MostMinutes = 480;

    /// <summary>Fewest and most members of a jury.</summary>
    public const int LeastMembers = 2;

    /// <inheritdoc cref="LeastMembers"/>
    public const int MostMembers = 12;

    public int Minutes { get; init; } = 60;

    /// <summary>Minutes where a candidate has extra time (tiers temps: one third more unless something else is granted).</summary>
    public int ExtendedMinutes { get; init; } = 80;

    /// <summary>Minutes between two candidates of a session.</summary>
    public int TurnoverMinutes { get; init; }

    public SeasonJury Jury { get; init; }

    /// <summary>Members of each jury, the chair among them.</summary>
    public int JurySize { get; init; } = 3;

    /// <summary>Language of the defences, two letters; every member speaks it.</summary>
    public string Language { get; init; } = "fr";

    /// <summary>Domains of which each jury has somebody.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Why a defence cannot be so: its figures are out of bounds.</summary>
    public IEnumerable<Refusal> WhyNot()
    {
        if (Minutes is < LeastMinutes or > MostMinutes || TurnoverMinutes is < 0 or > MostMinutes)
        {
            yield return Refusal.Of("season.minutes-range", ("least", LeastMinutes), ("most", MostMinutes));
        }

        if (ExtendedMinutes < Minutes || ExtendedMinutes > MostMinutes)
        {
            yield return Refusal.Of("season.extended-shorter", ("minutes", Minutes), ("extended", ExtendedMinutes));
        }

        if (JurySize is < LeastMembers or > MostMembers)
        {
            yield return Refusal.Of("season.jury-size", ("least", LeastMembers), ("most", MostMembers));
        }

        if (Language.Length != 2 || !Language.All(char.IsAsciiLetterLower))
        {
            yield return Refusal.Of("season.language-missing");
        }
    }
}

/// <summary>Mesures d'aménagement granted to a candidate, as far as a timetable needs them: never the reason (domain notes, section 1.7).</summary>
/// <param name="Extended">Whether the defence lasts <see cref="DefenceFormat.ExtendedMinutes"/>.</param>
/// <param name="Features">What the room must offer.</param>
/// <param name="Unavailable">Half-days on which the candidate cannot come.</param>
public sealed record CandidateNeeds(Id<Candidacy> Candidacy, bool Extended, IReadOnlyList<string> Features, IReadOnlyList<string> Unavailable)
{
    /// <summary>Whether they ask for nothing.</summary>
    [JsonIgnore]
    public bool IsEmpty => !Extended && Features.Count == 0 && Unavailable.Count == 0;
}

/// <summary>What a season is made of.</summary>
public sealed record SeasonPlan
{
    /// <summary>Most half-days of a season.</summary>
    public const int MostHalfDays = 400;

    /// <summary>Most days before, and most reminders of one summons.</summary>
    public const int MostRemindDays = 60;

    /// <inheritdoc cref="MostRemindDays"/>
    public const int MostReminders = 5;

    public required string Name { get; init; }

    /// <summary>IANA name of the zone whose clocks the half-days follow.</summary>
    public string TimeZone { get; init; } = "Europe/Paris";

    /// <summary>A defence starts a whole number of these minutes after its half-day does.</summary>
    public int GridMinutes { get; init; } = 5;

    public IReadOnlyList<SeasonHalfDay> HalfDays { get; init; } = [];

    public IReadOnlyList<Id<Room>> Rooms { get; init; } = [];

    /// <summary>Cohorts all of whose active candidates defend.</summary>
    public IReadOnlyList<Id<Cohort>> Cohorts { get; init; } = [];

    /// <summary>Candidates of other cohorts who defend too.</summary>
    public IReadOnlyList<Id<Candidacy>> Candidacies { get; init; } = [];

    public DefenceFormat Format { get; init; } = new();

    /// <summary>Last day on which jurors answer, in the season's time zone.</summary>
    public DateOnly AnswersUntil { get; init; }

    /// <summary>How many days before their day whoever is summoned is reminded of it; empty: never.</summary>
    public IReadOnlyList<int> RemindDays { get; init; } = [7, 1];

    /// <summary>Why a season cannot be so.</summary>
    public IEnumerable<Refusal> WhyNot()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > Juror.NameMaxLength)
        {
            yield return Refusal.Of("season.name-missing", ("max", Juror.NameMaxLength));
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) || !zone.HasIanaId)
        {
            yield return Refusal.Of("season.time-zone-unknown", ("zone", TimeZone));
        }

        if (GridMinutes is < 1 or > 60)
        {
            yield return Refusal.Of("season.grid-range");
        }

        if (Cohorts.Count + Candidacies.Count == 0)
        {
            yield return Refusal.Of("season.no-candidate");
        }

        if (RemindDays.Distinct().Count() > MostReminders || RemindDays.Any(d => d is < 1 or > MostRemindDays))
        {
            yield return Refusal.Of("season.remind-range", ("count", MostReminders), ("most", MostRemindDays));
        }

        foreach (var refusal in Format.WhyNot().Concat(WhyNotHalfDays()))
        {
            yield return refusal;
        }
    }

    private IEnumerable<Refusal> WhyNotHalfDays()
    {
        if (HalfDays.Count is 0 or > MostHalfDays)
        {
            yield return Refusal.Of("season.half-day-count", ("max", MostHalfDays));
            yield break;
        }

        if (HalfDays.FirstOrDefault(h => h.To <= h.From) is { } backwards)
        {
            yield return Refusal.Of("season.half-day-backwards", ("date", backwards.Day));
            yield break;
        }

        if (HalfDays.FirstOrDefault(h => h.Minutes < Format.Minutes) is { } narrow)
        {
            yield return Refusal.Of("season.half-day-too-short", ("date", narrow.Day), ("minutes", Format.Minutes));
        }

        var sorted = HalfDays.OrderBy(h => h.Start).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            if (sorted[i].Start < sorted[i - 1].End)
            {
                yield return Refusal.Of("season.half-days-overlap", ("date", sorted[i].Day));
            }
        }

        if (AnswersUntil > sorted[0].Day)
        {
            yield return Refusal.Of("season.answers-after-start", ("until", AnswersUntil), ("start", sorted[0].Day));
        }
    }
}
