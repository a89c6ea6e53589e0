using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;

namespace Acquis.Domain.Tests.Juries;

/// <summary>Seasons of defences and what jurors answer to them.</summary>
public sealed class Seasons
{
    private static readonly DateTimeOffset Now = new(2027, 5, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly SeasonHalfDay Morning = new(new(2027, 6, 14), new(8, 30), new(12, 30));
    private static readonly SeasonHalfDay Afternoon = new(new(2027, 6, 14), new(13, 30), new(17, 30));

    private static SeasonPlan Plan => new()
    {
        Name = "Soutenances de juin",
        HalfDays = [Afternoon, Morning],
        Cohorts = [Id<Cohort>.New(Now)],
        AnswersUntil = new(2027, 6, 1),
    };

    private static string[] Codes(Action act) => [.. Assert.Throws<RefusedException>(act).Refusals.Select(r => r.Code)];

    private static string[] WhyNot(SeasonPlan plan) => [.. plan.WhyNot().Select(r => r.Code)];

    private static (Season Season, SeasonAnswer Answer) Called(SeasonPlan? plan = null)
    {
        var (season, _) = Season.Open(Id<Season>.New(Now), Id<Certification>.New(Now), plan ?? Plan);
        var (juror, _) = Juror.Register(Id<Juror>.New(Now), new() { Name = "Anne", Quality = "Directrice" }, null);
        return (season, SeasonAnswer.Call(Id<SeasonAnswer>.New(Now), season, juror, Now).Answer);
    }

    [Fact]
    public void A_season_has_its_half_days_by_time_and_knows_its_first_and_last_day()
    {
        var (season, fact) = Season.Open(Id<Season>.New(Now), Id<Certification>.New(Now), Plan);

        Assert.Equal(["2027-06-14.0830-1230", "2027-06-14.1330-1730"], season.HalfDays.Select(h => h.Id));
        Assert.Equal((Morning.Day, Morning.Day, "season-opened"), (season.StartsOn, season.EndsOn, fact.Action));
    }

    [Fact]
    public void A_season_without_name_zone_candidates_or_half_days_is_refused() =>
        Assert.Equal(
            ["season.name-missing", "season.time-zone-unknown", "season.grid-range", "season.no-candidate", "season.half-day-count"],
            WhyNot(new() { Name = "", TimeZone = "Mars/Olympus", GridMinutes = 0 }));

    [Fact]
    public void Half_days_run_forward_are_long_enough_and_do_not_overlap()
    {
        Assert.Equal(["season.half-day-backwards"], WhyNot(Plan with { HalfDays = [Morning with { To = new(8, 0) }] }));
        Assert.Equal(["season.half-day-too-short"], WhyNot(Plan with { HalfDays = [Morning with { To = new(9, 0) }] }));
        Assert.Equal(["season.half-days-overlap"], WhyNot(Plan with { HalfDays = [Morning, Afternoon with { From = new(12, 0) }] }));
    }

    [Fact]
    public void Answers_are_expected_before_the_season_begins() =>
        Assert.Equal(["season.answers-after-start"], WhyNot(Plan with { AnswersUntil = new(2027, 6, 15) }));

    [Fact]
    public void A_defence_has_minutes_a_jury_and_a_language() =>
        Assert.Equal(
            ["season.minutes-range", "season.jury-size", "season.language-missing"],
            WhyNot(Plan with { Format = new() { Minutes = 1, ExtendedMinutes = 1, JurySize = 1, Language = "" } }));

    [Fact]
    public void Extra_time_is_never_shorter() =>
        Assert.Equal(["season.extended-shorter"], WhyNot(Plan with { Format = new() { Minutes = 60, ExtendedMinutes = 50 } }));

    [Fact]
    public void Measures_are_granted_changed_and_taken_back()
    {
        var (season, _) = Called();
        var candidacy = Id<Candidacy>.New(Now);

        season.Grant(new(candidacy, true, [Room.Wheelchair], [Morning.Id]));
        season.Grant(new(candidacy, true, [], []));
        Assert.Equal([], Assert.Single(season.Needs).Features);
        season.Grant(new(candidacy, false, [], []));
        Assert.Null(season.NeedsOf(candidacy));
        Assert.Equal(["season.unknown-half-day"], Codes(() => season.Grant(new(candidacy, false, [], ["2027-06-15.0830-1230"]))));
    }

    [Fact]
    public void A_juror_answers_and_changes_the_answer_until_the_deadline_in_the_seasons_own_zone()
    {
        var (season, answer) = Called(Plan with { TimeZone = "Indian/Reunion" });
        var lastMinute = new DateTimeOffset(2027, 6, 1, 19, 59, 0, TimeSpan.Zero);

        answer.Answer(season, new([new(Morning.Id, JurorAvailability.Available)]), onBehalf: false, Now);
        answer.Answer(season, new([new(Morning.Id, JurorAvailability.No), new(Afternoon.Id, JurorAvailability.Undesired)]), onBehalf: false, lastMinute);

        Assert.Equal((JurorAvailability.No, JurorAvailability.Undesired), (answer.Of(Morning), answer.Of(Afternoon)));
        Assert.Equal((false, true), (answer.Gives(Morning), answer.Gives(Afternoon)));
        Assert.Equal(["season-answer.too-late"], Codes(() => answer.Answer(season, new([]), onBehalf: false, lastMinute.AddMinutes(1))));
        answer.Answer(season, new([]), onBehalf: true, lastMinute.AddDays(3));
        Assert.Null(answer.Of(Morning));
    }

    [Fact]
    public void An_answer_names_half_days_of_the_season_once_each()
    {
        var (season, answer) = Called();

        Assert.Equal(
            ["season.unknown-half-day", "season-answer.half-day-twice", "season-answer.most-range", "season-answer.remark-too-long"],
            Codes(() => answer.Answer(
                season,
                new([new("2027-06-15.0830-1230", JurorAvailability.No), new(Morning.Id, JurorAvailability.No), new(Morning.Id, JurorAvailability.Available)], 0, new('x', 1001)),
                onBehalf: false, Now)));
    }

    [Fact]
    public void Hours_that_change_ask_anew()
    {
        var (season, answer) = Called();
        answer.Answer(season, new([new(Morning.Id, JurorAvailability.Available), new(Afternoon.Id, JurorAvailability.Available)]), onBehalf: false, Now);

        season.Change(Plan with { HalfDays = [Morning with { From = new(9, 0) }, Afternoon] });

        Assert.Null(answer.Of(season.HalfDays[0]));
        Assert.Equal(JurorAvailability.Available, answer.Of(season.HalfDays[1]));
    }

    [Fact]
    public void A_released_juror_is_neither_asked_nor_heard_until_called_again()
    {
        var (season, answer) = Called();
        answer.Answer(season, new([new(Morning.Id, JurorAvailability.Available)]), onBehalf: false, Now);

        answer.Release(Now);

        Assert.False(answer.Gives(Morning));
        Assert.Equal(["season-answer.released"], Codes(() => answer.Ask(Now)));
        Assert.Equal(["season-answer.released"], Codes(() => answer.Answer(season, new([]), onBehalf: true, Now)));
        Assert.Equal(["season-answer.released"], Codes(() => answer.Release(Now)));
        answer.CallAgain(Now);
        Assert.True(answer.Gives(Morning));
        Assert.Equal(["season-answer.called-already"], Codes(() => answer.CallAgain(Now)));
    }

    [Fact]
    public void Who_has_left_the_register_is_not_called()
    {
        var (season, _) = Called();
        var (juror, _) = Juror.Register(Id<Juror>.New(Now), new() { Name = "Anne", Quality = "Directrice" }, null);
        juror.Retire("Départ", Now);

        Assert.Equal(["juror.already-retired"], Codes(() => SeasonAnswer.Call(Id<SeasonAnswer>.New(Now), season, juror, Now)));
    }

    [Fact]
    public void A_juror_who_lacks_what_the_season_asks_for_is_doubted()
    {
        var (season, _) = Called(Plan with { Format = new() { Language = "en", Domains = ["sécurité"] } });
        var mandate = new Mandate(season.CertificationId, new(2026, 1, 1), new(2026, 12, 31));
        var (juror, _) = Juror.Register(Id<Juror>.New(Now), new() { Name = "Anne", Quality = "Directrice", Mandates = [mandate] }, null);

        Assert.Equal(
            ["season.juror-without-mandate", "season.juror-without-language", "season.juror-without-domain", "season.juror-without-address"],
            season.Doubts(juror).Select(r => r.Code));
    }
}
