using System.Globalization;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Progress.Mass;
using Acquis.Features.Progress.Matrix;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Sheets;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Observations;

/// <summary>
/// Observations as a table that can be imported again: a row for each criterion of each grid that may be read, and empty rows to fill in where there is none.
/// </summary>
public sealed class ObservationExport(AcquisDb db, CurrentActor actor, ProgressReader progress)
{
    /// <summary>The grids of the candidates of a matrix, of the assessments of a bloc or of all, with their assessors.</summary>
    /// <exception cref="ForbiddenException">Who asks is no registrar of the cohort.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> ReadAsync(CohortMatrix matrix, string? block, CancellationToken ct)
    {
        actor.Require(matrix.Cohort, Role.Registrar);
        var cohort = matrix.Cohort.Id;
        var candidacies = await db.Candidacies.AsNoTracking().Where(c => c.CohortId == cohort).ToDictionaryAsync(c => c.Id, ct);
        var viewers = await GridViewers.ReadAsync(db, db.Grids.AsNoTracking(), cohort, actor.Actor, progress.SeesSubmitted(matrix.Cohort), ct);
        var grids = viewers.Grids.Where(viewers.MayRead).OrderBy(g => g.Attempt).ThenBy(g => g.OpenedAt).ToLookup(g => (g.CandidacyId, g.Assessment));
        var mails = await MailsAsync(viewers.Grids, ct);
        var shown = MatrixColumns.Of(matrix.Framework, block).Select(c => c.Competence.Code).ToHashSet();
        var assessments = matrix.Framework.Assessments.Where(a => a.Competences.Any(shown.Contains)).ToList();
        return
        [
            .. from row in matrix.Rows
               from assessment in assessments
               where CohortGridReader.IsAssessedIn(matrix.Framework, assessment, candidacies[row.Id])
               from grid in grids[(row.Id, assessment.Code)].DefaultIfEmpty()
               from line in Lines(row.Id, $"{row.Family} {row.Given}".Trim(), assessment, grid, grid is null ? "" : mails.GetValueOrDefault(grid.By, ""), grid?.Attempt ?? 1)
               select line,
        ];
    }

    /// <summary>The grids of the assessor who asks, for one assessment and attempt of a cohort.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(CohortGrid own) =>
        [.. own.Rows.Where(r => r.IsOpen || r.IsSigned).SelectMany(r => Lines(r.Id, r.Name, own.Assessment, r.Grid, "", own.Attempt))];

    /// <summary>The table as a file.</summary>
    public static (byte[] Bytes, string Type, string Name) File(IReadOnlyList<IReadOnlyList<string>> rows, bool xlsx)
    {
        var name = Texts.All["observation.file"];
        return xlsx
            ? (SheetWriter.Xlsx(ObservationColumns.Headings, rows), SheetWriter.XlsxType, $"{name}.xlsx")
            : (SheetWriter.Csv(ObservationColumns.Headings, rows), SheetWriter.CsvType, $"{name}.csv");
    }

    private static IEnumerable<IReadOnlyList<string>> Lines(Id<Domain.Candidacies.Candidacy> id, string name, Assessment assessment, Grid? grid, string assessor, int attempt)
    {
        var seen = (grid?.Content.Observations ?? []).ToDictionary(o => o.Criterion);
        return assessment.Criteria.SelectMany(g => g.Items).Select(c =>
        {
            var observed = seen.GetValueOrDefault(c.Code);
            return (IReadOnlyList<string>)
            [
                name, assessment.Code, attempt.ToString(CultureInfo.InvariantCulture), assessor, c.Code, Texts.All.In(c.Text), ObservationNames.Of(observed?.Observation),
                observed?.Note ?? "", id.ToString(),
            ];
        });
    }

    private async Task<Dictionary<Actor, string>> MailsAsync(IEnumerable<Grid> grids, CancellationToken ct)
    {
        var ids = grids.Select(g => g.By.Id).Distinct().ToList();
        return await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => new Actor(ActorKind.Account, u.Id), u => u.Email ?? "", ct);
    }
}
