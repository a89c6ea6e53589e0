using System.CommandLine;
using System.Text;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Explaining;
using Acquis.Timetabling.Formats;
using Acquis.Timetabling.Solving;

namespace Acquis.Features.Timetabling;

/// <summary>
/// <c>acquis timetable explain IN [--event ID] [--plan OUT] [--json]</c>: why events have no place, and what would give them one. Without a timetable it
/// first seeks one. Exit codes: 0 every event asked about has a place or could have one, 2 some cannot, 1 a file is wrong.
/// </summary>
internal static class ExplainCommand
{
    private const double Seconds = 20;

    public static Command Create()
    {
        var problem = TimetableCommands.ProblemArgument();
        var asked = new Option<string?>("--event") { Description = "Un seul passage / one event" };
        var plan = new Option<string?>("--plan") { Description = "Planning à expliquer / timetable to explain (JSON)" };
        var json = new Option<bool>("--json") { Description = "JSON" };
        var seconds = new Option<double>("--cpu-seconds") { Description = "Secondes de processeur / processor seconds", DefaultValueFactory = _ => Seconds };
        var command = new Command("explain", "Explique ce qui n’a pas de place / explains what has no place") { problem, asked, plan, json, seconds, SolveCommand.Seed };
        command.SetAction((parsed, ct) => Task.Run(
            () =>
            {
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                if (TimetableFiles.OpenProblem(parsed.GetValue(problem)!, error) is not { } file)
                    return TimetableCommands.Wrong;

                var id = parsed.GetValue(asked);
                if (id is not null && !file.Problem.Events.Any(e => e.Id == id))
                {
                    error.WriteLine(Texts.All["timetable.unknown-event", ("id", id)]);
                    return TimetableCommands.Wrong;
                }

                var timetable = parsed.GetValue(plan) is { } path
                    ? Open(path, file, error)
                    : TimetableSolver.Solve(file.Problem, file.Hash, new() { CpuSeconds = parsed.GetValue(seconds), Seed = parsed.GetValue(SolveCommand.Seed) }, ProgressLines.To(error), stop: ct).Timetable;
                return timetable is null ? TimetableCommands.Wrong : Tell(file.Problem, timetable, id, parsed.GetValue(json), output, ct);
            },
            CancellationToken.None));
        return command;
    }

    private static Timetable? Open(string path, ProblemFile file, TextWriter error)
    {
        if (TimetableFiles.OpenTimetable(path, file.Problem, error) is not { } timetable)
            return null;

        if (TimetableChecker.Check(file.Problem, timetable).IsLawful)
            return timetable;

        error.WriteLine(Texts.All["timetable.plan-breaks-rules", ("file", path)]);
        return null;
    }

    private static int Tell(TimetableProblem problem, Timetable timetable, string? id, bool json, TextWriter output, CancellationToken ct)
    {
        var explained = TimetableExplainer.Explain(problem, timetable, id is null ? null : [id], ct);
        if (json)
            output.Write(Encoding.UTF8.GetString(TimetableJson.Write(explained)));
        else
            Print(explained, output);

        return explained.Any(u => u.Conflict.Count > 0) ? TimetableCommands.PartlyPlaced : TimetableCommands.AllPlaced;
    }

    private static void Print(IReadOnlyList<Unscheduled> explained, TextWriter output)
    {
        if (explained.Count == 0)
            output.WriteLine(Texts.All["timetable.explain.all-placed"]);

        foreach (var left in explained)
        {
            if (left.Text is not { } text)
            {
                output.WriteLine(Texts.All["timetable.explain.can-be-placed", ("event", left.Event)]);
                continue;
            }

            output.WriteLine(Texts.Language == "en" ? text.En : text.Fr);
            output.WriteLine($"  [{string.Join(", ", left.Conflict)}]");
        }
    }
}
