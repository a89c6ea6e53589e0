using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Observations;

/// <summary>The grids of a cohort, and which of them somebody may read, by the one rule of visibility.</summary>
internal sealed class GridViewers
{
    private readonly Actor actor;
    private readonly bool seesSubmitted;
    private readonly ILookup<Id<Candidacy>, Rating> ratings;
    private readonly ILookup<Id<Candidacy>, (string, int)> drafts;

    private GridViewers(Actor actor, bool seesSubmitted, IReadOnlyList<Grid> grids, ILookup<Id<Candidacy>, Rating> ratings)
    {
        (this.actor, this.seesSubmitted, Grids, this.ratings) = (actor, seesSubmitted, grids, ratings);
        drafts = grids.Where(g => g.By == actor && g.State is GridState.Draft).ToLookup(g => g.CandidacyId, g => (g.Assessment, g.Attempt));
    }

    /// <summary>All of them, whoever may read them.</summary>
    public IReadOnlyList<Grid> Grids { get; }

    /// <summary>Reads the grids of a cohort with the levels that say who may read them; two queries.</summary>
    /// <param name="grids">Where they are read from: tracked where they are to be written.</param>
    /// <param name="seesSubmitted">Whether the role of who asks lets them see what is not released yet.</param>
    public static async Task<GridViewers> ReadAsync(AcquisDb db, IQueryable<Grid> grids, Id<Cohort> cohort, Actor actor, bool seesSubmitted, CancellationToken ct)
    {
        var ofCohort = db.Candidacies.Where(c => c.CohortId == cohort).Select(c => c.Id);
        var found = await grids.Where(g => ofCohort.Contains(g.CandidacyId)).ToListAsync(ct);
        var ratings = await db.Ratings.AsNoTracking().Where(r => r.Lane == Lane.Assessor && ofCohort.Contains(r.CandidacyId)).ToListAsync(ct);
        return new(actor, seesSubmitted, found, ratings.ToLookup(r => r.CandidacyId));
    }

    public bool MayRead(Grid grid) =>
        new RatingViewer(actor, seesSubmitted, [.. drafts[grid.CandidacyId]]).MayRead(grid, [.. ratings[grid.CandidacyId]]);
}
