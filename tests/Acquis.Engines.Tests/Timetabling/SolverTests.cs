using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Formats;
using Acquis.Timetabling.Generating;
using Acquis.Timetabling.Solving;
using static Acquis.Engines.Tests.Timetabling.SmallSeason;

namespace Acquis.Engines.Tests.Timetabling;

[Collection(nameof(ProcessorTime))]
public sealed class SolverTests
{
    [Fact]
    public void The_small_season_is_solved_and_proven()
    {
        var problem = Problem with { Events = [.. Problem.Events.Take(3)] };

        var timetable = Solve(problem, 20);

        // One session of three events before three jurors: 20 + 3 · 60 + 3 · 2; e3 would rather not come on Monday morning, so that another half-day serves.
        Assert.Empty(timetable.Unscheduled);
        Assert.True(timetable.Optimal);
        Assert.Equal(206, timetable.Cost);
    }

    [Theory]
    [InlineData(Family.Planted, 50, 1)]
    [InlineData(Family.Planted, 100, 2)]
    public void A_planted_optimum_is_reached_and_proven(Family family, int events, long seed)
    {
        var made = TimetableGenerator.Generate(family, events, seed);

        var timetable = Solve(made.Problem, 40);

        Assert.InRange(timetable.LowerBound, made.Best!.Cost - 1, made.Best.Cost);
        Assert.InRange(timetable.Cost, made.Best.Cost, made.Best.Cost * 1.001);
    }

    [Theory]
    [InlineData(Family.Random, 60)]
    [InlineData(Family.Tight, 60)]
    [InlineData(Family.Individual, 12)]
    public void A_timetable_says_of_itself_what_the_checker_finds(Family family, int events)
    {
        var problem = TimetableGenerator.Generate(family, events, 5).Problem;
        SolveProgress? last = null;

        var timetable = TimetableSolver.Solve(problem, "sha256:x", new() { CpuSeconds = 8, Seed = 1 }, p => last = p).Timetable;

        var report = TimetableChecker.Check(problem, timetable, "sha256:x");
        Assert.Empty(report.Breaches);
        Assert.Empty(report.Misstatements);
        Assert.Equal(report.Cost, last!.Cost);
        Assert.True(timetable.LowerBound > 0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_timetable_where_that_is_asked_for()
    {
        var problem = TimetableGenerator.Generate(Family.Random, 40, 3).Problem;
        byte[] Run(long seed) => TimetableJson.Write(TimetableSolver.Solve(problem, "sha256:x", new() { CpuSeconds = 2, Seed = seed, Deterministic = true }).Timetable);

        Assert.Equal(Run(1), Run(1));
    }

    [Fact]
    public void Nothing_to_place_gives_an_empty_timetable_that_is_the_best()
    {
        var timetable = Solve(Problem with { Events = [], Conflicts = [] }, 5);

        Assert.Equal((0, 0, true), (timetable.Sessions.Count, timetable.Cost, timetable.Optimal));
    }

    [Fact]
    public void A_season_without_rooms_places_nobody()
    {
        var timetable = Solve(Problem with { Centres = [new("LIL", []), new("PAR", [])] }, 5);

        Assert.Equal(5, timetable.Unscheduled.Count);
        Assert.Equal((50_000, true), (timetable.Cost, timetable.Optimal));
    }

    [Fact]
    public void A_search_that_is_stopped_at_once_still_gives_a_lawful_timetable()
    {
        var problem = TimetableGenerator.Generate(Family.Random, 200, 1).Problem;

        var timetable = TimetableSolver.Solve(problem, "sha256:x", new(), stop: new CancellationToken(canceled: true)).Timetable;

        Assert.True(TimetableChecker.Check(problem, timetable, "sha256:x").Passes);
    }

    [Fact]
    public async Task A_search_can_be_stopped_with_the_best_so_far()
    {
        var problem = TimetableGenerator.Generate(Family.Tight, 250, 1).Problem;
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(4));
        var published = 0;

        var solving = Task.Run(() => TimetableSolver.Solve(problem, "sha256:x", new() { CpuSeconds = 600 }, published: _ => published++, stop: stop.Token));
        var timetable = (await solving.WaitAsync(TimeSpan.FromSeconds(60))).Timetable;

        Assert.True(published > 0);
        Assert.True(TimetableChecker.Check(problem, timetable, "sha256:x").Passes);
        Assert.True(timetable.Sessions.Count > 20);
    }

    [Fact]
    public void Locks_hold_and_a_locked_session_stays_as_it_was()
    {
        var season = Problem with { Events = [.. Problem.Events.Take(3)], Conflicts = [] };
        var previous = Plan with { Sessions = [Plan.Sessions[0] with { Events = [Plan.Sessions[0].Events[0]] }] };

        var locked = Solve(season with { Previous = previous, Locks = [new() { Room = "L1", HalfDay = Monday }] }, 10);
        var held = Solve(season with { Locks = [new() { Event = "e1", HalfDay = Tuesday, Juror = "dan", Start = At("15T09:00") }] }, 10);

        var kept = Assert.Single(locked.Sessions, s => s is { Room: "L1", HalfDay: Monday });
        Assert.Equal("e1", Assert.Single(kept.Events).Event);
        Assert.Empty(locked.Unscheduled);
        var session = held.Sessions.Single(s => s.Events.Any(e => e.Event == "e1"));
        Assert.Equal((Tuesday, At("15T09:00")), (session.HalfDay, session.Events.Single(e => e.Event == "e1").Start));
        Assert.Contains("dan", session.Panel!);
    }

    [Fact]
    public void Busy_windows_windows_of_candidates_and_orders_are_kept_to_the_minute()
    {
        var season = (Problem with { Events = [.. Problem.Events.Take(3)], Conflicts = [] })
            .WithEvent("e1", e => e with { Windows = [new(At("15T08:40"), At("15T09:40"))] })
            .WithEvent("e2", e => e with { After = [new("e1", 1)], Windows = [new(At("15T08:00"), At("15T18:00"))] });

        var timetable = Solve(season, 20);

        Assert.Empty(timetable.Unscheduled);
        var starts = timetable.Sessions.SelectMany(s => s.Events).ToDictionary(e => e.Event, e => e.Start);
        Assert.Equal(At("15T08:40"), starts["e1"]);
        Assert.True(starts["e2"] >= At("15T09:40"));
    }

    [Fact]
    public void An_override_lets_an_event_be_placed_and_is_named()
    {
        var season = (Problem with { Events = [Problem.Events[0]], Conflicts = [] }).WithEvent("e1", e => e with { Language = "de" });

        Assert.Single(Solve(season, 5).Unscheduled);
        var timetable = Solve(season with { Overrides = [new("H8", "e1", "nobody speaks it", "the registrar")] }, 5);

        Assert.Empty(timetable.Unscheduled);
        Assert.Equal([new UsedOverride("H8", "e1")], timetable.Overrides);
    }

    /// <summary>Budgets are counted in the solver's own steps: a busy machine takes longer and finds the same.</summary>
    private static Timetable Solve(TimetableProblem problem, double seconds)
    {
        var timetable = TimetableSolver.Solve(problem, "sha256:x", new() { CpuSeconds = seconds, Deterministic = true }).Timetable;
        var report = TimetableChecker.Check(problem, timetable, "sha256:x");
        Assert.Empty(report.Breaches);
        Assert.Empty(report.Misstatements);
        return timetable;
    }
}
