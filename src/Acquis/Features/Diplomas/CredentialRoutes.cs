using System.Threading.RateLimiting;
using Acquis.Data;
using Acquis.Domain.Diplomas;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Acquis.Features.Diplomas;

/// <summary>
/// What verifiers not written by us ask for, from anywhere and without an account: the certifier's keys, its status lists, and a credential at the address that it
/// names itself by. Bytes as they were signed.
/// </summary>
public static class CredentialRoutes
{
    /// <summary>Policy of keys and lists: one verifier may ask often, for many credentials.</summary>
    public const string PublishedLimit = "published";

    private const string CredentialType = "application/vc";

    /// <summary>Short enough that a revocation is known within minutes (Bitstring Status List 1.0, section 5).</summary>
    private const string Cached = "public, max-age=300";

    public static void MapCredentials(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/did.json", DidAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(PublishedLimit);
        routes.MapGet("/status/{list}", StatusAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(PublishedLimit);
        routes.MapGet("/credentials/{code}", CredentialAsync).RequireAuthorization(Policies.Anyone).RequireRateLimiting(DiplomasCapability.VerificationLimit);
    }

    internal static RateLimitPartition<string> Limit(HttpContext context) => RateLimitPartition.GetTokenBucketLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new() { TokenLimit = 1200, TokensPerPeriod = 600, ReplenishmentPeriod = TimeSpan.FromMinutes(1), QueueLimit = 0 });

    private static async Task<IResult> DidAsync(HttpContext context, CredentialKeys keys, CancellationToken ct) =>
        await keys.DocumentAsync(ct) is { } document ? Published(context, document, "application/json", null) : Results.NotFound();

    private static async Task<IResult> StatusAsync(HttpContext context, string list, AcquisDb db, CancellationToken ct)
    {
        var found = await db.StatusLists.AsNoTracking().Where(l => l.Name == list).Select(l => new { l.Content, l.ContentHash }).SingleOrDefaultAsync(ct);
        return found is null ? Results.NotFound() : Published(context, found.Content, CredentialType, found.ContentHash);
    }

    private static async Task<IResult> CredentialAsync(HttpContext context, string code, AcquisDb db, CancellationToken ct)
    {
        var read = ShortCode.Read(code);
        var found = read is null ? null
            : await db.Credentials.AsNoTracking().Where(c => c.Code == read).Select(c => new { c.Content, c.ContentHash }).SingleOrDefaultAsync(ct);
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        return found is null ? Results.NotFound() : Published(context, found.Content, CredentialType, found.ContentHash);
    }

    private static IResult Published(HttpContext context, byte[] content, string type, string? hash)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.CacheControl = Cached;
        return Results.Bytes(content, type, entityTag: hash is null ? null : new EntityTagHeaderValue($"\"{hash}\""));
    }
}
