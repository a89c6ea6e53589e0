using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acquis.Features.Progress;

/// <summary>How a defence went.</summary>
/// <param name="Requirement">Code of the requirement in the framework.</param>
/// <param name="Interview">What the questions and answers showed.</param>
/// <param name="Sufficient">Whether the defence is judged sufficient.</param>
/// <param name="Reason">Why it replaces the record before; absent for the first.</param>
public sealed record DefenceRequest(
    string? Requirement, IReadOnlyList<CriterionObservation>? Observations, string? Interview, bool? Sufficient, DateOnly HeldOn, string? Place = null,
    string? Reason = null);

/// <summary>The jury's own level of a competence, where it departs from the assessors'.</summary>
/// <param name="Motive">Why.</param>
public sealed record JuryLevelRequest(string? Competence, int? Level, DateOnly Date, string? Motive);

/// <summary>What is said of two assessors who differ.</summary>
/// <param name="Third">Whether it is a third assessor's level; else what the two agreed.</param>
/// <param name="Motive">Why.</param>
public sealed record SettlementRequest(string? Assessment, int? Level, DateOnly Date, string? Motive, int? Attempt = null, bool Third = false);

/// <summary>Defences, the jury's own levels and what settles two assessors who differ, for programs: the services and rights of the pages.</summary>
public static class DefencesApi
{
    public static void MapDefences(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Progress");
        api.MapPost("/candidacies/{id}/defence", DefendAsync).RequireAuthorization(Policies.Jury).NeedsScope(TokenScopes.WriteDecisions)
            .WithSummary("Records how the defence went, criterion by criterion; again with a reason, which replaces the record before.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"requirement":"defence","observations":[{"criterion":"S1","observation":"met"}],"sufficient":true,"heldOn":"2027-06-15"}""")
            .TakesIdempotencyKey();
        api.MapPost("/candidacies/{id}/jury-levels", JudgeAsync).RequireAuthorization(Policies.Jury).NeedsScope(TokenScopes.WriteDecisions)
            .WithSummary("Records the jury's own level of a competence, with its motive.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"competence":"C.4","level":2,"date":"2027-06-15","motive":"Démontré pendant l’entretien."}""").TakesIdempotencyKey();
        api.MapPost("/candidacies/{id}/competences/{code}/settlement", SettleAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Settles two assessors who differ: what they agreed, or a third assessor's level, with the motive.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"assessment":"E1","level":2,"date":"2027-06-02","motive":"Relecture commune du livrable."}""").TakesIdempotencyKey();
    }

    private static async Task<NoContent> DefendAsync(Id<Candidacy> id, DefenceRequest asked, ProgressService progress, CancellationToken ct)
    {
        foreach (var observation in asked.Observations ?? [])
            ApiRoutes.Required(observation?.Criterion, "criterion");

        var requirement = ApiRoutes.Required(asked.Requirement, "requirement");
        await progress.RecordDefenceAsync(
            id, new(requirement, asked.Observations ?? [], asked.Interview, asked.Sufficient, asked.HeldOn, asked.Place, asked.Reason), ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> JudgeAsync(Id<Candidacy> id, JuryLevelRequest asked, ProgressService progress, CancellationToken ct)
    {
        var level = new Judgement(ApiRoutes.Required(asked.Competence, "competence"), asked.Level, Comment: asked.Motive);
        await progress.RecordJuryLevelAsync(id, level, new(asked.Date), ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SettleAsync(
        Id<Candidacy> id, string code, SettlementRequest asked, ProgressService progress, CancellationToken ct)
    {
        var assessment = ApiRoutes.Required(asked.Assessment, "assessment");
        var level = new Judgement(code, asked.Level ?? throw new BadHttpRequestException("'level' is missing."), Comment: asked.Motive);
        await (asked.Third
            ? progress.ThirdRatingAsync(id, assessment, asked.Attempt ?? 1, level, new(asked.Date), ct)
            : progress.AgreeAsync(id, assessment, asked.Attempt ?? 1, level, new(asked.Date), ct));
        return TypedResults.NoContent();
    }
}
