using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts.Tokens;
using Acquis.Features.Decisions;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Acquis.Infrastructure.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>A document of the register.</summary>
/// <param name="Block">Code of the bloc of a bloc certificate; empty for a diploma.</param>
public sealed record DocumentResponse(
    Id<Diploma> Id, string Number, DiplomaKind Kind, string Block, string Holder, Id<Candidacy> Candidacy, DateOnly IssuedOn, DiplomaState State);

/// <summary>A page of the register.</summary>
/// <param name="Total">How many there are on all pages.</param>
public sealed record DocumentsResponse(int Total, int Page, IReadOnlyList<DocumentResponse> Documents);

/// <summary>A document that a decision gives and that was never issued.</summary>
/// <param name="Block">Code of the bloc of a bloc certificate; empty for a diploma.</param>
public sealed record LackingResponse(Id<Decision> Decision, DiplomaKind Kind, string Block);

/// <summary>The register of documents, for programs: the rights of the pages.</summary>
public static class DiplomasApi
{
    private const int Size = 100;

    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Documents");
        api.MapGet("/diplomas", ListAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.ReadDiplomas).NeedsStrongSignIn()
            .WithSummary("The register, the latest first, or what bears a number or a name; 100 on a page, counted from 1.");
        api.MapGet("/diplomas/{id}", ReadAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.ReadDiplomas).NeedsStrongSignIn()
            .WithSummary("A document of the register.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/deliberations/{id}/lacking", LackingAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.ReadDiplomas).NeedsStrongSignIn()
            .WithSummary("The documents that published decisions give and that were never issued.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/deliberations/{id}/issue", IssueAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.WriteDiplomas).NeedsStrongSignIn()
            .WithSummary("Issues every document that is lacking: a diploma for each award, a certificate for each bloc of a partial award.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).TakesIdempotencyKey();
        api.MapGet("/diplomas/{id}/pdf", PdfAsync).RequireAuthorization(Policies.Registrar).NeedsScope(TokenScopes.ReadDiplomas).NeedsStrongSignIn()
            .WithSummary("The document as it was issued.").Produces(StatusCodes.Status200OK, contentType: "application/pdf")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<DocumentsResponse>> ListAsync(AcquisDb db, CurrentActor actor, CancellationToken ct, string? q = null, int page = 1)
    {
        var rows = db.Diplomas.AsNoTracking().VisibleTo(actor);
        if (!string.IsNullOrWhiteSpace(q))
        {
            var (text, key) = (q.Trim(), Identity.Fold(q));
            rows = rows.Where(d => d.Number == text || d.HolderKey.Contains(key));
        }

        var number = Math.Clamp(page, 1, 1_000_000);
        var documents = await rows.OrderByDescending(d => d.Year).ThenByDescending(d => d.Serial).Skip((number - 1) * Size).Take(Size)
            .Select(d => new DocumentResponse(d.Id, d.Number, d.Kind, d.BlockCode, d.HolderName, d.CandidacyId, d.IssuedOn, d.State)).ToListAsync(ct);
        return TypedResults.Ok(new DocumentsResponse(await rows.CountAsync(ct), number, documents));
    }

    private static async Task<Ok<DocumentResponse>> ReadAsync(Id<Diploma> id, AcquisDb db, CurrentActor actor, CancellationToken ct) =>
        TypedResults.Ok(Response(await db.Diplomas.AsNoTracking().VisibleTo(actor).SingleOrNotFoundAsync(d => d.Id == id, ct)));

    private static async Task<Ok<List<LackingResponse>>> LackingAsync(
        Id<Deliberation> id, AcquisDb db, CurrentActor actor, DiplomaService service, CancellationToken ct)
    {
        await db.FindVisibleAsync(id, actor, ct);
        return TypedResults.Ok((await service.LackingAsync(id, ct)).Select(a => new LackingResponse(a.Decision, a.Kind, a.BlockCode)).ToList());
    }

    private static async Task<Ok<List<DocumentResponse>>> IssueAsync(Id<Deliberation> id, DiplomaService service, CancellationToken ct) =>
        TypedResults.Ok((await service.IssueAllAsync(id, ct)).Select(Response).ToList());

    private static DocumentResponse Response(Diploma d) => new(d.Id, d.Number, d.Kind, d.BlockCode, d.HolderName, d.CandidacyId, d.IssuedOn, d.State);

    private static async Task<IResult> PdfAsync(Id<Diploma> id, AcquisDb db, CurrentActor actor, FileStore files, CancellationToken ct)
    {
        var document = await db.Diplomas.AsNoTracking().VisibleTo(actor).SingleOrNotFoundAsync(d => d.Id == id, ct);
        return Results.File(await files.OpenAsync(document.PdfFile, ct), "application/pdf", $"{document.Number}.pdf");
    }
}
