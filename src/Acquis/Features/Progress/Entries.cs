using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;

namespace Acquis.Features.Progress;

/// <summary>A level to be recorded.</summary>
/// <param name="Attempt">From 1.</param>
/// <param name="Rank">Place in a double assessment; null lets it follow from what is recorded already.</param>
/// <param name="OnBehalfOf">Name of whose judgement it is, where somebody else records it.</param>
/// <param name="Supersedes">The rating that it replaces, with <paramref name="Reason"/>.</param>
public sealed record LevelEntry(
    Lane Lane, string? Assessment, Judgement Judgement, RatingContext Context, int Attempt = 1, RatingRank? Rank = null,
    string? OnBehalfOf = null, Id<Rating>? Supersedes = null, string? Reason = null);

/// <summary>What is recorded of one candidacy at once, in one transaction.</summary>
public sealed record ProgressEntries
{
    public IReadOnlyList<LevelEntry> Levels { get; init; } = [];

    public IReadOnlyList<RequirementStep> Requirements { get; init; } = [];

    public IReadOnlyList<ProofStep> Proofs { get; init; } = [];

    public IReadOnlyList<DefenceStep> Defences { get; init; } = [];

    /// <summary>Whether every certifying level, the new ones included, is released at the end.</summary>
    public bool Release { get; init; }
}
