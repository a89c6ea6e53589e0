using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acquis.Features.Progress;

/// <summary>Where a competence was proved.</summary>
/// <param name="Note">What it was proved by, in a sentence.</param>
public sealed record ProofRequest(string? Competence, ProofContext? Context, DateOnly Date, string? Note = null);

/// <summary>Why a proof is taken back.</summary>
public sealed record ProofWithdrawalRequest(string? Motive);

/// <summary>A proof that holds.</summary>
public sealed record ProofResponse(Id<ProofRecord> Id, string Competence, ProofContext Context, DateOnly Date, string? Note);

/// <summary>Proofs of competences in company and in training, for programs: the services and rights of the pages.</summary>
public static class ProofsApi
{
    public static void MapProofs(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Progress");
        api.MapGet("/candidacies/{id}/proofs", ListAsync).RequireAuthorization(Policies.FileReaders).NeedsScope(TokenScopes.ReadCandidacies)
            .WithSummary("Where each competence was proved, the proofs taken back left out.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/candidacies/{id}/proofs", ProveAsync).RequireAuthorization(Policies.Followers).NeedsScope(TokenScopes.WriteCandidacies)
            .WithSummary("Records where a competence was proved, in company or in training.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"competence":"C.1","context":"company","date":"2027-05-12","note":"Cahier des charges du portail"}""").TakesIdempotencyKey();
        api.MapPost("/candidacies/{id}/proofs/{proof}/withdraw", WithdrawAsync).RequireAuthorization(Policies.Followers).NeedsScope(TokenScopes.WriteCandidacies)
            .WithSummary("Takes a proof back, with the motive.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithExample("""{"motive":"La pièce est celle d’une autre personne."}""").TakesIdempotencyKey();
    }

    private static async Task<Ok<List<ProofResponse>>> ListAsync(Id<Candidacy> id, ProgressReader reader, CancellationToken ct)
    {
        var facts = (await reader.SheetAsync(id, ct)).Facts;
        return TypedResults.Ok(facts.LiveProofs.OrderBy(p => (p.Competence, p.Date, p.Id))
            .Select(p => new ProofResponse(p.Id, p.Competence, p.Context, p.Date, p.Note)).ToList());
    }

    private static async Task<NoContent> ProveAsync(Id<Candidacy> id, ProofRequest asked, ProgressService progress, CancellationToken ct)
    {
        var context = asked.Context ?? throw new BadHttpRequestException("'context' is missing.");
        await progress.RecordProofAsync(id, new(ApiRoutes.Required(asked.Competence, "competence"), context, asked.Date, asked.Note), ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> WithdrawAsync(
        Id<Candidacy> id, Id<ProofRecord> proof, ProofWithdrawalRequest asked, ProgressService progress, CancellationToken ct)
    {
        await progress.WithdrawProofAsync(id, proof, asked.Motive ?? "", ct);
        return TypedResults.NoContent();
    }
}
