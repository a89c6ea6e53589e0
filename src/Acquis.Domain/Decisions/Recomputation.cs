using System.Globalization;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;

namespace Acquis.Domain.Decisions;

/// <summary>
/// From frozen facts and a framework to the proposal: the one function that the deliberation, the decision's page and the offline check share.
/// </summary>
public static class Recomputation
{
    /// <summary>Confirmed level of every competence of the framework, from the ratings alone.</summary>
    public static IReadOnlyList<FrozenLevel> Levels(Framework framework, IReadOnlyList<FrozenRating> ratings)
    {
        var byCompetence = ratings.ToLookup(r => r.Competence, StringComparer.Ordinal);
        return
        [
            .. framework.Competences.Select(c =>
            {
                var views = byCompetence[c.Code].Select(r => new RatingView(r.Id, r.Lane, r.Assessment, r.Attempt, r.Rank, r.Level, r.At)).ToList();
                var covering = framework.Assessments.Where(a => a.Competences.Contains(c.Code)).Select(a => a.Code).ToList();
                var level = Confirmation.Confirm(framework.Confirmation, framework.Scale, views, covering);
                return new FrozenLevel(c.Code, level.State, level.Level, level.Reason, level.Ratings);
            }),
        ];
    }

    /// <summary>The facts as the award engine reads them.</summary>
    public static CandidacyFacts Facts(AwardEngine engine, FrozenFacts frozen)
    {
        var framework = engine.Framework;
        var levels = frozen.Levels.ToDictionary(l => l.Competence, Entry);
        var proofs = frozen.Proofs.ToDictionary(p => p.Competence, p => p.Where);
        var requirements = frozen.Requirements.ToDictionary(r => r.Code, r => r.State);
        var modules = frozen.Modules.ToDictionary(r => r.Code, r => r.State);
        return new()
        {
            Levels = framework.Competences.Select(c => levels.GetValueOrDefault(c.Code, LevelMarks.NotAssessed)).ToArray(),
            Proofs = framework.Competences.Select(c => proofs.GetValueOrDefault(c.Code)).ToArray(),
            Requirements = framework.Requirements.Select(r => requirements.GetValueOrDefault(r.Code)).ToArray(),
            Modules = engine.Modules.Select(m => modules.GetValueOrDefault(m.Code)).ToArray(),
            Earlier = frozen.Earlier.ToArray(),
            ChosenBlocks = frozen.Blocks is null ? null : engine.MaskOf(frozen.Blocks),
            On = frozen.On,
        };
    }

    /// <summary>What the rule proposes on those facts, with the reason of every node.</summary>
    public static Proposal Propose(AwardEngine engine, FrozenFacts frozen)
    {
        var facts = Facts(engine, frozen);
        var outcome = engine.Evaluate(in facts);
        var explanation = engine.Explain(in facts);
        var (verdict, blocks) = outcome switch
        {
            { Certification: RuleState.Met } => (Verdict.Awarded, outcome.Acquired),
            { Earned: not 0 } => (Verdict.PartlyAwarded, outcome.Earned),
            _ => (Verdict.Deferred, 0UL),
        };
        return new(
            verdict,
            [.. engine.Framework.Blocks.Where((_, i) => (blocks >> i & 1) != 0).Select(b => b.Code)],
            outcome.CompetencesAcquired,
            outcome.CompetencesCounted,
            Reason.Of(explanation.Certification),
            [.. engine.Framework.Blocks.Select((b, i) => new BlockReason(b.Code, Reason.Of(explanation.Blocks[i])))]);
    }

    private static sbyte Entry(FrozenLevel level) => level.State switch
    {
        ConfirmationState.Confirmed => (sbyte)level.Level!.Value,
        ConfirmationState.ToBeAgreed => LevelMarks.ToBeAgreed,
        ConfirmationState.AwaitingSecond => LevelMarks.AwaitingSecond,
        _ => LevelMarks.NotAssessed,
    };
}

/// <summary>Proposition: what the award rules say of the frozen facts.</summary>
/// <param name="Verdict">Awarded when the certification is met; partly awarded when at least one bloc is earned; else deferred.</param>
/// <param name="Blocks">Codes of the blocs acquired: every one with the certification, else those earned in this candidacy.</param>
/// <param name="CompetencesAcquired">Competences at the threshold or above, of those counted.</param>
/// <param name="Certification">The certification's rule, node by node.</param>
public sealed record Proposal(
    Verdict Verdict,
    IReadOnlyList<string> Blocks,
    int CompetencesAcquired,
    int CompetencesCounted,
    Reason Certification,
    IReadOnlyList<BlockReason> BlockReasons);

/// <summary>The rule of one bloc, node by node.</summary>
public sealed record BlockReason(string Block, Reason Rule);

/// <summary>A node of an explanation reduced to codes and figures, the same in every language.</summary>
/// <param name="Args">Codes, numbers and dates of the sentence, as invariant text; names are left out.</param>
public sealed record Reason(RuleState State, string Code, IReadOnlyDictionary<string, string> Args, IReadOnlyList<Reason> Parts)
{
    internal static Reason Of(RuleNode node) => new(
        node.State,
        node.Code,
        node.Args.Where(a => a.Value is string or IFormattable).ToDictionary(a => a.Key, a => Text(a.Value!), StringComparer.Ordinal),
        [.. node.Children.Select(Of)]);

    private static string Text(object value) => value switch
    {
        string s => s,
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };
}
