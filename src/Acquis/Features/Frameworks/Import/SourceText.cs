using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Acquis.Features.Frameworks.Import;

/// <summary>Small operations on the text of source documents.</summary>
internal static partial class SourceText
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Runs of white space become one space; none at the ends.</summary>
    public static string Tidy(string text) => Spaces().Replace(text, " ").Trim();

    /// <summary>Lower case, without accents, straight apostrophes, single spaces: for comparing, never for keeping.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(c == '’' ? '\'' : char.ToLowerInvariant(c));
            }
        }

        return Tidy(folded.ToString());
    }

    /// <summary>Digits as superscripts, so that the call of a note stays where it stood; null when it is no number.</summary>
    public static string? Superscript(string text) =>
        text.Length is > 0 and < 4 && text.All(char.IsAsciiDigit) ? string.Concat(text.Select(c => Superscripts[c - '0'])) : null;

    /// <summary>The text without the dash or bullet of a list, and whether it had one.</summary>
    public static (string Text, bool Bulleted) Unbullet(string text)
    {
        var stripped = Bullet().Replace(text, "");
        return (stripped, stripped.Length != text.Length);
    }

    /// <summary>The text without the colon that ends a title.</summary>
    public static string WithoutColon(string text) => text.TrimEnd(' ', '\u00a0', ':');

    /// <summary>Lower case with hyphens, for codes.</summary>
    public static string Slug(string text) => NotWord().Replace(Fold(text), "-").Trim('-');

    /// <summary>Markdown's own marks become HTML, so that one reader serves both.</summary>
    public static string InlineHtml(string markdown)
    {
        var html = Escaped().Replace(StarBullet().Replace(markdown, "$1- "), m => "&#" + ((int)m.Groups[1].Value[0]).ToString(CultureInfo.InvariantCulture) + ";");
        html = Strong().Replace(html, "<b>$1$2</b>");
        return Emphasis().Replace(html, "<i>$1</i>");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^[\s]*[-–—•▪●◦‣·][\s]+|^[\s]*[•▪●◦‣]")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"(^|<br\s*/?>)\s*\*\s+", RegexOptions.IgnoreCase)]
    private static partial Regex StarBullet();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotWord();

    [GeneratedRegex(@"\\([\\`*_{}\[\]()#+\-.!|<>~])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"\*\*(?!\s)([^*]+)\*\*|__(?!\s)([^_]+)__")]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<![\w*])\*(?![\s*])([^*]+)\*(?![\w*])")]
    private static partial Regex Emphasis();
}
