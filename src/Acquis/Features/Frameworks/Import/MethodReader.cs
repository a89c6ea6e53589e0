using System.Globalization;
using System.Text.RegularExpressions;

namespace Acquis.Features.Frameworks.Import;

/// <summary>What the wording of a method tells: its kind, languages, draw, oral or not, alone or in a group, duration, origin of the subject.</summary>
internal static partial class MethodReader
{
    /// <summary>The methods of a cell, one per labelled paragraph: kind, competences named, text.</summary>
    public static IReadOnlyList<AssessmentDraft> Read(IEnumerable<CellLine> lines, SourcePlace place)
    {
        var methods = new List<AssessmentDraft>();
        foreach (var line in lines)
        {
            var (kind, text) = KindOf(line.Text);
            if (kind.Length > 0 || methods.Count == 0)
            {
                methods.Add(new AssessmentDraft(place));
            }

            var method = methods[^1];
            var (numbers, bare) = Codes.Named(kind);
            method.Named.AddRange(numbers.Count > 0 ? numbers : Codes.Named(text).Numbers);
            method.Kind = method.Kind.Length > 0 ? method.Kind : bare;
            if (text.Length > 0)
            {
                method.Text.Add(text);
            }
        }

        return methods;
    }

    /// <summary>The label before the first colon when it is short or names a known kind, and the rest.</summary>
    public static (string Kind, string Text) KindOf(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var head = colon < 0 ? line : line[..colon].Trim();
        var words = head.Split(' ').Length;
        if (colon >= 0 && (words <= 6 || (words <= 14 && Known().IsMatch(SourceText.Fold(head)))))
        {
            return (head, line[(colon + 1)..].Trim());
        }

        return colon < 0 && words <= 10 && KnownAlone().IsMatch(SourceText.Fold(head)) ? (head, "") : ("", line);
    }

    /// <summary>Languages in which it may be held.</summary>
    public static IReadOnlyList<string> Languages(string text)
    {
        var folded = SourceText.Fold(text);
        var english = English().IsMatch(folded);
        return !english ? ["fr"] : French().IsMatch(folded) ? ["fr", "en"] : ["en"];
    }

    /// <summary>What is drawn by lot, or null.</summary>
    public static string? Drawn(string text) => Draw().Match(text) is { Success: true } m ? m.Groups[1].Value.Trim() : null;

    public static bool Oral(string text) => SpokenWords().IsMatch(SourceText.Fold(text));

    public static bool Group(string text) => InGroup().IsMatch(SourceText.Fold(text));

    /// <summary>Whether the subject comes from the candidate's own experience.</summary>
    public static bool OwnSubject(string text) => Lived().IsMatch(SourceText.Fold(text));

    /// <summary>Duration in minutes, or null.</summary>
    public static int? Minutes(string text)
    {
        if (Duration().Match(SourceText.Fold(text)) is not { Success: true } m)
        {
            return null;
        }

        var number = int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture);
        return m.Groups[2].Value.StartsWith('m') ? number
            : (number * 60) + (m.Groups[3].Success ? int.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture) : 0);
    }

    [GeneratedRegex("mise en situation|cas pratique|etude de cas|examen|epreuve|projet|dossier|soutenance|qcm|questionnaire|entretien|oral|ecrit|simulation")]
    private static partial Regex Known();

    [GeneratedRegex(@"^(mise en situation|cas pratique|etude de cas|examen|epreuve|projet|dossier|soutenance|qcm|questionnaire|entretien|simulation|oral|ecrit)\b")]
    private static partial Regex KnownAlone();

    [GeneratedRegex(@"\banglais|\benglish")]
    private static partial Regex English();

    [GeneratedRegex(@"\bfrancais|\bfrench|et/ou en anglais|ou en anglais")]
    private static partial Regex French();

    [GeneratedRegex(@"\btire(?:nt|ra|r)?\s+au\s+(?:hasard|sort)\s+(.+?)(?=\s*,|\s+et\s+|\s*[.;:]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Draw();

    [GeneratedRegex(@"\boral|\bsoutenance|\bsoutient\b|\banime|\bjeu de role|\bentretien")]
    private static partial Regex SpokenWords();

    [GeneratedRegex(@"\b(en|par) (sous-)?groupes?\b|\b(en|par) equipes? de\b|\ben binome")]
    private static partial Regex InGroup();

    [GeneratedRegex(@"\bvecue?s?\b|\bson entreprise\b|\bson experience\b|\bsa structure\b")]
    private static partial Regex Lived();

    [GeneratedRegex(@"\b(\d{1,3})\s*(minutes?|min|mn|heures?|h)\b\s*(\d{2})?")]
    private static partial Regex Duration();
}
