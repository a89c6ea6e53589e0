using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acquis.Features.Progress.Import;

/// <summary>A column of a file and the competence whose levels it holds; null where it is not taken.</summary>
public sealed record LevelColumnResponse(string Heading, string? Competence);

/// <summary>A file of levels that was read, beside what is recorded now.</summary>
/// <param name="Version">To be sent with what changes it.</param>
/// <param name="Digest">Names what confirming would write now: to be sent with the confirmation.</param>
/// <param name="Lane">Who gave these levels.</param>
/// <param name="Fresh">Levels that nothing stands for yet.</param>
/// <param name="Changed">Levels that would replace another: that takes a reason.</param>
/// <param name="Refused">Cells that cannot be recorded.</param>
/// <param name="BadRows">Rows that are nobody's.</param>
/// <param name="Written">Levels recorded when it was confirmed.</param>
public sealed record LevelImportResponse(
    Id<LevelImport> Id, int Version, string Digest, LevelImportState State, Id<Cohort> Cohort, string File, Lane Lane, string? Assessment, DateOnly Date, string? OnBehalfOf,
    string? Reason, IReadOnlyList<LevelColumnResponse> Columns, int Rows, int Fresh, int Changed, int Same, int Refused, int BadRows, int Written);

/// <summary>A level, or why there is none.</summary>
public sealed record LevelSaidResponse(int? Level, string? NotAssessed);

/// <summary>A cell of a file beside what is recorded.</summary>
/// <param name="Place">Where it stands in the file, such as <c>D12</c>.</param>
/// <param name="Text">What the file says.</param>
/// <param name="Said">What would be recorded.</param>
/// <param name="Former">What is recorded now.</param>
/// <param name="Why">Why it cannot be recorded.</param>
public sealed record LevelCellResponse(
    string Competence, string Place, string Text, CellDifference Difference, LevelSaidResponse? Said, LevelSaidResponse? Former, ApiReason? Why);

/// <summary>A row of a file of levels.</summary>
/// <param name="Why">Why it is nobody's.</param>
public sealed record LevelRowResponse(int Number, string Name, Id<Candidacy>? Candidacy, IReadOnlyList<LevelCellResponse> Cells, ApiReason? Why);

/// <summary>A page of rows.</summary>
/// <param name="Total">How many there are on all pages.</param>
public sealed record LevelRowsResponse(int Total, int Page, IReadOnlyList<LevelRowResponse> Rows);

/// <summary>Whose levels a file holds.</summary>
/// <param name="Columns">The competence of each column of the file in its order, null for a column that is not taken; absent to leave them as they are.</param>
/// <param name="Reason">Why levels that differ replace those recorded.</param>
public sealed record LevelPlanRequest(
    int Version, Lane Lane, DateOnly Date, string? Assessment = null, string? OnBehalfOf = null, string? Reason = null, IReadOnlyList<string?>? Columns = null);

/// <summary>Confirms a file as the answer of that digest showed it.</summary>
public sealed record FileWriteRequest(int Version, string? Digest);

/// <summary>What was read before a file is given up.</summary>
public sealed record FileDropRequest(int Version);

/// <summary>Levels or observations that were written.</summary>
public sealed record FileWrittenResponse(int Written);

/// <summary>Imports of levels, for programs: the services and rights of the pages.</summary>
public static class LevelImportsApi
{
    /// <summary>Rows on a page.</summary>
    internal const int Size = 100;

    /// <summary>How a confirmation is sent, for levels and for observations.</summary>
    internal const string WriteExample = """{"version":1,"digest":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}""";

    public static void MapLevelImports(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Progress");
        api.MapPost("/cohorts/{id}/level-imports", ReadAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Reads a file of levels, the matrix's own or Moodle's, and keeps its preview. Nothing is recorded before it is confirmed.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .TakesFile("Nom;Prénom;C.1;C.2\nVasseur;Élodie;2;Absente\n").TakesIdempotencyKey();
        api.MapGet("/level-imports/{id}", ShowAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("A file of levels beside what is recorded now.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/level-imports/{id}/rows", RowsAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("Its rows, cell by cell; 100 on a page, counted from 1.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/level-imports/{id}/plan", SayAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Says whose levels these are and what each column says; the answer is compared anew.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"version":1,"lane":"trainer","date":"2027-06-01","reason":"Copies relues.","columns":[null,null,"C.1","C.2"]}""").TakesIdempotencyKey();
        api.MapPost("/level-imports/{id}/write", WriteAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Confirms it: records all that the preview shows, or nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithExample(WriteExample).TakesIdempotencyKey();
        api.MapPost("/level-imports/{id}/drop", DropAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Gives it up: its rows are deleted.").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"version":1}""").TakesIdempotencyKey();
    }

    private static async Task<Created<LevelImportResponse>> ReadAsync(Id<Cohort> id, Stream body, LevelImportService imports, CancellationToken ct, string name = "import")
    {
        var import = await imports.PreviewAsync(id, name, body, ct);
        return TypedResults.Created($"/api/v1/level-imports/{import.Id}", Response(await imports.ReadAsync(import.Id, ct)));
    }

    private static async Task<Ok<LevelImportResponse>> ShowAsync(Id<LevelImport> id, LevelImportService imports, CancellationToken ct) =>
        TypedResults.Ok(Response(await imports.ReadAsync(id, ct)));

    private static async Task<Ok<LevelRowsResponse>> RowsAsync(Id<LevelImport> id, LevelImportService imports, Texts texts, CancellationToken ct, int page = 1)
    {
        var preview = await imports.ReadAsync(id, ct);
        var number = Math.Clamp(page, 1, 1_000_000);
        return TypedResults.Ok(new LevelRowsResponse(
            preview.Rows.Count, number,
            [
                .. preview.Rows.Skip((number - 1) * Size).Take(Size).Select(row => new LevelRowResponse(
                    row.Number, row.Name, row.Candidacy, [.. row.Cells.Select(c => Response(c, texts))], ApiReason.OfAny(row.Why, texts))),
            ]));
    }

    private static async Task<Ok<LevelImportResponse>> SayAsync(Id<LevelImport> id, LevelPlanRequest asked, LevelImportService imports, CancellationToken ct)
    {
        var import = (await imports.ReadAsync(id, ct)).Import;
        if (asked.Columns?.Count > import.Headings.Count)
            throw new BadHttpRequestException($"'columns' has more entries than the file has columns ({import.Headings.Count}).");

        var columns = asked.Columns is null ? import.Plan.Columns : [.. import.Headings.Select((_, i) => asked.Columns.ElementAtOrDefault(i))];
        await imports.SayAsync(id, asked.Version, new(asked.Lane, asked.Assessment, asked.Date, asked.OnBehalfOf, columns, asked.Reason), ct);
        return await ShowAsync(id, imports, ct);
    }

    private static async Task<Ok<FileWrittenResponse>> WriteAsync(Id<LevelImport> id, FileWriteRequest asked, LevelImportService imports, CancellationToken ct) =>
        TypedResults.Ok(new FileWrittenResponse(await imports.WriteAsync(id, asked.Version, ApiRoutes.Required(asked.Digest, "digest"), ct)));

    private static async Task<NoContent> DropAsync(Id<LevelImport> id, FileDropRequest asked, LevelImportService imports, CancellationToken ct)
    {
        await imports.DropAsync(id, asked.Version, ct);
        return TypedResults.NoContent();
    }

    private static LevelImportResponse Response(LevelPreview preview)
    {
        var (import, plan) = (preview.Import, preview.Import.Plan);
        return new(
            import.Id, import.Version, preview.Digest(), import.State, import.CohortId, import.FileName, plan.Lane, plan.Assessment, plan.Date, plan.OnBehalfOf, plan.Reason,
            [.. import.Headings.Zip(plan.Columns, (h, c) => new LevelColumnResponse(h, c))], import.Rows.Count, preview.Count(CellDifference.Fresh),
            preview.Count(CellDifference.Changed), preview.Count(CellDifference.Same), preview.Count(CellDifference.Refused), preview.BadRows, import.Written);
    }

    private static LevelCellResponse Response(CellPreview cell, Texts texts) => new(
        cell.Competence, cell.Place, cell.Text, cell.Difference, cell.Judgement is { } said ? new(said.Level, said.NotAssessed) : null,
        cell.Former is { } former ? new(former.Level, former.NotAssessed) : null, ApiReason.OfAny(cell.Why, texts));
}
