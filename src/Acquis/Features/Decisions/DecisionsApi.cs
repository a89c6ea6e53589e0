using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Features.Accounts.Tokens;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>A deliberation in a list.</summary>
public sealed record DeliberationResponse(Id<Deliberation> Id, string Name, DateOnly HeldOn, DeliberationState State);

/// <summary>What a deliberation came to for one candidate.</summary>
/// <param name="Proposed">What the award rules proposed.</param>
/// <param name="Verdict">What the jury pronounced; pending while it has not.</param>
/// <param name="Blocks">Codes of the blocs awarded.</param>
/// <param name="PublishedAt">When the candidate could first see it, UTC; null before.</param>
public sealed record ResultResponse(
    Id<Decision> Id, Id<Candidacy> Candidacy, string Name, Verdict Proposed, Verdict Verdict, IReadOnlyList<string> Blocks, DateTimeOffset? PublishedAt);

/// <summary>Deliberations, their results and their decisions, for programs: the rights of the pages.</summary>
public static class DecisionsApi
{
    public static void MapDecisions(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Decisions");
        api.MapGet("/deliberations", ListAsync).RequireAuthorization(Policies.Jury).NeedsScope(TokenScopes.ReadDecisions).NeedsStrongSignIn()
            .WithSummary("The latest 200 deliberations that the token's owner may see.");
        api.MapGet("/deliberations/{id}/results", ResultsAsync).RequireAuthorization(Policies.Jury).NeedsScope(TokenScopes.ReadDecisions).NeedsStrongSignIn()
            .WithSummary("The decisions of a deliberation that stand, by name.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/decisions/{id}", DecisionAsync).RequireAuthorization(Policies.Jury).NeedsScope(TokenScopes.ReadDecisions).NeedsStrongSignIn()
            .WithSummary("A decision with its proof, as 'acquis decision verify' reads it: under a pseudonym, canonical JSON.")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Ok<List<DeliberationResponse>>> ListAsync(AcquisDb db, CurrentActor actor, CancellationToken ct) =>
        TypedResults.Ok(await db.Deliberations.AsNoTracking().IgnoreAutoIncludes().VisibleTo(actor).OrderByDescending(d => d.HeldOn).ThenByDescending(d => d.Id)
            .Take(200).Select(d => new DeliberationResponse(d.Id, d.Name, d.HeldOn, d.State)).ToListAsync(ct));

    private static async Task<Ok<List<ResultResponse>>> ResultsAsync(Id<Deliberation> id, AcquisDb db, CurrentActor actor, CancellationToken ct)
    {
        await db.FindVisibleAsync(id, actor, ct);
        var rows = await (
            from decision in db.Decisions.AsNoTracking()
            join candidacy in db.Candidacies on decision.CandidacyId equals candidacy.Id
            join person in db.People on candidacy.PersonId equals person.Id
            where decision.DeliberationId == id && decision.SupersededById == null
            orderby person.SortKey, decision.Id
            select new { decision, person }).ToListAsync(ct);
        return TypedResults.Ok(rows.ConvertAll(r => new ResultResponse(
            r.decision.Id, r.decision.CandidacyId, r.person.DisplayName, r.decision.ProposedVerdict, r.decision.Verdict, r.decision.Blocks, r.decision.PublishedAt)));
    }

    private static async Task<IResult> DecisionAsync(Id<Decision> id, DecisionExport export, CancellationToken ct) =>
        Results.Text(await export.WriteAsync(id, ct), "application/json");
}
