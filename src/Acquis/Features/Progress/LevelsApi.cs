using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acquis.Features.Progress;

/// <summary>A level as a program sends it.</summary>
/// <param name="NotAssessed">Why there is no level; not assessed is not 0.</param>
public sealed record LevelRequest(
    Lane Lane, string Competence, int? Level, DateOnly Date, string? Assessment = null, int? Attempt = null, string? NotAssessed = null,
    string? Comment = null, string? Place = null, string? Language = null, Id<Rating>? Supersedes = null, string? Reason = null);

/// <summary>A level that was recorded.</summary>
public sealed record LevelResponse(Id<Rating> Id);

/// <summary>Routes that record levels for programs, with an access token; with the session's cookie too, then the header <c>X-Acquis-Form</c> guards against forgery.</summary>
public static class LevelsApi
{
    public static void MapLevels(this IEndpointRouteBuilder routes) =>
        routes.MapApi("Progress").MapPost("/candidacies/{id}/levels", RecordAsync).RequireAuthorization(Policies.Raters).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Records one level in a lane. What is recorded already is superseded with a reason, never changed.")
            .ProducesProblem(StatusCodes.Status409Conflict).WithExample("""{"lane":"trainer","competence":"C.1","level":2,"date":"2027-06-01"}""").TakesIdempotencyKey();

    private static async Task<Created<LevelResponse>> RecordAsync(
        Id<Candidacy> id, LevelRequest level, ProgressService progress, CancellationToken ct)
    {
        var recorded = await progress.RecordLevelAsync(
            id,
            new(
                level.Lane, level.Assessment, new(level.Competence, level.Level, level.NotAssessed, level.Comment),
                new(level.Date, level.Place, level.Language), level.Attempt ?? 1, Supersedes: level.Supersedes, Reason: level.Reason),
            ct);
        return TypedResults.Created($"/candidacies/{id}/competences/{level.Competence}", new LevelResponse(recorded));
    }
}
