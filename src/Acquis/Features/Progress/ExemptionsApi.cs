using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acquis.Features.Progress;

/// <summary>A bloc that is held already.</summary>
/// <param name="On">Day of the award, or of the decision that exempts.</param>
/// <param name="Reference">What it rests on, such as the number of a certificate.</param>
public sealed record ExemptionRequest(string? Block, ExemptionGround? Ground, DateOnly On, string? Reference);

/// <summary>Why an exemption is taken back.</summary>
public sealed record ExemptionWithdrawalRequest(string? Motive);

/// <summary>An exemption that was recorded.</summary>
public sealed record ExemptedResponse(Id<ExemptionRecord> Id);

/// <summary>An exemption.</summary>
/// <param name="WithdrawnFor">Motive for which it was taken back; null while it holds.</param>
public sealed record ExemptionResponse(Id<ExemptionRecord> Id, string Block, ExemptionGround Ground, DateOnly On, string Reference, string? WithdrawnFor);

/// <summary>Blocs held already, for programs: the services and rights of the pages.</summary>
public static class ExemptionsApi
{
    public static void MapExemptions(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Progress");
        api.MapGet("/candidacies/{id}/exemptions", ListAsync).RequireAuthorization(Policies.FileReaders).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("Blocs that a candidate holds already, the newest first, those taken back included.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/candidacies/{id}/exemptions", ExemptAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteCandidacies)
            .WithSummary("Records that a bloc is held already, with what it rests on.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"block":"1","ground":"correspondence","on":"2025-07-01","reference":"Certificat 2025-118"}""").TakesIdempotencyKey();
        api.MapPost("/candidacies/{id}/exemptions/{exemption}/withdraw", WithdrawAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteCandidacies)
            .WithSummary("Takes an exemption back, with the motive.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"motive":"Le certificat est celui d’une autre personne."}""").TakesIdempotencyKey();
    }

    private static async Task<Ok<List<ExemptionResponse>>> ListAsync(Id<Candidacy> id, ProgressReader reader, CancellationToken ct)
    {
        await reader.SheetAsync(id, ct);
        var all = await reader.ExemptionsAsync(id, ct);
        return TypedResults.Ok(all.Where(e => e.Withdraws is null)
            .Select(e => new ExemptionResponse(e.Id, e.Block, e.Ground, e.On, e.Reference, all.FirstOrDefault(w => w.Withdraws == e.Id)?.Motive)).ToList());
    }

    private static async Task<Created<ExemptedResponse>> ExemptAsync(
        Id<Candidacy> id, ExemptionRequest asked, ExemptionService exemptions, CancellationToken ct)
    {
        var ground = asked.Ground ?? throw new BadHttpRequestException("'ground' is missing.");
        var step = new ExemptionStep(ApiRoutes.Required(asked.Block, "block"), ground, asked.On, ApiRoutes.Required(asked.Reference, "reference"));
        return TypedResults.Created($"/api/v1/candidacies/{id}/exemptions", new ExemptedResponse(await exemptions.ExemptAsync(id, step, ct)));
    }

    private static async Task<NoContent> WithdrawAsync(
        Id<Candidacy> id, Id<ExemptionRecord> exemption, ExemptionWithdrawalRequest asked, ExemptionService exemptions, CancellationToken ct)
    {
        await exemptions.WithdrawAsync(id, exemption, asked.Motive ?? "", ct);
        return TypedResults.NoContent();
    }
}
