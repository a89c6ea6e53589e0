using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Frameworks;
using Acquis.Features.Progress.Import;
using Acquis.Features.Progress.Mass;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Observations;

/// <summary>
/// Reads files of observations and, once they were looked at, enters them in the assessors' grids in one transaction (ADR 20). Who reads a file in is alone in
/// seeing it: it may hold what another assessor must not know.
/// </summary>
public sealed class ObservationImportService(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, ObservationComparer comparer, TimeProvider time)
{
    /// <summary>Reads a file and keeps the rows that say something, to be looked at; no grid is written.</summary>
    /// <exception cref="RefusedException">The file is no table, too large, or does not say of whom and of which criterion it speaks.</exception>
    /// <exception cref="ForbiddenException">Who asks is neither registrar nor assessor of the cohort.</exception>
    public async Task<LevelImport> PreviewAsync(Id<Cohort> id, string name, Stream content, CancellationToken ct)
    {
        actor.Require(await db.FindVisibleAsync(id, actor, ct), Role.Registrar, Role.Assessor);
        return await PreviewAsync(id, await NamedRows.ReadAsync(content, name, ct), ct);
    }

    /// <inheritdoc cref="PreviewAsync(Id{Cohort}, string, Stream, CancellationToken)" />
    internal async Task<LevelImport> PreviewAsync(Id<Cohort> id, NamedRows file, CancellationToken ct)
    {
        actor.Require(await db.FindVisibleAsync(id, actor, ct), Role.Registrar, Role.Assessor);
        var columns = new ObservationColumns(file.Headings);
        if (!columns.SaySomething)
            throw new RefusedException("observation.no-columns", ("name", file.Name), ("headings", ObservationColumns.Headings));

        var plan = new LevelImportPlan(Lane.Assessor, null, Dates.Civil(time.Now()), null, [], null);
        var import = (file with { Rows = [.. file.Rows.Where(columns.IsFilledIn)] }).Preview(id, LevelFile.Observations, plan, actor.Actor, time.Now());
        db.Add(import);
        await db.SaveChangesAsync(ct);
        return import;
    }

    /// <summary>The import beside what stands in the grids now.</summary>
    /// <exception cref="NotFoundException">There is none, or somebody else read it in.</exception>
    public async Task<ObservationPreview> ReadAsync(Id<LevelImport> id, CancellationToken ct)
    {
        var (import, cohort, framework) = await FindAsync(id, ct);
        return (await comparer.CompareAsync(import, cohort, framework, db.Grids.AsNoTracking(), time.Now(), ct)).Preview;
    }

    /// <summary>Says on which day the grids that it opens were filled in.</summary>
    /// <exception cref="StaleException">The import was changed since <paramref name="version"/>.</exception>
    /// <exception cref="RefusedException">It is written or given up.</exception>
    public async Task SayAsync(Id<LevelImport> id, int version, DateOnly date, CancellationToken ct)
    {
        var (import, _, _) = await FindAsync(id, ct);
        import.Version.ThrowIfStale(version);
        import.Say(import.Plan with { Date = date });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Enters what the preview of that digest shows: all of it, or nothing.</summary>
    /// <returns>How many observations were entered.</returns>
    /// <exception cref="StaleException">The import or an observation has changed since the preview was shown.</exception>
    /// <exception cref="RefusedException">There is nothing to enter, or it is written or given up already.</exception>
    public async Task<int> WriteAsync(Id<LevelImport> id, int version, string digest, CancellationToken ct)
    {
        var (import, cohort, framework) = await FindAsync(id, ct);
        import.Version.ThrowIfStale(version);
        Refusal.ThrowIfAny(import.WhyNotChange());
        var concerned = (await CandidateFinder.OfAsync(db, cohort, import.Headings, ct)).Concerned(import.Rows);
        await using var work = await CohortWork.BeginAsync(db, actor.Actor, framework, cohort, concerned, time.Now(), ct);
        var (preview, drafts) = await comparer.CompareAsync(import, cohort, framework, db.Grids, work.Now, ct);
        if (preview.Digest() != digest)
            throw new StaleException();

        foreach (var rows in preview.ToWrite)
        {
            var (grid, isNew, facts) = drafts.Enter(rows.Key, [.. rows.Select(r => r.Entered!)]);
            if (isNew)
                db.Grids.Add(grid);

            foreach (var fact in facts)
                work.Record(fact);
        }

        work.Record(import.Enter(preview.Rows.Count(r => r.IsToWrite), preview.ToWrite.Count, actor.Actor, work.Now));
        await work.CommitAsync(ct);
        return import.Written;
    }

    /// <summary>Gives an import up: its rows are deleted.</summary>
    /// <exception cref="StaleException">The import was changed since <paramref name="version"/>.</exception>
    /// <exception cref="RefusedException">It is written or given up.</exception>
    public async Task DropAsync(Id<LevelImport> id, int version, CancellationToken ct)
    {
        var (import, _, _) = await FindAsync(id, ct);
        import.Version.ThrowIfStale(version);
        db.Record(import.Drop(actor.Actor, time.Now()), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    private async Task<(LevelImport Import, Cohort Cohort, Framework Framework)> FindAsync(Id<LevelImport> id, CancellationToken ct)
    {
        var import = await db.LevelImports.SingleOrNotFoundAsync(i => i.Id == id && i.Kind == LevelFile.Observations && i.PreviewedBy == actor.Actor, ct);
        var cohort = await db.FindVisibleAsync(import.CohortId, actor, ct);
        actor.Require(cohort, Role.Registrar, Role.Assessor);
        return (import, cohort, await frameworks.GetAsync(db, cohort.FrameworkVersionId, ct));
    }
}
