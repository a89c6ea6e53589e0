using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts.Tokens;
using Acquis.Features.Progress.Mass;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acquis.Features.Progress;

/// <summary>Certifying levels to make known to one candidate.</summary>
/// <param name="Assessment">Absent for every level that is ready.</param>
public sealed record ReleaseRequest(string? Assessment = null, int? Attempt = null);

/// <summary>Certifying levels to make known to the candidates of a cohort.</summary>
public sealed record CohortReleaseRequest(string? Assessment, int? Attempt = null);

/// <summary>Where the certifying levels of one assessment and attempt stand, in candidates.</summary>
public sealed record CohortReleaseResponse(string Assessment, int Attempt, int Ready, int Waiting, int Released);

/// <summary>Number of candidates who know their levels now.</summary>
public sealed record ReleasedResponse(int Candidates);

/// <summary>Makes certifying levels known, for programs: the services and rights of the pages.</summary>
public static class ReleasesApi
{
    public static void MapReleases(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Progress");
        api.MapPost("/candidacies/{id}/release", OneAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Makes the certifying levels of one candidate known: of one assessment, or all that are ready.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"assessment":"E1","attempt":1}""").TakesIdempotencyKey();
        api.MapGet("/cohorts/{id}/releases", StatesAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("Where each assessment of a cohort stands: ready, waiting for a second assessor, made known.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/cohorts/{id}/release", AllAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteLevels)
            .WithSummary("Makes the levels of one assessment known to every candidate of a cohort for whom they are ready; the others wait.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"assessment":"E1","attempt":1}""").TakesIdempotencyKey();
    }

    private static async Task<NoContent> OneAsync(Id<Candidacy> id, ReleaseRequest asked, ProgressService progress, CancellationToken ct)
    {
        await progress.ReleaseAsync(id, asked.Assessment, asked.Attempt ?? 1, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<List<CohortReleaseResponse>>> StatesAsync(Id<Cohort> id, CohortReleaseService releases, CancellationToken ct)
    {
        var (_, states, _) = await releases.ReadAsync(id, ct);
        return TypedResults.Ok(states.Select(s => new CohortReleaseResponse(s.Assessment.Code, s.Attempt, s.Ready, s.Waiting, s.Released)).ToList());
    }

    private static async Task<Ok<ReleasedResponse>> AllAsync(Id<Cohort> id, CohortReleaseRequest asked, CohortReleaseService releases, CancellationToken ct) =>
        TypedResults.Ok(new ReleasedResponse(await releases.ReleaseAsync(id, ApiRoutes.Required(asked.Assessment, "assessment"), asked.Attempt ?? 1, ct)));
}
