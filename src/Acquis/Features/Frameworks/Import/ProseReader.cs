using System.Globalization;
using System.Text.RegularExpressions;

namespace Acquis.Features.Frameworks.Import;

/// <summary>Reads what stands around the tables: title, headings of blocs, conditions of validation, scale, footnotes.</summary>
internal sealed partial class ProseReader(ImportDraft draft)
{
    private bool _inConditions;

    public void Heading(SourceHeading heading)
    {
        _inConditions = false;
        if (Codes.Block(heading.Text) is { } block)
        {
            draft.EnterBlock(block.Code, block.Title, heading.Line);
        }
        else if (ConditionsTitle().IsMatch(SourceText.Fold(heading.Text)))
        {
            _inConditions = true;
            draft.Unplace(heading.Text);
        }
        else if (draft.Title is null)
        {
            draft.Title = heading.Text;
        }
        else
        {
            draft.Unplace(heading.Text);
        }
    }

    public void Paragraph(SourceParagraph paragraph)
    {
        if (paragraph.Text.Length < 200 && Codes.Block(paragraph.Text) is { } block)
        {
            draft.EnterBlock(block.Code, block.Title, paragraph.Line);
        }
        else if (paragraph.Text.Length < 120 && ConditionsTitle().IsMatch(SourceText.Fold(paragraph.Text)))
        {
            _inConditions = true;
            draft.Unplace(paragraph.Text);
        }
        else if (Footnote(paragraph.Text) is { } note)
        {
            draft.Footnotes.Add(note);
        }
        else if (!ReadScale(paragraph))
        {
            Keep(paragraph);
        }
    }

    // The sentence with the threshold is a condition wherever it stands.
    private void Keep(SourceParagraph paragraph)
    {
        if (_inConditions || Threshold(paragraph.Text) is not null)
        {
            draft.Conditions.Add(paragraph.Text);
        }
        else
        {
            draft.Doubts.Add("unplaced", draft.Place(paragraph.Line), null, null, [], ("text", paragraph.Text));
            draft.Unplace(paragraph.Text);
        }
    }

    private bool ReadScale(SourceParagraph paragraph)
    {
        var lines = paragraph.Text.Split('\n').Select(l => ScaleEntry().Match(l)).ToList();
        if (!lines.All(m => m.Success))
        {
            return false;
        }

        foreach (var match in lines)
        {
            var value = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            var descriptor = match.Groups[3].Success ? match.Groups[3].Value.Trim() : null;
            draft.Scale.Add(new ScaleLine(value, match.Groups[2].Value.Trim(), descriptor));
        }

        return true;
    }

    /// <summary>The level that a text asks for at least, or null.</summary>
    public static int? Threshold(string text) => AtLeastLevel().Match(SourceText.Fold(text)) is { Success: true } m
        ? int.Parse(m.Groups["n"].Value, CultureInfo.InvariantCulture) : null;

    private static (string Mark, string Text)? Footnote(string text)
    {
        var match = FootnoteStart().Match(text);
        return match.Success ? (match.Groups[1].Value.Normalize(System.Text.NormalizationForm.FormKC), match.Groups[2].Value.Trim()) : null;
    }

    [GeneratedRegex("^(conditions?|modalites?|regles?) (de |d'|generales d)[a-z' ]*(validation|obtention|certification|delivrance)|^conditions? of (award|certification)")]
    private static partial Regex ConditionsTitle();

    [GeneratedRegex(@"^(?:Niveau\s+|Level\s+)?(\d{1,2})\s*[=:–—-]\s*([^:]{2,60}?)\s*(?::\s*(.+))?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ScaleEntry();

    [GeneratedRegex(@"(?:au moins|minimum|at least)[a-z' ]*? (?:niveau|level) (?<n>\d{1,2})|(?:niveau|level) (?<n>\d{1,2}) (?:au moins|minimum)")]
    private static partial Regex AtLeastLevel();

    [GeneratedRegex(@"^([⁰¹²³⁴-⁹]+|\*+|†|‡)\s*\*?\s*(.+)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex FootnoteStart();
}
