using System.CommandLine;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;

namespace Acquis.Features.Frameworks;

/// <summary>
/// <c>acquis framework publish FILE --data DIR</c>: puts the text of a file in force, as a new version, and prints its identity. A text that is
/// already in force is told and left as it is. Exit codes: 0 when that text is in force; 1 with findings of severity error, or a refusal.
/// </summary>
public static class PublishCommand
{
    /// <summary>The <c>publish</c> command, to be added to <c>framework</c>.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Fichier YAML / YAML file" };
        var command = new Command("publish", "Met un référentiel en vigueur / put a framework in force") { file };
        command.SetAction((parsed, ct) => RunAsync(parsed, parsed.GetValue(file)!, ct));
        return command;
    }

    /// <summary>The file is read before the program starts: a file that is no framework leaves the data folder alone.</summary>
    private static async Task<int> RunAsync(ParseResult parsed, string path, CancellationToken ct)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (FrameworkCommands.Open(path, error) is not { } file)
            return 1;

        var findings = file.Lint();
        FrameworkCommands.Print(file.Name, findings, error);
        var errors = findings.Count(f => f.Severity is Severity.Error);
        if (errors > 0)
        {
            await error.WriteLineAsync(Texts.All["framework.publish-errors", ("count", errors)]);
            return 1;
        }

        return await CommandLine.WithProgramAsync(parsed, async services =>
        {
            var (version, isNew) = await services.GetRequiredService<FrameworkService>().PublishTextAsync(file.Framework, ct);
            await output.WriteLineAsync(Texts.All[
                isNew ? "framework.publish-done" : "framework.publish-already", ("code", file.Framework.Code), ("edition", version.Edition)]);
            await output.WriteLineAsync($"sha256 {version.Hash}");
            return 0;
        }, ct);
    }
}
