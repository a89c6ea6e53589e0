using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;

namespace Acquis.Features.Progress.Import;

/// <summary>What of a file of levels says who a row is about, and which columns may be levels. Headings of the matrix's export and of Moodle's, in French and English.</summary>
public sealed class LevelColumns
{
    private static readonly string[] Ids = ["IDENTIFIANT ACQUIS", "ACQUIS IDENTIFIER", "NUMERO D IDENTIFICATION", "ID NUMBER"];

    private static readonly string[] Mails = ["ADRESSE DE COURRIEL", "ADRESSE ELECTRONIQUE", "COURRIEL", "EMAIL ADDRESS", "EMAIL", "E MAIL"];

    private static readonly string[] Families = ["NOM", "NOM DE FAMILLE", "FAMILY NAME", "SURNAME", "LAST NAME"];

    private static readonly string[] Givens = ["PRENOM", "GIVEN NAME", "FIRST NAME"];

    /// <summary>Columns that both files have and that are no levels.</summary>
    private static readonly string[] Others =
    [
        "ENTREPRISE", "COMPANY", "ACQUISES", "ACQUIRED", "INSTITUTION", "DEPARTEMENT", "DEPARTMENT", "NOM D UTILISATEUR", "USERNAME", "GROUPE", "GROUPS", "GROUPES",
        "DERNIER TELECHARGEMENT DEPUIS CE COURS", "LAST DOWNLOADED FROM THIS COURSE", "SITUATION", "CENTRE",
    ];

    private readonly string[] folded;

    public LevelColumns(IReadOnlyList<string> headings)
    {
        folded = [.. headings.Select(Identity.Fold)];
        (Id, Mail, Family, Given) = (Find(Ids), Find(Mails), Find(Families), Find(Givens));
    }

    /// <summary>Column of the identifier, or -1; Moodle's "ID number" where it holds one.</summary>
    public int Id { get; }

    public int Mail { get; }

    public int Family { get; }

    public int Given { get; }

    /// <summary>Whether a row can be told apart at all.</summary>
    public bool NameSomebody => Id >= 0 || Mail >= 0 || (Family >= 0 && Given >= 0);

    /// <summary>Columns that may hold levels, by index.</summary>
    public IEnumerable<int> Levels => Enumerable.Range(0, folded.Length)
        .Where(i => folded[i].Length > 0 && !Ids.Contains(folded[i]) && !Mails.Contains(folded[i]) && !Families.Contains(folded[i]) && !Givens.Contains(folded[i]) && !Others.Contains(folded[i]));

    /// <summary>The competence whose code a heading is or holds as a word ("C.3", "Devoir : C.3 (Brut)"), for each column; null for none, and for a second one of the same.</summary>
    public IReadOnlyList<string?> Guess(Framework framework)
    {
        var levels = Levels.ToHashSet();
        var codes = framework.Competences.OrderByDescending(c => c.Code.Length).Select(c => (c.Code, Folded: $" {Identity.Fold(c.Code)} ")).ToList();
        var taken = new HashSet<string>();
        return
        [
            .. folded.Select((heading, i) => levels.Contains(i) && codes.Find(c => $" {heading} ".Contains(c.Folded, StringComparison.Ordinal)).Code is { } code && taken.Add(code)
                ? code : null),
        ];
    }

    private int Find(string[] names) => Array.FindIndex(folded, names.Contains);
}

/// <summary>What a cell of a file says of a level.</summary>
/// <param name="Judgement">What it says; null where it says nothing.</param>
/// <param name="Why">Why it cannot be taken; null where it can.</param>
public readonly record struct ReadLevel(Judgement? Judgement, Refusal? Why);

/// <summary>Reads a level as spreadsheets and Moodle write it: "2", "2.00", "2,00", the name of a level, an absence.</summary>
public sealed class LevelReader(MasteryScale scale, IReadOnlyCollection<string> nothing)
{
    private readonly HashSet<string> saysNothing = [.. nothing.Select(Identity.Fold)];

    /// <param name="absent">Reason kept for an absence.</param>
    public ReadLevel Read(string competence, ReadCell cell, string absent)
    {
        var text = cell.Text.Trim();
        if (cell.Refused)
            return new(null, Refusal.Of("level-import.formula"));

        if (text.Length == 0 || saysNothing.Contains(Identity.Fold(text)) || Cell.PairOf(text) is not null)
            return default;

        if (text is "A" or "a" || CellEntry.IsAbsence(text))
            return new(new(competence, null, text.Length == 1 ? absent : text), null);

        var value = scale.Levels.FirstOrDefault(l => Same(l.Label.Fr, text) || Same(l.Label.En, text))?.Value ?? Whole(text);
        if (value is not { } level)
            return new(null, Refusal.Of("level-import.not-a-level", ("typed", text)));

        return scale.Find(level) is null
            ? new(null, Refusal.Of("rating.level-outside-scale", ("competence", competence), ("level", level), ("bottom", scale.Bottom), ("top", scale.Top)))
            : new(new(competence, level), null);
    }

    private static bool Same(string? label, string text) => label is not null && Identity.Fold(label) == Identity.Fold(text);

    /// <summary>A whole number, with or without decimals that are zero.</summary>
    private static int? Whole(string text) =>
        decimal.TryParse(text.Replace(',', '.'), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number) && number <= 1_000 ? (int)number : null;
}
