using System.CommandLine;
using Acquis.Domain;
using Acquis.Features.Frameworks;
using Acquis.Features.Journal;
using Acquis.Infrastructure;

namespace Acquis.Features.Rehearsals;

/// <summary><c>acquis rehearse --framework FILE --candidates N --seed S --data DIR --out DIR</c>.</summary>
public static class RehearseCommand
{
    public static Command Create()
    {
        var framework = new Option<string>("--framework") { Description = "Référentiel / framework (YAML)", Required = true };
        var candidates = new Option<int>("--candidates") { Description = "Nombre de candidats / number of candidates", DefaultValueFactory = _ => 30 };
        var seed = new Option<ulong>("--seed") { Description = "Graine / seed", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out") { Description = "Dossier où écrire / folder to write to", Required = true };
        var command = new Command("rehearse", "Fait passer une promotion fictive / runs a synthetic promotion") { framework, candidates, seed, output };
        command.Validators.Add(result =>
        {
            if (result.GetValue(candidates) is < 1 or > 100_000)
            {
                result.AddError(Texts.All["rehearsal.candidates-out-of-range"]);
            }
        });
        command.SetAction((parsed, ct) => CommandLine.WithProgramAsync(
            parsed, services => RunAsync(services, parsed.GetValue(framework)!, parsed.GetValue(candidates), parsed.GetValue(seed), parsed.GetValue(output)!, ct), ct));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, string file, int candidates, ulong seed, string folder, CancellationToken ct)
    {
        Domain.Frameworks.Framework framework;
        try
        {
            framework = FrameworkYaml.Read(await File.ReadAllTextAsync(file, ct), file);
            Directory.CreateDirectory(folder);
        }
        catch (FrameworkFileException e)
        {
            FrameworkCommands.Print(e.FileName, e.Findings, Console.Error);
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }

        var plan = new RehearsalPlan(framework, candidates, seed);
        var stage = await services.GetRequiredService<StageSetter>().SetAsync(plan, $"Répétition {seed}, {candidates} candidats", ct);
        var bar = new ProgressBar(Console.Error, Console.IsErrorRedirected);
        var (deliberation, summary) = await services.GetRequiredService<Rehearsal>().RunAsync(stage, plan, bar.Show, ct);
        await services.GetRequiredService<JournalSequencer>().NumberAsync(ct);
        await services.GetRequiredService<RehearsalOutput>().WriteAsync(folder, stage, deliberation, summary, ct);
        Console.WriteLine(RehearsalOutput.Line(Texts.All, summary));
        Console.WriteLine(Path.GetFullPath(Path.Combine(folder, "index.html")));
        return 0;
    }
}

/// <summary>A progress bar on a terminal; a line every tenth where the output is kept in a file.</summary>
internal sealed class ProgressBar(TextWriter output, bool redirected)
{
    private const int Width = 40;
    private int shown = -1;

    /// <summary>Shows how much is done, from 0 to 1.</summary>
    public void Show(double share)
    {
        var step = (int)(share * (redirected ? 10 : 100));
        if (step == shown)
        {
            return;
        }

        shown = step;
        if (redirected)
        {
            output.WriteLine($"{step * 10} %");
            return;
        }

        var full = (int)(share * Width);
        output.Write($"\r[{new string('#', full)}{new string('.', Width - full)}] {step} %{(share >= 1 ? "\n" : "")}");
    }
}
