using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts.Tokens;
using Acquis.Features.Candidacies;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>A deliberation to prepare.</summary>
/// <param name="Cohort">Whose framework is deliberated; the candidates may come from other cohorts of the same framework.</param>
public sealed record PrepareRequest(Id<Cohort> Cohort, string? Name, string? Place, DateOnly HeldOn, IReadOnlyList<Id<Candidacy>>? Candidacies);

/// <summary>The whole jury, which takes the place of the one that was composed before.</summary>
/// <param name="Version">Version of the deliberation that was read.</param>
public sealed record JuryRequest(int Version, IReadOnlyList<SeatInput>? Seats);

/// <summary>What the jury says of one candidate.</summary>
/// <param name="Version">Version of the decision that was read.</param>
/// <param name="Blocks">Codes of the blocs awarded, of a partial award.</param>
/// <param name="Motive">Why the jury departs from what the rule proposes.</param>
public sealed record PronounceRequest(int Version, Verdict? Verdict, IReadOnlyList<string>? Blocks = null, string? Motive = null);

/// <summary>What takes the place of a decision that was wrong.</summary>
/// <param name="Motive">Why the jury departs from what the rule proposes now.</param>
/// <param name="Reason">Why the decision is replaced.</param>
public sealed record SupersedeRequest(Verdict? Verdict, string? Reason, IReadOnlyList<string>? Blocks = null, string? Motive = null);

/// <summary>The decision that stands now.</summary>
public sealed record SupersededResponse(Id<Decision> Id);

/// <summary>A member of the jury who leaves the room for one candidate, or a tie told by a name alone that is somebody else's.</summary>
/// <param name="Leaves">False where the tie is somebody else's.</param>
/// <param name="Presides">Who presides where it is the chair who leaves.</param>
public sealed record RecusalRequest(Id<JuryMember> Member, string? Reason, bool Leaves = true, Id<JuryMember>? Presides = null);

/// <summary>Somebody who joins the jury of an open deliberation.</summary>
/// <param name="Version">Version of the deliberation that was read.</param>
public sealed record SubstituteRequest(int Version, SeatInput? Seat);

/// <summary>What was read before a deliberation is closed.</summary>
public sealed record CloseRequest(int Version);

/// <summary>Whose signature it is.</summary>
public sealed record SignRequest(Id<JuryMember> Member);

/// <summary>When the results are made known.</summary>
/// <param name="At">UTC; absent for at once.</param>
public sealed record PublishRequest(DateTimeOffset? At = null);

/// <summary>A member of the jury.</summary>
public sealed record MemberResponse(
    Id<JuryMember> Id, string Name, string Quality, bool IsExternal, bool IsChair, bool IsPresent, DateTimeOffset? SignedAt);

/// <summary>One candidate before the jury.</summary>
/// <param name="Version">To be sent with the pronouncement.</param>
/// <param name="Proposed">What the award rules propose.</param>
/// <param name="ProposedBlocks">Codes of the blocs that the award rules propose.</param>
/// <param name="Verdict">What the jury pronounced; pending while it has not.</param>
public sealed record HeardResponse(
    Id<Decision> Id, int Version, Id<Candidacy> Candidacy, string Name, Verdict Proposed, IReadOnlyList<string> ProposedBlocks, Verdict Verdict,
    IReadOnlyList<string> Blocks);

/// <summary>A deliberation with its jury and what the rules propose.</summary>
/// <param name="Version">To be sent with what changes it.</param>
/// <param name="Candidacies">The candidates, in the order in which they were chosen.</param>
/// <param name="Jury">The chair first, then by name.</param>
/// <param name="Decisions">By name; empty before the deliberation opens.</param>
public sealed record DeliberationDetails(
    Id<Deliberation> Id, int Version, string Name, string Place, DateOnly HeldOn, DeliberationState State, DateTimeOffset? PublishAt,
    IReadOnlyList<Id<Candidacy>> Candidacies, IReadOnlyList<MemberResponse> Jury, IReadOnlyList<HeardResponse> Decisions);

/// <summary>A deliberation from its preparation to its publication, for programs: the services and rights of the pages.</summary>
public static class DeliberationsApi
{
    private const string Prepare = """
        {"cohort":"0190b1a0-6f7e-7c31-9d0e-5f0d3c2b1a00","name":"Session de juin 2027","place":"Lille","heldOn":"2027-06-15",
        "candidacies":["0190b1a0-6f7e-7c31-9d0e-5f0d3c2b1a01"]}
        """;

    private const string Seats = """
        {"version":1,"seats":[{"name":"Anne Deroubaix","quality":"Directrice des systèmes d’information","isExternal":true,"isChair":true,"isPresent":true,
        "email":"anne@example.org"},{"name":"Étienne Wattrelos","quality":"Responsable pédagogique","isExternal":false,"isChair":false,"isPresent":true}]}
        """;

    private const string Substitute = """
        {"version":3,"seat":{"name":"Chloé Lannoy","quality":"Architecte","isExternal":true,"isChair":false,"isPresent":true}}
        """;

    public static void MapDeliberations(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Decisions");
        api.MapGet("/deliberations/{id}", ReadAsync).RequireAuthorization(Policies.Jury).NeedsScope(TokenScopes.ReadDecisions).NeedsStrongSignIn()
            .WithSummary("A deliberation with its jury, its candidates and what the award rules propose for each.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/deliberations", PrepareAsync).RequireAuthorization(Policies.Registrar).Writes()
            .WithSummary("Prepares a deliberation for chosen candidates.").WithExample(Prepare).TakesIdempotencyKey();
        api.MapPut("/deliberations/{id}/jury", ComposeAsync).RequireAuthorization(Policies.Registrar).Writes()
            .WithSummary("Composes the jury: the seats sent take the place of those before.").WithExample(Seats).TakesIdempotencyKey();
        api.MapPost("/deliberations/{id}/open", OpenAsync).RequireAuthorization(Policies.Registrar).Writes()
            .WithSummary("Opens it: freezes what is recorded of every candidate and computes what the award rules propose.").TakesIdempotencyKey();
        api.MapPost("/decisions/{id}/pronounce", PronounceAsync).RequireAuthorization(Policies.Jury).Writes()
            .WithSummary("The chair pronounces for one candidate, as the rule proposes, or otherwise with a motive.")
            .WithExample("""{"version":1,"verdict":"partlyAwarded","blocks":["1","2"]}""").TakesIdempotencyKey();
        api.MapPost("/decisions/{id}/supersede", SupersedeAsync).RequireAuthorization(Policies.Jury).Writes()
            .WithSummary("The chair replaces a decision that was wrong, with the reason: the facts are frozen anew, the documents issued on it are revoked.")
            .WithExample("""{"verdict":"deferred","reason":"Décision prise sur les niveaux d’une autre personne."}""").TakesIdempotencyKey();
        api.MapPost("/decisions/{id}/recusals", RecuseAsync).RequireAuthorization(Policies.Jury).Writes()
            .WithSummary("Records that a member of the jury leaves the room for one candidate, or that a tie told by a name alone is somebody else's.")
            .WithExample("""{"member":"0190b1a0-6f7e-7c31-9d0e-5f0d3c2b1a02","reason":"Tuteur du candidat"}""").TakesIdempotencyKey();
        api.MapPost("/deliberations/{id}/substitutes", JoinAsync).RequireAuthorization(Policies.Registrar).Writes()
            .WithSummary("Has a substitute join the jury of an open deliberation.").WithExample(Substitute).TakesIdempotencyKey();
        api.MapPost("/deliberations/{id}/close", CloseAsync).RequireAuthorization(Policies.Jury).Writes()
            .WithSummary("Closes the whole list and writes the minutes.").WithExample("""{"version":3}""").TakesIdempotencyKey();
        api.MapPost("/deliberations/{id}/sign", SignAsync).RequireAuthorization(Policies.Jury).Writes()
            .WithSummary("Signs the minutes: a member with their own account, or the registrar for one without account who signed on paper.")
            .WithExample("""{"member":"0190b1a0-6f7e-7c31-9d0e-5f0d3c2b1a02"}""").TakesIdempotencyKey();
        api.MapPost("/deliberations/{id}/publish", PublishAsync).RequireAuthorization(Policies.Registrar).Writes()
            .WithSummary("Makes the results known, at once or at a chosen moment.").WithExample("""{"at":"2027-06-16T08:00:00Z"}""").TakesIdempotencyKey();
    }

    private static RouteHandlerBuilder Writes(this RouteHandlerBuilder route) => route.NeedsScope(TokenScopes.WriteDecisions).NeedsStrongSignIn()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Ok<DeliberationDetails>> ReadAsync(Id<Deliberation> id, AcquisDb db, CurrentActor actor, CancellationToken ct)
    {
        var found = await db.Deliberations.AsNoTracking().VisibleTo(actor).SingleOrNotFoundAsync(d => d.Id == id, ct);
        var rows = await (
            from decision in db.Decisions.AsNoTracking()
            join candidacy in db.Candidacies on decision.CandidacyId equals candidacy.Id
            join person in db.People on candidacy.PersonId equals person.Id
            where decision.DeliberationId == id && decision.SupersededById == null
            orderby person.SortKey, decision.Id
            select new { decision, person }).ToListAsync(ct);
        return TypedResults.Ok(new DeliberationDetails(
            id, found.Version, found.Name, found.Place, found.HeldOn, found.State, found.PublishAt, found.Candidacies,
            [.. found.Members.OrderByDescending(m => m.IsChair).ThenBy(m => m.Name, StringComparer.Ordinal).Select(m => new MemberResponse(m.Id, m.Name, m.Quality, m.IsExternal, m.IsChair, m.IsPresent, m.SignedAt))],
            rows.ConvertAll(r => new HeardResponse(
                r.decision.Id, r.decision.Version, r.decision.CandidacyId, r.person.DisplayName, r.decision.ProposedVerdict, r.decision.ProposedBlocks,
                r.decision.Verdict, r.decision.Blocks))));
    }

    private static async Task<Created<DeliberationResponse>> PrepareAsync(
        PrepareRequest asked, AcquisDb db, CurrentActor actor, DeliberationService service, CancellationToken ct)
    {
        var version = (await db.FindVisibleAsync(asked.Cohort, actor, ct)).FrameworkVersionId;
        var made = await service.PrepareAsync(new(version, asked.Name ?? "", asked.Place ?? "", asked.HeldOn, asked.Candidacies ?? []), ct);
        return TypedResults.Created($"/api/v1/deliberations/{made.Id}", new DeliberationResponse(made.Id, made.Name, made.HeldOn, made.State));
    }

    private static async Task<NoContent> ComposeAsync(Id<Deliberation> id, JuryRequest asked, DeliberationService service, CancellationToken ct)
    {
        var seats = (asked.Seats ?? []).Select(s => s is null ? throw new BadHttpRequestException("A seat is missing.") : s with { Name = s.Name ?? "", Quality = s.Quality ?? "" });
        await service.ComposeJuryAsync(id, asked.Version, [.. seats], ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> OpenAsync(Id<Deliberation> id, DeliberationService service, CancellationToken ct)
    {
        await service.OpenAsync(id, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> PronounceAsync(Id<Decision> id, PronounceRequest asked, DeliberationService service, CancellationToken ct)
    {
        var verdict = asked.Verdict ?? throw new BadHttpRequestException("'verdict' is missing.");
        await service.PronounceAsync(id, asked.Version, verdict, asked.Blocks ?? [], asked.Motive, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Created<SupersededResponse>> SupersedeAsync(
        Id<Decision> id, SupersedeRequest asked, CorrectionService service, CancellationToken ct)
    {
        var verdict = asked.Verdict ?? throw new BadHttpRequestException("'verdict' is missing.");
        var next = await service.SupersedeAsync(id, verdict, asked.Blocks ?? [], asked.Motive, asked.Reason ?? "", ct);
        return TypedResults.Created($"/api/v1/decisions/{next.Id}", new SupersededResponse(next.Id));
    }

    private static async Task<NoContent> RecuseAsync(Id<Decision> id, RecusalRequest asked, RecusalService service, CancellationToken ct)
    {
        await service.AnswerAsync(id, new(asked.Member, asked.Leaves, asked.Reason ?? "", asked.Presides), ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> JoinAsync(Id<Deliberation> id, SubstituteRequest asked, DeliberationService service, CancellationToken ct)
    {
        var seat = asked.Seat ?? throw new BadHttpRequestException("'seat' is missing.");
        await service.JoinAsync(id, asked.Version, seat with { Name = seat.Name ?? "", Quality = seat.Quality ?? "" }, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> CloseAsync(Id<Deliberation> id, CloseRequest asked, ClosingService service, CancellationToken ct)
    {
        await service.CloseAsync(id, asked.Version, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> SignAsync(Id<Deliberation> id, SignRequest asked, ClosingService service, CancellationToken ct)
    {
        await service.SignAsync(id, asked.Member, ct);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> PublishAsync(
        Id<Deliberation> id, PublishRequest asked, PublicationService service, TimeProvider time, CancellationToken ct)
    {
        await service.PublishAsync(id, asked.At ?? time.Now(), ct);
        return TypedResults.NoContent();
    }
}
