using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Frameworks;
using Acquis.Features.Progress.Mass;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Import;

/// <summary>Reads files of levels, keeps what is to be confirmed, and records it in one transaction through the ordinary rules of ratings.</summary>
public sealed class LevelImportService(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, LevelComparer comparer, TimeProvider time)
{
    /// <summary>Reads a file and keeps it to be looked at; no level is recorded.</summary>
    /// <exception cref="RefusedException">The file is no table, too large, names nobody, or holds observations.</exception>
    /// <exception cref="ForbiddenException">Who asks is neither registrar nor trainer of the cohort.</exception>
    public async Task<LevelImport> PreviewAsync(Id<Cohort> id, string name, Stream content, CancellationToken ct)
    {
        actor.Require(await db.FindVisibleAsync(id, actor, ct), Role.Registrar, Role.Trainer);
        return await PreviewAsync(id, await NamedRows.ReadAsync(content, name, ct), ct);
    }

    /// <inheritdoc cref="PreviewAsync(Id{Cohort}, string, Stream, CancellationToken)" />
    internal async Task<LevelImport> PreviewAsync(Id<Cohort> id, NamedRows file, CancellationToken ct)
    {
        var cohort = await db.FindVisibleAsync(id, actor, ct);
        actor.Require(cohort, Role.Registrar, Role.Trainer);
        var framework = await frameworks.GetAsync(db, cohort.FrameworkVersionId, ct);
        if (file.HoldObservations)
            throw new RefusedException("level-import.holds-observations", ("name", file.Name));

        var plan = new LevelImportPlan(Lane.Trainer, null, Dates.Civil(time.Now()), null, new LevelColumns(file.Headings).Guess(framework), null);
        var import = file.Preview(id, LevelFile.Levels, plan, actor.Actor, time.Now());
        db.Add(import);
        await db.SaveChangesAsync(ct);
        return import;
    }

    /// <summary>The import beside what is recorded now.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    public async Task<LevelPreview> ReadAsync(Id<LevelImport> id, CancellationToken ct)
    {
        var (import, cohort, framework) = await FindAsync(id, ct);
        return await comparer.CompareAsync(import, cohort, framework, ct);
    }

    /// <summary>Says whose levels these are and what each column says.</summary>
    /// <exception cref="StaleException">Somebody else changed the import since <paramref name="version"/>.</exception>
    /// <exception cref="RefusedException">It is written or given up, or two columns say the same competence.</exception>
    public async Task SayAsync(Id<LevelImport> id, int version, LevelImportPlan plan, CancellationToken ct)
    {
        var (import, cohort, _) = await FindAsync(id, ct);
        import.Version.ThrowIfStale(version);
        RequireLane(cohort, plan.Lane);
        if (plan.Columns.OfType<string>().GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RefusedException("level-import.competence-twice", ("competence", twice.Key));

        import.Say(plan);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Records what the preview of that digest shows: all of it, or nothing.</summary>
    /// <returns>How many levels were recorded.</returns>
    /// <exception cref="StaleException">The import or a level has changed since the preview was shown.</exception>
    /// <exception cref="RefusedException">There is nothing to record, it is written already, or levels are replaced without a reason.</exception>
    public async Task<int> WriteAsync(Id<LevelImport> id, int version, string digest, CancellationToken ct)
    {
        var (import, cohort, framework) = await FindAsync(id, ct);
        import.Version.ThrowIfStale(version);
        RequireLane(cohort, import.Plan.Lane);
        Refusal.ThrowIfAny(import.WhyNotChange());
        var concerned = (await CandidateFinder.OfAsync(db, cohort, import.Headings, ct)).Concerned(import.Rows);
        await using var work = await CohortWork.BeginAsync(db, actor.Actor, framework, cohort, concerned, time.Now(), ct);
        var preview = await comparer.CompareAsync(import, cohort, framework, ct);
        if (preview.Digest() != digest)
            throw new StaleException();

        var fact = import.Write(preview.Count(CellDifference.Fresh), preview.Count(CellDifference.Changed), actor.Actor, work.Now);
        await RecordAsync(work, framework, preview, ct);
        work.Record(fact);
        await work.CommitAsync(ct);
        return import.Written;
    }

    /// <summary>Gives an import up: its rows are deleted.</summary>
    /// <exception cref="StaleException">Somebody else changed the import since <paramref name="version"/>.</exception>
    /// <exception cref="RefusedException">It is written or given up.</exception>
    public async Task DropAsync(Id<LevelImport> id, int version, CancellationToken ct)
    {
        var (import, _, _) = await FindAsync(id, ct);
        import.Version.ThrowIfStale(version);
        db.Record(import.Drop(actor.Actor, time.Now()), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    private async Task RecordAsync(CohortWork work, Framework framework, LevelPreview preview, CancellationToken ct)
    {
        var plan = preview.Import.Plan;
        var rows = preview.Rows.Where(r => r.Cells.Any(c => c.IsToWrite)).ToList();
        var ids = rows.ConvertAll(r => r.Candidacy!.Value);
        var codes = plan.Columns.OfType<string>().Distinct().ToList();
        var all = (await db.Ratings.AsNoTracking().Where(r => ids.Contains(r.CandidacyId) && codes.Contains(r.Competence)).ToListAsync(ct)).ToLookup(r => r.CandidacyId);
        foreach (var row in rows)
        {
            var (candidacy, ratings) = (work.Candidacies[row.Candidacy!.Value], all[row.Candidacy!.Value].ToList());
            foreach (var cell in row.Cells.Where(c => c.IsToWrite))
            {
                var former = cell.Difference is CellDifference.Changed ? cell.Former : null;
                var entry = LevelComparer.EntryOf(plan, cell.Judgement!, former);
                var rank = DoubleAssessment.PlaceOf(framework, entry, former, [.. ratings.Where(r => r.Competence == cell.Competence)], actor.Actor);
                var (rating, fact) = Rating.Record(
                    Id<Rating>.New(work.Now), candidacy, framework, new(plan.Lane, plan.Assessment, 1, rank, actor.Actor, plan.OnBehalfOf), cell.Judgement!, entry.Context,
                    work.Now, former is null ? null : (former, plan.Reason!));
                work.Add(rating);
                work.Record(fact);
                ratings.Add(rating);
            }

            work.Take(candidacy.Id, ratings.Live(), [.. row.Cells.Where(c => c.IsToWrite).Select(c => c.Competence)]);
        }
    }

    private async Task<(LevelImport Import, Cohort Cohort, Framework Framework)> FindAsync(Id<LevelImport> id, CancellationToken ct)
    {
        var import = await db.LevelImports.SingleOrNotFoundAsync(i => i.Id == id && i.Kind == LevelFile.Levels, ct);
        var cohort = await db.FindVisibleAsync(import.CohortId, actor, ct);
        return actor.Holds(cohort, Role.Registrar, Role.Trainer)
            ? (import, cohort, await frameworks.GetAsync(db, cohort.FrameworkVersionId, ct))
            : throw new NotFoundException();
    }

    /// <summary>The jury gives its own levels one by one, with a motive each; assessors' levels are recorded for them by the registrar alone.</summary>
    private void RequireLane(Cohort cohort, Lane lane)
    {
        if (lane is Lane.Jury || (lane is Lane.Assessor && !actor.Holds(cohort, Role.Registrar)))
            throw new ForbiddenException();
    }
}
