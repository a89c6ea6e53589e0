using System.CommandLine;
using System.Globalization;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Explaining;
using Acquis.Timetabling.Solving;

namespace Acquis.Features.Timetabling;

/// <summary>
/// <c>acquis timetable what-if IN</c>: cost and unplaced as things are and as they might be, and which jurors to call first. It writes nothing.
/// </summary>
internal static class WhatIfCommand
{
    private const double Seconds = 30;
    private const int CallsShown = 10;

    public static Command Create()
    {
        var problem = TimetableCommands.ProblemArgument();
        var rooms = new Option<string[]>("--more-rooms") { Description = "Centre avec une salle de plus / centre with one more room" };
        var days = new Option<string[]>("--without-day") { Description = "Jour perdu / day lost (yyyy-MM-dd)" };
        var jurors = new Option<string[]>("--more-jurors-like") { Description = "Juré dont on ajoute un double / juror to add a double of" };
        var seconds = new Option<double>("--cpu-seconds") { Description = "Secondes de processeur pour chaque recherche / processor seconds for each search", DefaultValueFactory = _ => Seconds };
        var command = new Command("what-if", "Compare avec ce qui pourrait être / compares with what might be") { problem, rooms, days, jurors, seconds, SolveCommand.Seed };
        command.SetAction((parsed, ct) => Task.Run(
            () =>
            {
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                if (TimetableFiles.OpenProblem(parsed.GetValue(problem)!, error) is not { } file)
                    return TimetableCommands.Wrong;

                var lost = (parsed.GetValue(days) ?? []).Select(d => (Text: d, Read: DateOnly.TryParseExact(d, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), Day: day)).ToList();
                if (lost.Find(d => !d.Read) is { Text: { } wrong })
                {
                    error.WriteLine(Texts.All["timetable.no-such", ("id", wrong)]);
                    return TimetableCommands.Wrong;
                }

                var might = new WhatIf { MoreRooms = parsed.GetValue(rooms) ?? [], WithoutDays = [.. lost.Select(d => d.Day)], MoreJurorsLike = parsed.GetValue(jurors) ?? [] };
                if (might.FirstUnknown(file.Problem) is { } unknown)
                {
                    error.WriteLine(Texts.All["timetable.no-such", ("id", unknown)]);
                    return TimetableCommands.Wrong;
                }

                return Compare(file, might.Of(file.Problem), new() { CpuSeconds = parsed.GetValue(seconds), Seed = parsed.GetValue(SolveCommand.Seed) }, output, error, ct);
            },
            CancellationToken.None));
        return command;
    }

    private static int Compare(ProblemFile file, TimetableProblem might, SolveOptions options, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var progress = ProgressLines.To(error);
        var before = TimetableSolver.Solve(file.Problem, file.Hash, options, progress, stop: ct).Timetable;
        var after = TimetableSolver.Solve(might, file.Hash, options, progress, stop: ct).Timetable;
        output.WriteLine(Texts.All["timetable.what-if.line", ("before", before.Cost), ("after", after.Cost), ("unplacedBefore", before.Unscheduled.Count), ("unplacedAfter", after.Unscheduled.Count)]);
        var calls = Calls.WorthMaking(file.Problem, before, ct);
        if (calls.Count > 0)
            output.WriteLine(Texts.All["timetable.what-if.calls"]);

        foreach (var call in calls.Take(CallsShown))
            output.WriteLine($"  {call.Juror} {call.HalfDay}: {string.Join(", ", call.Events)} (-{call.Saving})");

        return after.Unscheduled.Count == 0 ? TimetableCommands.AllPlaced : TimetableCommands.PartlyPlaced;
    }
}
