using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Acquis.Credentials.Layout;

namespace Acquis.Credentials.Documents;

/// <summary>The official mentions of a diploma, and the wordings that France compétences forbids on it (its questions and answers on parchments).</summary>
public static partial class DiplomaMentions
{
    private static readonly (string Word, bool Exact)[] Forbidden =
    [
        ("sous reserve", false), ("en cours", false), ("titre professionnel", false), ("mastere specialise", false), ("CGE", true),
    ];

    /// <summary>
    /// Every reason why the document may not be issued: a mention missing (<c>document.…-missing</c>), a code that is none
    /// (<c>document.registration-code-invalid</c>), a forbidden wording (<c>document.forbidden-wording</c>), characters that cannot be printed
    /// (<c>document.glyphs-missing</c>). Empty when it may.
    /// </summary>
    public static IReadOnlyList<DocumentDefect> Defects(DiplomaContent content) =>
        [.. Missing(content).Select(code => new DocumentDefect(code)), .. Wordings(content), .. Glyphs(content)];

    private static IEnumerable<string> Missing(DiplomaContent c)
    {
        (bool Present, string Code)[] mentions =
        [
            (Said(c.CertifierName), "certifier-name-missing"),
            (Said(c.Title), "title-missing"),
            (Said(c.RegistrationCode), "registration-code-missing"),
            (!Said(c.RegistrationCode) || RegistrationCode().IsMatch(c.RegistrationCode), "registration-code-invalid"),
            (c.RegistrationDecision is not null, "registration-decision-missing"),
            (c.NationalLevel is >= 1 and <= 8, "national-level-missing"),
            (c.EuropeanLevel is >= 1 and <= 8, "european-level-missing"),
            (c.NsfCodes.Count > 0 && c.NsfCodes.All(Said), "nsf-codes-missing"),
            (Said(c.Holder.BirthName) && Said(c.Holder.FirstNames), "holder-name-missing"),
            (c.Holder.Birth is not null && Said(c.Holder.BirthPlace), "holder-birth-missing"),
            (c.AwardedOn is not null, "award-date-missing"),
            (c.IssuedOn is not null, "issue-date-missing"),
            (Said(c.IssuedAt), "issue-place-missing"),
            (Said(c.SignatoryName), "signatory-name-missing"),
            (Said(c.SignatoryQuality), "signatory-quality-missing"),
            (Said(c.Number), "number-missing"),
            (Said(c.ShortCode) && Said(c.VerificationUrl), "verification-missing"),
            (c.Block is null || Said(c.Block.Title), "block-title-missing"),
        ];
        return mentions.Where(m => !m.Present).Select(m => $"document.{m.Code}");
    }

    private static IEnumerable<DocumentDefect> Wordings(DiplomaContent content)
    {
        foreach (var text in Texts(content))
        {
            var plain = WithoutAccents(text);
            foreach (var (word, exact) in Forbidden)
            {
                var options = exact ? RegexOptions.None : RegexOptions.IgnoreCase;
                var found = Regex.Match(plain, $@"\b{Regex.Escape(word)}\b", options | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
                if (found.Success)
                {
                    yield return new DocumentDefect("document.forbidden-wording", text);
                }
            }
        }
    }

    private static IEnumerable<DocumentDefect> Glyphs(DiplomaContent content)
    {
        var missing = AllTexts(content).SelectMany(PrintFonts.GlyphsMissing).Distinct().ToList();
        return missing.Count == 0 ? [] : [new DocumentDefect("document.glyphs-missing", string.Join(" ", missing))];
    }

    // Names of persons and places are not searched: a forbidden wording is about the award.
    private static IEnumerable<string> Texts(DiplomaContent c) =>
        new[] { c.CertifierName, c.CertifierTradeName, c.Title, c.SignatoryQuality, c.Block?.Title }.OfType<string>();

    private static IEnumerable<string> AllTexts(DiplomaContent c) =>
        new[]
        {
            c.RegistrationCode, c.Holder.BirthName, c.Holder.FirstNames, c.Holder.UsageName, c.Holder.BirthPlace, c.IssuedAt, c.SignatoryName,
            c.Number, c.ShortCode, c.VerificationUrl, c.Block?.Code,
        }.OfType<string>().Concat(Texts(c)).Concat(c.NsfCodes);

    private static bool Said(string? text) => !string.IsNullOrWhiteSpace(text);

    private static string WithoutAccents(string text)
    {
        var letters = text.Replace('\u00a0', ' ').Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        return string.Concat(letters);
    }

    [GeneratedRegex("^(RNCP|RS)[0-9]{1,6}$", RegexOptions.CultureInvariant)]
    private static partial Regex RegistrationCode();
}
