using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Sheets;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies.Import;

/// <summary>A file that somebody wants to import into a cohort.</summary>
/// <param name="Route">Route of candidates whose row says none.</param>
public sealed record FileOfPeople(Id<Cohort> Cohort, PeopleImportKind Kind, string Name, Stream Content, AccessRoute? Route = null);

/// <summary>Reads files of people and keeps what is to be confirmed: preview, choices, answers to doubts.</summary>
public sealed class PeopleImportService(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, RowJudge judge, TimeProvider time)
{
    private const int MostPlaces = 20;

    /// <summary>Reads a file and keeps its preview; nothing of it is written into the register.</summary>
    /// <exception cref="RefusedException">The file is no table, too large, or lacks a column.</exception>
    /// <exception cref="ForbiddenException">Who asks is not the registrar of the cohort.</exception>
    public async Task<PeopleImport> PreviewAsync(FileOfPeople file, CancellationToken ct)
    {
        var cohort = await db.FindVisibleAsync(file.Cohort, actor, ct);
        actor.Require(cohort, Role.Registrar);
        var framework = await frameworks.GetAsync(db, cohort.FrameworkVersionId, ct);
        var (sheet, hash) = await SheetReader.ReadAsync(file.Content, file.Name, ct);
        var columns = PeopleColumns.Find(sheet, file.Kind);
        if (sheet.Rows.Count == 0)
            throw new RefusedException("import.no-rows", ("name", file.Name));

        var now = time.Now();
        var import = PeopleImport.Preview(
            Id<PeopleImport>.New(now), cohort.Id, file.Kind,
            new(Short(file.Name), hash, FormOf(sheet), sheet.Rows.Count, columns.Headings, columns.Ignored, Computed(sheet)), actor.Actor, now);
        var reader = new RowReader(columns, file.Kind, framework, cohort, file.Route);
        var rows = sheet.Rows.Select(row => Row(import.Id, reader, row, columns.Headings.Count)).ToList();
        await judge.JudgeAsync(import, rows, ct);
        db.Add(import);
        db.AddRange(rows);
        await db.SaveChangesAsync(ct);
        return import;
    }

    /// <summary>The import, if who asks is the registrar of its cohort.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    public async Task<(PeopleImport Import, Cohort Cohort)> FindAsync(Id<PeopleImport> id, CancellationToken ct)
    {
        var import = await db.Set<PeopleImport>().SingleOrNotFoundAsync(i => i.Id == id, ct);
        var cohort = await db.FindVisibleAsync(import.CohortId, actor, ct);
        return actor.Holds(cohort, Role.Registrar) ? (import, cohort) : throw new NotFoundException();
    }

    /// <summary>Keeps or leaves out rows: of those shown, the ones that are kept.</summary>
    /// <exception cref="StaleException">Somebody else changed the import since <paramref name="version"/>.</exception>
    public async Task ChooseAsync(Id<PeopleImport> id, int version, int[] shown, int[] kept, CancellationToken ct)
    {
        var import = await ChangeAsync(id, version, ct);
        import.Answer();
        foreach (var row in await db.Set<ImportRow>().Where(r => r.ImportId == id && shown.Contains(r.Number)).ToListAsync(ct))
            row.IsLeftOut = !kept.Contains(row.Number);

        await db.SaveChangesAsync(ct);
    }

    /// <summary>Keeps or leaves out every row.</summary>
    /// <exception cref="StaleException">Somebody else changed the import since <paramref name="version"/>.</exception>
    public async Task ChooseAllAsync(Id<PeopleImport> id, int version, bool kept, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var import = await ChangeAsync(id, version, ct);
        import.Answer();
        await db.SaveChangesAsync(ct);
        await db.Set<ImportRow>().Where(r => r.ImportId == id).ExecuteUpdateAsync(rows => rows.SetProperty(r => r.IsLeftOut, !kept), ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Answers a doubt: the row is that person of the register, or that earlier row's, or nobody who is alike.</summary>
    /// <param name="same">Whom it is; null for somebody else.</param>
    /// <exception cref="StaleException">Somebody else changed the import since <paramref name="version"/>.</exception>
    /// <exception cref="NotFoundException">The import has no such row, or the row no such person beside it.</exception>
    public async Task AnswerAsync(Id<PeopleImport> id, int version, int number, Alike? same, CancellationToken ct)
    {
        var import = await ChangeAsync(id, version, ct);
        var row = await db.Set<ImportRow>().SingleOrNotFoundAsync(r => r.ImportId == id && r.Number == number, ct);
        if (row.Alike.Count == 0 || row.State is RowState.Bad || (same is not null && !row.Alike.Any(a => a.Person == same.Person && a.Row == same.Row)))
            throw new NotFoundException();

        import.Answer();
        (row.IsToldApart, row.PersonId) = (same is null, same?.Person);
        row.State = same switch
        {
            null => RowState.Ready,
            { Person: null } => RowState.Unchanged,
            { Person: { } person } => await IsEnrolledAsync(import.CohortId, person, ct) ? RowState.Unchanged : RowState.Known,
        };
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Gives an import up: its rows are deleted.</summary>
    /// <exception cref="StaleException">Somebody else changed the import since <paramref name="version"/>.</exception>
    public async Task DropAsync(Id<PeopleImport> id, int version, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var import = await ChangeAsync(id, version, ct);
        var now = time.Now();
        db.Record(import.Drop(actor.Actor, now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await db.Set<ImportRow>().Where(r => r.ImportId == id).ExecuteDeleteAsync(ct);
        await write.CommitAsync(ct);
    }

    private async Task<PeopleImport> ChangeAsync(Id<PeopleImport> id, int version, CancellationToken ct)
    {
        var (import, _) = await FindAsync(id, ct);
        import.Version.ThrowIfStale(version);
        return import;
    }

    private Task<bool> IsEnrolledAsync(Id<Cohort> cohort, Id<Person> person, CancellationToken ct) =>
        db.Candidacies.AnyAsync(c => c.CohortId == cohort && c.PersonId == person && c.State == CandidacyState.Active, ct);

    private static ImportRow Row(Id<PeopleImport> import, RowReader reader, SheetRow row, int width)
    {
        var (content, name, problems) = reader.Read(row);
        return problems.Count == 0
            ? new(import, row.Number, name) { Content = content, State = RowState.Ready }
            : new(import, row.Number, name)
            {
                Content = new() { Cells = [.. Enumerable.Range(0, width).Select(i => row[i].Text ?? "")] },
                State = RowState.Bad,
                Problems = [.. problems.Select(RowProblem.Of)],
            };
    }

    private static string FormOf(Sheet sheet) => sheet.Separator is { } separator
        ? $"{sheet.Form} {(separator == '\t' ? "tab" : separator)}"
        : $"{sheet.Form}";

    private static List<string> Computed(Sheet sheet) =>
    [
        .. sheet.Rows.SelectMany(r => r.Cells.Index().Where(c => c.Item.Mark is CellMark.Computed).Select(c => r.PlaceOf(c.Index))).Take(MostPlaces),
    ];

    private static string Short(string name) => name.Length <= 200 ? name : name[..200];
}
