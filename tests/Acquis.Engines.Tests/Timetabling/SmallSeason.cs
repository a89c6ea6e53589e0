using Acquis.Timetabling;

namespace Acquis.Engines.Tests.Timetabling;

/// <summary>A season that one can hold in the head: two days, three rooms, a panel session, a session of individual juries. Everything is lawful.</summary>
internal static class SmallSeason
{
    public const string Monday = "mon.am";
    public const string MondayLater = "mon.pm";
    public const string Tuesday = "tue.am";
    public const string TuesdayLater = "tue.pm";

    public static DateTime At(string time) => DateTime.Parse($"2027-06-{time}", System.Globalization.CultureInfo.InvariantCulture);

    public static TimetableProblem Problem { get; } = new()
    {
        Name = "small",
        TimeZone = "Europe/Paris",
        GridMinutes = 5,
        HalfDays =
        [
            new(Monday, At("14T08:30"), At("14T12:30")), new(MondayLater, At("14T13:30"), At("14T17:30")),
            new(Tuesday, At("15T08:30"), At("15T12:30")), new(TuesdayLater, At("15T13:30"), At("15T17:30")),
        ],
        Types =
        [
            new() { Id = "defence", Jury = JuryKind.Panel, Size = 3, Outside = 2, Competent = 1, Minutes = 60, ExtendedMinutes = 80, TurnoverMinutes = 10 },
            new() { Id = "thesis", Jury = JuryKind.Individual, Size = 2, Outside = 1, Competent = 1, Speakers = 1, Minutes = 60 },
        ],
        Centres = [new("LIL", [new("L1") { Features = ["ramp"] }, new("L2") { Unavailable = [TuesdayLater] }]), new("PAR", [new("P1")])],
        Jurors =
        [
            Juror("ada", outside: true) with { ChairFor = ["CDA"], Gender = "f", MaxHalfDays = 3 },
            Juror("bob", outside: true) with { Gender = "m", Languages = ["fr", "en"] },
            Juror("cid", outside: false) with { Gender = "m", Competences = ["CDA.B1"], MaxMinutesPerDay = 300 },
            Juror("dan", outside: true) with { ChairFor = ["CDA", "EXP"], Competences = ["CDA.B1"], Languages = ["fr", "en"], Centres = ["LIL", "PAR"] },
            Juror("eve", outside: false) with { Gender = "f", Busy = [new(At("15T11:00"), At("15T12:00"))] },
        ],
        Events =
        [
            Defence("e1"), Defence("e2") with { Extended = true, Features = ["ramp"] }, Defence("e3") with { Undesired = [Monday] },
            Thesis("t1"), Thesis("t2") with { After = [new("e1", 20)], Candidate = "k.e1" },
        ],
        Conflicts = [new("e1", "eve", "tutored")],
    };

    /// <summary>e1, e2, e3 on Monday morning before ada, bob, cid; t1 and t2 on Tuesday morning before dan and eve.</summary>
    public static Timetable Plan { get; } = new()
    {
        Problem = "sha256:0",
        Sessions =
        [
            new()
            {
                Room = "L1", HalfDay = Monday, Panel = ["ada", "bob", "cid"], Chair = "ada",
                Events = [new("e1", At("14T08:30")), new("e2", At("14T09:40")), new("e3", At("14T11:10"))],
            },
            new()
            {
                Room = "L2", HalfDay = Tuesday,
                Events =
                [
                    new("t1", At("15T08:30")) { Panel = ["dan", "eve"], Chair = "dan" },
                    new("t2", At("15T09:50")) { Panel = ["dan", "eve"], Chair = "dan" },
                ],
            },
        ],
    };

    private static Juror Juror(string id, bool outside) => new()
    {
        Id = id,
        Outside = outside,
        Languages = ["fr"],
        Centres = ["LIL"],
        Available = new Dictionary<string, Availability>
        {
            [Monday] = Availability.Available,
            [MondayLater] = Availability.Undesired,
            [Tuesday] = Availability.Available,
        },
    };

    private static JuryEvent Defence(string id) => new()
    {
        Id = id,
        Type = "defence",
        Candidate = $"k.{id}",
        Centres = ["LIL"],
        Certification = "CDA",
        Language = "fr",
        Competences = ["CDA.B1"],
    };

    private static JuryEvent Thesis(string id) => Defence(id) with { Type = "thesis" };

    /// <summary>The problem with one event changed.</summary>
    public static TimetableProblem WithEvent(this TimetableProblem problem, string id, Func<JuryEvent, JuryEvent> change) =>
        problem with { Events = [.. problem.Events.Select(e => e.Id == id ? change(e) : e)] };

    /// <summary>The problem with one juror changed.</summary>
    public static TimetableProblem WithJuror(this TimetableProblem problem, string id, Func<Juror, Juror> change) =>
        problem with { Jurors = [.. problem.Jurors.Select(j => j.Id == id ? change(j) : j)] };

    /// <summary>The plan with one session changed.</summary>
    public static Timetable WithSession(this Timetable plan, int index, Func<Session, Session> change) =>
        plan with { Sessions = [.. plan.Sessions.Select((s, i) => i == index ? change(s) : s)] };

    /// <summary>The plan with one event changed.</summary>
    public static Timetable WithPlacement(this Timetable plan, string id, Func<Placement, Placement> change) =>
        plan with { Sessions = [.. plan.Sessions.Select(s => s with { Events = [.. s.Events.Select(e => e.Event == id ? change(e) : e)] })] };
}
