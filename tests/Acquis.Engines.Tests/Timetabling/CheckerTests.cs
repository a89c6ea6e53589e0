using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using static Acquis.Engines.Tests.Timetabling.SmallSeason;

namespace Acquis.Engines.Tests.Timetabling;

/// <summary>Each hard rule is broken alone: the checker names it, and no other.</summary>
public sealed class CheckerTests
{
    [Fact]
    public void A_lawful_timetable_breaks_no_rule()
    {
        var report = TimetableChecker.Check(Problem, Plan);

        Assert.Empty(report.Breaches);
        Assert.Empty(report.Unplaced);
        Assert.Equal(5, report.Placed);
    }

    [Fact]
    public void H1_an_event_stands_once() =>
        Breaks("H1", "placed-twice", Problem, Plan with
        {
            Sessions = [.. Plan.Sessions, new() { Room = "L2", HalfDay = MondayLater, Events = [new("t1", At("14T13:30")) { Panel = ["dan", "eve"], Chair = "dan" }] }],
        });

    [Fact]
    public void H1_an_event_stands_in_one_of_its_centres() => Breaks("H1", "other-centre", Problem.WithEvent("t1", e => e with { Centres = ["PAR"] }), Plan);

    [Fact]
    public void H1_a_room_offers_what_the_event_needs() =>
        Breaks("H1", "room-lacks", Problem.WithEvent("t1", e => e with { Features = ["ramp"] }), Plan);

    [Fact]
    public void H1_a_room_is_free() =>
        Breaks("H1", "room-not-free", Problem with { Centres = [new("LIL", [new("L1") { Features = ["ramp"], Unavailable = [Monday] }, new("L2")])] }, Plan);

    [Fact]
    public void H2_an_event_lies_inside_its_half_day() =>
        Breaks("H2", "outside-half-day", Problem, Plan.WithPlacement("e3", e => e with { Start = At("14T12:00") }));

    [Fact]
    public void H2_an_event_starts_on_the_grid() => Breaks("H2", "off-the-grid", Problem, Plan.WithPlacement("e3", e => e with { Start = At("14T11:12") }));

    [Fact]
    public void H2_events_of_a_room_do_not_overlap() => Breaks("H2", "room-overlap", Problem, Plan.WithPlacement("e2", e => e with { Start = At("14T09:00") }));

    [Fact]
    public void H2_the_turnover_is_kept() => Breaks("H2", "turnover", Problem, Plan.WithPlacement("e2", e => e with { Start = At("14T09:35") }));

    [Fact]
    public void H3_a_candidate_is_there() => Breaks("H3", "candidate-away", Problem.WithEvent("e1", e => e with { Unavailable = [Monday] }), Plan);

    [Fact]
    public void H3_an_event_lies_inside_a_window() =>
        Breaks("H3", "outside-windows", Problem.WithEvent("e1", e => e with { Windows = [new(At("14T08:45"), At("14T12:00"))] }), Plan);

    [Fact]
    public void H3_a_candidate_is_not_in_two_places() =>
        Breaks(
            "H3", "candidate-twice", Problem.WithEvent("t1", e => e with { Candidate = "k.e1" }),
            Plan.WithSession(1, s => s with { Room = "L2", HalfDay = Monday, Events = [s.Events[0] with { Start = At("14T09:00") }] }));

    [Fact]
    public void H3_the_hours_between_two_events_pass() =>
        Breaks("H3", "too-early-after", Problem.WithEvent("t2", e => e with { After = [new("e1", 26)] }), Plan);

    [Fact]
    public void H3_hours_are_those_that_pass_in_a_night_when_the_clock_changes()
    {
        // The night to 28 March 2027 has one hour less: 24 hours on the clock are 23.
        DateTime saturday = new(2027, 3, 27, 9, 0, 0), sunday = saturday.AddDays(1);
        var problem = Problem with
        {
            HalfDays = [new(Monday, saturday, saturday.AddHours(4)), new(Tuesday, sunday, sunday.AddHours(4))],
            Events = [Problem.Events[3], Problem.Events[4] with { After = [new("t1", 24)] }],
        };
        var plan = new Timetable
        {
            Problem = "sha256:0",
            Sessions =
            [
                new() { Room = "L1", HalfDay = Monday, Events = [new("t1", saturday) { Panel = ["dan", "eve"], Chair = "dan" }] },
                new() { Room = "L1", HalfDay = Tuesday, Events = [new("t2", sunday) { Panel = ["dan", "eve"], Chair = "dan" }] },
            ],
        };

        Breaks("H3", "too-early-after", problem, plan);
        Assert.Empty(TimetableChecker.Check(problem, plan.WithPlacement("t2", e => e with { Start = sunday.AddHours(1) })).Breaches);
    }

    [Fact]
    public void H4_a_jury_has_its_size() =>
        Breaks("H4", "jury-size", Problem, Plan.WithSession(0, s => s with { Panel = ["ada", "bob", "cid", "dan"] }));

    [Fact]
    public void H4_a_juror_is_not_counted_twice() =>
        Breaks("H4", "jury-size", Problem with { Types = [Problem.Types[0] with { Outside = 1 }, Problem.Types[1]] }, Plan.WithSession(0, s => s with { Panel = ["ada", "ada", "cid"] }));

    [Fact]
    public void H5_the_chair_is_of_the_jury() => Breaks("H5", "no-chair", Problem, Plan.WithSession(0, s => s with { Chair = "dan" }));

    [Fact]
    public void H5_the_chair_may_chair_the_certification() => Breaks("H5", "chair-may-not", Problem, Plan.WithSession(0, s => s with { Chair = "bob" }));

    [Fact]
    public void H6_enough_members_come_from_outside() =>
        Breaks("H6", "too-few-outside", Problem, Plan.WithSession(0, s => s with { Panel = ["ada", "eve", "cid"] }), others: "H9");

    [Fact]
    public void H7_each_competence_has_its_members() =>
        Breaks("H7", "too-few-competent", Problem.WithEvent("e1", e => e with { Competences = ["CDA.B1", "CDA.B2"] }), Plan);

    [Fact]
    public void H8_all_members_speak_the_language() => Breaks("H8", "too-few-speakers", Problem.WithEvent("e1", e => e with { Language = "en" }), Plan);

    [Fact]
    public void H8_enough_members_speak_the_language_where_one_is_enough()
    {
        Assert.Empty(TimetableChecker.Check(Problem.WithEvent("t1", e => e with { Language = "en" }), Plan).Breaches);
        Breaks("H8", "too-few-speakers", Problem.WithEvent("t1", e => e with { Language = "de" }), Plan);
    }

    [Fact]
    public void H9_nobody_hears_whom_they_have_a_tie_with() =>
        Breaks("H9", "conflict", Problem with { Conflicts = [new("e3", "bob", "employer")] }, Plan);

    [Fact]
    public void H10_a_juror_is_there() =>
        Breaks("H10", "juror-absent", Problem.WithJuror("cid", j => j with { Available = new Dictionary<string, Availability> { [Tuesday] = Availability.Available } }), Plan);

    [Fact]
    public void H10_a_juror_is_not_busy() => Breaks("H10", "juror-busy", Problem, Plan.WithPlacement("t2", e => e with { Start = At("15T11:30") }));

    [Fact]
    public void H11_a_panel_sits_in_one_room() =>
        Breaks(
            "H11", "juror-in-two-rooms", Problem,
            Plan.WithSession(1, s => s with { HalfDay = Monday, Events = [s.Events[0] with { Start = At("14T11:30"), Panel = ["bob", "dan"] }] })
                .WithSession(0, s => s with { Events = [s.Events[0]] }));

    [Fact]
    public void H11_a_juror_does_not_hear_two_candidates_at_once() =>
        Breaks(
            "H11", "juror-twice-at-once", Problem,
            Plan with
            {
                Sessions =
                [
                    Plan.Sessions[0], Plan.Sessions[1] with { Events = [Plan.Sessions[1].Events[0]] },
                    Plan.Sessions[1] with { Room = "L1", Events = [Plan.Sessions[1].Events[1] with { Start = At("15T09:00") }] },
                ],
            });

    [Fact]
    public void H12_a_juror_sits_in_their_centres() =>
        Breaks(
            "H12", "juror-of-other-centre", Problem.WithEvent("t1", e => e with { Centres = ["PAR"] }),
            Plan.WithSession(1, s => s with { Room = "P1", Events = [s.Events[0]] }));

    [Fact]
    public void H12_a_juror_sits_in_one_centre_a_day()
    {
        var problem = Problem.WithEvent("t1", e => e with { Centres = ["PAR"] }).WithJuror("eve", j => j with { Centres = ["LIL", "PAR"] });
        var plan = Plan with
        {
            Sessions =
            [
                Plan.Sessions[0], Plan.Sessions[1] with { Events = [Plan.Sessions[1].Events[1]] },
                Plan.Sessions[1] with { Room = "P1", Events = [Plan.Sessions[1].Events[0]] },
            ],
        };

        Breaks("H12", "juror-in-two-centres", problem, plan);
    }

    [Fact]
    public void H13_a_juror_sits_no_more_half_days_than_given() =>
        Breaks("H13", "too-many-half-days", Problem.WithJuror("dan", j => j with { MaxHalfDays = 0 }), Plan);

    [Fact]
    public void H13_a_juror_sits_no_more_half_days_a_day_than_given() =>
        Breaks("H13", "too-many-half-days-a-day", Problem.WithJuror("dan", j => j with { MaxHalfDaysPerDay = 0 }), Plan);

    [Fact]
    public void H13_a_juror_hears_no_more_minutes_a_day_than_given() =>
        Breaks("H13", "too-many-minutes", Problem.WithJuror("cid", j => j with { MaxMinutesPerDay = 199 }), Plan);

    [Fact]
    public void H14_a_room_has_one_session_a_half_day() =>
        Breaks("H14", "session-twice", Problem, Plan with
        {
            Sessions = [Plan.Sessions[0], Plan.Sessions[1] with { Events = [Plan.Sessions[1].Events[0]] }, Plan.Sessions[1] with { Events = [Plan.Sessions[1].Events[1]] }],
        });

    [Fact]
    public void H14_a_session_is_not_empty() =>
        Breaks("H14", "session-empty", Problem, Plan with { Sessions = [.. Plan.Sessions, new() { Room = "L2", HalfDay = Monday, Events = [] }] });

    [Fact]
    public void H14_a_session_has_one_type() =>
        Breaks(
            "H14", "session-of-two-types",
            Problem with { Types = [.. Problem.Types, Problem.Types[0] with { Id = "other" }], Events = [.. Problem.Events.Select(e => e.Id == "e1" ? e with { Type = "other" } : e)] },
            Plan);

    [Fact]
    public void H14_a_panel_belongs_to_the_session() =>
        Breaks("H14", "panel-not-of-the-session", Problem, Plan.WithPlacement("e1", e => e with { Panel = ["ada", "bob", "cid"] }));

    [Fact]
    public void H14_an_individual_jury_belongs_to_the_event() =>
        Breaks("H14", "jury-not-of-the-event", Problem, Plan.WithSession(1, s => s with { Panel = ["dan", "eve"] }));

    public static TheoryData<string> Held => ["halfDay", "room", "start", "juror", "session"];

    [Theory, MemberData(nameof(Held))]
    public void H15_what_is_locked_does_not_move(string part)
    {
        TimetableLock held = part switch
        {
            "halfDay" => new() { Event = "e1", HalfDay = Tuesday },
            "room" => new() { Event = "e1", Room = "L2" },
            "start" => new() { Event = "e1", Start = At("14T08:35") },
            "juror" => new() { Event = "e1", Juror = "dan" },
            _ => new() { Room = "L1", HalfDay = Monday },
        };
        var code = part == "session" ? "locked-session" : "lock";

        Breaks("H15", code, Problem with { Locks = [held], Previous = Plan.WithSession(0, s => s with { Panel = ["ada", "dan", "cid"] }) }, Plan);
    }

    [Fact]
    public void H15_a_locked_session_takes_nobody_in_and_lets_its_events_go_without_a_place()
    {
        var problem = Problem with { Locks = [new() { Room = "L1", HalfDay = Monday }], Previous = Plan.WithSession(0, s => s with { Events = [s.Events[0], s.Events[1]] }) };

        Breaks("H15", "locked-session", problem, Plan);
        Assert.Empty(TimetableChecker.Check(problem, Plan.WithSession(0, s => s with { Events = [s.Events[0]] })).Breaches);
    }

    [Fact]
    public void An_override_waives_one_rule_for_one_event_and_is_listed()
    {
        var problem = Problem.WithEvent("t1", e => e with { Language = "de" }) with { Overrides = [new("H8", "t1", "no speaker in the region", "the registrar")] };

        var report = TimetableChecker.Check(problem, Plan);

        Assert.Empty(report.Breaches);
        Assert.Equal([new UsedOverride("H8", "t1")], report.UsedOverrides);
        Assert.Contains(report.Misstatements, f => f.Place == "overrides");
        Breaks("H8", "too-few-speakers", problem.WithEvent("t2", e => e with { Language = "de" }), Plan);
    }

    private static void Breaks(string rule, string code, TimetableProblem problem, Timetable plan, string? others = null)
    {
        var breaches = TimetableChecker.Check(problem, plan).Breaches.Where(b => b.Rule != others).ToList();

        Assert.NotEmpty(breaches);
        Assert.All(breaches, b => Assert.Equal((rule, $"timetable.breach.{code}"), (b.Rule, b.Code)));
    }
}
