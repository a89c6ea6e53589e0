using System.CommandLine;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Formats;
using Acquis.Timetabling.Solving;

namespace Acquis.Features.Timetabling;

/// <summary><c>acquis timetable repair IN --out NEW</c>: mends the previous timetable that stands in the problem, and says whom to tell what.</summary>
internal static class RepairCommand
{
    public static Command Create()
    {
        var problem = TimetableCommands.ProblemArgument();
        var command = new Command("repair", "Répare le planning précédent / repairs the previous timetable")
        {
            problem, SolveCommand.Out, SolveCommand.CpuSeconds, SolveCommand.Seed, SolveCommand.Deterministic, SolveCommand.Workers,
            SolveCommand.Watched,
        };
        SolveCommand.Bound(command);
        command.SetAction((parsed, ct) => Task.Run(() => Watch.Over(parsed, stop => Repair(parsed, parsed.GetValue(problem)!, stop), ct), CancellationToken.None));
        return command;
    }

    private static int Repair(ParseResult parsed, string path, CancellationToken ct)
    {
        var (output, error, target) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(SolveCommand.Out)!);
        if (TimetableFiles.OpenProblem(path, error) is not { } file)
            return TimetableCommands.Wrong;

        if (file.Problem.Previous is null)
        {
            error.WriteLine($"{path}: previous: {Texts.All["timetable.no-previous"]}");
            return TimetableCommands.Wrong;
        }

        var written = true;
        var solution = TimetableSolver.Repair(
            file.Problem, file.Hash, SolveCommand.OptionsOf(parsed), ProgressLines.To(error, parsed.GetValue(SolveCommand.Watched)), t => written &= TimetableFiles.Write(target, TimetableJson.Write(t), error), ct);
        if (!written)
            return TimetableCommands.Wrong;

        Print(file.Problem, solution, output);
        return SolveCommand.Finish(file, solution.Timetable, output);
    }

    private static void Print(TimetableProblem problem, Solution solution, TextWriter output)
    {
        var (texts, changes) = (Texts.All, solution.Timetable.Changes!);
        var candidates = problem.Events.ToDictionary(e => e.Id, e => e.Candidate);
        output.WriteLine(texts["timetable.repair.moved", ("count", changes.Moved.Count)]);
        foreach (var move in changes.Moved.Where(m => candidates.ContainsKey(m.Event)))
            output.WriteLine($"  {candidates[move.Event]} ({move.Event}): {PlaceOf(move.From)} -> {PlaceOf(move.To)}");

        output.WriteLine(texts["timetable.repair.convened", ("count", changes.Convened.Count)]);
        foreach (var juror in changes.Convened.GroupBy(c => c.Juror))
            output.WriteLine($"  {juror.Key}: {string.Join(", ", juror.Select(c => c.HalfDay))}");

        output.WriteLine(texts["timetable.repair.released", ("count", changes.Released.Count)]);
        foreach (var juror in changes.Released.GroupBy(c => c.Juror))
            output.WriteLine($"  {juror.Key}: {string.Join(", ", juror.Select(c => c.HalfDay))}");

        output.WriteLine(solution.LeastChange ? texts["timetable.repair.least"] : texts["timetable.repair.not-proven"]);
    }

    private static string PlaceOf(Place? place) =>
        place is null ? Texts.All["timetable.repair.nowhere"] : $"{place.HalfDay} {place.Start:HH:mm} {place.Room}";
}
