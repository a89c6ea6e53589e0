using System.Text.RegularExpressions;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Sheets;

namespace Acquis.Features.Candidacies.Import;

/// <summary>What a column of a file of people can say.</summary>
public enum PeopleColumn
{
    BirthName,
    UsageName,
    FirstNames,
    Sex,
    BirthDate,
    Country,
    InseeCode,
    BirthCity,
    Email,
    MailLanguage,
    Route,
    EnteredOn,
    Blocks,
    Company,
    Siret,
    Tutor,
    TutorEmail,
}

/// <summary>Finds the columns of a file by their headings, in French or English, in any order, whatever accents, case or signs they have.</summary>
public sealed partial class PeopleColumns
{
    private static readonly (PeopleColumn Column, string[] Headings)[] Known =
    [
        (PeopleColumn.BirthName, ["NOM DE NAISSANCE", "NOM", "NOM DE FAMILLE", "NOM PATRONYMIQUE", "NOM CANDIDAT", "BIRTH NAME", "LAST NAME", "FAMILY NAME", "SURNAME"]),
        (PeopleColumn.UsageName, ["NOM D USAGE", "NOM USAGE", "NOM USUEL", "NOM MARITAL", "USAGE NAME"]),
        (PeopleColumn.FirstNames, ["PRENOMS", "PRENOM", "PRENOM S", "FIRST NAMES", "FIRST NAME", "GIVEN NAMES", "GIVEN NAME"]),
        (PeopleColumn.Sex, ["SEXE", "CIVILITE", "GENRE", "SEX", "GENDER", "TITLE"]),
        (PeopleColumn.BirthDate, ["DATE DE NAISSANCE", "DATE NAISSANCE", "NE LE", "NEE LE", "NE E LE", "DATE OF BIRTH", "BIRTH DATE", "BIRTHDATE"]),
        (PeopleColumn.Country, ["PAYS DE NAISSANCE", "PAYS NAISSANCE", "CODE PAYS DE NAISSANCE", "CODE PAYS", "COUNTRY OF BIRTH", "BIRTH COUNTRY"]),
        (PeopleColumn.InseeCode, ["CODE INSEE", "CODE COMMUNE", "CODE INSEE DE NAISSANCE", "CODE COMMUNE DE NAISSANCE", "CODE INSEE DE LA COMMUNE DE NAISSANCE", "INSEE CODE", "INSEE CODE OF BIRTH"]),
        (PeopleColumn.BirthCity, ["LIEU DE NAISSANCE", "VILLE DE NAISSANCE", "COMMUNE DE NAISSANCE", "PLACE OF BIRTH", "TOWN OF BIRTH", "BIRTH PLACE"]),
        (PeopleColumn.Email, ["ADRESSE ELECTRONIQUE", "COURRIEL", "E MAIL", "EMAIL", "MAIL", "ADRESSE MAIL", "ADRESSE E MAIL", "ADRESSE EMAIL", "E MAIL ADDRESS"]),
        (PeopleColumn.MailLanguage, ["LANGUE DES MESSAGES", "LANGUE DU COURRIER", "LANGUE DES COURRIERS", "LANGUE DE CORRESPONDANCE", "MAIL LANGUAGE", "LANGUAGE OF MESSAGES", "LANGUAGE OF LETTERS", "LANGUAGE OF CORRESPONDENCE", "CORRESPONDENCE LANGUAGE"]),
        (PeopleColumn.Route, ["VOIE D ACCES", "VOIE", "STATUT", "ACCESS ROUTE", "ROUTE"]),
        (PeopleColumn.EnteredOn, ["ENTREE DANS LE PARCOURS", "DATE D ENTREE", "ENTREE", "DEBUT DE PARCOURS", "DATE DE DEBUT", "ENTRY INTO THE PATH", "ENTRY", "START DATE"]),
        (PeopleColumn.Blocks, ["BLOCS", "BLOCS CHOISIS", "BLOCKS", "CHOSEN BLOCKS"]),
        (PeopleColumn.Company, ["ENTREPRISE", "ENTREPRISE D ACCUEIL", "SOCIETE", "RAISON SOCIALE", "EMPLOYEUR", "COMPANY", "EMPLOYER"]),
        (PeopleColumn.Siret, ["SIRET", "SIRET DE L ENTREPRISE", "N SIRET", "NUMERO SIRET"]),
        (PeopleColumn.Tutor, ["TUTEUR", "NOM DU TUTEUR", "TUTEUR EN ENTREPRISE", "MAITRE D APPRENTISSAGE", "TUTOR", "TUTOR S NAME"]),
        (PeopleColumn.TutorEmail, ["ADRESSE ELECTRONIQUE DU TUTEUR", "COURRIEL DU TUTEUR", "EMAIL DU TUTEUR", "E MAIL DU TUTEUR", "MAIL DU TUTEUR", "TUTOR S E MAIL ADDRESS", "TUTOR S EMAIL", "TUTOR EMAIL"]),
    ];

    private static readonly PeopleColumn[] OfCompanies =
        [PeopleColumn.BirthName, PeopleColumn.FirstNames, PeopleColumn.BirthDate, PeopleColumn.Email, PeopleColumn.Company, PeopleColumn.Siret, PeopleColumn.Tutor, PeopleColumn.TutorEmail];

    private readonly Dictionary<PeopleColumn, int> places = [];

    private PeopleColumns(IReadOnlyList<string> headings, IReadOnlyList<string> ignored) => (Headings, Ignored) = (headings, ignored);

    /// <summary>The headings as they stand in the file.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>Headings that mean nothing here; their columns are not taken.</summary>
    public IReadOnlyList<string> Ignored { get; private set; }

    /// <summary>Columns that a file of that kind may have, in the order of the template.</summary>
    public static IReadOnlyList<PeopleColumn> Of(PeopleImportKind kind) => kind is PeopleImportKind.Companies ? OfCompanies : Enum.GetValues<PeopleColumn>();

    /// <summary>Columns without which nothing of a file can be read.</summary>
    public static IReadOnlyList<PeopleColumn> Required(PeopleImportKind kind) => kind is PeopleImportKind.Companies
        ? [PeopleColumn.BirthName, PeopleColumn.FirstNames]
        : [PeopleColumn.BirthName, PeopleColumn.FirstNames, PeopleColumn.Sex, PeopleColumn.BirthDate];

    /// <summary>The heading that the template gives a column, in the language of the request.</summary>
    public static string HeadingOf(PeopleColumn column) => Texts.All[$"import.column.{column}"];

    /// <summary>Finds the columns of a sheet.</summary>
    /// <exception cref="RefusedException">A required column is missing, or two columns say the same.</exception>
    public static PeopleColumns Find(Sheet sheet, PeopleImportKind kind)
    {
        var headings = sheet.Headings.Cells.Select(c => c.Text).ToList();
        var ignored = new List<string>();
        var found = new PeopleColumns(headings, ignored);
        var refusals = new List<Refusal>();
        foreach (var (index, heading) in headings.Index().Where(h => h.Item.Length > 0))
        {
            if (ColumnOf(heading, kind) is not { } column)
                ignored.Add(heading);
            else if (!found.places.TryAdd(column, index))
                refusals.Add(Refusal.Of("import.column-twice", ("one", headings[found.places[column]]), ("other", heading)));
        }

        refusals.AddRange(Required(kind).Where(c => !found.places.ContainsKey(c)).Select(c => Refusal.Of("import.column-missing", ("column", HeadingOf(c)))));
        if (refusals.Exists(r => r.Code == "import.column-missing"))
            refusals.Add(Refusal.Of("import.columns-found", ("columns", headings.Where(h => h.Length > 0).Take(20).ToList()), ("row", sheet.Headings.Number)));

        Refusal.ThrowIfAny(refusals);
        return found;
    }

    /// <summary>Index of a column in the file, or null where the file does not have it.</summary>
    public int? this[PeopleColumn column] => places.TryGetValue(column, out var index) ? index : null;

    private static PeopleColumn? ColumnOf(string heading, PeopleImportKind kind)
    {
        var folded = Identity.Fold(Aside().Replace(heading, " ")).Trim();
        foreach (var (column, headings) in Known)
        {
            if (headings.Contains(folded) && Of(kind).Contains(column))
                return column;
        }

        return null;
    }

    /// <summary>What stands in brackets beside a heading, such as "(jj/mm/aaaa)".</summary>
    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]|\*")]
    private static partial Regex Aside();
}
