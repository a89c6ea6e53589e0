using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acquis.Features.Progress;

/// <summary>Where one competence stands, of what the owner of the token may see.</summary>
public sealed record CompetenceResponse(string Code, ConfirmationState State, int? Level);

/// <summary>Where one requirement stands.</summary>
public sealed record RequirementResponse(string Requirement, string? Module, HandInState State);

/// <summary>A candidate's situation.</summary>
/// <param name="Certification">What the award rules say today of the certification, from what may be seen.</param>
public sealed record SheetResponse(
    Id<Candidacy> Id, int Version, string Name, Id<Cohort> Cohort, CandidacyState State, IReadOnlyList<string>? Blocks, RuleState Certification,
    IReadOnlyList<CompetenceResponse> Competences, IReadOnlyList<RequirementResponse> Requirements);

/// <summary>A requirement that was handed in, validated or refused.</summary>
public sealed record RequirementRequest(string? Requirement, string? Module, RequirementState State, DateOnly Date, string? Motive = null);

/// <summary>A grid as a program sends it.</summary>
/// <param name="Version">Version that the last answer named; 0 for a grid not opened yet.</param>
/// <param name="Submit">Whether it is signed: its judgements become levels, and it never changes again.</param>
public sealed record GridRequest(
    int Version, DateOnly Date, IReadOnlyList<Judgement>? Judgements, IReadOnlyList<CriterionObservation>? Observations = null, int? Attempt = null,
    string? Place = null, string? Language = null, string? Scenario = null, string? Comment = null, bool Submit = false);

/// <summary>A grid that was saved.</summary>
public sealed record GridResponse(Id<Grid> Id, int Version, GridState State);

/// <summary>A candidate's situation, requirements and grids, for programs: the services and rights of the pages.</summary>
public static class SheetsApi
{
    public static void MapSheets(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Progress");
        api.MapGet("/candidacies/{id}", SheetAsync).RequireAuthorization(Policies.FileReaders).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("A candidate's situation: levels, requirements, and what the award rules say.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/candidacies/{id}/requirements", RequirementAsync).RequireAuthorization(Policies.Followers).NeedsScope(TokenScopes.WriteCandidacies)
            .WithSummary("Records that a requirement was handed in, validated or refused.").ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"requirement":"portfolio","state":"handedIn","date":"2027-05-31"}""").TakesIdempotencyKey();
        api.MapPut("/candidacies/{id}/assessments/{code}/grid", GridAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Saves one's own grid, or signs it with 'submit'. A version read before somebody's change is refused with 409.")
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"version":0,"date":"2027-05-31","judgements":[{"competence":"C.1","level":2}],"submit":false}""").TakesIdempotencyKey();
    }

    private static async Task<Ok<SheetResponse>> SheetAsync(Id<Candidacy> id, ProgressReader reader, CurrentActor actor, CancellationToken ct)
    {
        var sheet = await reader.SheetAsync(id, ct);
        var (framework, facts, candidacy) = (sheet.Framework, sheet.Facts, sheet.File.Candidacy);
        return TypedResults.Ok(new SheetResponse(
            id, candidacy.Version, sheet.File.NameFor(actor), candidacy.CohortId, candidacy.State, candidacy.Blocks,
            sheet.Engine.Explain(sheet.Rules).Certification.State,
            [
                .. framework.Competences.Select(c =>
                {
                    var level = sheet.Level(c.Code);
                    return new CompetenceResponse(c.Code, level.State, level.Level);
                }),
            ],
            [
                .. framework.Requirements.SelectMany(r => r.Kind is RequirementKind.PerModule
                    ? sheet.Engine.Modules.Select(m => new RequirementResponse(r.Code, m.Code, facts.StateOfModule(framework, m.Code)))
                    : [new RequirementResponse(r.Code, null, facts.StateOf(r))]),
            ]));
    }

    private static async Task<NoContent> RequirementAsync(Id<Candidacy> id, RequirementRequest asked, ProgressService progress, CancellationToken ct)
    {
        var requirement = ApiRoutes.Required(asked.Requirement, "requirement");
        await progress.RecordRequirementAsync(id, new(requirement, asked.Module, asked.State, asked.Date, null, asked.Motive), ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<GridResponse>> GridAsync(Id<Candidacy> id, string code, GridRequest asked, GridService grids, CancellationToken ct)
    {
        foreach (var judgement in asked.Judgements ?? [])
            ApiRoutes.Required(judgement?.Competence, "competence");

        foreach (var observation in asked.Observations ?? [])
            ApiRoutes.Required(observation?.Criterion, "criterion");

        var content = new GridContent(asked.Observations ?? [], asked.Judgements ?? [], asked.Comment);
        var context = new RatingContext(asked.Date, asked.Place, asked.Language, asked.Scenario);
        var grid = asked.Submit
            ? await grids.SubmitAsync(id, code, asked.Attempt ?? 1, asked.Version, content, context, ct)
            : await grids.SaveAsync(id, code, asked.Attempt ?? 1, asked.Version, content, context, ct);
        return TypedResults.Ok(new GridResponse(grid.Id, grid.Version, grid.State));
    }
}
