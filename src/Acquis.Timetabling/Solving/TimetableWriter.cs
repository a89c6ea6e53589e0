using System.Diagnostics;
using Acquis.Timetabling.Checking;

namespace Acquis.Timetabling.Solving;

/// <summary>Turns sessions in numbers into a timetable with everything it says of itself, and has it checked.</summary>
internal sealed class TimetableWriter(Instance instance, string problemHash, SolveOptions options, Budget budget)
{
    private const double Rounding = 0.001;

    /// <summary>The timetable; null where the checker finds a broken rule, which is never shown.</summary>
    public Timetable? Write(IEnumerable<Seating> seatings, double bound)
    {
        var problem = instance.Problem;
        var bare = new Timetable
        {
            Problem = problemHash,
            Sessions = [.. seatings.OrderBy(s => instance.HalfDays[instance.HalfDayOf(s.Slot)].Start).ThenBy(s => s.Slot).Select(SessionOf)],
        };
        var report = TimetableChecker.Check(problem, bare);
        if (!report.IsLawful)
            return null;

        var lower = Math.Min(Math.Round(bound, 3), report.Cost);
        return bare with
        {
            Cost = report.Cost,
            LowerBound = lower,
            Optimal = Math.Ceiling(lower - Rounding) >= report.Cost,
            Terms = report.Terms,
            Unscheduled = [.. report.Unplaced.Select(e => new Unscheduled(e))],
            Overrides = report.UsedOverrides,
            Changes = problem.Previous is { } previous ? TimetableChanges.Between(previous, bare) : null,
            Solver = Info(),
        };
    }

    private Session SessionOf(Seating seating)
    {
        var start = instance.HalfDays[instance.HalfDayOf(seating.Slot)].Start;
        string[]? Names(int[]? jury) => jury is null ? null : [.. jury.Order().Select(j => instance.Jurors[j].Id)];
        var panel = seating.Chair >= 0;
        return new()
        {
            Room = instance.Rooms[instance.RoomOf(seating.Slot)].Id,
            HalfDay = instance.HalfDays[instance.HalfDayOf(seating.Slot)].Id,
            Panel = panel ? Names(seating.Panel) : null,
            Chair = panel ? instance.Jurors[seating.Chair].Id : null,
            Events =
            [
                .. seating.Events.OrderBy(s => s.Start).Select(s => new Placement(instance.Events[s.Event].Id, start.AddMinutes(s.Start))
                {
                    Panel = panel ? null : Names(s.Jury), Chair = panel ? null : instance.Jurors[s.Chair].Id,
                }),
            ],
        };
    }

    // Two deterministic runs are told apart by nothing, so that they name neither the time nor the memory that they took.
    private SolverInfo Info()
    {
        var version = typeof(Google.OrTools.Sat.CpSolver).Assembly.GetName().Version?.ToString(3) ?? "?";
        if (options.Deterministic)
            return new($"OR-Tools {version}", options.Seed, 1, budget.Used, 0);

        using var process = Process.GetCurrentProcess();
        return new($"OR-Tools {version}", options.Seed, options.Workers, budget.Processor, (int)(process.PeakWorkingSet64 / 1_000_000));
    }
}
