using Acquis.Domain.Journal;

namespace Acquis.Domain.Progress;

/// <summary>Who looks at ratings, for <see cref="RatingVisibility"/>.</summary>
/// <param name="SeesSubmitted">Whether the role sees certifying levels before their release: service certification, jury, auditor, the program.</param>
/// <param name="Drafts">Assessments and attempts of which the viewer has a grid that is not signed yet.</param>
public sealed record RatingViewer(Actor Actor, bool SeesSubmitted, IReadOnlyCollection<(string Assessment, int Attempt)> Drafts);

/// <summary>
/// The one rule of who sees a rating, for pages, exports, API and history. Candidates, trainers and centres see certifying levels once released;
/// an assessor sees the other's once their own grid is signed; whoever has a grid to sign is blind to the others, whatever else they may be.
/// </summary>
public static class RatingVisibility
{
    /// <param name="all">Every rating of the candidacy, to find the viewer's own.</param>
    public static bool MaySee(this RatingViewer viewer, Rating rating, IReadOnlyList<Rating> all)
    {
        if (rating.By == viewer.Actor || !rating.IsCertifying || rating.ReleasedAt is not null)
        {
            return true;
        }

        if (rating.Assessment is { } assessment && viewer.Drafts.Contains((assessment, rating.Attempt)))
        {
            return false;
        }

        return viewer.SeesSubmitted
            || (rating.Assessment is not null
                && all.Any(r => r.By == viewer.Actor && r.Lane == rating.Lane && r.Assessment == rating.Assessment && r.Attempt == rating.Attempt));
    }

    /// <summary>The ratings that the viewer may see.</summary>
    public static IReadOnlyList<Rating> VisibleTo(this IReadOnlyList<Rating> ratings, RatingViewer viewer) =>
        [.. ratings.Where(r => viewer.MaySee(r, ratings))];

    /// <summary>Whether the viewer may read a grid: their own, one that they entered from its assessor's paper, or by the same rule its ratings.</summary>
    public static bool MayRead(this RatingViewer viewer, Grid grid, IReadOnlyList<Rating> all) =>
        grid.By == viewer.Actor
        || (grid.State is GridState.Draft
            ? grid.EnteredBy == viewer.Actor && !viewer.Drafts.Contains((grid.Assessment, grid.Attempt))
            : all.Where(r => r.GridId == grid.Id).All(r => viewer.MaySee(r, all)));
}
