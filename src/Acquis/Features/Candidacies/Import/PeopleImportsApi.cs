using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acquis.Features.Candidacies.Import;

/// <summary>A file of people that was read, or that was written or given up since.</summary>
/// <param name="Version">To be sent with what changes it.</param>
/// <param name="Form">How it was read: format or encoding, and the separator of a CSV.</param>
/// <param name="IgnoredColumns">Headings that mean nothing here.</param>
/// <param name="ComputedCells">Cells that hold the result of a formula, the first few.</param>
public sealed record PeopleImportResponse(
    Id<PeopleImport> Id, int Version, PeopleImportState State, Id<Cohort> Cohort, PeopleImportKind Kind, string File, string Form, int Rows, ImportTally Tally,
    IReadOnlyList<string> IgnoredColumns, IReadOnlyList<string> ComputedCells);

/// <summary>Somebody whom a row may be: a person of the register with their name, or the person of an earlier row.</summary>
public sealed record AlikeResponse(Likeness Likeness, Id<Person>? Person, string? Name, int? Row);

/// <summary>What would become of a row, or became of it.</summary>
/// <param name="Number">Number of the row as a spreadsheet shows it.</param>
/// <param name="Problems">Why it cannot be written.</param>
/// <param name="Candidacy">The candidacy that was made or changed.</param>
public sealed record PeopleRowResponse(
    int Number, string Name, RowState State, bool LeftOut, IReadOnlyList<ApiReason> Problems, IReadOnlyList<AlikeResponse> Alike, Id<Candidacy>? Candidacy);

/// <summary>A page of rows.</summary>
/// <param name="Total">How many there are on all pages.</param>
public sealed record PeopleRowsResponse(int Total, int Page, IReadOnlyList<PeopleRowResponse> Rows);

/// <summary>Whom a doubtful row is: a person's id, <c>row-</c> and the number of an earlier row, or <c>none</c> for nobody known.</summary>
public sealed record DoubtAnswerRequest(int Version, string? Same);

/// <summary>Confirms an import.</summary>
/// <param name="Rows">Numbers of the rows to write; absent for all that can be.</param>
public sealed record PeopleWriteRequest(int Version, IReadOnlyList<int>? Rows = null);

/// <summary>What was read before an import is given up.</summary>
public sealed record PeopleDropRequest(int Version);

/// <summary>Imports of candidates, companies and tutors, for programs: the services and rights of the pages.</summary>
public static class PeopleImportsApi
{
    private const int Size = 100;

    private const string Example = """
        Nom de naissance;Prénoms;Sexe;Date de naissance;Code INSEE de naissance;Lieu de naissance;Adresse électronique;Voie d’accès
        Vasseur;Élodie;F;02/04/1999;59350;Lille;elodie@example.org;Apprentissage
        """;

    public static void MapPeopleImports(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Candidacies");
        api.MapPost("/cohorts/{id}/people-imports", ReadAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteCandidacies)
            .WithSummary("Reads a file of candidates, or of companies and tutors ('kind' is companies), and keeps its preview. Nothing is written before it is confirmed.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).TakesFile(Example).TakesIdempotencyKey();
        api.MapGet("/people-imports/{id}", ShowAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("A file that was read, and how many of its rows would become what.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/people-imports/{id}/rows", RowsAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("Its rows, of one state or all, each with what is wrong and whom it may be; 100 on a page, counted from 1.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/people-imports/{id}/rows/{number:int}/answer", AnswerAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteCandidacies)
            .WithSummary("Says whom a doubtful row is.").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"version":1,"same":"none"}""").TakesIdempotencyKey();
        api.MapPost("/people-imports/{id}/write", WriteAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteCandidacies)
            .WithSummary("Confirms it: writes all rows that can be, or the chosen ones, or nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"version":1,"rows":[2,3]}""").TakesIdempotencyKey();
        api.MapPost("/people-imports/{id}/drop", DropAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteCandidacies)
            .WithSummary("Gives it up: its rows are deleted.").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"version":1}""").TakesIdempotencyKey();
    }

    private static async Task<Created<PeopleImportResponse>> ReadAsync(
        Id<Cohort> id, Stream body, AcquisDb db, PeopleImportService imports, CancellationToken ct, string? kind = null, string name = "import", string? route = null)
    {
        var file = new FileOfPeople(
            id, ApiRoutes.Chosen<PeopleImportKind>(kind, nameof(kind)) ?? PeopleImportKind.Candidates, name, body, ApiRoutes.Chosen<AccessRoute>(route, nameof(route)));
        var import = await imports.PreviewAsync(file, ct);
        return TypedResults.Created($"/api/v1/people-imports/{import.Id}", await ResponseAsync(db, import, ct));
    }

    private static async Task<Ok<PeopleImportResponse>> ShowAsync(Id<PeopleImport> id, AcquisDb db, PeopleImportService imports, CancellationToken ct) =>
        TypedResults.Ok(await ResponseAsync(db, (await imports.FindAsync(id, ct)).Import, ct));

    private static async Task<Ok<PeopleRowsResponse>> RowsAsync(
        Id<PeopleImport> id, AcquisDb db, PeopleImportService imports, Texts texts, CancellationToken ct, string? state = null, int page = 1)
    {
        var shown = ApiRoutes.Chosen<RowState>(state, nameof(state));
        var (import, _) = await imports.FindAsync(id, ct);
        var tally = await db.TallyAsync(id, ct);
        var number = Math.Clamp(page, 1, 1_000_000);
        var rows = await db.RowsAsync(id, shown, number, Size, ct);
        var names = await db.AlikeNamesAsync(rows, ct);
        var total = shown is { } one ? tally[one] : Enum.GetValues<RowState>().Sum(s => tally[s]);
        return TypedResults.Ok(new PeopleRowsResponse(total, number, [.. rows.Select(r => Response(r, names, texts))]));
    }

    private static async Task<Ok<PeopleImportResponse>> AnswerAsync(
        Id<PeopleImport> id, int number, DoubtAnswerRequest asked, AcquisDb db, PeopleImportService imports, CancellationToken ct)
    {
        await imports.AnswerAsync(id, asked.Version, number, Alike.Said(ApiRoutes.Required(asked.Same, "same")), ct);
        return await ShowAsync(id, db, imports, ct);
    }

    private static async Task<Ok<PeopleImportResponse>> WriteAsync(
        Id<PeopleImport> id, PeopleWriteRequest asked, AcquisDb db, PeopleImportService imports, PeopleImportWriter writer, TimeProvider time, CancellationToken ct)
    {
        _ = await writer.WriteAsync(id, asked.Version, time.Now(), ct, asked.Rows) ?? throw new RefusedException("import.register-changed");
        return await ShowAsync(id, db, imports, ct);
    }

    private static async Task<NoContent> DropAsync(Id<PeopleImport> id, PeopleDropRequest asked, PeopleImportService imports, CancellationToken ct)
    {
        await imports.DropAsync(id, asked.Version, ct);
        return TypedResults.NoContent();
    }

    private static async Task<PeopleImportResponse> ResponseAsync(AcquisDb db, PeopleImport import, CancellationToken ct) => new(
        import.Id, import.Version, import.State, import.CohortId, import.Kind, import.FileName, import.Form, import.Rows, await db.TallyAsync(import.Id, ct),
        import.IgnoredColumns, import.ComputedCells);

    private static PeopleRowResponse Response(ImportRow row, IReadOnlyDictionary<Id<Person>, string> names, Texts texts) => new(
        row.Number, row.Name, row.State, row.IsLeftOut, [.. row.Problems.Select(p => ApiReason.Of(p.ToRefusal(), texts))],
        [.. row.Alike.Select(a => new AlikeResponse(a.Likeness, a.Person, a.Person is { } id ? names.GetValueOrDefault(id) : null, a.Row))], row.CandidacyId);
}
