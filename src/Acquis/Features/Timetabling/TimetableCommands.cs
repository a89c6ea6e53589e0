using System.CommandLine;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Formats;
using Acquis.Timetabling.Generating;

namespace Acquis.Features.Timetabling;

/// <summary>
/// <c>acquis timetable</c>: jury timetables from files, without a database. Exit codes: 0 every event has its place, 2 some have none, 1 a file is wrong
/// or a rule is broken.
/// </summary>
public static class TimetableCommands
{
    internal const int AllPlaced = 0;
    internal const int Wrong = 1;
    internal const int PartlyPlaced = 2;

    internal static Argument<string> ProblemArgument() => new("IN") { Description = "Problème / problem (JSON)" };

    /// <summary>The <c>timetable</c> command with its subcommands.</summary>
    public static Command Create() => new("timetable", "Plannings de soutenances / timetables of defences")
    {
        Generate(),
        Check(),
        SolveCommand.Create(),
        ExplainCommand.Create(),
        RepairCommand.Create(),
        WhatIfCommand.Create(),
    };

    private static Command Generate()
    {
        var family = new Option<string>("--family") { Description = "planted | random | tight | individual", DefaultValueFactory = _ => "random" };
        var events = new Option<int>("--events") { Description = "Nombre de passages / number of events", DefaultValueFactory = _ => 100 };
        var seed = new Option<long>("--seed") { Description = "Graine / seed", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out") { Description = "Fichier à écrire / file to write", Required = true };
        var best = new Option<string?>("--best") { Description = "Où écrire le meilleur planning (planted) / where to write the best timetable (planted)" };
        var command = new Command("generate", "Invente un problème / invents a problem") { family, events, seed, output, best };
        command.Validators.Add(result =>
        {
            if (result.GetValue(events) is < 0 or > TimetableGenerator.MaxEvents)
                result.AddError(Texts.All["timetable.events-out-of-range", ("max", TimetableGenerator.MaxEvents)]);

            if (result.GetValue(family) is { } name && FamilyOf(name) is null)
                result.AddError(Texts.All["timetable.unknown-family"]);
        });
        command.SetAction(parsed =>
        {
            var (told, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var made = TimetableGenerator.Generate(FamilyOf(parsed.GetValue(family))!.Value, parsed.GetValue(events), parsed.GetValue(seed));
            var (path, bytes) = (parsed.GetValue(output)!, TimetableJson.Write(made.Problem));
            if (!TimetableFiles.Write(path, bytes, error))
                return Wrong;

            var rooms = made.Problem.Centres.Sum(c => c.Rooms.Count);
            told.WriteLine(Texts.All["timetable.generated", ("events", made.Problem.Events.Count), ("jurors", made.Problem.Jurors.Count), ("rooms", rooms), ("file", path)]);
            if (made.Best is not { } known)
                return AllPlaced;

            told.WriteLine(Texts.All["timetable.generated-best", ("cost", known.Cost)]);
            return parsed.GetValue(best) is not { } where || TimetableFiles.Write(where, TimetableJson.Write(known with { Problem = TimetableJson.HashOf(bytes) }), error)
                ? AllPlaced
                : Wrong;
        });
        return command;
    }

    private static Family? FamilyOf(string? name) => name switch
    {
        "planted" => Family.Planted,
        "random" => Family.Random,
        "tight" => Family.Tight,
        "individual" => Family.Individual,
        _ => null,
    };

    private static Command Check()
    {
        var (problemFile, timetableFile) = (ProblemArgument(), new Argument<string>("OUT") { Description = "Planning / timetable (JSON)" });
        var command = new Command("check", "Vérifie un planning, sans le solveur / checks a timetable, without the solver") { problemFile, timetableFile };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (TimetableFiles.OpenProblem(parsed.GetValue(problemFile)!, error) is not { } file)
                return Wrong;

            var path = parsed.GetValue(timetableFile)!;
            if (TimetableFiles.OpenTimetable(path, file.Problem, error) is not { } timetable)
                return Wrong;

            var report = TimetableChecker.Check(file.Problem, timetable, file.Hash);
            CheckPrinter.Print(file.Problem, timetable, report, output);
            foreach (var misstatement in report.Misstatements)
                TimetableFiles.Tell(path, misstatement, error);

            return !report.Passes ? Wrong : report.Unplaced.Count == 0 ? AllPlaced : PartlyPlaced;
        });
        return command;
    }
}
