using System.Text;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Features.Progress.Import;

namespace Acquis.Features.Progress.Observations;

/// <summary>Which grid a row speaks of.</summary>
public sealed record GridPlace(Id<Candidacy> Candidacy, string Assessment, int Attempt, Actor Assessor);

/// <summary>One row of a file: a criterion of a grid.</summary>
/// <param name="Assessor">Name or address of the assessor whose grid it is.</param>
/// <param name="Place">The grid; null where the row names none.</param>
/// <param name="Former">What stands there, as far as who imports may read it; null for nothing.</param>
/// <param name="Entered">What would stand there; null where the row cannot be read.</param>
/// <param name="Why">Why it cannot be entered; null where it can.</param>
public sealed record ObservationRow(
    int Number, string Name, string Criterion, string Assessor, GridPlace? Place, CriterionObservation? Former, CriterionObservation? Entered, CellDifference Difference, Refusal? Why)
{
    public bool IsToWrite => Difference is CellDifference.Fresh or CellDifference.Changed;
}

/// <summary>A file of observations beside what stands in the grids now. It is computed each time, so that it is never older than the page that shows it.</summary>
public sealed record ObservationPreview(LevelImport Import, Cohort Cohort, IReadOnlyList<ObservationRow> Rows)
{
    public int Count(CellDifference difference) => Rows.Count(r => r.Difference == difference);

    /// <summary>What would be entered, by grid.</summary>
    public IReadOnlyList<IGrouping<GridPlace, ObservationRow>> ToWrite => [.. Rows.Where(r => r.IsToWrite).GroupBy(r => r.Place!)];

    /// <summary>SHA-256 of everything that confirming would write and of what it would replace, so that what is confirmed is what was looked at.</summary>
    public string Digest()
    {
        var told = new StringBuilder();
        foreach (var row in Rows.Where(r => r.IsToWrite))
            told.Append(row.Place).Append(' ').Append(row.Former).Append(' ').Append(row.Entered).Append('\n');

        return LevelPreview.HashOf(told);
    }
}
