using System.CommandLine;
using System.Text;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;

namespace Acquis.Features.Frameworks;

/// <summary>
/// <c>acquis framework</c>: checks, shows, compares, imports and publishes framework files. Findings go to standard error as <c>file:line: message</c>. Exit codes:
/// 0 without errors, 1 with errors or differences, 2 where a comparison cannot be made.
/// </summary>
public static class FrameworkCommands
{
    private static readonly Argument<string> FileArgument = new("FILE") { Description = "Fichier YAML / YAML file" };

    /// <summary>The <c>framework</c> command with its subcommands.</summary>
    public static Command Create() => new("framework", "Référentiels / frameworks")
    {
        Lint(),
        Show(),
        Diff(),
        Import.ImportCommand.Create(),
        PublishCommand.Create(),
    };

    private static Command Lint()
    {
        var command = new Command("lint", "Contrôle un référentiel / check a framework") { FileArgument };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (Open(parsed.GetValue(FileArgument)!, error) is not { } file)
                return 1;

            var findings = file.Lint();
            Print(file.Name, findings, error);
            var errors = findings.Count(f => f.Severity == Severity.Error);
            output.WriteLine($"{Texts.All["framework.errors", ("count", errors)]}, "
                + Texts.All["framework.warnings", ("count", findings.Count - errors)]);
            return errors == 0 ? 0 : 1;
        });
        return command;
    }

    private static Command Show()
    {
        var json = new Option<bool>("--json") { Description = "JSON canonique (RFC 8785) / canonical JSON" };
        var command = new Command("show", "Montre un référentiel / show a framework") { FileArgument, json };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (Open(parsed.GetValue(FileArgument)!, error) is not { } file)
                return 1;

            // Without a line end, so that the SHA-256 of the output is the identity.
            if (parsed.GetValue(json))
                output.Write(Encoding.UTF8.GetString(FrameworkJson.Canonical(file.Framework)));
            else
                FrameworkSummary.Print(file.Framework, output);

            return 0;
        });
        return command;
    }

    private static Command Diff()
    {
        var other = new Argument<string>("OTHER") { Description = "Fichier YAML / YAML file" };
        var command = new Command("diff", "Compare deux référentiels / compare two frameworks") { FileArgument, other };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (Open(parsed.GetValue(FileArgument)!, error) is not { } a || Open(parsed.GetValue(other)!, error) is not { } b)
                return 2;

            var changes = FrameworkDiff.Compare(a.Framework, b.Framework);
            foreach (var change in changes)
                output.WriteLine(Line(change));

            output.WriteLine(Texts.All["framework.changes", ("count", changes.Count)]);
            return changes.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static string Line(Change change)
    {
        var key = change.Kind switch
        {
            ChangeKind.Added => "framework.change-added",
            ChangeKind.Removed => "framework.change-removed",
            ChangeKind.Moved => "framework.change-moved",
            _ => "framework.change-changed",
        };
        return Texts.All[key, ("place", change.Place), ("before", change.Before), ("after", change.After)];
    }

    /// <summary>The file, or null once its problems are told.</summary>
    internal static FrameworkFile? Open(string path, TextWriter error)
    {
        try
        {
            return FrameworkYaml.Open(path);
        }
        catch (FrameworkFileException e)
        {
            Print(e.FileName, e.Findings, error);
            return null;
        }
    }

    internal static void Print(string file, IReadOnlyList<Finding> findings, TextWriter error)
    {
        foreach (var finding in findings)
        {
            var message = Texts.All.Get(Texts.Language, finding.Code, finding.Args);
            var severity = finding.Severity == Severity.Warning ? Texts.All["framework.warning-prefix"] : "";
            var place = finding.Place.Length > 0 ? $" [{finding.Place}]" : "";
            error.WriteLine($"{file}:{finding.Line}: {severity}{message}{place}");
        }
    }
}
