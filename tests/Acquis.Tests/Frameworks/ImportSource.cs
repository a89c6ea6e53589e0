using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Acquis.Domain.Frameworks;
using Acquis.Features.Frameworks;
using Acquis.Features.Frameworks.Import;

namespace Acquis.Tests.Frameworks;

/// <summary>The certifier's document that stands beside the checkout, what the importer makes of it, and the framework shipped.</summary>
internal static partial class ImportSource
{
    private const string Name = "referentiel-expert-isi.md";

    public static string Text { get; } = File.ReadAllText(Find());

    public static ImportProposal Proposal { get; } = TableImporter.Import(Text);

    public static Framework Shipped { get; } =
        FrameworkYaml.Read(File.ReadAllText(Path.Combine(Repository.Root, "frameworks", "expert-isi.yaml")), "expert-isi.yaml");

    /// <summary>Every French text of a framework, codes included.</summary>
    public static IEnumerable<string> TextsOf(Framework f) =>
    [
        f.Title.Fr, .. f.Scale.Levels.SelectMany(l => new[] { l.Value.ToString(CultureInfo.InvariantCulture), l.Label.Fr, l.Descriptor?.Fr ?? "" }),
        .. f.Blocks.SelectMany(b => new[] { "bloc", b.Code, b.Title.Fr }),
        .. f.Blocks.SelectMany(b => b.Activities).SelectMany(a => (string[])[a.Code, a.Title.Fr, .. a.Tasks.Select(t => t.Fr)]),
        .. f.Competences.SelectMany(c => new[] { c.Code, c.Text.Fr }),
        .. f.Assessments.SelectMany(a => (string[])[a.Kind.Fr, a.Text.Fr, .. CriteriaOf(a.Criteria)]),
        .. f.Requirements.SelectMany(r => (string[])[r.Title.Fr, r.Text?.Fr ?? "", r.Interview?.Fr ?? "", .. CriteriaOf(r.Criteria)]),
        .. f.Conditions.Select(c => c.Fr), .. f.Footnotes.SelectMany(n => new[] { n.Mark, n.Text.Fr }), .. f.Unplaced.Select(u => u.Fr),
    ];

    public static IEnumerable<string> CriteriaOf(IEnumerable<CriterionGroup> groups) =>
        groups.SelectMany(g => (string[])[g.Title?.Fr ?? "", .. g.Items.Select(i => i.Text.Fr)]);

    /// <summary>The words of a text in lower case, without punctuation: <c>C.10</c> gives two.</summary>
    public static IEnumerable<string> Words(string text) =>
        Word().Matches(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant()).Select(m => m.Value);

    /// <summary>
    /// The phrases of the source, by their own means: cut at tags, pipes, ends of lines and colons; codes of activities, competences, blocs and
    /// levels taken away, and the codes that a method names, since the framework holds these as data.
    /// </summary>
    public static IEnumerable<string> Phrases(string source) =>
        source.Replace("<sup>1</sup>", "¹", StringComparison.Ordinal).Split('\n').SelectMany(l => Cut().Split(l))
            .Select(p => LeadingCode().Replace(p.Replace("\\*", "*", StringComparison.Ordinal).Trim(), ""))
            .Where(p => Word().IsMatch(p));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", Name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"shared/{Name} stands in no folder above {AppContext.BaseDirectory}: put it beside the checkout.");
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"<[^>]*>|\||\s*:|^#+ |\*\*|\(C\.10 à C\.13\)")]
    private static partial Regex Cut();

    [GeneratedRegex(@"^(- )?(A\.?\d+ [-–] |C\.\d+\. ?|BLOC \d( –)? |\d = |¹ \*? ?|\*+)?")]
    private static partial Regex LeadingCode();
}
