using System.Text;
using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Formats;
using Acquis.Timetabling.Generating;

namespace Acquis.Engines.Tests.Timetabling;

public sealed class FormatTests
{
    private const string Least = """
        {"schema":"acquis.timetable.problem/1","timeZone":"Europe/Paris","gridMinutes":5,
         "halfDays":[{"id":"am","start":"2027-06-14T08:30","end":"2027-06-14T12:30"}],
         "types":[{"id":"d","jury":"panel","size":3,"minutes":60}],
         "centres":[{"id":"LIL","rooms":[{"id":"r"}]}],
         "jurors":[{"id":"j","outside":true,"centres":["LIL"],"languages":["fr"],"available":{"am":1}}],
         "events":[{"id":"e","type":"d","candidate":"k","centres":["LIL"],"certification":"c","language":"fr"}],
         "conflicts":[],"locks":[],"overrides":[]}
        """;

    [Fact]
    public void What_is_left_out_reads_as_its_default()
    {
        var problem = Read(Least);

        Assert.Equal((0, 0, null, 0), (problem.Types[0].Outside, problem.Types[0].Competent, problem.Types[0].Speakers, problem.Types[0].TurnoverMinutes));
        Assert.Equal((2, null, null), (problem.Jurors[0].MaxHalfDaysPerDay, problem.Jurors[0].MaxHalfDays, problem.Jurors[0].Gender));
        Assert.Equal((1, false), (problem.Events[0].Priority, problem.Events[0].Extended));
        Assert.Equal(60, problem.Weights.JurorHalfDay);
    }

    [Theory]
    [InlineData("\"size\":3", "\"size\":3,\"colour\":1", "types[0].colour", "unknown-field")]
    [InlineData("\"size\":3", "\"size\":3,\"size\":3", "types[0].size", "duplicate-field")]
    [InlineData("\"size\":3,", "", "types[0]", "missing-field")]
    [InlineData("\"size\":3", "\"size\":0", "types[0].size", "expected-number")]
    [InlineData("\"size\":3", "\"size\":\"3\"", "types[0].size", "expected-number")]
    [InlineData("\"size\":3", "\"size\":3,\"outside\":4", "types[0].outside", "more-than-the-jury")]
    [InlineData("\"minutes\":60", "\"minutes\":1441", "types[0].minutes", "expected-number")]
    [InlineData("\"minutes\":60", "\"minutes\":60,\"extendedMinutes\":50", "types[0].extendedMinutes", "extended-is-shorter")]
    [InlineData("\"panel\"", "\"crowd\"", "types[0].jury", "expected-one-of")]
    [InlineData("\"2027-06-14T12:30\"", "\"2027-06-14T08:00\"", "halfDays[0].end", "ends-before-it-begins")]
    [InlineData("\"2027-06-14T12:30\"", "\"2027-06-16T12:30\"", "halfDays[0].end", "longer-than-a-day")]
    [InlineData("\"2027-06-14T12:30\"", "\"2027-06-14 12:30\"", "halfDays[0].end", "expected-time")]
    [InlineData("\"2027-06-14T12:30\"", "\"2027-06-14T12:30Z\"", "halfDays[0].end", "expected-time")]
    [InlineData("\"halfDays\":[", "\"halfDays\":[{\"id\":\"a\",\"start\":\"2027-03-28T01:00\",\"end\":\"2027-03-28T05:00\"},", "halfDays[0]", "clock-changes")]
    [InlineData("\"halfDays\":[", "\"halfDays\":[{\"id\":\"a\",\"start\":\"2027-06-14T12:00\",\"end\":\"2027-06-14T13:00\"},", "halfDays[0]", "half-days-overlap")]
    [InlineData("Europe/Paris", "Mars/Olympus", "timeZone", "unknown-time-zone")]
    [InlineData("{\"id\":\"r\"}", "{\"id\":\"r\"},{\"id\":\"r\"}", "centres[0].rooms[1].id", "duplicate-id")]
    [InlineData("{\"id\":\"r\"}", "{\"id\":\"r\",\"unavailable\":[\"pm\"]}", "centres[0].rooms[0].unavailable[0]", "unknown-half-day")]
    [InlineData("{\"am\":1}", "{\"pm\":1}", "jurors[0].available.pm", "unknown-half-day")]
    [InlineData("{\"am\":1}", "{\"am\":3}", "jurors[0].available.am", "expected-number")]
    [InlineData("{\"am\":1}", "{\"am\":1},\"busy\":[{\"from\":\"2027-06-14T09:00\",\"to\":\"2027-06-14T09:00\"}]", "jurors[0].busy[0].to", "ends-before-it-begins")]
    [InlineData("\"centres\":[\"LIL\"],\"languages\"", "\"centres\":[\"PAR\"],\"languages\"", "jurors[0].centres[0]", "unknown-centre")]
    [InlineData("\"type\":\"d\"", "\"type\":\"x\"", "events[0].type", "unknown-type")]
    [InlineData("\"type\":\"d\"", "\"type\":\"d\",\"extended\":true", "events[0].extended", "type-has-no-extended-minutes")]
    [InlineData("\"type\":\"d\"", "\"type\":\"d\",\"after\":[{\"event\":\"z\"}]", "events[0].after[0].event", "unknown-event")]
    [InlineData("\"type\":\"d\"", "\"type\":\"d\",\"after\":[{\"event\":\"e\"}]", "events[0].after[0].event", "order-turns-in-a-circle")]
    [InlineData("\"candidate\":\"k\"", "\"candidate\":\"a\\u001b[2J\"", "events[0].candidate", "bad-text")]
    [InlineData("\"candidate\":\"k\"", "\"candidate\":7", "events[0].candidate", "expected-text")]
    [InlineData("\"conflicts\":[]", "\"conflicts\":[{\"event\":\"e\",\"juror\":\"z\",\"reason\":\"x\"}]", "conflicts[0].juror", "unknown-juror")]
    [InlineData("\"locks\":[]", "\"locks\":[{\"event\":\"e\"}]", "locks[0]", "lock-holds-nothing")]
    [InlineData("\"locks\":[]", "\"locks\":[{\"room\":\"r\"}]", "locks[0]", "lock-holds-nothing")]
    [InlineData("\"locks\":[]", "\"locks\":[{\"room\":\"z\",\"halfDay\":\"am\"}]", "locks[0].room", "unknown-room")]
    [InlineData("\"overrides\":[]", "\"overrides\":[{\"rule\":\"H16\",\"event\":\"e\",\"reason\":\"x\",\"by\":\"y\"}]", "overrides[0].rule", "expected-one-of")]
    [InlineData("\"overrides\":[]", "\"overrides\":[],\"weights\":{\"load\":-1}", "weights.load", "expected-number")]
    [InlineData("problem/1", "problem/2", "schema", "expected-one-of")]
    [InlineData("[\"fr\"]", "\"fr\"", "jurors[0].languages", "expected-list")]
    [InlineData("{\"am\":1}", "[]", "jurors[0].available", "expected-object")]
    public void A_fault_is_told_with_its_place(string right, string wrong, string place, string code)
    {
        Assert.Contains(right, Least, StringComparison.Ordinal);
        var at = Least.IndexOf(right, StringComparison.Ordinal);
        var changed = string.Concat(Least.AsSpan(0, at), wrong, Least.AsSpan(at + right.Length));

        var told = Assert.Throws<TimetableFileException>(() => Read(changed));

        Assert.Contains((place, $"timetable.{code}"), told.Faults.Select(f => (f.Place, f.Code)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]")]
    public void What_is_no_json_is_told_with_its_line(string text) =>
        Assert.Equal("timetable.not-json", Assert.Single(Assert.Throws<TimetableFileException>(() => Read(text)).Faults).Code);

    [Fact]
    public void A_change_of_clock_in_the_night_between_two_half_days_is_no_fault() =>
        Assert.Single(Read(Least.Replace("2027-06-14", "2027-03-28", StringComparison.Ordinal)).HalfDays);

    [Fact]
    public void A_name_with_markup_is_a_name_like_another() =>
        Assert.Equal("<b>&\"é", Read(Least.Replace("\"candidate\":\"k\"", "\"candidate\":\"<b>&\\\"é\"", StringComparison.Ordinal)).Events[0].Candidate);

    [Fact]
    public void Oddities_that_do_no_harm_are_warnings()
    {
        var problem = Read(Least
            .Replace("{\"id\":\"r\"}", "{\"id\":\"r\",\"unavailable\":[\"am\"]}", StringComparison.Ordinal)
            .Replace("\"conflicts\":[]", "\"conflicts\":[{\"event\":\"e\",\"juror\":\"j\",\"reason\":\"tutored\"}]", StringComparison.Ordinal));
        var broken = problem with { Previous = new() { Problem = "sha256:0", Sessions = [new() { Room = "r", HalfDay = "am", Panel = ["j"], Chair = "j", Events = [new("e", new(2027, 6, 14, 8, 30, 0))] }] } };

        Assert.Equal(
            ["timetable.warning.no-room", "timetable.warning.conflicts-with-all", "timetable.warning.previous-breaks-rules"],
            ProblemWarnings.Of(broken).Select(w => w.Code));
        Assert.Equal("timetable.warning.nothing-to-place", ProblemWarnings.Of(Read(Least) with { Events = [] })[0].Code);
    }

    [Fact]
    public void What_is_written_is_read_again_the_same()
    {
        var season = SmallSeason.Problem with
        {
            Locks = [new() { Event = "e1", Start = SmallSeason.At("14T08:30"), Juror = "ada" }, new() { Room = "L1", HalfDay = SmallSeason.Monday }],
            Overrides = [new("H8", "e1", "why", "who")],
            Previous = SmallSeason.Plan with { Changes = TimetableChanges.Between(SmallSeason.Plan, SmallSeason.Plan.WithPlacement("e1", e => e with { Start = e.Start.AddMinutes(5) })) },
        };
        var bytes = TimetableJson.Write(season);

        Assert.Equal(bytes, TimetableJson.Write(ProblemReader.Read(bytes)));
        Assert.Contains("\"juror\": \"ada\"", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_timetable_that_names_what_the_problem_lacks_is_refused_and_a_previous_one_is_not()
    {
        var strange = SmallSeason.Plan.WithPlacement("e1", e => e with { Event = "ghost" }).WithSession(0, s => s with { Chair = "nobody" });

        var told = Assert.Throws<TimetableFileException>(() => TimetableReader.Read(TimetableJson.Write(strange), SmallSeason.Problem));

        Assert.Equal(["timetable.unknown-event", "timetable.unknown-juror"], told.Faults.Select(f => f.Code).Order());
        Assert.NotNull(ProblemReader.Read(TimetableJson.Write(SmallSeason.Problem with { Previous = strange })).Previous);
    }

    [Theory]
    [InlineData(Family.Planted, 0)]
    [InlineData(Family.Random, 0)]
    [InlineData(Family.Random, 300)]
    [InlineData(Family.Tight, 130)]
    [InlineData(Family.Individual, 20)]
    public void A_generated_problem_is_sound_and_the_same_for_the_same_seed(Family family, int events)
    {
        var bytes = TimetableJson.Write(TimetableGenerator.Generate(family, events, 7).Problem);

        Assert.Equal(bytes, TimetableJson.Write(ProblemReader.Read(bytes)));
        Assert.Equal(bytes, TimetableJson.Write(TimetableGenerator.Generate(family, events, 7).Problem));
        Assert.NotEqual(bytes, TimetableJson.Write(TimetableGenerator.Generate(family, events, 8).Problem));
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(88, 2)]
    [InlineData(100, 3)]
    [InlineData(500, 4)]
    [InlineData(1_000, 5)]
    public void The_planted_timetable_is_lawful_and_costs_what_no_other_can_beat(int events, long seed)
    {
        var made = TimetableGenerator.Generate(Family.Planted, events, seed);
        var report = TimetableChecker.Check(made.Problem, made.Best!);

        Assert.Empty(report.Breaches);
        Assert.Empty(report.Unplaced);
        Assert.InRange(made.Problem.Events.Count, events - (8 * made.Problem.Centres.Count), events + (8 * made.Problem.Centres.Count));
        // Minutes fill every session; each juror sits three times: 60 · 3 + 20 a session, 2 · 3² a juror.
        var minutes = made.Problem.Events.Sum(e => e.Type == "oral" ? 30 : e.Extended ? 80 : 60);
        Assert.Equal((minutes / 240 * 200) + (made.Problem.Jurors.Count * 18), report.Cost);
    }

    [Fact]
    public void Ten_thousand_events_are_read() =>
        Assert.Equal(10_000, ProblemReader.Read(TimetableJson.Write(TimetableGenerator.Generate(Family.Random, 10_000, 1).Problem)).Events.Count);

    private static TimetableProblem Read(string json) => ProblemReader.Read(Encoding.UTF8.GetBytes(json));
}
