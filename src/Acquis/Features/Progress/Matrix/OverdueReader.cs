using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Matrix;

/// <summary>Grids that somebody waits for: begun and not signed, or signed by one of two assessors, for longer than <see cref="Patience"/>.</summary>
public sealed class OverdueReader(AcquisDb db, ProgressReader progress, Texts texts, TimeProvider time)
{
    /// <summary>How long a grid may lie before it is called overdue.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(14);

    /// <summary>The candidates of a cohort who wait, in the order of the matrix.</summary>
    public async Task<IReadOnlyList<ListRow>> ReadAsync(CohortMatrix matrix, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var (now, cohort) = (time.Now(), matrix.Cohort.Id);
        var grids = await (
            from grid in db.Grids.AsNoTracking()
            join candidacy in db.Candidacies on grid.CandidacyId equals candidacy.Id
            where candidacy.CohortId == cohort && candidacy.State == CandidacyState.Active && grid.State != GridState.Released
            select new Lying(grid.CandidacyId, grid.Assessment, grid.Attempt, grid.By, grid.State, grid.SavedAt, grid.SubmittedAt)).ToListAsync(ct);
        var late = grids.GroupBy(g => (g.Candidacy, g.Assessment, g.Attempt)).SelectMany(g => Late([.. g], matrix.Framework, now)).ToLookup(l => l.Grid.Candidacy);
        var names = await progress.NamesAsync(late.SelectMany(l => l).Select(l => l.Grid.By), ct);
        return
        [
            .. from row in matrix.All
               where late.Contains(row.Id)
               let said = late[row.Id].OrderBy(l => l.Grid.Assessment, StringComparer.Ordinal).ToList()
               select new ListRow(row.Id, row.Family, row.Given, row.Company, string.Join(", ", said.Select(l => Say(l, names))), said.Count),
        ];
    }

    private string Say((Lying Grid, int Days) late, IReadOnlyDictionary<Domain.Journal.Actor, string> names) => texts[
        late.Grid.State is GridState.Draft ? "progress.list.overdue.draft" : "progress.list.overdue.second",
        ("assessment", late.Grid.Assessment), ("name", names.GetValueOrDefault(late.Grid.By, "–")), ("count", late.Days)];

    private static IEnumerable<(Lying Grid, int Days)> Late(IReadOnlyList<Lying> same, Framework framework, DateTimeOffset now)
    {
        var signed = same.Count(g => g.State is GridState.Submitted);
        return from grid in same
               let since = grid.State is GridState.Draft ? grid.SavedAt
                   : framework.Confirmation.Assessors > 1 && signed == 1 ? grid.SubmittedAt ?? now
                   : now
               where now - since > Patience
               select (grid, (int)(now - since).TotalDays);
    }

    private sealed record Lying(
        Domain.Id<Candidacy> Candidacy, string Assessment, int Attempt, Domain.Journal.Actor By, GridState State, DateTimeOffset SavedAt, DateTimeOffset? SubmittedAt);
}
