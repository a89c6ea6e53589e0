using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;

namespace Acquis.Features.Progress.Observations;

/// <summary>
/// The grids of a cohort as they stand, and those that a file would open: both for its preview, which throws them away, and for its confirmation, which
/// writes them. So the two cannot differ.
/// </summary>
/// <param name="date">Civil date of the grids that are opened.</param>
/// <param name="by">Who imports.</param>
internal sealed class GridDrafts(Framework framework, IEnumerable<Grid> grids, DateOnly date, Actor by, DateTimeOffset now)
{
    private readonly Dictionary<(Id<Candidacy> Candidacy, string Assessment, int Attempt), List<Grid>> standing =
        grids.GroupBy(g => (g.CandidacyId, g.Assessment, g.Attempt)).ToDictionary(g => g.Key, g => g.ToList());

    private readonly Dictionary<Id<Grid>, GridOpened> opened = [];

    /// <summary>The grid of a place, opened where there is none; or why none may be opened.</summary>
    public (Grid? Grid, Refusal? Why) At(GridPlace place, Candidacy candidacy)
    {
        var all = AllAt(place);
        if (all.Find(g => g.By == place.Assessor) is { } found)
            return (found, null);

        if (Grid.WhyNotOpen(candidacy, framework, place.Assessment, place.Attempt, place.Assessor, all).FirstOrDefault() is { } why)
            return (null, why);

        // A paper that can be in one language only is in that one; of several, its assessor says which.
        var language = framework.Assessments.First(a => a.Code == place.Assessment).Languages is [var only] ? only : null;
        var (grid, fact) = Grid.Open(
            Id<Grid>.New(now), candidacy, framework, place.Assessment, place.Attempt, place.Assessor, new(date, Language: language), all, now, place.Assessor == by ? null : by);
        opened.Add(grid.Id, fact);
        all.Add(grid);
        return (grid, null);
    }

    /// <summary>Why that cannot be entered there: one's own grid is saved, another's is entered for them.</summary>
    public IEnumerable<Refusal> WhyNot(Grid grid, CriterionObservation entered)
    {
        var content = grid.Content.With([entered]);
        return grid.By == by ? grid.WhyNotSave(framework, by, content) : grid.WhyNotEnter(framework, by, content, AllAt(grid));
    }

    /// <summary>Enters observations in the grid of a place that <see cref="At"/> has found or opened.</summary>
    /// <returns>The grid, whether it is a new one, and what happened.</returns>
    public (Grid Grid, bool IsNew, IReadOnlyList<Fact> Facts) Enter(GridPlace place, IReadOnlyCollection<CriterionObservation> entered)
    {
        var grid = AllAt(place).Single(g => g.By == place.Assessor);
        var content = grid.Content.With(entered);
        var kept = new RatingContext(grid.Date, grid.Place, grid.Language, grid.Scenario);
        var fact = grid.By == by ? grid.Save(framework, by, content, kept, now) : grid.Enter(framework, by, content, AllAt(grid), now);
        return opened.TryGetValue(grid.Id, out var first) ? (grid, true, [first, fact]) : (grid, false, [fact]);
    }

    private List<Grid> AllAt(Grid grid) => standing[(grid.CandidacyId, grid.Assessment, grid.Attempt)];

    private List<Grid> AllAt(GridPlace place)
    {
        var key = (place.Candidacy, place.Assessment, place.Attempt);
        return standing.TryGetValue(key, out var all) ? all : standing[key] = [];
    }
}
