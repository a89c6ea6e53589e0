using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using CsCheck;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>What holds for any award rules and any facts.</summary>
public sealed class Award_laws
{
    private const int Times = 500;

    private static readonly Gen<(AwardEngine Engine, CandidacyFacts Facts)> Any =
        AnyAward.Engine.SelectMany(engine => AnyAward.Facts(engine).Select(facts => (engine, facts)));

    [Fact]
    public void The_outcome_is_what_the_explanation_says() => Any.Sample((engine, facts) =>
    {
        var (outcome, explanation) = (engine.Evaluate(facts), engine.Explain(facts));

        Assert.Equal(outcome.Certification, explanation.Certification.State);
        Assert.Equal(outcome.Admission, explanation.Admission?.State);
        Assert.All(explanation.Blocks.Index(), b => Assert.Equal(outcome.Block(b.Index), b.Item.State));
        Assert.All(explanation.Competences.Index(), c => Assert.Equal(engine.CompetenceState(facts, c.Index), c.Item.State));
        Assert.Equal(outcome.Certification == RuleState.Met, explanation.Gap.Count == 0);
        Assert.Equal(0UL, outcome.Acquired & outcome.Undecided);
        Assert.Equal(outcome.Held, outcome.Acquired & outcome.Held);
    }, iter: Times);

    [Fact]
    public void The_outcome_is_what_a_plain_reading_of_the_rules_says() => Any.Sample((engine, facts) =>
    {
        var outcome = engine.Evaluate(facts);
        var plain = new PlainReading(engine, facts);

        Assert.Equal(plain.Certification(), outcome.Certification);
        Assert.Equal(plain.Admission(), outcome.Admission);
        Assert.All(Enumerable.Range(0, engine.Framework.Blocks.Count), b => Assert.Equal(plain.Block(b), outcome.Block(b)));
    }, iter: Times);

    [Fact]
    public void A_higher_level_never_loses_anything() =>
        Gen.Select(Any, Gen.Int[0, 99], Gen.Int[1, 3]).Sample((any, at, by) =>
        {
            var levels = any.Facts.Levels.ToArray();
            var index = at % levels.Length;
            var from = levels[index];
            levels[index] = from < 0 ? from : (sbyte)Math.Min(3, from + by);

            AssertNothingLost(any.Engine, any.Facts, any.Facts with { Levels = levels }, states: true);
        }, iter: Times);

    [Fact]
    public void A_level_that_becomes_known_never_takes_back_what_was_met() =>
        Gen.Select(Any, Gen.Int[0, 99], Gen.SByte[0, 3]).Sample((any, at, level) =>
        {
            var levels = any.Facts.Levels.ToArray();
            var index = at % levels.Length;
            if (levels[index] < 0)
                levels[index] = level;

            AssertNothingLost(any.Engine, any.Facts, any.Facts with { Levels = levels }, states: false);
        }, iter: Times);

    [Fact]
    public void A_proof_a_validated_report_or_a_met_requirement_never_loses_anything() => Any.Sample((engine, facts) =>
    {
        var better = facts with
        {
            Proofs = facts.Proofs.ToArray().Select(p => p | Proofs.Company).ToArray(),
            Requirements = facts.Requirements.ToArray().Select((r, i) => i == 0 ? HandInState.Met : r).ToArray(),
            Modules = facts.Modules.ToArray().Select(_ => HandInState.Met).ToArray(),
        };

        AssertNothingLost(engine, facts, better, states: true);
    }, iter: Times);

    [Fact]
    public void Reading_again_or_compiling_again_finds_the_same() => Any.Sample((engine, facts) =>
    {
        var again = new AwardEngine(engine.Framework, engine.Modules);

        Assert.Equal(engine.Evaluate(facts), again.Evaluate(facts));
        Assert.Equal(engine.Explain(facts).Certification.ToString(), again.Explain(facts).Certification.ToString());
    }, iter: Times);

    [Fact]
    public void Sentences_name_only_arguments_that_their_node_carries() => Any.Sample((engine, facts) =>
    {
        var explanation = engine.Explain(facts);

        var nodes = explanation.Blocks.Concat(explanation.Competences).Append(explanation.Certification);
        Assert.Empty(nodes.SelectMany(Rule_texts.MissingArguments));
    }, iter: Times);

    [Fact]
    public void Evaluating_leaves_no_garbage()
    {
        var engine = new AwardEngine(TestFrameworks.First() with { Modules = [new("M1", new("M1"))] });
        var facts = new CandidacyBuilder(engine).Complete().Acquired("1", CandidacyBuilder.Today).Facts();
        engine.Evaluate(facts);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            engine.Evaluate(facts);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void AssertNothingLost(AwardEngine engine, CandidacyFacts before, CandidacyFacts after, bool states)
    {
        var (old, now) = (engine.Evaluate(before), engine.Evaluate(after));

        Assert.Equal(old.Acquired, old.Acquired & now.Acquired);
        Assert.True(now.Certification == RuleState.Met || old.Certification != RuleState.Met);
        Assert.True(now.Admission is null or RuleState.Met || old.Admission != RuleState.Met);
        if (states)
        {
            Assert.True(now.Certification >= old.Certification);
            Assert.All(Enumerable.Range(0, engine.Framework.Blocks.Count), b => Assert.True(now.Block(b) >= old.Block(b)));
        }
    }
}
