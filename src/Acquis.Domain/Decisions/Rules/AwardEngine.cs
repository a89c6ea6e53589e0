using System.Numerics;
using Acquis.Domain.Frameworks;

namespace Acquis.Domain.Decisions;

/// <summary>
/// The award rules of one framework, compiled once and then read for any number of candidacies, by any number of threads. A pure
/// function of
/// facts and date.
/// </summary>
/// <remarks>
/// <para>States are ordered <see cref="RuleState.NotMet"/> &lt; <see cref="RuleState.Unknown"/> &lt; <see cref="RuleState.Met"/>.
/// <c>all</c> and
/// <c>every</c> are the least of their parts, <c>any</c> the greatest; <c>at least n</c> is met once n parts are, not met once fewer
/// than n still
/// can be, else unknown. So a fact recorded later never undoes a rule that is met, and a higher level never loses anything.</para>
/// <para><c>every</c> over nothing is not met (a cohort without modules). <c>every competence</c> of a bloc ranges over its own and the
/// transversal ones; elsewhere over those of the common blocs and of the chosen options. <c>every block</c> counts the common blocs and
/// exactly
/// the chosen option of each group: the one the candidacy is for, else the one held; while there is neither, the choice itself is
/// unknown.</para>
/// <para>A bloc is acquired when held (earlier and still valid, or exempted), or by its own rule when the candidacy is for it.
/// Competences of a
/// bloc held stand at the threshold and need no proof. A requirement of kind per module is met when the report of every module is.</para>
/// </remarks>
public sealed class AwardEngine
{
    /// <summary>Most blocs a framework may have: one bit each.</summary>
    public const int MostBlocks = 64;

    private readonly Layout layout;
    private readonly IReadOnlyList<BlockNode> blocks;
    private readonly BlockNode[] order;
    private readonly AwardNode? admission;
    private readonly AwardNode certification;
    private readonly LevelNode[] competences;

    /// <summary>Compiles the rules of <paramref name="framework"/>.</summary>
    /// <param name="cohortModules">Modules the cohort expects; they count where the framework itself names none.</param>
    /// <exception cref="RefusedException">A rule is cyclic, empty or names what doesn't exist (<see cref="WhyNot"/>).</exception>
    public AwardEngine(Framework framework, IReadOnlyList<TrainingModule>? cohortModules = null)
    {
        layout = new(framework, framework.Modules.Count > 0 ? framework.Modules : cohortModules ?? []);
        var compiled = new AwardCompiler(layout);
        Refusal.ThrowIfAny(compiled.Refusals);
        (blocks, order, admission, certification) = (compiled.Blocks, compiled.Order, compiled.Admission, compiled.Certification);
        competences = [.. framework.Competences.Select((_, i) => new LevelNode(layout, i, framework.Scale.Threshold))];
    }

    public Framework Framework => layout.Framework;

    /// <summary>Modules whose reports are expected: the framework's, or else the cohort's.</summary>
    public IReadOnlyList<TrainingModule> Modules => layout.Modules;

    /// <summary>
    /// What is wrong with the award rules of <paramref name="framework"/>, each with its place; empty when they compile.
    /// </summary>
    public static IReadOnlyList<Refusal> WhyNot(Framework framework) => new AwardCompiler(new(framework, framework.Modules)).Refusals;

    /// <summary>The bits of blocs given by code, for <see cref="CandidacyFacts.ChosenBlocks"/>.</summary>
    /// <exception cref="RefusedException">The framework has no such bloc, or two are options of one group.</exception>
    public ulong MaskOf(IEnumerable<string> codes)
    {
        var mask = 0UL;
        foreach (var code in codes)
        {
            mask |= layout.BlockIndex.TryGetValue(code, out var index)
                ? 1UL << index
                : throw new RefusedException("award.unknown-chosen-block", ("block", code));
        }

        var twice = Array.FindIndex(layout.GroupMasks, g => BitOperations.PopCount(g & mask) > 1);
        return twice < 0 ? mask : throw new RefusedException("award.two-options", ("group", layout.GroupNames[twice]));
    }

    /// <summary>The outcome alone. Allocates nothing.</summary>
    public Outcome Evaluate(in CandidacyFacts facts)
    {
        var reading = Find(in facts);
        var (acquired, counted) = (0, 0);
        for (var i = 0; i < competences.Length; i++)
        {
            if ((reading.Counted >> layout.BlockOf[i] & 1) == 0)
                continue;
            counted++;
            if (competences[i].Read(in reading) == RuleState.Met)
                acquired++;
        }

        return new(
            reading.Acquired,
            reading.Undecided,
            reading.Held,
            acquired,
            counted,
            admission?.Read(in reading),
            certification.Read(in reading));
    }

    /// <summary>
    /// State of one competence against the scale's threshold, by index of <c>Framework.Competences</c>. Allocates nothing.
    /// </summary>
    public RuleState CompetenceState(in CandidacyFacts facts, int index) => competences[index].Read(layout.Read(in facts));

    /// <summary>The outcome with the reason of every node; the same states as <see cref="Evaluate"/>.</summary>
    public AwardExplanation Explain(in CandidacyFacts facts)
    {
        var reading = Find(in facts);
        var ofCompetences = new RuleNode[competences.Length];
        for (var i = 0; i < ofCompetences.Length; i++)
            ofCompetences[i] = competences[i].Explain(in reading);
        var ofBlocks = new RuleNode[blocks.Count];
        for (var i = 0; i < ofBlocks.Length; i++)
            ofBlocks[i] = blocks[i].Explain(in reading);
        return new(ofCompetences, ofBlocks, admission?.Explain(in reading), certification.Explain(in reading));
    }

    private Reading Find(in CandidacyFacts facts)
    {
        var reading = layout.Read(in facts);
        foreach (var block in order)
        {
            var state = block.Find(in reading);
            if (state == RuleState.Met)
                reading.Acquired |= block.Bit;
            else if (state == RuleState.Unknown)
                reading.Undecided |= block.Bit;
        }

        return reading;
    }
}
