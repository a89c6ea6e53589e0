using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Tests.Decisions;

public sealed class Award_rules_refused
{
    [Fact]
    public void Blocs_that_ask_for_each_other_are_refused_with_their_circle()
    {
        var framework = TestFrameworks.Of(
            new(TestFrameworks.EveryCompetence, null, TestFrameworks.EveryBlock),
            TestFrameworks.Block("1", "C1") with { Rule = new BlockAcquired("2") },
            TestFrameworks.Block("2", "C2") with { Rule = new AnyOf([TestFrameworks.EveryCompetence, new BlockAcquired("3")]) },
            TestFrameworks.Block("3", "C3") with { Rule = new BlockAcquired("2") });

        var refused = Assert.Throws<RefusedException>(() => new AwardEngine(framework));

        Assert.Equal("award.cyclic (blocks: 2 → 3 → 2)", Assert.Single(refused.Refusals).ToString());
    }

    [Fact]
    public void A_bloc_that_asks_for_every_bloc_is_refused()
    {
        var framework = TestFrameworks.Of(
            new(TestFrameworks.EveryBlock, null, TestFrameworks.EveryBlock), TestFrameworks.Block("1", "C1"));

        Assert.Equal("award.cyclic (blocks: 1 → 1)", Assert.Single(AwardEngine.WhyNot(framework)).ToString());
    }

    public static TheoryData<string, Rule> BadRules => new()
    {
        { "award.unknown-competence", new CompetenceLevel("C9", null) },
        { "award.unknown-level", new CompetenceLevel("C1", 4) },
        { "award.unknown-block", new BlockAcquired("9") },
        { "award.unknown-requirement", new RequirementMet("nothing") },
        { "award.no-current-competence", new ProofIn(null, ProofContext.Company) },
        { "award.no-current-block", new BlockAcquired(null) },
        { "award.no-current-module", new ModuleValidated(null) },
        { "award.empty-list", new AllOf([]) },
        { "award.count-out-of-range", new AtLeast(2, [new CompetenceLevel("C1", null)]) },
        { "award.too-large", Enumerable.Range(0, 40).Aggregate((Rule)new CompetenceLevel("C1", null), (r, _) => new AllOf([r])) },
    };

    [Theory]
    [MemberData(nameof(BadRules))]
    public void A_rule_that_cannot_be_read_is_refused_with_its_place(string code, Rule rule)
    {
        var framework = TestFrameworks.Of(new(TestFrameworks.EveryCompetence, null, rule), TestFrameworks.Block("1", "C1"));

        var refusal = Assert.Single(AwardEngine.WhyNot(framework));

        Assert.Equal((code, "award.place-certification"), (refusal.Code, refusal.Args["place"]!.ToString()));
    }

    [Fact]
    public void A_rule_that_grows_without_end_is_refused()
    {
        var rule = Enumerable.Range(0, 8)
            .Aggregate((Rule)new CompetenceLevel(null, null), (r, _) => new Every(RuleRange.Competences, r));
        var framework = TestFrameworks.Of(
            new(TestFrameworks.EveryCompetence, null, rule),
            TestFrameworks.Block("1", [.. Enumerable.Range(0, 16).Select(c => $"C{c}")]));

        Assert.Equal("award.too-large", Assert.Single(AwardEngine.WhyNot(framework)).Code);
    }
}
