using System.Text.Json;
using System.Text.RegularExpressions;
using Acquis.Infrastructure;
using Acquis.Tests.Support;

namespace Acquis.Tests.Structure;

/// <summary>Texts are keys in two languages: none missing, none unused, none written into a page.</summary>
public sealed partial class TextsTests
{
    private static readonly Lazy<string> Sources = new(() => string.Join('\n', Directory
        .EnumerateFiles(Repository.Path("src"), "*.cs*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText)));

    private static readonly Lazy<HashSet<string>> Literals = new(() => [.. Quoted().Matches(Sources.Value).Select(m => m.Groups["text"].Value)]);

    [Fact]
    public void Every_key_that_the_code_names_has_its_text() =>
        Assert.Empty(Named().Matches(Sources.Value).Select(m => m.Groups["key"].Value).Where(k => !Texts.All.Has(k)).Distinct().Order());

    [Fact]
    public void No_text_is_left_that_nothing_names()
    {
        var composed = Composed().Matches(Sources.Value)
            .Select(m => new Regex($"^{string.Join(".+", Hole().Split(m.Groups["key"].Value).Select(Regex.Escape))}$"))
            .DistinctBy(r => r.ToString()).ToList();

        Assert.Equal([], Texts.All.Keys.Where(k => !Literals.Value.Contains(k) && !composed.Exists(c => c.IsMatch(k))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void French_and_English_ask_for_the_same_arguments()
    {
        var differing = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Repository.Path("src/Acquis"), "Texts.json", SearchOption.AllDirectories).Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            differing.AddRange(json.RootElement.EnumerateObject()
                .Where(t => !Arguments(t.Value.GetProperty("fr")).SetEquals(Arguments(t.Value.GetProperty("en")))).Select(t => t.Name));
        }

        Assert.Empty(differing);
    }

    [Fact]
    public void No_page_holds_a_text_of_its_own()
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Repository.Path("src/Acquis/Features"), "*.cshtml", SearchOption.AllDirectories))
        {
            var markup = Code().Replace(File.ReadAllText(file), " ");
            found.AddRange(Written().Matches(markup).Select(m => m.Groups["text"].Value.Trim()).Where(t => t is not ("Acquis" or "English" or "Alt")).Select(t => $"{Path.GetFileName(file)}: {t}"));
        }

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("fr", "company.change.title", "Élodie Lefèvre", "Entreprise et tuteur d’Élodie Lefèvre")]
    [InlineData("fr", "company.change.title", "Œdipe Roy", "Entreprise et tuteur d’Œdipe Roy")]
    [InlineData("fr", "company.change.title", "Hélène Roy", "Entreprise et tuteur de Hélène Roy")]
    [InlineData("fr", "company.change.title", "Noé Roy", "Entreprise et tuteur de Noé Roy")]
    [InlineData("fr", "company.change.title", "ISI 2027", "Entreprise et tuteur de ISI 2027")]
    [InlineData("fr", "candidate.enrol.check", "Anne Roy", "Inscrire Anne Roy\u00a0?")]
    [InlineData("en", "company.change.title", "Élodie Lefèvre", "Company and tutor of Élodie Lefèvre")]
    public void A_name_that_begins_with_a_vowel_is_elided_in_French(string language, string key, string name, string sentence) =>
        Assert.Equal(sentence, Texts.All.Get(language, key, new Dictionary<string, object?> { ["name"] = name }));

    [Theory]
    [InlineData("fr", "home.candidates", "count", 1204, "1\u202f204 candidats")]
    [InlineData("en", "home.candidates", "count", 1204, "1,204 candidates")]
    [InlineData("fr", "home.candidates", "count", 1, "1 candidat")]
    [InlineData("fr", "import.doubts.of-file", "row", 1204, "Ligne 1204 du fichier")]
    [InlineData("en", "import.doubts.of-file", "row", 1204, "Row 1204 of the file")]
    public void What_is_counted_is_written_in_groups_of_three_figures_and_what_is_numbered_is_not(string language, string key, string argument, int number, string sentence) =>
        Assert.Equal(sentence, Texts.All.Get(language, key, new Dictionary<string, object?> { [argument] = number }));

    private static HashSet<string> Arguments(JsonElement text) =>
        [.. Argument().Matches(text.ToString()).Select(m => m.Value).Where(a => a is not "{count}")];

    [GeneratedRegex("""(?:\bT|[tT]exts(?:\.All)?)\["(?<key>[^"]+)"|(?:Refusal\.Of|RefusedException|StartException)\(\s*"(?<key>[^"]+)""")]
    private static partial Regex Named();

    /// <summary>Keys made of a prefix and a name of the code, as in <c>$"fact.{action}"</c>.</summary>
    [GeneratedRegex(@"\$""(?<key>(?:[a-z][a-z\-]*\.|\{[^{}]*\}\.)(?:[^""{}]|\{[^{}]*\})*)""")]
    private static partial Regex Composed();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"""(?<text>[a-z][\w\-.]*)""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{[a-zA-Z]+\}")]
    private static partial Regex Argument();

    /// <summary>Razor's comments, code blocks and expressions, script and attributes' values: not text of the page.</summary>
    [GeneratedRegex("""@\*.*?\*@|@\{(?>[^{}]+|\{(?<d>)|\}(?<-d>))*(?(d)(?!))\}|@functions\s*\{.*\z|"[^"]*"|@(?:if|foreach|for|else|switch|while|using|model|page|inject|addTagHelper)\b[^\n]*|@\((?>[^()]+|\((?<e>)|\)(?<-e>))*(?(e)(?!))\)|@[\w.]+(?:\[[^\]]*\]|\([^)]*\)|\??\.\w+)*""", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@">\s*(?<text>[^<>@{}=;()]*\p{L}{3,}[^<>@{}=;()]*)<")]
    private static partial Regex Written();
}
