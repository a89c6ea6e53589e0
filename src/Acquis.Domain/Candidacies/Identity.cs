using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Acquis.Domain.Candidacies;

/// <summary>Sex as civil status records it, which the State's deliveries ask for.</summary>
public enum Sex
{
    F,
    M,
}

/// <summary>Date of birth whose month and day may be unknown, as for some people born abroad.</summary>
/// <param name="Year">1900 to 2099 (XSD of the Caisse des Dépôts).</param>
/// <param name="Month">1 to 12, or null where unknown; without it there is no day.</param>
public readonly record struct BirthDate(int Year, int? Month = null, int? Day = null)
{
    public IEnumerable<Refusal> WhyNotValid()
    {
        if (Year is < 1900 or > 2099)
        {
            yield return Refusal.Of("person.birth-year-out-of-range", ("year", Year));
        }
        else if (Month is < 1 or > 12 || (Month is null && Day is not null)
            || (Month is { } month && Day is { } day && (day < 1 || day > DateTime.DaysInMonth(Year, month))))
        {
            yield return Refusal.Of("person.birth-date-impossible");
        }
    }

    /// <summary>Year, month and day as one number, 0 where a part is unknown: 19980312, 19980000.</summary>
    [JsonIgnore]
    public int Key => (((Year * 100) + (Month ?? 0)) * 100) + (Day ?? 0);

    /// <summary>Day/month/year as French offices write it; an unknown part is two dashes.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Part(Day)}/{Part(Month)}/{Year:0000}");

    private static string Part(int? value) => value is { } v ? v.ToString("00", CultureInfo.InvariantCulture) : "--";
}

/// <summary>Place of birth: a French commune by INSEE code, or a country.</summary>
/// <param name="CountryCode">INSEE country code of three digits; France is 100.</param>
/// <param name="InseeCode">Commune code of five characters at the date of birth (2A/2B in Corsica); null abroad.</param>
/// <param name="City">Name of the town, as printed.</param>
public sealed record BirthPlace(string CountryCode, string? InseeCode, string? City)
{
    public const string France = "100";
}

/// <summary>État civil of a person, as the parchment and the State's deliveries need it (reference: XSD 1.1.2 of the Caisse des Dépôts).</summary>
public sealed record Identity
{
    /// <summary>Longest name or first name that the State's format takes.</summary>
    public const int NameMaxLength = 60;

    /// <summary>Nom de naissance.</summary>
    public required string BirthName { get; init; }

    /// <summary>Nom d'usage, or null.</summary>
    public string? UsageName { get; init; }

    /// <summary>Prénoms in the order of civil status; at least one.</summary>
    public required IReadOnlyList<string> FirstNames { get; init; }

    public required BirthDate BirthDate { get; init; }

    public required BirthPlace BirthPlace { get; init; }

    public required Sex Sex { get; init; }

    /// <summary>First name and the name in use, as one addresses the person.</summary>
    public string DisplayName => $"{FirstNames[0]} {UsageName ?? BirthName}";

    /// <summary>Key that sorts and finds names alike on every database: without accents, in upper case, family name first.</summary>
    public string SortKey => Fold($"{UsageName ?? BirthName} {string.Join(' ', FirstNames)}{(UsageName is null ? "" : " " + BirthName)}");

    /// <summary>Why this is not an identity that can be registered.</summary>
    public IEnumerable<Refusal> WhyNotValid()
    {
        if (string.IsNullOrWhiteSpace(BirthName))
        {
            yield return Refusal.Of("person.birth-name-missing");
        }

        if (FirstNames.Count == 0 || FirstNames.Any(string.IsNullOrWhiteSpace))
        {
            yield return Refusal.Of("person.first-name-missing");
        }

        foreach (var name in FirstNames.Append(BirthName).Append(UsageName ?? ""))
        {
            if (name.Length > NameMaxLength)
            {
                yield return Refusal.Of("person.name-too-long", ("name", name), ("max", NameMaxLength));
            }
            else if (name.Any(c => c is '<' or '>' or '{' or '}' || char.IsControl(c)))
            {
                yield return Refusal.Of("person.name-with-markup", ("name", name));
            }
        }

        foreach (var refusal in BirthDate.WhyNotValid().Concat(WhyNotPlace()))
        {
            yield return refusal;
        }
    }

    /// <summary>Folds accents, ligatures and case, and turns every separator into one space.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Replace("œ", "oe", StringComparison.OrdinalIgnoreCase)
            .Replace("æ", "ae", StringComparison.OrdinalIgnoreCase).Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
            {
                folded.Append(char.ToUpperInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }

    private IEnumerable<Refusal> WhyNotPlace()
    {
        if (BirthPlace.CountryCode.Length != 3 || !BirthPlace.CountryCode.All(char.IsAsciiDigit))
        {
            yield return Refusal.Of("person.country-code-invalid", ("code", BirthPlace.CountryCode));
        }
        else if (BirthPlace.CountryCode == BirthPlace.France && !IsCommune(BirthPlace.InseeCode))
        {
            yield return string.IsNullOrEmpty(BirthPlace.InseeCode)
                ? Refusal.Of("person.insee-code-missing")
                : Refusal.Of("person.insee-code-invalid", ("code", BirthPlace.InseeCode));
        }
    }

    private static bool IsCommune(string? code) =>
        code is { Length: 5 } && code.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0
        && char.IsAsciiDigit(code[0]) && (char.IsAsciiDigit(code[1]) || (code[0] == '2' && code[1] is 'A' or 'B'));
}
