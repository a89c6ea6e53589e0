using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using static Acquis.Engines.Tests.Timetabling.SmallSeason;

namespace Acquis.Engines.Tests.Timetabling;

public sealed class TermsTests
{
    [Fact]
    public void Each_term_of_a_small_timetable_is_as_counted_by_hand()
    {
        var terms = TimetableChecker.Check(Problem, Plan).Terms;

        // Five jurors once each; e3 would rather not come on Monday; dan and eve wait 20 minutes between their two events.
        Assert.Equal((5 * 60, 5 * 2, 2 * 20, 5, 2 * 2), (terms["jurorHalfDay"], terms["load"], terms["session"], terms["undesiredCandidate"], terms["idleQuarter"]));
        Assert.Equal(300 + 10 + 40 + 5 + 4, terms.Values.Sum());
    }

    [Fact]
    public void An_event_left_out_costs_its_priority() =>
        Assert.Equal(30_000, Term("unscheduled", Problem.WithEvent("e3", e => e with { Priority = 3 }), Plan.WithSession(0, s => s with { Events = [s.Events[0], s.Events[1]] })));

    [Fact]
    public void A_half_day_that_a_juror_would_rather_not_have_costs()
    {
        var later = Plan.WithSession(0, s => s with
        {
            HalfDay = MondayLater,
            Events = [.. s.Events.Select(e => e with { Start = e.Start.AddHours(5) })],
        });

        Assert.Equal(30, Term("undesiredJuror", Problem, later));
    }

    [Fact]
    public void The_load_is_the_square_of_each_jurors_half_days()
    {
        var twice = Plan.WithSession(0, s => s with { Events = [s.Events[0], s.Events[1]] });
        twice = twice with { Sessions = [.. twice.Sessions, new() { Room = "L1", HalfDay = MondayLater, Panel = ["ada", "bob", "cid"], Chair = "ada", Events = [new("e3", At("14T13:30"))] }] };

        Assert.Equal(2 * ((3 * 4) + 2), Term("load", Problem, twice));
    }

    [Fact]
    public void A_jury_of_one_known_gender_costs_and_an_unknown_one_does_not()
    {
        Assert.Equal(0, Term("oneGender", Problem, Plan));
        Assert.Equal(15, Term("oneGender", Problem.WithJuror("ada", j => j with { Gender = "m" }), Plan));
        Assert.Equal(30, Term("oneGender", Problem.WithJuror("dan", j => j with { Gender = "f" }), Plan));
        Assert.Equal(0, Term("oneGender", Problem.WithJuror("ada", j => j with { Gender = null }), Plan));
    }

    [Fact]
    public void Waiting_is_counted_in_whole_quarters_for_each_juror()
    {
        Assert.Equal(0, Term("idleQuarter", Problem, Plan.WithPlacement("t2", e => e with { Start = At("15T09:40") })));
        Assert.Equal(2 * 2 * 2, Term("idleQuarter", Problem.WithJuror("eve", j => j with { Busy = [] }), Plan.WithPlacement("t2", e => e with { Start = At("15T10:10") })));
    }

    [Fact]
    public void A_move_costs_by_the_first_of_half_day_room_and_start_that_differs()
    {
        var previous = Plan
            .WithPlacement("e3", e => e with { Start = At("14T11:15") })
            .WithSession(1, s => s with { Room = "L1", Events = [s.Events[0]] });
        previous = previous with { Sessions = [.. previous.Sessions, Plan.Sessions[1] with { HalfDay = MondayLater, Events = [Plan.Sessions[1].Events[1]] }] };
        var terms = TimetableChecker.Check(Problem with { Previous = previous }, Plan).Terms;

        // dan and eve were convened on Monday afternoon too.
        Assert.Equal((50, 100, 1_000, 2 * 200), (terms["movedTime"], terms["movedRoom"], terms["movedHalfDay"], terms["convocationChanged"]));
    }

    [Fact]
    public void Weights_of_the_problem_count() =>
        Assert.Equal(5 * 7, Term("jurorHalfDay", Problem with { Weights = new() { JurorHalfDay = 7 } }, Plan));

    [Fact]
    public void What_a_timetable_says_of_itself_is_compared()
    {
        var report = TimetableChecker.Check(Problem, Plan);
        var honest = Plan with { Problem = "sha256:a", Cost = report.Cost, Terms = report.Terms, LowerBound = 300 };

        Assert.True(TimetableChecker.Check(Problem, honest, "sha256:a").Passes);
        Assert.Equal("problem", Misstated(honest, "sha256:b"));
        Assert.Equal("cost", Misstated(honest with { Cost = 1 }));
        Assert.Equal("terms.load", Misstated(honest with { Terms = new Dictionary<string, long>(report.Terms) { ["load"] = 11 } }));
        Assert.Equal("lowerBound", Misstated(honest with { LowerBound = 1_000, Optimal = true }));
        Assert.Equal("status", Misstated(honest with { Optimal = true }));
        Assert.Equal("unscheduled", Misstated(honest with { Unscheduled = [new("e1")] }));
        Assert.Equal("overrides", Misstated(honest with { Overrides = [new("H8", "e1")] }));
    }

    private static string Misstated(Timetable plan, string hash = "sha256:a") =>
        Assert.Single(TimetableChecker.Check(Problem, plan, hash).Misstatements).Place;

    private static long Term(string name, TimetableProblem problem, Timetable plan) => TimetableChecker.Check(problem, plan).Terms[name];
}
