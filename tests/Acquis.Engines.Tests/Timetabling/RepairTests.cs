using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Generating;
using Acquis.Timetabling.Solving;
using static Acquis.Engines.Tests.Timetabling.SmallSeason;

namespace Acquis.Engines.Tests.Timetabling;

[Collection(nameof(ProcessorTime))]
public sealed class RepairTests
{
    private static TimetableProblem Season => Problem with { Events = [.. Problem.Events.Take(3)], Conflicts = [], Previous = Morning };

    private static Timetable Morning => Plan with { Sessions = [Plan.Sessions[0]] };

    [Fact]
    public void Where_nothing_fell_nothing_changes()
    {
        var solution = Repair(Season);

        Assert.True(solution.LeastChange);
        Assert.Equal((0, 0, 0), (solution.Timetable.Changes!.Moved.Count, solution.Timetable.Changes.Convened.Count, solution.Timetable.Changes.Released.Count));
    }

    [Fact]
    public void A_juror_who_drops_out_is_replaced_and_no_candidate_moves()
    {
        var solution = Repair(Season.WithJuror("bob", j => j with { Available = new Dictionary<string, Availability>() }));

        Assert.True(solution.LeastChange);
        Assert.Empty(solution.Timetable.Unscheduled);
        Assert.Empty(solution.Timetable.Changes!.Moved);
        Assert.Equal([new Convocation("dan", Monday)], solution.Timetable.Changes.Convened);
        Assert.Equal([new Convocation("bob", Monday)], solution.Timetable.Changes.Released);
    }

    [Fact]
    public void A_juror_who_is_no_longer_in_the_problem_is_replaced_too()
    {
        var solution = Repair(Season with { Jurors = [.. Season.Jurors.Where(j => j.Id != "bob")] });

        Assert.Empty(solution.Timetable.Unscheduled);
        Assert.Empty(solution.Timetable.Changes!.Moved);
        Assert.Equal(new Convocation("bob", Monday), Assert.Single(solution.Timetable.Changes.Released));
    }

    [Fact]
    public void A_room_that_is_lost_sends_its_session_to_another_room_at_the_same_times()
    {
        var season = Season.WithEvent("e2", e => e with { Features = [] }) with
        {
            Centres = [new("LIL", [new("L1") { Unavailable = [Monday] }, new("L2")]), new("PAR", [])],
        };

        var changes = Repair(season).Timetable.Changes!;

        Assert.Equal(3, changes.Moved.Count);
        Assert.All(changes.Moved, m => Assert.Equal((Monday, "L2", m.From!.Start), (m.To!.HalfDay, m.To.Room, m.To.Start)));
        Assert.Empty(changes.Convened);
    }

    [Fact]
    public void A_candidate_who_is_added_disturbs_nobody()
    {
        var season = Season with { Events = [.. Season.Events, Season.Events[2] with { Id = "e4", Candidate = "k4", Undesired = [] }] };

        var timetable = Repair(season).Timetable;

        Assert.Empty(timetable.Unscheduled);
        Assert.Equal("e4", Assert.Single(timetable.Changes!.Moved).Event);
    }

    [Fact]
    public void A_lost_day_moves_its_own_events_only()
    {
        var season = Season with
        {
            Centres = [new("LIL", [new("L1") { Features = ["ramp"], Unavailable = [Monday, MondayLater] }, new("L2") { Unavailable = [Monday, MondayLater] }]), new("PAR", [])],
        };

        var timetable = Repair(season).Timetable;

        Assert.Empty(timetable.Unscheduled);
        Assert.All(timetable.Sessions, s => Assert.Equal(Tuesday, s.HalfDay));
    }

    [Fact]
    public void A_juror_gone_from_a_hundred_events_is_replaced_with_few_changes()
    {
        var problem = TimetableGenerator.Generate(Family.Random, 100, 4).Problem;
        var before = TimetableSolver.Solve(problem, "sha256:x", new() { CpuSeconds = 3, Deterministic = true }).Timetable;
        var gone = before.Sessions[3].Panel![0];
        var season = problem.WithJuror(gone, j => j with { Available = new Dictionary<string, Availability>() }) with { Previous = before };

        var after = Repair(season, 20).Timetable;

        Assert.Equal(before.Unscheduled.Count, after.Unscheduled.Count);
        var heard = before.Sessions.Where(s => s.Panel!.Contains(gone)).Sum(s => s.Events.Count);
        Assert.InRange(after.Changes!.Moved.Count(m => m.To?.HalfDay != m.From?.HalfDay), 0, heard);
        Assert.DoesNotContain(after.Sessions, s => s.Panel!.Contains(gone));
    }

    [Fact]
    public void Without_a_previous_timetable_there_is_nothing_to_repair() =>
        Assert.Throws<ArgumentException>(() => TimetableSolver.Repair(Problem, "sha256:x", new()));

    private static Solution Repair(TimetableProblem problem, double seconds = 15)
    {
        var solution = TimetableSolver.Repair(problem, "sha256:x", new() { CpuSeconds = seconds, Deterministic = true });
        var report = TimetableChecker.Check(problem, solution.Timetable, "sha256:x");
        Assert.Empty(report.Breaches);
        Assert.Empty(report.Misstatements);
        return solution;
    }
}
