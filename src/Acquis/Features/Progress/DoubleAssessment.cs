using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;

namespace Acquis.Features.Progress;

/// <summary>Which place a level takes in a double assessment, and what it may not do there.</summary>
internal static class DoubleAssessment
{
    /// <summary>The rank of a new level.</summary>
    /// <param name="former">The rating it replaces, or null.</param>
    /// <param name="ratings">All ratings of the candidacy for that competence, superseded ones included.</param>
    /// <exception cref="RefusedException">It was recorded already, nothing is left to agree, or a first level would change after the second.</exception>
    public static RatingRank PlaceOf(Framework framework, LevelEntry entry, Rating? former, IReadOnlyList<Rating> ratings, Actor by)
    {
        if (entry.Lane is not Lane.Assessor)
            return RatingRank.Single;

        var same = ratings.Live()
            .Where(r => r.Lane == entry.Lane && r.Competence == entry.Judgement.Competence && r.Assessment == entry.Assessment && r.Attempt == entry.Attempt)
            .ToList();
        if (former is not null)
            return former.Rank is RatingRank.First && same.Exists(r => r.Rank is RatingRank.Second)
                ? throw new RefusedException("rating.first-never-changes")
                : former.Rank;

        if (entry.Rank is RatingRank.Agreed or RatingRank.Third)
            return Settle(framework, entry, same, by);

        var rank = entry.Rank ?? (framework.Confirmation.Assessors < 2 ? RatingRank.Single
            : same.Exists(r => r.Rank is RatingRank.First or RatingRank.Single) ? RatingRank.Second : RatingRank.First);
        if (same.Exists(r => r.Rank == rank) || same.Exists(r => r.By == by && r.OnBehalfOf == entry.OnBehalfOf))
            throw new RefusedException("rating.already-recorded", ("competence", entry.Judgement.Competence), ("attempt", entry.Attempt));

        return rank;
    }

    private static RatingRank Settle(Framework framework, LevelEntry entry, List<Rating> same, Actor by)
    {
        if (Standing.Confirm(framework, entry.Judgement.Competence, same).State is not ConfirmationState.ToBeAgreed)
            throw new RefusedException("rating.nothing-to-agree", ("competence", entry.Judgement.Competence));

        if (entry.Rank is RatingRank.Third && same.Exists(r => r.By == by && r.OnBehalfOf == entry.OnBehalfOf))
            throw new RefusedException("rating.third-is-one-of-two");

        return entry.Rank!.Value;
    }
}

/// <summary>When certifying levels may be shown to the candidate.</summary>
internal static class Releases
{
    /// <summary>
    /// Why the levels of one assessment and attempt cannot be released: showing one grid would break the blindness of the other, and a candidate is
    /// told a level, not a disagreement that the assessors have yet to settle.
    /// </summary>
    public static IEnumerable<Refusal> WhyNot(
        Framework framework, string assessment, int attempt, IReadOnlyList<Grid> grids, IReadOnlyList<Rating> ratings)
    {
        if (grids.Any(g => g.State is GridState.Draft))
            yield return Refusal.Of("release.grid-still-open");

        var live = ratings.Live().Where(r => r.Assessment == assessment && r.Attempt == attempt && r.Lane is Lane.Assessor).ToList();
        if (framework.Confirmation.Assessors > 1
            && live.GroupBy(r => r.Competence).Any(g => Standing.Confirm(framework, g.Key, g).State is ConfirmationState.AwaitingSecond))
            yield return Refusal.Of("release.second-awaited");

        var differing = live.GroupBy(r => r.Competence).Where(g => Standing.Confirm(framework, g.Key, g).State is ConfirmationState.ToBeAgreed).Select(g => g.Key).ToList();
        if (differing.Count > 0)
            yield return Refusal.Of("release.to-be-agreed", ("competences", differing));
    }

    /// <summary>Releases levels of one candidacy with the grids that they stand in.</summary>
    /// <param name="ready">Levels not released yet; one at least.</param>
    /// <param name="grids">Grids of the candidacy.</param>
    /// <returns>What happened, to be recorded.</returns>
    public static IEnumerable<Fact> Release(Id<Candidacy> candidacy, IReadOnlyList<Rating> ready, IEnumerable<Grid> grids, DateTimeOffset now)
    {
        foreach (var rating in ready)
            rating.Release(now);

        yield return new LevelsReleased(candidacy, [.. ready.Select(r => r.Id)]);
        foreach (var grid in grids.Where(g => g.State is GridState.Submitted && ready.Any(r => r.GridId == g.Id)))
        {
            grid.Release();
            yield return new GridReleased(grid.Id, candidacy);
        }
    }
}
