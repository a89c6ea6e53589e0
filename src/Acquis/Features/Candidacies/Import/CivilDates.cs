using System.Globalization;
using System.Text.RegularExpressions;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Infrastructure.Sheets;

namespace Acquis.Features.Candidacies.Import;

/// <summary>
/// Dates as French offices write them: 12/03/1998, 12-3-1998, 12.03.1998, 12 mars 1998, 1998-03-12, a spreadsheet's serial number; with an unknown day
/// or month, --/03/1998, 00/00/1998, 03/1998, 1998. The day always comes before the month. A year of two figures is refused: nobody guesses a century.
/// </summary>
public static partial class CivilDates
{
    private static readonly string[] Months =
    [
        "JANVIER", "FEVRIER", "MARS", "AVRIL", "MAI", "JUIN", "JUILLET", "AOUT", "SEPTEMBRE", "OCTOBRE", "NOVEMBRE", "DECEMBRE",
        "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER",
    ];

    /// <summary>The date of birth that a text says, or why it says none.</summary>
    public static (BirthDate Date, Refusal? Refusal) Birth(string text)
    {
        var read = Read(text);
        if (read is { } date)
            return (date, date.WhyNotValid().Any() ? Refusal.Of("import.date-impossible", ("value", text)) : null);

        return (default, Refusal.Of(TwoFigures().IsMatch(text) ? "import.year-two-figures" : "import.date-unreadable", ("value", text)));
    }

    /// <summary>The whole date that a text says, or why it says none.</summary>
    public static (DateOnly Date, Refusal? Refusal) Day(string text)
    {
        var (date, refusal) = Birth(text);
        if (refusal is not null)
            return (default, refusal);

        return date is { Month: { } month, Day: { } day } ? (new(date.Year, month, day), null) : (default, Refusal.Of("import.date-incomplete", ("value", text)));
    }

    private static BirthDate? Read(string text)
    {
        if (Iso().Match(text) is { Success: true } iso)
            return new(Figure(iso, "y"), Part(iso, "m"), Part(iso, "d"));

        if (Numbers().Match(text) is { Success: true } numbers)
            return new(Figure(numbers, "y"), Part(numbers, "m"), Part(numbers, "d"));

        if (Words().Match(text) is { Success: true } words && MonthOf(words.Groups["m"].Value) is { } month)
            return new(Figure(words, "y"), month, Part(words, "d"));

        if (Year().IsMatch(text))
            return new(int.Parse(text, CultureInfo.InvariantCulture));

        return Serial().IsMatch(text) && SerialDate.Of(int.Parse(text, CultureInfo.InvariantCulture)) is { } day ? new(day.Year, day.Month, day.Day) : null;
    }

    private static int? MonthOf(string name)
    {
        var folded = Identity.Fold(name);
        if (folded.Length < 3)
            return null;

        var found = Months.Index().Where(m => m.Item.StartsWith(folded, StringComparison.Ordinal)).Select(m => (m.Index % 12) + 1).Distinct().ToList();
        return found.Count == 1 ? found[0] : null;
    }

    private static int Figure(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    /// <summary>A day or month; null where it is absent, zero, or written with dashes or crosses.</summary>
    private static int? Part(Match match, string group) => int.TryParse(match.Groups[group].Value, out var figure) && figure > 0 ? figure : null;

    [GeneratedRegex(@"^(?<y>\d{4})-(?<m>\d{1,2})(-(?<d>\d{1,2}))?([T ]\d{2}:\d{2}(:\d{2})?(\.\d+)?Z?)?$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"^((?<d>\d{1,2}|--|[xX?]{1,2})\s?[/.\-\s]\s?)?(?<m>\d{1,2}|--|[xX?]{1,2})\s?[/.\-\s]\s?(?<y>\d{4})(\s+\d{1,2}:\d{2}(:\d{2})?)?$")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^((?<d>\d{1,2})(er|st|nd|rd|th)?\s+)?(?<m>\p{L}{3,})\.?\s+(?<y>\d{4})$")]
    private static partial Regex Words();

    [GeneratedRegex(@"^(19|20)\d{2}$")]
    private static partial Regex Year();

    [GeneratedRegex(@"^\d{5}(\.0+)?$")]
    private static partial Regex Serial();

    [GeneratedRegex(@"^\d{1,2}[/.\-\s]\d{1,2}[/.\-\s]\d{2}$")]
    private static partial Regex TwoFigures();
}
