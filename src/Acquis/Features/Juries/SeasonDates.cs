using System.Globalization;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;

namespace Acquis.Features.Juries;

/// <summary>Half-days as people say them.</summary>
public static class SeasonDates
{
    /// <summary>« lundi 14 juin 2027, 8 h 30 à 12 h 30 », "Monday 14 June 2027, 08:30 to 12:30".</summary>
    public static string Long(SeasonHalfDay halfDay) => $"{Day(halfDay.Day)}, {Hours(halfDay)}";

    /// <summary>« lundi 14 juin 2027 ».</summary>
    public static string Day(DateOnly day) => Day(day, Texts.Language);

    /// <summary>The day in a given language.</summary>
    public static string Day(DateOnly day, string language) => $"{day.ToString("dddd", CultureOf(language))} {Dates.Long(day, CultureOf(language))}";

    /// <summary>« 8 h 30 à 12 h 30 », "08:30 to 12:30".</summary>
    public static string Hours(SeasonHalfDay halfDay) => Hours(halfDay.From, halfDay.To);

    /// <inheritdoc cref="Hours(SeasonHalfDay)"/>
    public static string Hours(TimeOnly from, TimeOnly to) => Texts.All["season.hours", ("from", Hour(from)), ("to", Hour(to))];

    private static CultureInfo CultureOf(string language) => CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "fr-FR");

    /// <summary>« 8 h 30 », "08:30".</summary>
    public static string Hour(TimeOnly hour) => Hour(hour, Texts.Language);

    /// <summary>The hour in a given language.</summary>
    public static string Hour(TimeOnly hour, string language) => language == "en"
        ? hour.ToString("HH:mm", CultureInfo.InvariantCulture)
        : hour.ToString(hour.Minute == 0 ? "H'\u00a0h'" : "H'\u00a0h\u00a0'mm", CultureInfo.InvariantCulture);
}
