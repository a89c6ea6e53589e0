using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;

namespace Acquis.Tests.Frameworks;

public sealed class FrameworkCommandsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("acquis-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Lint_of_a_sound_file_ends_with_0()
    {
        var (exit, output, error) = Run("lint", Write("a.yaml", Repository.Example()));

        Assert.Equal((0, "0 erreur, 0 avertissement\n", ""), (exit, output, error));
    }

    [Fact]
    public void Lint_of_an_unreadable_file_ends_with_1_and_tells_the_lines()
    {
        var file = Write("a.yaml", FrameworkYamlTests.Small.Replace("title: T", "title: T\ntitle: U", StringComparison.Ordinal));

        var (exit, _, error) = Run("lint", file);

        Assert.Equal(1, exit);
        Assert.Equal($"{file}:5: La clé «\u00A0title\u00A0» figure deux fois\u00A0; la première est à la ligne 4. Retirez l’une des deux.\n", error);
    }

    [Fact]
    public void Lint_tells_in_english_when_asked()
    {
        var file = Write("a.yaml", FrameworkYamlTests.Small.Replace("competences: [C.1]", "competences: [C.9]", StringComparison.Ordinal));

        var (exit, _, error) = Run("en", "lint", file);

        Assert.Equal(1, exit);
        Assert.Contains($"{file}:6: No assessment covers competence C.1. [blocks/1/competences/C.1]\n", error, StringComparison.Ordinal);
        Assert.Contains($"{file}:4: warning: The English text is missing. [title]\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_or_not_utf8_is_told()
    {
        var latin = Path.Combine(folder, "latin.yaml");
        File.WriteAllBytes(latin, Encoding.Latin1.GetBytes("title: é"));

        Assert.Contains("ne peut pas être lu", Run("lint", Path.Combine(folder, "none.yaml")).Error, StringComparison.Ordinal);
        Assert.Contains("UTF-8", Run("lint", latin).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_as_json_prints_what_the_identity_is_the_hash_of()
    {
        var (exit, output, _) = Run("show", Write("a.yaml", Repository.Example()), "--json");

        Assert.Equal(0, exit);
        Assert.Equal(
            FrameworkJson.Identity(FrameworkYaml.Read(Repository.Example(), "a.yaml")),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(output))));
    }

    [Fact]
    public void Show_names_every_competence()
    {
        var (_, output, _) = Run("show", Write("a.yaml", Repository.Example()));

        Assert.Contains("  C.2 Rendre compte par écrit\n", output, StringComparison.Ordinal);
        Assert.Contains("admission: requirement portfolio\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Diff_tells_the_text_of_a_criterion()
    {
        var a = Write("a.yaml", Repository.Example());
        var b = Write("b.yaml", Repository.Example().Replace("L’expression est claire", "L’expression est très claire", StringComparison.Ordinal));

        var (exit, output, _) = Run("diff", a, b);

        Assert.Equal(1, exit);
        Assert.Equal(
            "modifié   assessments/E.1/criteria/2/items/E.1.2/text/fr\u00A0: L’expression est claire → L’expression est très claire\n1 différence\n",
            output);
        Assert.Equal((0, "0 différence\n"), (Run("diff", a, a).Exit, Run("diff", a, a).Output));
        Assert.Equal(2, Run("diff", a, Path.Combine(folder, "none.yaml")).Exit);
    }

    [Fact]
    public void Every_code_that_the_frameworks_give_has_its_sentence()
    {
        var sources = new[] { "src/Acquis/Features/Frameworks", "src/Acquis.Domain/Frameworks" }
            .SelectMany(f => Directory.GetFiles(Path.Combine(Repository.Root, f), "*.cs")).Select(File.ReadAllText);
        var codes = sources.SelectMany(s => Regex.Matches(s, "\"(framework\\.[a-z0-9-]+)\"").Select(m => m.Groups[1].Value)).ToHashSet();
        codes.UnionWith(["framework.unknown-competence", "framework.unknown-block", "framework.unknown-module", "framework.unknown-requirement"]);

        Assert.True(codes.Count > 60);
        Assert.DoesNotContain(codes, c => !Texts.All.Has(c));
    }

    private string Write(string name, string yaml)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, yaml);
        return path;
    }

    private static (int Exit, string Output, string Error) Run(params string[] args)
    {
        var culture = args[0] == "en" ? "en-GB" : "fr-FR";
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = FrameworkCommands.Create().Parse([.. args.Where(a => a != "en")])
            .Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }
}
