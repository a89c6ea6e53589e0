using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Explaining;
using Acquis.Timetabling.Solving;
using static Acquis.Engines.Tests.Timetabling.SmallSeason;

namespace Acquis.Engines.Tests.Timetabling;

[Collection(nameof(ProcessorTime))]
public sealed class WhatIfTests
{
    // Six defences in one room on one morning: three find a place.
    private static TimetableProblem Crowded => Problem with
    {
        HalfDays = [Problem.HalfDays[0]],
        Centres = [new("LIL", [new("L1") { Features = ["ramp"] }]), new("PAR", [])],
        Jurors =
        [
            .. Problem.Jurors.Select(j => j with { Available = new Dictionary<string, Availability> { [Monday] = Availability.Available }, Busy = [], Centres = ["LIL"] }),
        ],
        Events = [.. Enumerable.Range(1, 6).Select(i => Problem.Events[0] with { Id = $"e{i}", Candidate = $"k{i}" })],
        Conflicts = [],
    };

    [Fact]
    public void One_more_room_needs_jurors_too()
    {
        var room = new WhatIf { MoreRooms = ["LIL"] }.Of(Crowded);
        var both = new WhatIf { MoreRooms = ["LIL"], MoreJurorsLike = ["dan", "bob", "cid"] }.Of(Crowded);

        Assert.Equal((3, 3, 0), (Unplaced(Crowded), Unplaced(room), Unplaced(both)));
    }

    [Fact]
    public void Jurors_who_are_not_there_yet_and_one_who_is_always_available_count_like_the_others()
    {
        Juror[] more = [.. new[] { "dan", "bob", "cid" }.Select(id => Crowded.Jurors.First(j => j.Id == id) with { Id = $"new-{id}" })];
        var absent = Crowded.WithJuror("dan", j => j with { Available = new Dictionary<string, Availability>() });

        Assert.Equal(0, Unplaced(new WhatIf { MoreRooms = ["LIL"], MoreJurors = more }.Of(Crowded)));
        Assert.Equal(3, Unplaced(new WhatIf { AlwaysAvailable = ["dan"] }.Of(absent)));
        Assert.Equal("zoe", new WhatIf { AlwaysAvailable = ["zoe"] }.FirstUnknown(Crowded));
    }

    [Fact]
    public void The_panel_of_an_empty_room_is_lawful_and_without_who_sits_elsewhere()
    {
        var halfDay = Crowded.HalfDays[0];
        var free = new PanelComposer(Crowded, new() { Problem = "sha256:0", Sessions = [] });
        var panel = free.For("e1", "L1", Monday)!;
        var plan = new Timetable
        {
            Problem = "sha256:0",
            Sessions = [new() { Room = "L1", HalfDay = Monday, Panel = panel.Members, Chair = panel.Chair, Events = [new("e1", halfDay.Start)] }],
        };
        var two = Crowded with { Centres = [new("LIL", [new("L1") { Features = ["ramp"] }, new("L2") { Features = ["ramp"] }]), new("PAR", [])] };

        Assert.True(TimetableChecker.Check(Crowded, plan).IsLawful);
        Assert.Empty((new PanelComposer(two, plan).For("e2", "L2", Monday)?.Members ?? []).Intersect(panel.Members));
        Assert.Null(free.For("e1", "L1", "2027-06-20.am"));
    }

    [Fact]
    public void A_lost_day_closes_every_room() =>
        Assert.Equal(6, Unplaced(new WhatIf { WithoutDays = [new(2027, 6, 14)] }.Of(Crowded)));

    [Fact]
    public void A_centre_or_a_juror_that_is_not_there_is_named()
    {
        Assert.Equal("NIC", new WhatIf { MoreRooms = ["LIL", "NIC"] }.FirstUnknown(Crowded));
        Assert.Throws<ArgumentException>(() => new WhatIf { MoreJurorsLike = ["zoe"] }.Of(Crowded));
    }

    [Fact]
    public void The_juror_whose_half_day_lets_an_event_in_is_worth_a_call()
    {
        var season = Crowded with { Events = [Crowded.Events[0] with { Language = "en", Priority = 2 }] };
        season = season.WithJuror("eve", j => j with { Languages = ["en"], Available = new Dictionary<string, Availability>() });

        var call = Assert.Single(Calls.WorthMaking(season, new() { Problem = "sha256:0", Sessions = [] }));

        Assert.Equal(("eve", Monday, 20_000), (call.Juror, call.HalfDay, call.Saving));
        Assert.Equal(["e1"], call.Events);
    }

    private static int Unplaced(TimetableProblem problem) => TimetableSolver.Solve(problem, "sha256:0", new() { CpuSeconds = 10, Deterministic = true }).Timetable.Unscheduled.Count;
}

