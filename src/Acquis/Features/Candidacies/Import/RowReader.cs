using System.Text.RegularExpressions;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Sheets;

namespace Acquis.Features.Candidacies.Import;

/// <summary>Reads what one row says, and everything that is wrong with it at once.</summary>
/// <param name="route">Route of rows that say none.</param>
public sealed partial class RowReader(PeopleColumns columns, PeopleImportKind kind, Framework framework, Cohort cohort, AccessRoute? route)
{
    private static readonly Dictionary<string, Sex> Sexes = new()
    {
        ["F"] = Sex.F,
        ["FEMME"] = Sex.F,
        ["FEMININ"] = Sex.F,
        ["MME"] = Sex.F,
        ["MADAME"] = Sex.F,
        ["MLLE"] = Sex.F,
        ["FEMALE"] = Sex.F,
        ["MRS"] = Sex.F,
        ["MS"] = Sex.F,
        ["2"] = Sex.F,
        ["M"] = Sex.M,
        ["H"] = Sex.M,
        ["HOMME"] = Sex.M,
        ["MASCULIN"] = Sex.M,
        ["MR"] = Sex.M,
        ["MONSIEUR"] = Sex.M,
        ["MALE"] = Sex.M,
        ["1"] = Sex.M,
    };

    private static readonly Dictionary<string, string> Languages = new()
    {
        ["FR"] = "fr",
        ["FRA"] = "fr",
        ["FRANCAIS"] = "fr",
        ["FRENCH"] = "fr",
        ["EN"] = "en",
        ["ENG"] = "en",
        ["ANGLAIS"] = "en",
        ["ENGLISH"] = "en",
    };

    private static readonly Dictionary<string, AccessRoute> Routes = RouteNames();

    /// <summary>What the row says; where it has problems, its content may be in part only.</summary>
    public (RowContent Content, string Name, IReadOnlyList<Refusal> Problems) Read(SheetRow row)
    {
        var reading = new Reading(row, columns);
        var content = kind is PeopleImportKind.Companies ? Company(reading) : Candidate(reading);
        var name = $"{reading.Text(PeopleColumn.FirstNames)} {reading.Text(PeopleColumn.UsageName) ?? reading.Text(PeopleColumn.BirthName)}".Trim();
        return (content, name.Length > 200 ? name[..200] : name, [.. reading.Problems.DistinctBy(p => p.ToString())]);
    }

    private RowContent Candidate(Reading reading)
    {
        var identity = IdentityOf(reading);
        var content = new RowContent
        {
            Identity = identity,
            Email = Email(reading, PeopleColumn.Email),
            MailLanguage = MailLanguageOf(reading),
            Route = RouteOf(reading),
            EnteredOn = EnteredOn(reading),
            Blocks = BlocksOf(reading),
            Company = HostCompanyOf(reading),
        };
        reading.Problems.AddRange(identity.WhyNotValid().Where(r => !IsSaid(reading, r)));
        reading.Problems.AddRange(Candidacy.WhyNotEnrol(framework, content.Blocks, content.Company));
        return content;
    }

    private static RowContent Company(Reading reading)
    {
        reading.Require(PeopleColumn.BirthName);
        reading.Require(PeopleColumn.FirstNames);
        var birth = reading.Text(PeopleColumn.BirthDate) is { } text ? reading.Take(CivilDates.Birth(text)) : default;
        var company = HostCompanyOf(reading);
        if (company is null)
            reading.Problems.Add(Refusal.Of("import.company-missing"));
        else if (company.Siret is { Length: > 0 } siret && !Siret.IsValid(siret))
            reading.Problems.Add(Refusal.Of("organisation.siret-invalid", ("siret", siret)));

        return new()
        {
            Identity = new()
            {
                BirthName = reading.Text(PeopleColumn.BirthName) ?? "",
                FirstNames = FirstNames(reading),
                BirthDate = birth,
                BirthPlace = new("", null, null),
                Sex = Sex.F,
            },
            Email = Email(reading, PeopleColumn.Email),
            Company = company,
        };
    }

    private static Identity IdentityOf(Reading reading)
    {
        foreach (var column in PeopleColumns.Required(PeopleImportKind.Candidates))
            reading.Require(column);

        var code = reading.Text(PeopleColumn.InseeCode)?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        code = code is { Length: 4 } && code.All(char.IsAsciiDigit) ? "0" + code : code;
        var country = Country(reading, code);
        var place = new BirthPlace(country, country == BirthPlace.France ? code : null, reading.Text(PeopleColumn.BirthCity));
        if (country == BirthPlace.France && place.City is null)
            reading.Problems.Add(Refusal.Of("import.required", ("column", PeopleColumns.HeadingOf(PeopleColumn.BirthCity))));

        return new()
        {
            BirthName = reading.Text(PeopleColumn.BirthName) ?? "",
            UsageName = reading.Text(PeopleColumn.UsageName),
            FirstNames = FirstNames(reading),
            BirthDate = reading.Text(PeopleColumn.BirthDate) is { } date ? reading.Take(CivilDates.Birth(date)) : default,
            BirthPlace = place,
            Sex = SexOf(reading),
        };
    }

    /// <summary>First names separated by commas, or by spaces where there is no comma.</summary>
    private static string[] FirstNames(Reading reading)
    {
        var text = reading.Text(PeopleColumn.FirstNames) ?? "";
        return text.Split(text.Contains(',', StringComparison.Ordinal) ? ',' : ' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The INSEE code of a country, of three digits or of five (99…); France where a commune is given and no country.</summary>
    private static string Country(Reading reading, string? commune)
    {
        var text = reading.Text(PeopleColumn.Country);
        if (text is null)
            return BirthPlace.France;

        if (Identity.Fold(text) is "FRANCE" or "FR" or "FRA")
            return BirthPlace.France;

        if (CountryCode().Match(text) is { Success: true } match)
            return match.Groups["code"].Value;

        reading.Problems.Add(Refusal.Of("import.country-unknown", ("value", text)));
        return commune is null ? "000" : BirthPlace.France;
    }

    private static Sex SexOf(Reading reading)
    {
        var text = reading.Text(PeopleColumn.Sex);
        if (text is null || Sexes.TryGetValue(Identity.Fold(text), out var sex))
            return text is null ? Sex.F : Sexes[Identity.Fold(text)];

        reading.Problems.Add(Refusal.Of("import.sex-unknown", ("value", text)));
        return default;
    }

    private static string MailLanguageOf(Reading reading)
    {
        if (reading.Text(PeopleColumn.MailLanguage) is not { } text)
            return Person.UsualMailLanguage;

        if (Languages.TryGetValue(Identity.Fold(text), out var language))
            return language;

        reading.Problems.Add(Refusal.Of("import.language-unknown", ("value", text)));
        return Person.UsualMailLanguage;
    }

    private AccessRoute RouteOf(Reading reading)
    {
        var text = reading.Text(PeopleColumn.Route);
        if (text is not null && Routes.TryGetValue(Identity.Fold(text), out var read))
            return read;

        if (text is not null)
            reading.Problems.Add(Refusal.Of("import.route-unknown", ("value", text)));
        else if (route is null)
            reading.Problems.Add(Refusal.Of("import.required", ("column", PeopleColumns.HeadingOf(PeopleColumn.Route))));

        return route ?? default;
    }

    private DateOnly EnteredOn(Reading reading) =>
        reading.Text(PeopleColumn.EnteredOn) is { } text ? reading.Take(CivilDates.Day(text)) : cohort.StartsOn;

    private static string[]? BlocksOf(Reading reading) => reading.Text(PeopleColumn.Blocks) is not { } text || Identity.Fold(text) is "TOUS" or "ALL"
        ? null
        : [.. text.Split([',', ';', '/', '+', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static HostCompany? HostCompanyOf(Reading reading)
    {
        var siret = reading.Text(PeopleColumn.Siret)?.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal);
        siret = siret is { Length: 13 } ? "0" + siret : siret;
        var (name, tutor) = (reading.Text(PeopleColumn.Company), reading.Text(PeopleColumn.Tutor));
        var email = Email(reading, PeopleColumn.TutorEmail);
        return name is null && siret is null && tutor is null && email is null ? null : new(name ?? "", siret, tutor, email);
    }

    private static string? Email(Reading reading, PeopleColumn column)
    {
        var text = reading.Text(column);
        if (text is not null && !Address().IsMatch(text))
            reading.Problems.Add(Refusal.Of("import.email-unreadable", ("value", text)));

        return text;
    }

    /// <summary>Whether a better sentence says it already: a missing or unreadable cell.</summary>
    private static bool IsSaid(Reading reading, Refusal refusal) => refusal.Code switch
    {
        "person.birth-name-missing" or "person.first-name-missing" => true,
        "person.birth-year-out-of-range" or "person.birth-date-impossible" => true,
        "person.country-code-invalid" => reading.Problems.Exists(p => p.Code == "import.country-unknown"),
        _ => false,
    };

    private static Dictionary<string, AccessRoute> RouteNames()
    {
        var names = new Dictionary<string, AccessRoute>
        {
            ["APPRENTI"] = AccessRoute.Apprenticeship,
            ["APPRENTIE"] = AccessRoute.Apprenticeship,
            ["CONTRAT D APPRENTISSAGE"] = AccessRoute.Apprenticeship,
            ["CONTRAT PRO"] = AccessRoute.ProfessionalisationContract,
            ["PROFESSIONNALISATION"] = AccessRoute.ProfessionalisationContract,
            ["VAE"] = AccessRoute.PriorExperience,
            ["ETUDIANT"] = AccessRoute.InitialTraining,
            ["ETUDIANTE"] = AccessRoute.InitialTraining,
            ["SALARIE"] = AccessRoute.ContinuingTraining,
            ["INDIVIDUELLE"] = AccessRoute.IndividualCandidacy,
        };
        foreach (var route in Enum.GetValues<AccessRoute>())
        {
            names[route.ToString().ToUpperInvariant()] = route;
            foreach (var language in (string[])["fr", "en"])
                names[Identity.Fold(Texts.All.Get(language, $"route.{route}", new Dictionary<string, object?>()))] = route;
        }

        return names;
    }

    [GeneratedRegex(@"^(99)?(?<code>\d{3})$")]
    private static partial Regex CountryCode();

    [GeneratedRegex(@"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+$")]
    private static partial Regex Address();

    /// <summary>The cells of one row by column, with the problems found so far.</summary>
    private sealed partial class Reading(SheetRow row, PeopleColumns columns)
    {
        public List<Refusal> Problems { get; } = [];

        /// <summary>The text of a column, or null where it is empty, absent or unusable.</summary>
        public string? Text(PeopleColumn column)
        {
            if (columns[column] is not { } index)
                return null;

            var cell = row[index];
            if (cell.Mark is CellMark.Formula or CellMark.Error)
            {
                Problems.Add(Refusal.Of(cell.Mark is CellMark.Formula ? "import.formula" : "import.cell-error", ("place", row.PlaceOf(index)), ("value", Short(cell.Text))));
                return null;
            }

            if (Garbled().IsMatch(cell.Text ?? ""))
                Problems.Add(Refusal.Of("import.garbled", ("place", row.PlaceOf(index)), ("value", Short(cell.Text!))));

            return string.IsNullOrEmpty(cell.Text) ? null : cell.Text;
        }

        public void Require(PeopleColumn column)
        {
            if (columns[column] is { } index && row[index].IsEmpty)
                Problems.Add(Refusal.Of("import.required", ("column", PeopleColumns.HeadingOf(column))));
        }

        public T? Take<T>((T Value, Refusal? Refusal) read)
        {
            if (read.Refusal is { } refusal)
                Problems.Add(refusal);

            return read.Value;
        }

        private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

        /// <summary>UTF-8 that some program took for Windows-1252 on its way here, or letters that were lost.</summary>
        [GeneratedRegex("Ã[\u0080-\u00BF\u2018-\u203A€‚ƒ„…†‡ˆ‰Š‹ŒŽ™š›œžŸ]|\uFFFD|â€™")]
        private static partial Regex Garbled();
    }
}
