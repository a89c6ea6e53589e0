using System.Globalization;
using System.Text.RegularExpressions;

namespace Acquis.Features.Frameworks.Import;

/// <summary>Codes as certifiers write them: <c>A1 -</c>, <c>A.1</c>, <c>A.2 –</c>, <c>C.1.</c>, <c>C1</c>, <c>Compétence 3 :</c>.</summary>
internal static partial class Codes
{
    /// <summary>The bloc that a heading announces, or null.</summary>
    public static (string Code, string Title)? Block(string text)
    {
        var match = BlockHeading().Match(text);
        return match.Success ? (match.Groups[1].Value, match.Groups[2].Value.Trim()) : null;
    }

    /// <summary>The code with which a line of the column of activities begins, or null.</summary>
    public static CodedLine? Activity(string line) => Coded(ActivityStart().Match(line));

    /// <summary>The code with which a line of the column of competences begins, or null.</summary>
    public static CodedLine? Competence(string line) => Coded(CompetenceStart().Match(line));

    /// <summary>A line that holds several competences one after the other, cut before each.</summary>
    public static IEnumerable<string> CutAtCompetences(string line) => NextCompetence().Split(line);

    /// <summary>Numbers of the competences that a text names: <c>C.10 à C.13</c>, <c>C1, C2 et C4</c>; and the text without them when they
    /// stand in brackets.</summary>
    public static (IReadOnlyList<string> Numbers, string Bare) Named(string text)
    {
        var numbers = new List<string>();
        foreach (Match match in Range().Matches(text))
        {
            var from = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var to = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : from;
            numbers.AddRange(Enumerable.Range(from, Math.Clamp(to - from + 1, 1, 200)).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        }

        return (numbers, numbers.Count == 0 ? text : SourceText.Tidy(BracketedRange().Replace(text, " ")));
    }

    private static CodedLine? Coded(Match match) => match.Success
        ? new CodedLine(match.Groups["written"].Value, match.Groups["number"].Value.TrimEnd('.'), match.Groups["rest"].Value.Trim())
        : null;

    [GeneratedRegex(@"^\W*(?:blocs?(?:\s+de\s+comp[ée]tences)?|block|BC)\s*(?:n\s*[°ºo]\s*)?0*([0-9]+|[IVX]+|[A-Z])\b\s*[.:–—-]*\s*(.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex BlockHeading();

    [GeneratedRegex(@"^(?<written>(?:Activité|Activity|ACT|AC|A)\s*\.?\s*(?<number>\d+(?:\.\d+)*)\.?)\s*(?:[-–—:)]|(?=\p{L})|$)\s*(?<rest>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ActivityStart();

    [GeneratedRegex(@"^(?<written>(?:Compétence|Competence|CP|C)\s*\.?\s*(?<number>\d+(?:\.\d+)*)\.?)\s*(?:[-–—:)]|(?=\p{L})|$)\s*(?<rest>.*)$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex CompetenceStart();

    [GeneratedRegex(@"(?<=[.;])\s+(?=(?:Compétence\s+|CP\s?|C)\.?\d+(?:\.\d+)*\.?\s*[-–—:]?\s*\p{Lu})", RegexOptions.CultureInvariant)]
    private static partial Regex NextCompetence();

    [GeneratedRegex(@"\bC\s?\.?\s?(\d{1,3})(?:\s*(?:à|a|-|–|to)\s*C?\s?\.?\s?(\d{1,3}))?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    [GeneratedRegex(@"\s*\(\s*C\s?\.?\s?\d[^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex BracketedRange();
}

/// <summary>A line that begins with a code.</summary>
/// <param name="Written">The code as written, such as <c>C.1.</c>.</param>
/// <param name="Number">Its number, such as <c>1</c> or <c>1.2</c>.</param>
/// <param name="Rest">What follows.</param>
internal sealed record CodedLine(string Written, string Number, string Rest);

/// <summary>Gives one spelling to all codes of a kind: the one that the document uses most.</summary>
/// <param name="letter">Prefix used where the document has no code: <c>A</c>, <c>C</c>.</param>
internal sealed class CodeSpelling(string letter)
{
    private readonly Dictionary<string, int> _prefixes = [];

    /// <summary>The most used prefix, with its dot if it has one.</summary>
    public string Prefix => _prefixes.Count == 0 ? letter + "." : _prefixes.MaxBy(p => p.Value).Key;

    /// <summary>Whether the document has any code of this kind.</summary>
    public bool Any => _prefixes.Count > 0;

    /// <summary>Counts the spelling of a code; words such as « Compétence 3 » count as the letter with a dot.</summary>
    public void Count(CodedLine line)
    {
        var prefix = PrefixOf(line);
        _prefixes[prefix] = _prefixes.GetValueOrDefault(prefix) + 1;
    }

    /// <summary>Whether the code is spelled otherwise than most, the closing dot of <c>C.1.</c> apart.</summary>
    public bool Differs(CodedLine line) => PrefixOf(line) != Prefix;

    /// <summary>The code in the common spelling.</summary>
    public string Of(string number) => Prefix + number;

    private string PrefixOf(CodedLine line)
    {
        var prefix = string.Concat(line.Written[..line.Written.IndexOf(line.Number, StringComparison.Ordinal)].Where(c => !char.IsWhiteSpace(c)));
        return prefix.Length > 4 ? letter + "." : prefix;
    }
}
