using System.Runtime.CompilerServices;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Journal;

namespace Acquis.Features.Progress;

/// <summary>Levels and grids as their facts tell them: every level with its lane, its release and what it replaces.</summary>
public sealed class RatingsExplained : IRowsExplainedByFacts
{
    private static readonly Type[] Facts =
        [typeof(LevelRecorded), typeof(LevelsReleased), typeof(GridOpened), typeof(GridEntered), typeof(GridTakenUp), typeof(GridSubmitted), typeof(GridReleased)];

    /// <inheritdoc />
    public async IAsyncEnumerable<Refusal> DifferencesAsync(AcquisDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var ratings = new ExplainedRows<Rating>(db, r => r.Id.Value, r => Subject.Of(r.CandidacyId));
        var grids = new ExplainedRows<Grid>(db, g => g.Id.Value, g => Subject.Of(g.Id));
        await foreach (var told in ToldFacts.ReadAsync(db, Facts, ct))
        {
            if (told.Fact is null)
            {
                Erased(ratings, grids, told);
            }
            else
            {
                Take(ratings, grids, told, told.Fact);
            }
        }

        await foreach (var difference in ratings.DifferencesAsync(null, ct))
        {
            yield return difference;
        }

        await foreach (var difference in grids.DifferencesAsync(null, ct))
        {
            yield return difference;
        }
    }

    private static void Take(ExplainedRows<Rating> ratings, ExplainedRows<Grid> grids, ToldFact told, Fact fact)
    {
        switch (fact)
        {
            case LevelRecorded level:
                Take(ratings, told, level);
                break;
            case LevelsReleased released:
                foreach (var id in released.Ratings)
                {
                    ratings.Changed(id.Value, (nameof(Rating.ReleasedAt), told.At));
                }

                break;
            case GridOpened g:
                grids.Born(
                    g.Grid.Value,
                    (nameof(Grid.CandidacyId), g.Candidacy), (nameof(Grid.Assessment), g.Assessment), (nameof(Grid.Attempt), g.Attempt), (nameof(Grid.By), g.Assessor ?? told.By),
                    (nameof(Grid.EnteredBy), g.Assessor is null ? null : told.By),
                    (nameof(Grid.OpenedAt), told.At), (nameof(Grid.State), GridState.Draft), (nameof(Grid.Rank), null), (nameof(Grid.SubmittedAt), null));
                break;
            case GridEntered g:
                grids.Changed(g.Grid.Value, (nameof(Grid.EnteredBy), told.By));
                break;
            case GridTakenUp g:
                grids.Changed(g.Grid.Value, (nameof(Grid.EnteredBy), null));
                break;
            case GridSubmitted g:
                grids.Changed(
                    g.Grid.Value,
                    (nameof(Grid.Rank), g.Rank), (nameof(Grid.State), GridState.Submitted), (nameof(Grid.Content), g.Content), (nameof(Grid.SubmittedAt), told.At));
                break;
            case GridReleased g:
                grids.Changed(g.Grid.Value, (nameof(Grid.State), GridState.Released));
                break;
        }
    }

    private static void Take(ExplainedRows<Rating> ratings, ToldFact told, LevelRecorded r) => ratings.Born(
        r.Rating.Value,
        (nameof(Rating.CandidacyId), r.Candidacy), (nameof(Rating.Lane), r.Lane), (nameof(Rating.Assessment), r.Assessment), (nameof(Rating.Attempt), r.Attempt),
        (nameof(Rating.Rank), r.Rank), (nameof(Rating.Competence), r.Competence), (nameof(Rating.Level), r.Level), (nameof(Rating.NotAssessed), r.NotAssessed),
        (nameof(Rating.Comment), r.Comment), (nameof(Rating.Date), r.Date), (nameof(Rating.Place), r.Place), (nameof(Rating.Language), r.Language),
        (nameof(Rating.Scenario), r.Scenario), (nameof(Rating.By), told.By), (nameof(Rating.OnBehalfOf), r.OnBehalfOf), (nameof(Rating.GridId), r.Grid),
        (nameof(Rating.At), told.At), (nameof(Rating.Supersedes), r.Supersedes), (nameof(Rating.SupersedingReason), r.SupersedingReason),
        (nameof(Rating.ReleasedAt), r.Lane is Lane.Assessor or Lane.Jury ? null : told.At));

    private static void Erased(ExplainedRows<Rating> ratings, ExplainedRows<Grid> grids, ToldFact told)
    {
        if (told.Action == Fact.ActionOf(typeof(LevelRecorded)))
        {
            ratings.ErasedBirth(told);
        }
        else if (told.Action == Fact.ActionOf(typeof(LevelsReleased)))
        {
            ratings.ErasedChange(told, nameof(Rating.ReleasedAt));
        }
        else if (told.Action == Fact.ActionOf(typeof(GridOpened)))
        {
            grids.ErasedBirth(told);
        }
        else if (told.Action == Fact.ActionOf(typeof(GridEntered)) || told.Action == Fact.ActionOf(typeof(GridTakenUp)))
        {
            grids.ErasedChange(told, nameof(Grid.EnteredBy));
        }
        else
        {
            grids.ErasedChange(told, nameof(Grid.Rank), nameof(Grid.State), nameof(Grid.Content), nameof(Grid.SubmittedAt));
        }
    }
}
