using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Acquis.Domain.Decisions;
using Acquis.Domain.Progress;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>The sentences of explanations stand with the pages; their keys and arguments come from here.</summary>
public sealed class Rule_texts
{
    private static readonly Dictionary<string, Dictionary<string, string>> Texts =
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(File.ReadAllText(PathOfTexts()))!;

    public static TheoryData<string> Codes =>
        [.. new[] { typeof(RuleCodes), typeof(ConfirmationReasons) }.SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(f => (string)f.GetRawConstantValue()!)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_its_sentence_in_both_languages(string code)
    {
        var text = Assert.Contains(code, (IReadOnlyDictionary<string, Dictionary<string, string>>)Texts);

        Assert.All(new[] { "fr", "en" }, language => Assert.False(string.IsNullOrWhiteSpace(text[language])));
    }

    /// <summary>Arguments that <paramref name="node"/>'s sentences name and it doesn't carry.</summary>
    internal static IEnumerable<string> MissingArguments(RuleNode node) =>
        Texts[node.Code].Values
            .SelectMany(text => Regex.Matches(text, @"\{(\w+)\}").Select(m => m.Groups[1].Value))
            .Where(name => !node.Args.ContainsKey(name))
            .Concat(node.Children.SelectMany(MissingArguments));

    private static string PathOfTexts([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Acquis/Features/Decisions/Rules/Texts.json");
}
