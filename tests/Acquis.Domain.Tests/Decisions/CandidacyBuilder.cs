using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Tests.Decisions;

/// <summary>Says a candidacy's facts by code, and reads its outcome by code.</summary>
internal sealed class CandidacyBuilder(AwardEngine engine)
{
    public static readonly DateOnly Today = new(2026, 7, 1);

    private readonly sbyte[] levels = Filled(engine.Framework.Competences.Count);
    private readonly Proofs[] proofs = new Proofs[engine.Framework.Competences.Count];
    private readonly HandInState[] requirements = new HandInState[engine.Framework.Requirements.Count];
    private readonly HandInState[] modules = new HandInState[engine.Modules.Count];
    private readonly List<EarlierBlock> earlier = [];
    private ulong? chosen;

    /// <summary>Everything at its best: every level 2, every proof, every hand-in validated.</summary>
    public CandidacyBuilder Complete()
    {
        Array.Fill(levels, (sbyte)2);
        Array.Fill(proofs, Proofs.Company | Proofs.Training);
        Array.Fill(requirements, HandInState.Met);
        Array.Fill(modules, HandInState.Met);
        return this;
    }

    public CandidacyBuilder Level(string competence, int level)
    {
        levels[Index(engine.Framework.Competences, c => c.Code == competence)] = (sbyte)level;
        return this;
    }

    public CandidacyBuilder LevelsOfBlock(string block, int level)
    {
        foreach (var competence in engine.Framework.Blocks.Single(b => b.Code == block).Competences)
            Level(competence.Code, level);
        return this;
    }

    public CandidacyBuilder Proof(string competence, Proofs where)
    {
        proofs[Index(engine.Framework.Competences, c => c.Code == competence)] = where;
        return this;
    }

    public CandidacyBuilder NoProofsInBlock(string block)
    {
        foreach (var competence in engine.Framework.Blocks.Single(b => b.Code == block).Competences)
            Proof(competence.Code, Proofs.None);
        return this;
    }

    public CandidacyBuilder Requirement(string code, HandInState state)
    {
        requirements[Index(engine.Framework.Requirements, r => r.Code == code)] = state;
        return this;
    }

    public CandidacyBuilder Module(string code, HandInState state)
    {
        modules[Index(engine.Modules, m => m.Code == code)] = state;
        return this;
    }

    public CandidacyBuilder Acquired(string block, DateOnly on)
    {
        earlier.Add(new(block, on, EarlierKind.Acquired));
        return this;
    }

    public CandidacyBuilder Exempted(string block)
    {
        earlier.Add(new(block, Today.AddYears(-9), EarlierKind.Exempted));
        return this;
    }

    public CandidacyBuilder For(params string[] blocks)
    {
        chosen = engine.MaskOf(blocks);
        return this;
    }

    public CandidacyFacts Facts() => new()
    {
        Levels = levels,
        Proofs = proofs,
        Requirements = requirements,
        Modules = modules,
        Earlier = earlier.ToArray(),
        ChosenBlocks = chosen,
        On = Today,
    };

    public Outcome Outcome() => engine.Evaluate(Facts());

    public AwardExplanation Explanation() => engine.Explain(Facts());

    public RuleState Block(string code) => Outcome().Block(Index(engine.Framework.Blocks, b => b.Code == code));

    public RuleNode BlockNode(string code) => Explanation().Blocks[Index(engine.Framework.Blocks, b => b.Code == code)];

    /// <summary>The gap as <c>code subject</c> lines.</summary>
    public string[] Gap() => [.. Explanation().Gap.Select(n => $"{n.Code} {Subject(n)}".TrimEnd())];

    private static object? Subject(RuleNode node) =>
        new[] { "competence", "block", "code", "group" }.Select(k => node.Args.GetValueOrDefault(k)).FirstOrDefault(v => v is not null);

    private static int Index<T>(IReadOnlyList<T> items, Func<T, bool> which) => items.Index().Single(i => which(i.Item)).Index;

    private static sbyte[] Filled(int count)
    {
        var filled = new sbyte[count];
        Array.Fill(filled, LevelMarks.NotAssessed);
        return filled;
    }
}
