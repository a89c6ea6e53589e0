using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Explaining;
using Acquis.Timetabling.Generating;
using Acquis.Timetabling.Solving;
using static Acquis.Engines.Tests.Timetabling.SmallSeason;

namespace Acquis.Engines.Tests.Timetabling;

[Collection(nameof(ProcessorTime))]
public sealed class ExplainerTests
{
    private static readonly Timetable Nothing = new() { Problem = "sha256:0", Sessions = [] };

    public static TheoryData<string, string> Single => new()
    {
        { "H1", "other-centre" }, { "H2", "too-long" }, { "H3", "candidate-away" }, { "H5", "no-chair" }, { "H7", "no-competence" },
        { "H8", "no-language" }, { "H1,H12", "no-juror-here" }, { "H13", "no-half-day-left" }, { "H10", "nobody-free" },
    };

    [Theory, MemberData(nameof(Single))]
    public void The_rules_that_leave_no_place_are_named_and_no_other(string rules, string what)
    {
        var season = Problem with { Events = [Problem.Events[0]], Conflicts = [] };
        var problem = what switch
        {
            "other-centre" => season.WithEvent("e1", e => e with { Features = ["lift"] }),
            "too-long" => season with { Types = [Problem.Types[0] with { Minutes = 300, ExtendedMinutes = 300 }] },
            "candidate-away" => season.WithEvent("e1", e => e with { Unavailable = [Monday, MondayLater, Tuesday, TuesdayLater] }),
            "no-chair" => season.WithEvent("e1", e => e with { Certification = "NEW" }),
            "no-competence" => season.WithEvent("e1", e => e with { Competences = ["NEW"] }),
            "no-language" => season.WithEvent("e1", e => e with { Language = "de" }),
            "no-juror-here" => season with { Jurors = [.. season.Jurors.Select(j => j with { Centres = ["PAR"] })] },
            "no-half-day-left" => season with { Jurors = [.. season.Jurors.Select(j => j with { MaxHalfDays = 0 })] },
            _ => season with { Jurors = [.. season.Jurors.Select(j => j with { Available = new Dictionary<string, Availability>() })] },
        };

        var left = Assert.Single(TimetableExplainer.Explain(problem, Nothing));

        Assert.Equal(rules.Split(','), left.Conflict);
        Assert.All(rules.Split(','), rule => Assert.Contains(left.Lifts, l => l is { Kind: "rule" } && l.Rule == rule));
        Assert.StartsWith("e1 n’a de place nulle part", left.Text!.Fr, StringComparison.Ordinal);
        Assert.StartsWith("e1 has no place anywhere", left.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void One_absence_that_matters_is_named_with_the_juror_and_lifting_it_places_the_event()
    {
        // English is spoken by bob and dan only; a third member who speaks it would do, or one half-day more of hers.
        var season = (Problem with { Events = [Problem.Events[0]], Conflicts = [] }).WithEvent("e1", e => e with { Language = "en" })
            .WithJuror("eve", j => j with { Languages = ["fr", "en"], Available = new Dictionary<string, Availability> { [TuesdayLater] = Availability.Available } });

        var left = Assert.Single(TimetableExplainer.Explain(season, Nothing));

        Assert.Contains("H8", left.Conflict);
        Assert.Contains($"juror:eve:{Monday}", left.Conflict);
        Assert.Contains(left.Lifts, l => l == new Lift("juror-half-day") { Juror = "eve", HalfDay = Monday });
        Assert.Contains($"It would be enough if eve gave {Monday}", left.Text!.En, StringComparison.Ordinal);
        Assert.Contains("3 membres qui parlent «\u00a0en\u00a0»", left.Text.Fr, StringComparison.Ordinal);
        var lifted = season.WithJuror("eve", j => j with { Available = new Dictionary<string, Availability> { [Monday] = Availability.Available } });
        Assert.Empty(TimetableSolver.Solve(lifted, "sha256:0", new() { CpuSeconds = 10, Deterministic = true }).Timetable.Unscheduled);
    }

    [Fact]
    public void A_tie_that_keeps_the_only_chair_away_is_named()
    {
        var season = Problem with { Events = [Problem.Events[0]], Conflicts = [new("e1", "ada", "tutored"), new("e1", "dan", "employer")] };

        var left = Assert.Single(TimetableExplainer.Explain(season, Nothing));

        Assert.Equal(["H5", "H9"], left.Conflict);
        Assert.Contains(left.Lifts, l => l == new Lift("conflict") { Juror = "ada" });
        Assert.Contains("le lien de ada avec le candidat ne comptait pas", left.Text!.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_others_leave_no_place_is_explained_by_where_they_stand()
    {
        // One room, one half-day: three events fill it.
        var season = Problem with
        {
            HalfDays = [Problem.HalfDays[0]],
            Centres = [new("LIL", [new("L1") { Features = ["ramp"] }]), new("PAR", [])],
            Jurors = [.. Problem.Jurors.Select(j => j with { Available = new Dictionary<string, Availability> { [Monday] = Availability.Available }, Busy = [] })],
            Events = [.. Problem.Events.Take(3), Problem.Events[2] with { Id = "e4", Candidate = "k4" }],
            Conflicts = [],
        };
        var full = new Timetable { Problem = "sha256:0", Sessions = [Plan.Sessions[0]] };

        var left = Assert.Single(TimetableExplainer.Explain(season, full));

        // Another room would need three jurors more, and two are free.
        Assert.Equal(("e4", "H2,H11"), (left.Event, string.Join(",", left.Conflict)));
        Assert.Contains("les autres passages restant où ils sont", left.Text!.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_has_or_could_have_a_place_is_not_in_conflict() =>
        Assert.All(TimetableExplainer.Explain(Problem, Plan, ["e1", "t1"]), u => Assert.Empty(u.Conflict));

    [Fact]
    public void Every_fact_of_a_conflict_is_needed_and_together_they_are_enough()
    {
        var problem = TimetableGenerator.Generate(Family.Tight, 60, 2).Problem;
        var timetable = TimetableSolver.Solve(problem, "sha256:0", new() { CpuSeconds = 4, Deterministic = true }).Timetable;
        var instance = new Instance(problem);
        var (alone, others) = (new Draft(instance), Draft.From(instance, instance.Read(timetable)));

        Assert.NotEmpty(timetable.Unscheduled);
        foreach (var e in others.Unplaced())
        {
            var probe = new Probe(instance, new Sequencer(instance), alone, e);
            probe = probe.CanPlace(Probe.All) ? new Probe(instance, new Sequencer(instance), others, e) : probe;
            if (TimetableExplainer.SmallestConflict(probe) is not { } rules)
                continue;

            var all = rules.Aggregate(0, (mask, r) => mask | (1 << r));
            Assert.False(probe.CanPlace(all));
            Assert.All(rules, r => Assert.True(probe.CanPlace(all & ~(1 << r))));
        }
    }
}
