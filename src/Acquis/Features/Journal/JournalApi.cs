using Acquis.Data;
using Acquis.Domain;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Journal;

/// <summary>A fact in words.</summary>
/// <param name="Id">What its proof is asked by.</param>
/// <param name="Who">Name of who did it, as it is today.</param>
/// <param name="What">What happened, in the language of the request.</param>
public sealed record FactResponse(Guid Id, DateTimeOffset At, string Who, string What, string? Why);

/// <summary>The journal, for programs: the rights of the pages.</summary>
public static class JournalApi
{
    private const int Size = 100;

    public static void MapJournalApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Journal");
        api.MapGet("/journal/facts", FactsAsync).RequireAuthorization(Policies.JournalReaders).NeedsScope(TokenScopes.ReadJournal)
            .WithSummary("The last 100 facts before an instant, or of one object such as 'diploma' and its id; the newest first.");
        api.MapGet("/journal/facts/{id}/proof", ProofAsync).RequireAuthorization(Policies.JournalReaders).NeedsScope(TokenScopes.ReadJournal)
            .WithSummary("The proof that a fact stands in the journal, as 'acquis journal check' reads it (C2SP tlog-proof).")
            .Produces(StatusCodes.Status200OK, contentType: "text/plain")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/journal/checkpoint", CheckpointAsync).RequireAuthorization(Policies.JournalReaders).NeedsScope(TokenScopes.ReadJournal)
            .WithSummary("The newest signed head of the journal (C2SP checkpoint): keep it elsewhere, and nobody can rewrite what it covers unseen.")
            .Produces(StatusCodes.Status200OK, contentType: "text/plain").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<List<FactResponse>>> FactsAsync(
        HistoryReader history, TimeProvider time, CancellationToken ct, DateTimeOffset? before = null, string? kind = null, Guid? subject = null)
    {
        if (kind is null != subject is null)
            throw new BadHttpRequestException("'kind' and 'subject' come together.");

        var lines = subject is { } id
            ? await history.OfAsync(new Subject(kind!, id), Size, ct)
            : await history.AllAsync(before ?? time.Now().AddSeconds(1), Size, ct);
        return TypedResults.Ok(lines.Select(l => new FactResponse(l.FactId, l.At, l.Who, l.What, l.Why)).ToList());
    }

    private static async Task<IResult> ProofAsync(Guid id, JournalProofs proofs, CancellationToken ct) => Results.Text(await proofs.OfAsync(id, ct), "text/plain");

    private static async Task<IResult> CheckpointAsync(AcquisDb db, CancellationToken ct) =>
        Results.Text((await db.Checkpoints.AsNoTracking().OrderByDescending(c => c.Size).Take(1).SingleOrNotFoundAsync(ct)).Note, "text/plain");
}
