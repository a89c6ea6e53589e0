using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Acquis.Engines.Tests.Documents;

/// <summary>What a reader gets out of a PDF, page by page, without spaces: the place of letters is not what is tested.</summary>
internal static class PdfText
{
    public static IReadOnlyList<string> Pages(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return [.. document.GetPages().Select(Read)];
    }

    public static IReadOnlyList<Letter> Letters(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return [.. document.GetPages().SelectMany(p => p.Letters)];
    }

    public static string Bare(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));

    // Ligatures and old-style figures stand in the file with the text they are read as (ActualText).
    private static string Read(Page page)
    {
        var actual = new Dictionary<Letter, string>(ReferenceEqualityComparer.Instance);
        foreach (var mark in page.GetMarkedContents().Where(m => m.ActualText is not null))
        {
            for (var i = 0; i < mark.Letters.Count; i++)
            {
                actual[mark.Letters[i]] = i == 0 ? mark.ActualText! : "";
            }
        }

        return Bare(string.Concat(page.Letters.Select(l => actual.GetValueOrDefault(l, l.Value))));
    }
}
