using System.CommandLine;
using System.Text;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;

namespace Acquis.Features.Frameworks.Import;

/// <summary>
/// <c>acquis framework import FILE [--out FILE.yaml]</c>: proposes a framework from a certifier's document, and prints what it counted, what it
/// was unsure of and what it could not place. Exit codes: 0, doubts or not; 1 when the file cannot be read as a référentiel, or not be written.
/// </summary>
public static class ImportCommand
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The <c>import</c> command, to be added to <c>framework</c>.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Référentiel en Markdown ou HTML / framework in Markdown or HTML" };
        var output = new Option<string?>("--out") { Description = "Fichier YAML à écrire / YAML file to write" };
        var command = new Command("import", "Lit le tableau d'un certificateur / read a certifier's table") { file, output };
        command.SetAction(parsed =>
            Run(parsed.GetValue(file)!, parsed.GetValue(output), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string path, string? target, TextWriter output, TextWriter error)
    {
        try
        {
            if (new FileInfo(path).Length > TableImporter.MaxBytes)
            {
                throw new RefusedException("framework.import-too-large", ("megabytes", TableImporter.MaxBytes / 1024 / 1024));
            }

            var proposal = TableImporter.Import(File.ReadAllText(path, StrictUtf8));
            Print(proposal, output);
            return target is null || Write(proposal.Framework, target, output, error) ? 0 : 1;
        }
        catch (RefusedException e)
        {
            error.WriteLine($"{path}: {string.Join(" ", e.Refusals.Select(Texts.All.Of))}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException)
        {
            error.WriteLine(Texts.All["framework.import-unreadable", ("file", path)]);
        }

        return 1;
    }

    private static bool Write(Framework framework, string target, TextWriter output, TextWriter error)
    {
        try
        {
            File.WriteAllText(target, FrameworkYaml.Write(framework));
            output.WriteLine();
            output.WriteLine(Texts.All["framework.import-written", ("file", target)]);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error.WriteLine(Texts.All["framework.import-unwritable", ("file", target)]);
            return false;
        }
    }

    private static void Print(ImportProposal proposal, TextWriter output)
    {
        output.WriteLine(proposal.Framework.Title.Fr);
        output.WriteLine(Counts(proposal.Framework));
        output.WriteLine();
        output.WriteLine(Texts.All["framework.import-doubts", ("count", proposal.Doubts.Count)]);
        foreach (var (doubt, number) in proposal.Doubts.Select((d, i) => (d, i + 1)))
        {
            output.WriteLine($"{number,3}. {PlaceOf(doubt.Place)} — {Texts.All.Get(Texts.Language, doubt.Code, Shortened(doubt.Args))}");
            if (doubt.Proposed is not null)
            {
                output.WriteLine("     " + Texts.All["framework.import-proposed", ("value", doubt.Proposed)]);
            }

            if (doubt.Alternatives.Count > 0)
            {
                output.WriteLine("     " + Texts.All["framework.import-alternatives", ("values", string.Join(" | ", doubt.Alternatives))]);
            }
        }

        output.WriteLine();
        output.WriteLine(Texts.All["framework.import-unplaced-list", ("count", proposal.Unplaced.Count)]);
        foreach (var text in proposal.Unplaced)
        {
            output.WriteLine("   - " + text);
        }
    }

    private static string Counts(Framework f) => Texts.All[
        "framework.import-counts",
        ("blocks", f.Blocks.Count),
        ("activities", f.Blocks.Sum(b => b.Activities.Count)),
        ("tasks", f.Blocks.Sum(b => b.Activities.Sum(a => a.Tasks.Count))),
        ("competences", f.Competences.Count),
        ("criteria", f.Assessments.Sum(a => a.Criteria.Sum(g => g.Items.Count))),
        ("defence", f.Requirements.Sum(r => r.Criteria.Sum(g => g.Items.Count))),
        ("levels", f.Scale.Levels.Count)];

    /// <summary>A place in words: line and bloc.</summary>
    public static string PlaceOf(SourcePlace place)
    {
        var line = place.Line == 0 ? Texts.All["framework.import-whole"] : Texts.All["framework.import-line", ("line", place.Line)];
        return place.Block is null ? line : line + ", " + Texts.All["framework.import-block", ("block", place.Block)];
    }

    // A sentence on a terminal quotes enough to find the text, not the whole of it.
    private static Dictionary<string, object?> Shortened(IReadOnlyDictionary<string, object?> args) => args.ToDictionary(
        a => a.Key, a => a.Value is string { Length: > 90 } text ? string.Concat(text.AsSpan(0, 88), "…") : a.Value);
}
