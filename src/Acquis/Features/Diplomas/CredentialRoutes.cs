using Acquis.Data;
using Acquis.Domain.Diplomas;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>
/// What verifiers not written by us ask for, from anywhere and without an account: the certifier's keys and its journal's, its status lists, and a credential at the address that it
/// names itself by. Bytes as they were signed.
/// </summary>
public static class CredentialRoutes
{
    private const string CredentialType = "application/vc";

    public static void MapCredentials(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/.well-known/did.json", PublishedFiles.Methods, DidAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(PublishedFiles.Limit);
        routes.MapMethods("/.well-known/seals.pem", PublishedFiles.Methods, SealsAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(PublishedFiles.Limit);
        routes.MapMethods("/.well-known/journal.vkey", PublishedFiles.Methods, JournalKey).RequireAuthorization(Policies.Anyone).RequireRateLimiting(PublishedFiles.Limit);
        routes.MapMethods("/status/{list}", PublishedFiles.Methods, StatusAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(PublishedFiles.Limit);
        routes.MapMethods("/credentials/{code}", PublishedFiles.Methods, CredentialAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(DiplomasCapability.VerificationLimit);
    }

    private static async Task<IResult> DidAsync(HttpContext context, CredentialKeys keys, CancellationToken ct) =>
        await keys.DocumentAsync(ct) is { } document ? PublishedFiles.Send(context, document, "application/json", null) : Results.NotFound();

    private static async Task<IResult> SealsAsync(HttpContext context, PublishedKeys keys, CancellationToken ct) =>
        PublishedFiles.Send(context, await keys.SealsAsync(ct), "application/x-pem-file", null);

    private static IResult JournalKey(HttpContext context, PublishedKeys keys) => PublishedFiles.Send(context, keys.Journal, "text/plain; charset=utf-8", null);

    private static async Task<IResult> StatusAsync(HttpContext context, string list, AcquisDb db, CancellationToken ct)
    {
        var found = await db.StatusLists.AsNoTracking().Where(l => l.Name == list).Select(l => new { l.Content, l.ContentHash }).SingleOrDefaultAsync(ct);
        return found is null ? Results.NotFound() : PublishedFiles.Send(context, found.Content, CredentialType, found.ContentHash);
    }

    private static async Task<IResult> CredentialAsync(HttpContext context, string code, AcquisDb db, CancellationToken ct)
    {
        var read = ShortCode.Read(code);
        var found = read is null ? null
            : await db.Credentials.AsNoTracking().Where(c => c.Code == read).Select(c => new { c.Content, c.ContentHash }).SingleOrDefaultAsync(ct);
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        return found is null ? Results.NotFound() : PublishedFiles.Send(context, found.Content, CredentialType, found.ContentHash);
    }
}
