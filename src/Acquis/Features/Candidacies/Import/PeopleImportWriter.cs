using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies.Import;

/// <summary>Writes a confirmed import: all of its chosen rows, or none.</summary>
public sealed class PeopleImportWriter(AcquisDb db, CurrentActor actor, PeopleImportService imports, RowJudge judge, CandidacyService candidacies)
{
    private const int Chunk = 1_000;

    /// <summary>Rows named at the most where a choice is refused.</summary>
    private const int Named = 20;

    /// <summary>
    /// Writes the rows that are kept. The register may have changed since the preview: rows are judged again first, and where one comes out
    /// otherwise nothing is written and the preview says so.
    /// </summary>
    /// <param name="only">Numbers of the rows to keep, all others being left out; null for those that were chosen before.</param>
    /// <returns>How many rows were written; null where the preview has changed and must be looked at again.</returns>
    /// <exception cref="RefusedException">Nothing is kept, a row of <paramref name="only"/> cannot be written, or it is written already.</exception>
    /// <exception cref="StaleException">Somebody else changed the import since <paramref name="version"/>.</exception>
    public async Task<int?> WriteAsync(Id<PeopleImport> id, int version, DateTimeOffset now, CancellationToken ct, IReadOnlyCollection<int>? only = null)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(ct);
        var (import, cohort) = await imports.FindAsync(id, ct);
        import.Version.ThrowIfStale(version);
        await db.LockAsync("cohorts", "id", cohort.Id.Value, ct);
        if (await HasChangedAsync(import, ct))
        {
            import.Answer();
            await db.SaveChangesAsync(ct);
            await write.CommitAsync(ct);
            return null;
        }

        if (only is not null)
            await KeepAsync(id, only, ct);

        var numbers = await db.Set<ImportRow>().AsNoTracking()
            .Where(r => r.ImportId == id && !r.IsLeftOut && (r.State == RowState.Ready || r.State == RowState.Known)).OrderBy(r => r.Number).Select(r => r.Number).ToListAsync(ct);
        if (only?.Except(numbers).Order().ToList() is { Count: > 0 } others)
            throw new RefusedException("import.rows-not-to-write", ("numbers", others.Take(Named).ToList()), ("count", others.Count));

        db.Record(import.Write(numbers.Count, actor.Actor, now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        foreach (var chunk in numbers.Chunk(Chunk))
        {
            var (first, last) = (chunk[0], chunk[^1]);
            var rows = await db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == id && r.Number >= first && r.Number <= last).OrderBy(r => r.Number).ToListAsync(ct);
            await WriteAsync(import, [.. rows.Where(r => r.IsToWrite)], now, ct);
            db.ChangeTracker.Clear();
        }

        await write.CommitAsync(ct);
        return numbers.Count;
    }

    private async Task KeepAsync(Id<PeopleImport> id, IEnumerable<int> only, CancellationToken ct)
    {
        var rows = db.Set<ImportRow>().Where(r => r.ImportId == id);
        await rows.ExecuteUpdateAsync(all => all.SetProperty(r => r.IsLeftOut, true), ct);
        foreach (var kept in only.Distinct().Chunk(Chunk))
            await rows.Where(r => kept.Contains(r.Number)).ExecuteUpdateAsync(all => all.SetProperty(r => r.IsLeftOut, false), ct);
    }

    private async Task<bool> HasChangedAsync(PeopleImport import, CancellationToken ct)
    {
        var rows = await db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == import.Id).OrderBy(r => r.Number).ToListAsync(ct);
        var before = rows.ToDictionary(r => r.Number, r => (r.State, r.PersonId));
        await judge.JudgeAsync(import, rows, ct);
        var changed = rows.FindAll(r => before[r.Number] != (r.State, r.PersonId));
        db.UpdateRange(changed);
        return changed.Count > 0;
    }

    private async Task WriteAsync(PeopleImport import, List<ImportRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        if (import.Kind is PeopleImportKind.Companies)
        {
            await CompaniesAsync(rows, now, ct);
        }
        else
        {
            var enrolled = await candidacies.EnrolAsync([.. rows.Select(r => EnrolmentOf(import, r))], ct);
            foreach (var (row, candidacy) in rows.Zip(enrolled))
                row.CandidacyId = candidacy.Id;
        }

        db.ChangeTracker.Clear();
        foreach (var row in rows)
            (row.State, row.Content, row.Alike) = (RowState.Written, new(), []);

        db.UpdateRange(rows);
        await db.SaveChangesAsync(ct);
    }

    private async Task CompaniesAsync(List<ImportRow> rows, DateTimeOffset now, CancellationToken ct)
    {
        var ids = rows.ConvertAll(r => r.Content.Candidacy!.Value);
        var found = await db.Candidacies.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        foreach (var row in rows)
        {
            var candidacy = found[row.Content.Candidacy!.Value];
            db.Record(candidacy.ChangeCompany(RowJudge.Merged(candidacy, row.Content.Company!)), actor.Actor, now);
            row.CandidacyId = candidacy.Id;
        }

        await db.SaveChangesAsync(ct);
    }

    private static Enrolment EnrolmentOf(PeopleImport import, ImportRow row) => new(
        import.CohortId, row.Content.Identity!, row.Content.Email, row.Content.Route, row.Content.EnteredOn, row.Content.Blocks, row.Content.Company, row.PersonId,
        row.IsToldApart ? [.. row.Alike.Select(a => a.Person).OfType<Id<Person>>()] : null, row.Content.MailLanguage);
}
