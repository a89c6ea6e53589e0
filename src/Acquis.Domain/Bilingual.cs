namespace Acquis.Domain;

/// <summary>A text in French (required) and English (optional: French stands in where it is missing).</summary>
/// <param name="Fr">The French text, never empty in a published framework.</param>
/// <param name="En">The English text, or null where nobody has translated it yet.</param>
public sealed record Bilingual(string Fr, string? En = null)
{
    /// <summary>The text in the language of <paramref name="language"/> ("fr", "en", "en-GB"…), French where there is none.</summary>
    public string In(string language) =>
        language.StartsWith("en", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(En) ? En : Fr;

    /// <summary>The beginning of the text: cut after a word, with an ellipsis, where it is longer than <paramref name="length"/> characters.</summary>
    public Bilingual Beginning(int length) => new(Cut(Fr, length), En is null ? null : Cut(En, length));

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;

        var end = text.LastIndexOf(' ', length - 1);
        return $"{text[..(end > 0 ? end : length - 1)].TrimEnd(',', ';', ':', ' ')}…";
    }

    /// <summary>The French text.</summary>
    public override string ToString() => Fr;
}
