using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts.Tokens;
using Acquis.Features.Progress.Import;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acquis.Features.Progress.Observations;

/// <summary>A file of observations that was read, beside what stands in the grids now.</summary>
/// <param name="Version">To be sent with what changes it.</param>
/// <param name="Digest">Names what confirming would enter now: to be sent with the confirmation.</param>
/// <param name="Date">Civil date of the grids that it opens.</param>
/// <param name="Written">Observations entered when it was confirmed.</param>
public sealed record ObservationImportResponse(
    Id<LevelImport> Id, int Version, string Digest, LevelImportState State, Id<Cohort> Cohort, string File, DateOnly Date, int Rows, int Fresh, int Changed, int Same, int Refused,
    int Written);

/// <summary>A row of a file beside what stands in the grid.</summary>
/// <param name="Assessor">Name or address of the assessor whose grid it is.</param>
/// <param name="Entered">What would stand there.</param>
/// <param name="Former">What stands there now, as far as who asks may read it.</param>
/// <param name="Why">Why it cannot be entered.</param>
public sealed record ObservationRowResponse(
    int Number, string Name, string Criterion, string Assessor, Id<Candidacy>? Candidacy, string? Assessment, int? Attempt, CellDifference Difference,
    CriterionObservation? Entered, CriterionObservation? Former, ApiReason? Why);

/// <summary>A page of rows.</summary>
/// <param name="Total">How many there are on all pages.</param>
public sealed record ObservationRowsResponse(int Total, int Page, IReadOnlyList<ObservationRowResponse> Rows);

/// <summary>The civil date of the grids that a file opens.</summary>
public sealed record ObservationPlanRequest(int Version, DateOnly Date);

/// <summary>Imports of observations, for programs: the services and rights of the pages. Who reads a file in is alone in seeing it.</summary>
public static class ObservationImportsApi
{
    public static void MapObservationImports(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Progress");
        api.MapPost("/cohorts/{id}/observation-imports", ReadAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Reads a file of observations, a row for each criterion, and keeps its preview. Nothing is entered before it is confirmed.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .TakesFile("Nom;Prénom;Évaluateur (courriel);Critère;Observation;Note\nVasseur;Élodie;evaluation@example.org;E1.1;Satisfait;\n").TakesIdempotencyKey();
        api.MapGet("/observation-imports/{id}", ShowAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("A file of observations beside what stands in the grids now.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/observation-imports/{id}/rows", RowsAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("Its rows; 100 on a page, counted from 1.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/observation-imports/{id}/plan", SayAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Says on which day the grids that it opens were filled in.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"version":1,"date":"2027-05-31"}""").TakesIdempotencyKey();
        api.MapPost("/observation-imports/{id}/write", WriteAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Confirms it: enters in drafts all that the preview shows, or nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithExample(LevelImportsApi.WriteExample).TakesIdempotencyKey();
        api.MapPost("/observation-imports/{id}/drop", DropAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Gives it up: its rows are deleted.").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"version":1}""").TakesIdempotencyKey();
    }

    private static async Task<Created<ObservationImportResponse>> ReadAsync(
        Id<Cohort> id, Stream body, ObservationImportService imports, CancellationToken ct, string name = "import")
    {
        var import = await imports.PreviewAsync(id, name, body, ct);
        return TypedResults.Created($"/api/v1/observation-imports/{import.Id}", Response(await imports.ReadAsync(import.Id, ct)));
    }

    private static async Task<Ok<ObservationImportResponse>> ShowAsync(Id<LevelImport> id, ObservationImportService imports, CancellationToken ct) =>
        TypedResults.Ok(Response(await imports.ReadAsync(id, ct)));

    private static async Task<Ok<ObservationRowsResponse>> RowsAsync(Id<LevelImport> id, ObservationImportService imports, Texts texts, CancellationToken ct, int page = 1)
    {
        var preview = await imports.ReadAsync(id, ct);
        var number = Math.Clamp(page, 1, 1_000_000);
        return TypedResults.Ok(new ObservationRowsResponse(
            preview.Rows.Count, number,
            [
                .. preview.Rows.Skip((number - 1) * LevelImportsApi.Size).Take(LevelImportsApi.Size).Select(r => new ObservationRowResponse(
                    r.Number, r.Name, r.Criterion, r.Assessor, r.Place?.Candidacy, r.Place?.Assessment, r.Place?.Attempt, r.Difference, r.Entered, r.Former,
                    ApiReason.OfAny(r.Why, texts))),
            ]));
    }

    private static async Task<Ok<ObservationImportResponse>> SayAsync(
        Id<LevelImport> id, ObservationPlanRequest asked, ObservationImportService imports, CancellationToken ct)
    {
        await imports.SayAsync(id, asked.Version, asked.Date, ct);
        return await ShowAsync(id, imports, ct);
    }

    private static async Task<Ok<FileWrittenResponse>> WriteAsync(Id<LevelImport> id, FileWriteRequest asked, ObservationImportService imports, CancellationToken ct) =>
        TypedResults.Ok(new FileWrittenResponse(await imports.WriteAsync(id, asked.Version, ApiRoutes.Required(asked.Digest, "digest"), ct)));

    private static async Task<NoContent> DropAsync(Id<LevelImport> id, FileDropRequest asked, ObservationImportService imports, CancellationToken ct)
    {
        await imports.DropAsync(id, asked.Version, ct);
        return TypedResults.NoContent();
    }

    private static ObservationImportResponse Response(ObservationPreview preview) => new(
        preview.Import.Id, preview.Import.Version, preview.Digest(), preview.Import.State, preview.Import.CohortId, preview.Import.FileName, preview.Import.Plan.Date,
        preview.Import.Rows.Count, preview.Count(CellDifference.Fresh), preview.Count(CellDifference.Changed), preview.Count(CellDifference.Same),
        preview.Count(CellDifference.Refused), preview.Import.Written);
}
