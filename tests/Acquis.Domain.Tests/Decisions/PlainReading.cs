using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>The award rules read straight from the data, slowly, as a person would: what the engine is compared with.</summary>
internal sealed class PlainReading(AwardEngine engine, CandidacyFacts facts)
{
    private readonly Framework framework = engine.Framework;

    public RuleState Certification() => Read(framework.Award.Certification, null, null, null);

    public RuleState? Admission() => framework.Award.Admission is { } rule ? Read(rule, null, null, null) : null;

    public RuleState Block(int index)
    {
        var block = framework.Blocks[index];
        if (Held(block))
            return RuleState.Met;
        return Taken(block) ? Read(block.Rule ?? framework.Award.Block, block, null, null) : RuleState.Unknown;
    }

    private RuleState Read(Rule rule, Block? block, Competence? competence, TrainingModule? module) => rule switch
    {
        AllOf all => all.Rules.Min(r => Read(r, block, competence, module)),
        AnyOf any => any.Rules.Max(r => Read(r, block, competence, module)),
        AtLeast some => some.Rules.Select(r => Read(r, block, competence, module)).OrderDescending().ElementAt(some.Count - 1),
        Every every => Least(Items(every, block, competence, module)),
        CompetenceLevel level => Level(Named(level.Competence) ?? competence!, level.Level ?? framework.Scale.Threshold),
        ProofIn proof => Proof(Named(proof.Competence) ?? competence!, proof.Context),
        BlockAcquired acquired => Block(framework.Blocks.Index().Single(b => b.Item.Code == (acquired.Block ?? block!.Code)).Index),
        RequirementMet met => Requirement(met.Requirement),
        ModuleValidated validated => State(facts.Modules.Span[engine.Modules.Index().Single(m => m.Item == module).Index]),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    private IEnumerable<RuleState> Items(Every every, Block? block, Competence? competence, TrainingModule? module)
    {
        if (every.Over == RuleRange.Modules)
            return engine.Modules.Select(m => Read(every.Rule, block, competence, m));

        var ranged = framework.Blocks.SelectMany(b => b.Competences.Select(c => (Block: b, Competence: (Competence?)c)));
        ranged = every.Over switch
        {
            RuleRange.Blocks => framework.Blocks.Select(b => (b, (Competence?)null)),
            RuleRange.TransversalCompetences => ranged.Where(r => r.Competence!.Transversal),
            _ => ranged.Where(r => block is null || r.Block == block || r.Competence!.Transversal),
        };
        var all = ranged.ToList();
        var open = all.Any(r => r.Block != block && r.Block.OptionGroup is { } group && !Options(group).Any(Counted));
        return all.Where(r => r.Block == block || Counted(r.Block))
            .Select(r => every.Over == RuleRange.Blocks
                ? Read(every.Rule, r.Block, competence, module)
                : Read(every.Rule, block, r.Competence, module))
            .Concat(open ? [RuleState.Unknown] : []);
    }

    private static RuleState Least(IEnumerable<RuleState> states) => states.DefaultIfEmpty(RuleState.NotMet).Min();

    private RuleState Level(Competence competence, int required)
    {
        var level = facts.Levels.Span[framework.Competences.Index().Single(c => c.Item == competence).Index];
        if (level >= 0 && level >= required || required <= framework.Scale.Threshold && Held(BlockOf(competence)))
            return RuleState.Met;
        return level < 0 ? RuleState.Unknown : RuleState.NotMet;
    }

    private RuleState Proof(Competence competence, ProofContext where)
    {
        var proofs = facts.Proofs.Span[framework.Competences.Index().Single(c => c.Item == competence).Index];
        var proved = proofs.HasFlag(where == ProofContext.Company ? Proofs.Company : Proofs.Training);
        return proved || Held(BlockOf(competence)) ? RuleState.Met : RuleState.Unknown;
    }

    private RuleState Requirement(string code)
    {
        var (index, requirement) = framework.Requirements.Index().Single(r => r.Item.Code == code);
        return requirement.Kind == RequirementKind.PerModule
            ? Least(facts.Modules.ToArray().Select(State))
            : State(facts.Requirements.Span[index]);
    }

    private static RuleState State(HandInState state) => state switch
    {
        HandInState.Met => RuleState.Met,
        HandInState.Refused => RuleState.NotMet,
        _ => RuleState.Unknown,
    };

    private bool Held(Block block) => facts.Earlier.ToArray().Any(e =>
        e.Block == block.Code
        && e.On <= facts.On
        && (e.Kind == EarlierKind.Exempted
            || framework.Award.BlockValidityYears is null
            || e.On.AddYears(framework.Award.BlockValidityYears.Value) >= facts.On));

    private bool Taken(Block block) => facts.ChosenBlocks is { } chosen
        ? (chosen >> framework.Blocks.Index().Single(b => b.Item == block).Index & 1) != 0
        : block.OptionGroup is null;

    private bool Counted(Block block) =>
        block.OptionGroup is not { } group || (Options(group).Any(Taken) ? Taken(block) : Held(block));

    private IEnumerable<Block> Options(string group) => framework.Blocks.Where(b => b.OptionGroup == group);

    private Block BlockOf(Competence competence) => framework.Blocks.Single(b => b.Competences.Contains(competence));

    private Competence? Named(string? code) => code is null ? null : framework.Competences.Single(c => c.Code == code);
}
