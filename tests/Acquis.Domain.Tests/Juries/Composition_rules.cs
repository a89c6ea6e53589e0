using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Domain.Tests.Decisions;

namespace Acquis.Domain.Tests.Juries;

/// <summary>Composition rules for a certification and an access route, and how far a season is from meeting them.</summary>
public sealed class Composition_rules
{
    private static readonly DateTimeOffset Now = new(2027, 5, 20, 8, 0, 0, TimeSpan.Zero);
    private static readonly Id<Certification> Certification = Id<Certification>.New(Now);

    private static string[] Codes(Action act) => [.. Assert.Throws<RefusedException>(act).Refusals.Select(r => r.Code)];

    private static CompositionRule Rule(AccessRoute? route, JuryRule rule) => CompositionRule.Set(Id<CompositionRule>.New(Now), Certification, route, rule).Rule;

    private static Season Season(int size = 2, params string[] domains) => Domain.Juries.Season.Open(Id<Season>.New(Now), Certification, new()
    {
        Name = "Juin",
        HalfDays = [new(new(2027, 6, 14), new(8, 30), new(12, 30)), new(new(2027, 6, 14), new(13, 30), new(17, 30))],
        Cohorts = [Id<Cohort>.New(Now)],
        AnswersUntil = new(2027, 6, 1),
        Format = new() { JurySize = size, Domains = domains },
    }).Season;

    private static Room Room() => Domain.Juries.Room.Open(Id<Room>.New(Now), Site.Open(Id<Site>.New(Now), "Campus", "", "Lille").Site, new() { Name = "B12" }).Room;

    private static (Juror Juror, SeasonAnswer Answer) Called(Season season, bool outside, bool chair, params JurorAvailability[] said)
    {
        var (juror, _) = Juror.Register(Id<Juror>.New(Now), new() { Name = "A", Quality = "B", IsOutside = outside, ChairFor = chair ? [Certification] : [] }, null);
        var (answer, _) = SeasonAnswer.Call(Id<SeasonAnswer>.New(Now), season, juror, Now);
        if (said.Length > 0)
        {
            answer.Answer(season, new([.. said.Select((s, i) => new HalfDayAnswer(season.HalfDays[i].Id, s))]), onBehalf: false, Now);
        }

        return (juror, answer);
    }

    private static string[] Unmet(SeasonReadiness readiness) => [.. readiness.Indicators.Where(i => !i.IsMet).Select(i => i.Reason.Code)];

    [Fact]
    public void A_route_follows_its_own_rule_then_that_of_all_routes_then_the_default()
    {
        var (forAll, forVae) = (new JuryRule { LeastMembers = 3 }, new JuryRule { LeastMembers = 4, ChairIsExternal = true });

        Assert.Equal(JuryRule.Default, CompositionRule.For([], [AccessRoute.Apprenticeship]));
        Assert.Equal(3, CompositionRule.For([Rule(null, forAll), Rule(AccessRoute.PriorExperience, forVae)], [AccessRoute.Apprenticeship]).LeastMembers);
        Assert.Equal(forVae, CompositionRule.For([Rule(null, forAll), Rule(AccessRoute.PriorExperience, forVae)], [AccessRoute.PriorExperience]));
        Assert.Equal(3, CompositionRule.For([Rule(null, forAll)], []).LeastMembers);
    }

    [Fact]
    public void A_jury_for_several_routes_satisfies_the_strictest_of_each_figure()
    {
        CompositionRule[] rules = [Rule(AccessRoute.Apprenticeship, new() { LeastMembers = 3, LeastExternalPercent = 40 }), Rule(AccessRoute.PriorExperience, new() { LeastExternalPercent = 60, ChairIsExternal = true })];

        var rule = CompositionRule.For(rules, [AccessRoute.Apprenticeship, AccessRoute.PriorExperience]);

        Assert.Equal((3, 60, true, true), (rule.LeastMembers, rule.LeastExternalPercent, rule.ChairIsExternal, rule.CastingVote));
    }

    [Fact]
    public void A_rule_below_the_law_for_prior_experience_or_out_of_bounds_is_refused()
    {
        Assert.Equal(["jury-rule.prior-experience"], Codes(() => Rule(AccessRoute.PriorExperience, new() { LeastMembers = 1 })));
        Assert.Equal(["jury-rule.prior-experience"], Codes(() => Rule(AccessRoute.PriorExperience, new() { CastingVote = false })));
        Assert.Equal(["jury-rule.members-range", "jury-rule.percent-range"], Codes(() => Rule(null, new() { LeastMembers = 0, LeastExternalPercent = 101 })));
        Rule(null, new() { LeastMembers = 1, CastingVote = false });
    }

    [Fact]
    public void Where_the_rule_asks_for_an_external_chair_one_of_the_house_does_not_do()
    {
        var rule = new JuryRule { ChairIsExternal = true };
        JurySeat external = DeliberationScene.Seat("A", true), ofTheHouse = DeliberationScene.Seat("B", false);

        Assert.Equal(["jury.chair-of-the-house"], rule.Check([external, ofTheHouse with { IsChair = true }]).Where(i => !i.IsMet).Select(i => i.Reason.Code));
        Assert.All(rule.Check([external with { IsChair = true }, ofTheHouse]), i => Assert.True(i.IsMet));
    }

    [Fact]
    public void A_season_without_answers_says_what_is_missing_and_turns_green_with_them()
    {
        var season = Season();
        var none = SeasonReadiness.Of(season, JuryRule.Default, [], [], 1);
        var full = SeasonReadiness.Of(
            season, JuryRule.Default,
            [Called(season, true, true, JurorAvailability.Available, JurorAvailability.Undesired), Called(season, false, false, JurorAvailability.Available, JurorAvailability.Available)],
            [Room()], 8);

        Assert.Equal(["readiness.answers", "readiness.rooms", "readiness.language", "readiness.outside", "readiness.chairs", "readiness.places"], Unmet(none));
        Assert.Equal(["readiness.missing.room", "readiness.missing.room"], none.Offers.Select(o => o.Missing!.Code));
        Assert.Empty(Unmet(full));
        Assert.Equal([(2, 0, 1), (1, 1, 1)], full.Offers.Select(o => (o.Available, o.IfNeedBe, o.Juries)));
    }

    [Fact]
    public void Each_half_day_says_what_keeps_a_jury_from_sitting()
    {
        var season = Season(3, "sécurité");
        SeasonReadiness Of(params (Juror, SeasonAnswer)[] called) => SeasonReadiness.Of(season, JuryRule.Default, called, [Room()], 99);
        (Juror, SeasonAnswer) Free(bool outside, bool chair) => Called(season, outside, chair, JurorAvailability.Available, JurorAvailability.No);

        var few = Of(Free(true, true));
        var house = Of(Free(true, true), Free(false, false), Free(false, false));
        var headless = Of(Free(true, false), Free(true, false), Free(false, false));

        Assert.Equal(("readiness.missing.jurors", 2), (few.Offers[0].Missing!.Code, few.Offers[0].Missing!.Args["count"]));
        Assert.Equal(("readiness.missing.outside", 1), (house.Offers[0].Missing!.Code, house.Offers[0].Missing!.Args["count"]));
        Assert.Equal("readiness.missing.chair", headless.Offers[0].Missing!.Code);
        Assert.Contains("readiness.domain", Unmet(few));
        Assert.Contains("readiness.places", Unmet(headless));
    }

    [Fact]
    public void A_jury_smaller_than_the_rule_asks_for_is_said() =>
        Assert.Contains("readiness.jury-size", Unmet(SeasonReadiness.Of(Season(2), new() { LeastMembers = 3 }, [], [], 1)));
}
