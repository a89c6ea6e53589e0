using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using CsCheck;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>Any award rules that compile, and any facts for them.</summary>
internal static class AnyAward
{
    private static readonly string[] Requirements = ["portfolio", "reports", "defence"];

    public static readonly Gen<AwardEngine> Engine = Gen.Select(
        Gen.Select(Gen.Int[1, 3], Gen.Bool).Array[1, 5], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Bool).SelectMany(
        (shape, modules, years, admission) =>
        {
            var count = shape.Length;
            return Gen.Select(
                Tree(count, 0, 2).Array[count],
                Tree(count, 0, 2),
                Tree(count, 0, 3),
                (own, first, last) => Make(shape, modules, years, own, admission ? first : null, last));
        });

    public static Gen<CandidacyFacts> Facts(AwardEngine engine)
    {
        var framework = engine.Framework;
        var blocks = framework.Blocks.Count;
        return Gen.Select(
            Gen.SByte[-3, 3].Array[framework.Competences.Count],
            Gen.Int[0, 3].Select(p => (Proofs)p).Array[framework.Competences.Count],
            Gen.Enum<HandInState>().Array[Requirements.Length],
            Gen.Enum<HandInState>().Array[engine.Modules.Count],
            Gen.Select(
                Gen.Int[0, blocks], Gen.Int[-2, 1], Gen.Enum<EarlierKind>(),
                (b, y, kind) => new EarlierBlock(
                    b == blocks ? "?" : framework.Blocks[b].Code, CandidacyBuilder.Today.AddYears(y), kind)).Array[0, 2],
            Gen.Int[-1, (1 << blocks) - 1],
            (levels, proofs, requirements, modules, earlier, chosen) => new CandidacyFacts
            {
                Levels = levels,
                Proofs = proofs,
                Requirements = requirements,
                Modules = modules,
                Earlier = earlier,
                ChosenBlocks = chosen < 0 ? null : (ulong)chosen,
                On = CandidacyBuilder.Today,
            });
    }

    private static AwardEngine Make(
        (int Competences, bool Option)[] shape, int modules, int years, Rule[] own, Rule? admission, Rule certification)
    {
        var blocks = shape.Select((s, b) => new Block(
            $"B{b}",
            new($"B{b}"),
            [],
            [.. Enumerable.Range(0, s.Competences).Select(c => TestFrameworks.Competence($"B{b}C{c}", transversal: (b + c) % 4 == 3))])
        {
            OptionGroup = s.Option ? (b % 2 == 0 ? "even" : "odd") : null,
            Rule = b % 2 == 0 ? Downwards(own[b], b) : null,
        });
        var award = new AwardRules(TestFrameworks.EveryCompetence, admission, certification)
        {
            BlockValidityYears = years == 0 ? null : years,
        };
        return new(TestFrameworks.Of(award, [.. blocks]) with
        {
            Requirements =
            [
                TestFrameworks.Requirement("portfolio", RequirementKind.Portfolio, "P"),
                TestFrameworks.Requirement("reports", RequirementKind.PerModule, "R"),
                TestFrameworks.Requirement("defence", RequirementKind.Defence, "D"),
            ],
            Modules = [.. Enumerable.Range(0, modules).Select(m => new TrainingModule($"M{m}", new($"M{m}")))],
        });
    }

    /// <summary>
    /// The rule with each bloc it asks for replaced by an earlier one than <paramref name="block"/>, so that nothing is cyclic.
    /// </summary>
    private static Rule Downwards(Rule rule, int block) => rule switch
    {
        AllOf all => new AllOf([.. all.Rules.Select(r => Downwards(r, block))]),
        AnyOf any => new AnyOf([.. any.Rules.Select(r => Downwards(r, block))]),
        AtLeast some => new AtLeast(some.Count, [.. some.Rules.Select(r => Downwards(r, block))]),
        Every every => new Every(every.Over, Downwards(every.Rule, block)),
        BlockAcquired when block == 0 => new RequirementMet("defence"),
        BlockAcquired => new BlockAcquired($"B{block - 1}"),
        _ => rule,
    };

    /// <summary>A rule; <paramref name="current"/> has a bit for each kind of item that a range around it names.</summary>
    private static Gen<Rule> Tree(int blocks, int current, int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Select(Gen.Int[0, blocks - 1], Gen.Int[-1, 3], Gen.Bool, (b, level, own) =>
                (Rule)new CompetenceLevel(own && (current & 1) != 0 ? null : $"B{b}C0", level < 0 ? null : level)),
            Gen.Select(Gen.Int[0, blocks - 1], Gen.Enum<ProofContext>(), Gen.Bool, (b, where, own) =>
                (Rule)new ProofIn(own && (current & 1) != 0 ? null : $"B{b}C0", where)),
            Gen.Select(Gen.Int[0, blocks - 1], Gen.Bool, (b, own) => (Rule)new BlockAcquired(own && (current & 2) != 0 ? null : $"B{b}")),
            Gen.Int[0, 2].Select(i => Requirements[i]).Select(r => (Rule)new RequirementMet(r)));
        if (depth == 0)
            return leaf;

        var lists = Tree(blocks, current, depth - 1).Array[1, 3];
        return Gen.OneOf(
            leaf,
            lists.Select(r => (Rule)new AllOf(r)),
            lists.Select(r => (Rule)new AnyOf(r)),
            Gen.Select(lists, Gen.Int[1, 3], (r, n) => (Rule)new AtLeast(Math.Min(n, r.Length), r)),
            Tree(blocks, current | 1, depth - 1).Select(r => (Rule)new Every(RuleRange.Competences, r)),
            Tree(blocks, current | 1, depth - 1).Select(r => (Rule)new Every(RuleRange.TransversalCompetences, r)),
            Tree(blocks, current | 2, depth - 1).Select(r => (Rule)new Every(RuleRange.Blocks, r)),
            Gen.Const((Rule)new Every(RuleRange.Modules, new ModuleValidated(null))));
    }
}
