using System.Globalization;
using Acquis.Domain.Candidacies;

namespace Acquis.Features.Rehearsals;

/// <summary>Invented French people with plausible names and birth places: first name, family name and place are drawn apart, so that nobody real is meant.</summary>
public static class InventedPeople
{
    private static readonly string[] Women =
    [
        "Camille", "Inès", "Zoé", "Léa", "Chloé", "Manon", "Aïcha", "Fatou", "Éloïse", "Maëlle", "Solène", "Gaëlle", "Noémie", "Clémence", "Anaïs",
        "Jeanne", "Louise", "Alix", "Yasmine", "Linh", "Agnès", "Béatrice", "Océane", "Romane", "Salomé", "Thaïs", "Capucine", "Hélène", "Margaux", "Nour",
    ];

    private static readonly string[] Men =
    [
        "Théo", "Hugo", "Léo", "Noé", "Raphaël", "Loïc", "Gaël", "Benoît", "Jérôme", "François", "Mehdi", "Moussa", "Timothée", "Maël", "Gaspard",
        "Aurélien", "Stéphane", "Cédric", "Rémi", "Étienne", "Minh", "Ibrahim", "Joël", "Célestin", "Anatole", "Mathéo", "Nathanaël", "Yann", "Ewen", "Bastien",
    ];

    private static readonly string[] Families =
    [
        "Fontanel", "Quémener", "Vasseur", "Marsac", "Le Goff", "d’Hauterive", "N’Guyen-Morel", "Cœurderoy", "Benhaddou", "Diarra", "Lefèvre", "Château",
        "Ducœurjoly", "Peïs", "Ménard", "Forêt", "Aubépin", "Saint-Cyr", "Delaunoy", "Garrigue", "Kerbrat", "Lagrèze", "Montfaucon", "Noëllet", "Ostermann",
        "Prigent", "Roussillon", "Salaün", "Thévenot", "Urvoy", "Vandœuvre", "Wattrelos", "Yvetot", "Zieleniewski", "Abbadi", "Bouchereau", "Cazenave", "Drouët", "Escoffier", "Froidevaux",
    ];

    /// <summary>Communes by their INSEE code, and countries by theirs.</summary>
    private static readonly BirthPlace[] Places =
    [
        new("100", "59350", "Lille"), new("100", "35238", "Rennes"), new("100", "69383", "Lyon"), new("100", "75110", "Paris"), new("100", "13205", "Marseille"),
        new("100", "31555", "Toulouse"), new("100", "44109", "Nantes"), new("100", "33063", "Bordeaux"), new("100", "2A004", "Ajaccio"), new("100", "67482", "Strasbourg"),
        new("100", "97411", "Saint-Denis"), new("100", "29019", "Brest"), new("100", "38185", "Grenoble"), new("100", "34172", "Montpellier"), new("100", "21231", "Dijon"),
        new("352", null, "Oran"), new("341", null, "Dakar"), new("139", null, "Porto"), new("243", null, "Hanoï"), new("131", null, "Liège"),
    ];

    private static readonly string[] Companies =
    [
        "Atelier numérique du Ponant", "Coopérative Halage", "Filature Montbrun", "Messageries de l’Ouest", "Régie des eaux de Valserre", "Mutuelle Clairvoie", "Imprimerie Sauvageot", "Logis du Nord",
    ];

    /// <summary>An identity; a few people have a usage name, three first names or an unknown day of birth.</summary>
    public static Identity Person(Chance chance)
    {
        var sex = chance.Happens(0.5) ? Sex.F : Sex.M;
        var firstNames = Enumerable.Range(0, 1 + chance.Next(3)).Select(_ => chance.Pick(sex is Sex.F ? Women : Men)).Distinct().ToList();
        var place = chance.Happens(0.85) ? Places[chance.Next(15)] : Places[15 + chance.Next(5)];
        var month = 1 + chance.Next(12);
        var year = 1996 + chance.Next(10);
        var known = place.CountryCode == BirthPlace.France || chance.Happens(0.7);
        return new()
        {
            BirthName = chance.Pick(Families),
            UsageName = chance.Happens(0.08) ? chance.Pick(Families) : null,
            FirstNames = firstNames,
            Sex = sex,
            BirthPlace = place,
            BirthDate = known ? new(year, month, 1 + chance.Next(DateTime.DaysInMonth(year, month))) : new(year),
        };
    }

    /// <summary>An address that reaches nobody (RFC 2606).</summary>
    public static string Email(Identity identity, int number) =>
        $"{Identity.Fold(identity.FirstNames[0]).ToLower(CultureInfo.InvariantCulture)}.{number.ToString(CultureInfo.InvariantCulture)}@example.org";

    public static HostCompany Company(Chance chance)
    {
        var tutor = $"{chance.Pick(chance.Happens(0.5) ? Women : Men)} {chance.Pick(Families)}";
        return new(chance.Pick(Companies), null, tutor, null);
    }

    /// <summary>A name for a member of staff or of a jury.</summary>
    public static string Name(Chance chance) => $"{chance.Pick(chance.Happens(0.5) ? Women : Men)} {chance.Pick(Families)}";
}
