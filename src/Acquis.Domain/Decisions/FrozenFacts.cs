using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;

namespace Acquis.Domain.Decisions;

/// <summary>
/// Faits gelés: everything a decision rests on, by code, without any name or comment. Written once when the deliberation opens; with the
/// framework's rules it gives the same proposal for ever.
/// </summary>
public sealed record FrozenFacts
{
    /// <summary>Date at which the facts are read.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Codes of the blocs the candidacy is for; null for the whole certification.</summary>
    public IReadOnlyList<string>? Blocks { get; init; }

    /// <summary>Modules whose reports were expected, by code.</summary>
    public IReadOnlyList<string> ExpectedModules { get; init; } = [];

    public IReadOnlyList<FrozenRating> Ratings { get; init; } = [];

    /// <summary>Confirmed level of each competence, in the framework's order.</summary>
    public IReadOnlyList<FrozenLevel> Levels { get; init; } = [];

    public IReadOnlyList<FrozenProof> Proofs { get; init; } = [];

    public IReadOnlyList<FrozenState> Requirements { get; init; } = [];

    public IReadOnlyList<FrozenState> Modules { get; init; } = [];

    /// <summary>Blocs brought along.</summary>
    public IReadOnlyList<EarlierBlock> Earlier { get; init; } = [];

    /// <summary>
    /// Freezes what is recorded of a candidacy: confirms every level by the framework's policy and puts the rest into the framework's order.
    /// </summary>
    public static FrozenFacts Freeze(AwardEngine engine, RecordedFacts recorded)
    {
        var framework = engine.Framework;
        var ratings = recorded.Ratings
            .OrderBy(r => r.Competence, StringComparer.Ordinal).ThenBy(r => r.At).ThenBy(r => r.Id).ToList();
        return new()
        {
            On = recorded.On,
            Blocks = recorded.Blocks,
            ExpectedModules = [.. engine.Modules.Select(m => m.Code)],
            Ratings = ratings,
            Levels = Recomputation.Levels(framework, ratings),
            Proofs = [.. framework.Competences.Select(c => new FrozenProof(c.Code, recorded.Proofs.GetValueOrDefault(c.Code))).Where(p => p.Where is not Decisions.Proofs.None)],
            Requirements = [.. framework.Requirements
                .Where(r => r.Kind is not RequirementKind.PerModule)
                .Select(r => new FrozenState(r.Code, recorded.Requirements.GetValueOrDefault(r.Code)))],
            Modules = [.. engine.Modules.Select(m => new FrozenState(m.Code, recorded.Modules.GetValueOrDefault(m.Code)))],
            Earlier = [.. recorded.Earlier.OrderBy(e => e.Block, StringComparer.Ordinal).ThenBy(e => e.On)],
        };
    }
}

/// <summary>What is recorded of a candidacy on the day of its deliberation; a code that stands nowhere says that nothing is recorded.</summary>
public sealed record RecordedFacts
{
    public required DateOnly On { get; init; }

    /// <summary>Codes of the chosen blocs; null for the whole certification.</summary>
    public IReadOnlyList<string>? Blocks { get; init; }

    /// <summary>Live submitted ratings; superseded ones and drafts are left out.</summary>
    public IReadOnlyList<FrozenRating> Ratings { get; init; } = [];

    public IReadOnlyDictionary<string, Proofs> Proofs { get; init; } = new Dictionary<string, Proofs>();

    public IReadOnlyDictionary<string, HandInState> Requirements { get; init; } = new Dictionary<string, HandInState>();

    public IReadOnlyDictionary<string, HandInState> Modules { get; init; } = new Dictionary<string, HandInState>();

    public IReadOnlyList<EarlierBlock> Earlier { get; init; } = [];
}

/// <summary>A rating as it was frozen.</summary>
/// <param name="Level">A value of the scale; null when the competence could not be assessed.</param>
public sealed record FrozenRating(
    Guid Id, string Competence, Lane Lane, string? Assessment, int Attempt, RatingRank Rank, int? Level, DateTimeOffset At);

/// <summary>The confirmed level of a competence as it was frozen.</summary>
/// <param name="Level">The level when confirmed, else null.</param>
/// <param name="Reason">How, such as <c>confirmation.equal</c>.</param>
public sealed record FrozenLevel(string Competence, ConfirmationState State, int? Level, string Reason, IReadOnlyList<Guid> Ratings);

/// <summary>Where a competence was proved.</summary>
public sealed record FrozenProof(string Competence, Proofs Where);

/// <summary>State of a requirement or of a module's report.</summary>
public sealed record FrozenState(string Code, HandInState State);
