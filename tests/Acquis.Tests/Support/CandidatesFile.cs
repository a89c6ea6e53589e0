using System.Globalization;
using System.Text;
using Acquis.Domain.Candidacies;

namespace Acquis.Tests.Support;

/// <summary>A file of invented candidates as a school's program would send it: French headings, semicolons. No two good rows look alike.</summary>
public static class CandidatesFile
{
    /// <summary>The headings.</summary>
    public const string Head =
        "Nom de naissance;Nom d'usage;Prénoms;Civilité;Date de naissance;Code INSEE de naissance;Lieu de naissance;E-mail;Voie d'accès;Entreprise;SIRET;Tuteur;Groupe de TD";

    private const int Days = 9_000;

    private static readonly string[] Starts = ["Ba", "Bré", "Ca", "Cha", "Da", "Dru", "Fau", "Ga", "Gré", "La", "Lou", "Ma", "Mou", "Na", "Pé", "Qui", "Ra", "Sa", "Tho", "Va"];
    private static readonly string[] Middles = ["bou", "cha", "dé", "fro", "gui", "lan", "mi", "nel", "pon", "quer", "ri", "sau", "tar", "val", "vré", "zan", "mar", "lo", "ber", "cour"];
    private static readonly string[] Ends = ["celle", "det", "don", "fière", "gnac", "ier", "jean", "laud", "mont", "nard", "not", "pin", "rat", "rel", "sard", "thier", "tin", "val", "vin", "zet"];
    private static readonly string[] Women = ["Éloïse", "Inès", "Manon", "Aïcha", "Solène", "Chloé", "Margaux", "Noémie", "Thaïs", "Clémence", "Nour", "Romane"];
    private static readonly string[] Men = ["Théo", "Raphaël", "Loïc", "Mehdi", "Benoît", "Ibrahim", "Gaspard", "Étienne", "Yann", "Célestin", "Moussa", "Bastien"];
    private static readonly (string Code, string City)[] Places = [("59350", "Lille"), ("35238", "Rennes"), ("69383", "Lyon"), ("75110", "Paris"), ("44109", "Nantes"), ("2A004", "Ajaccio"), ("97411", "Saint-Denis")];
    private static readonly string[] Routes = ["Apprentissage", "Formation continue", "Contrat de professionnalisation", "VAE"];

    /// <summary>A file of so many rows, of which some are bad; the other rows that are given come after the first half.</summary>
    /// <param name="first">Number of the first person: files of other numbers hold other people.</param>
    public static string Of(int rows, int bad, int first = 0, params IReadOnlyList<string> others)
    {
        var file = new StringBuilder(Head).Append("\r\n");
        var every = bad == 0 ? int.MaxValue : rows / bad;
        for (var i = 0; i < rows - others.Count; i++)
        {
            var isBad = i % every == every / 2 && i / every < bad;
            file.Append(isBad ? Bad(first + i, i / every) : Good(first + i)).Append("\r\n");
            if (i == rows / 2)
                file.AppendJoin("", others.Select(o => o + "\r\n"));
        }

        return file.ToString();
    }

    /// <summary>The row of a person, with what is written otherwise.</summary>
    public static string Row(Identity person) => string.Join(
        ';', person.BirthName, person.UsageName, string.Join(", ", person.FirstNames), person.Sex is Sex.F ? "Mme" : "M.", person.BirthDate.ToString(),
        person.BirthPlace.InseeCode, person.BirthPlace.City, "", "Apprentissage", "", "", "", "A1");

    private static string Good(int number) => string.Join(';', Cells(number));

    private static string Bad(int number, int kind)
    {
        var cells = Cells(number);
        (int Column, string Value)[] wrong =
        [
            (4, "12/3/98"), (4, "31/02/1999"), (3, "X"), (5, "5935"), (7, "eloise.example.org"), (0, ""), (8, "Alternance"), (10, "73282932000075"), (2, "=HYPERLINK(\"http://example.org\")"), (4, "bientôt"),
        ];
        var (column, value) = wrong[kind % wrong.Length];
        cells[column] = value == "5935" ? "593501" : value.Contains('"', StringComparison.Ordinal) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
        return string.Join(';', cells);
    }

    private static string[] Cells(int number)
    {
        var family = Starts[number % 20] + Middles[number / 20 % 20] + Ends[number / 400 % 20] + (number >= 8_000 ? $"-{Starts[number / 8_000 % 20]}{Ends[(number + (number / 8_000)) % 20]}" : "");
        var isWoman = number % 2 == 0;
        var (code, city) = Places[number % Places.Length];
        var day = new DateOnly(1979, 5, 1).AddDays(number % Days);
        return
        [
            family, number % 17 == 0 ? "Le Gall" : "", (isWoman ? Women : Men)[((number / 2) + (number / Days)) % 12], isWoman ? "Mme" : "M.",
            day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), code, city, string.Create(CultureInfo.InvariantCulture, $"candidat.{number}@example.org"),
            Routes[number % Routes.Length], "Coopérative Halage", "", "Paul Marchal", $"TD{number % 9}",
        ];
    }
}
