using System.Globalization;

namespace Acquis.Credentials.Documents;

/// <summary>Dates and lists as French documents write them.</summary>
internal static class FrenchText
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>« 1er juillet 2027 », « 2 juillet 2027 », unbreakable.</summary>
    public static string Long(DateOnly date) =>
        $"{(date.Day == 1 ? "1er" : date.Day.ToString(CultureInfo.InvariantCulture))}\u00a0{Month(date.Month)}\u00a0{Year(date.Year)}";

    /// <summary>« 18/12/2025 ».</summary>
    public static string Short(DateOnly date) => date.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);

    /// <summary>« le 14 mars 2003 », « en mars 2003 », « en 2003 ».</summary>
    public static string Birth(PartialDate date) => date switch
    {
        { Month: { } month, Day: { } day } => $"le\u00a0{Long(new DateOnly(date.Year, month, day))}",
        { Month: { } month } => $"en {Month(month)}\u00a0{Year(date.Year)}",
        _ => $"en\u00a0{Year(date.Year)}",
    };

    /// <summary>« né », « née », « né(e) ».</summary>
    public static string Born(string? sex) => sex switch { "M" => "né", "F" => "née", _ => "né(e)" };

    /// <summary>« a, b et c ».</summary>
    public static string And(IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} et {items[^1]}";

    private static string Month(int month) => French.DateTimeFormat.GetMonthName(month);

    private static string Year(int year) => year.ToString("0000", CultureInfo.InvariantCulture);
}
