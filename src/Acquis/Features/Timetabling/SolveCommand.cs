using System.CommandLine;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Formats;
using Acquis.Timetabling.Solving;

namespace Acquis.Features.Timetabling;

/// <summary>
/// <c>acquis timetable solve IN --out OUT</c>. Progress goes to standard error. Each better timetable replaces the file, so that whoever ends the program
/// keeps the best so far; a first interruption (Ctrl+C, SIGTERM) asks it to end by itself.
/// </summary>
internal static class SolveCommand
{
    private const double MostCpuSeconds = 86_400;
    private const int MostWorkers = 64;

    public static readonly Option<string> Out = new("--out") { Description = "Fichier à écrire / file to write", Required = true };

    public static readonly Option<double> CpuSeconds = new("--cpu-seconds") { Description = "Secondes de processeur / processor seconds", DefaultValueFactory = _ => 120 };

    public static readonly Option<long> Seed = new("--seed") { Description = "Graine / seed", DefaultValueFactory = _ => 1 };

    public static readonly Option<bool> Deterministic = new("--deterministic") { Description = "Toujours le même planning / the same timetable each time" };

    public static readonly Option<int> Workers = new("--workers") { Description = "Recherches parallèles / searches side by side", DefaultValueFactory = _ => 2 };

    /// <summary>For the program's own searches: progress as JSON, and the end when standard input closes, so that no search outlives who asked for it.</summary>
    public static readonly Option<bool> Watched = new("--watched") { Hidden = true };

    public static Command Create()
    {
        var problem = TimetableCommands.ProblemArgument();
        var command = new Command("solve", "Propose un planning / proposes a timetable") { problem, Out, CpuSeconds, Seed, Deterministic, Workers, Watched };
        Bound(command);
        command.SetAction((parsed, ct) => Task.Run(() => Watch.Over(parsed, stop => Solve(parsed, parsed.GetValue(problem)!, stop), ct), CancellationToken.None));
        return command;
    }

    /// <summary>Refuses numbers that cannot be.</summary>
    public static void Bound(Command command) => command.Validators.Add(result =>
    {
        if (result.GetResult(CpuSeconds) is not null && result.GetValue(CpuSeconds) is not (> 0 and <= MostCpuSeconds))
            result.AddError(Texts.All["timetable.cpu-out-of-range", ("max", MostCpuSeconds)]);

        if (result.GetResult(Workers) is not null && result.GetValue(Workers) is not (>= 1 and <= MostWorkers))
            result.AddError(Texts.All["timetable.workers-out-of-range", ("max", MostWorkers)]);
    });

    public static SolveOptions OptionsOf(ParseResult parsed) => new()
    {
        CpuSeconds = parsed.GetValue(CpuSeconds),
        Seed = parsed.GetValue(Seed),
        Deterministic = parsed.GetValue(Deterministic),
        Workers = parsed.GetValue(Workers),
    };

    private static int Solve(ParseResult parsed, string path, CancellationToken ct)
    {
        var (output, error, target) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(Out)!);
        if (TimetableFiles.OpenProblem(path, error) is not { } file)
            return TimetableCommands.Wrong;

        var written = true;
        var solution = TimetableSolver.Solve(
            file.Problem, file.Hash, OptionsOf(parsed), ProgressLines.To(error, parsed.GetValue(Watched)), t => written &= TimetableFiles.Write(target, TimetableJson.Write(t), error), ct);
        return written ? Finish(file, solution.Timetable, output) : TimetableCommands.Wrong;
    }

    /// <summary>Prints the checker's report on what was written.</summary>
    /// <returns>The exit code.</returns>
    public static int Finish(ProblemFile file, Timetable timetable, TextWriter output)
    {
        var report = TimetableChecker.Check(file.Problem, timetable, file.Hash);
        CheckPrinter.Print(file.Problem, timetable, report, output);
        return !report.Passes ? TimetableCommands.Wrong : report.Unplaced.Count == 0 ? TimetableCommands.AllPlaced : TimetableCommands.PartlyPlaced;
    }
}
