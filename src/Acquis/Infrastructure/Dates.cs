using System.Globalization;

namespace Acquis.Infrastructure;

/// <summary>Dates and times as people say them, in the time zone of the certifying body.</summary>
public static class Dates
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>« 14 juin 2027 », "14 June 2027"; the first of the month is « 1er » in French.</summary>
    public static string Long(DateOnly date, CultureInfo? culture = null)
    {
        var c = Of(culture);
        var text = date.ToString("d\u00a0MMMM yyyy", c);
        return date.Day == 1 && c.TwoLetterISOLanguageName == "fr" ? string.Concat("1er", text.AsSpan(1)) : text;
    }

    /// <summary>« 14 juin 2027 à 18 h 05 », "14 June 2027, 18:05", in Paris time.</summary>
    public static string Long(DateTimeOffset instant, CultureInfo? culture = null)
    {
        var c = Of(culture);
        var local = TimeZoneInfo.ConvertTime(instant, Paris);
        var day = Long(DateOnly.FromDateTime(local.DateTime), c);
        return c.TwoLetterISOLanguageName == "fr"
            ? $"{day} à {local.ToString("H'\u00a0h\u00a0'mm", c)}"
            : $"{day}, {local.ToString("HH:mm", c)}";
    }

    /// <summary>« 14/06/2027 ».</summary>
    public static string Short(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>The civil date of an instant in Paris.</summary>
    public static DateOnly Civil(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Paris).DateTime);

    /// <summary>The hour of the day of an instant in Paris, 0 to 23.</summary>
    public static int Hour(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Paris).Hour;

    private static CultureInfo Of(CultureInfo? culture) =>
        culture ?? CultureInfo.GetCultureInfo(Texts.Language == "en" ? "en-GB" : "fr-FR");
}
