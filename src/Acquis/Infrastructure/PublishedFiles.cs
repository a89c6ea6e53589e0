using System.Threading.RateLimiting;
using Microsoft.Net.Http.Headers;

namespace Acquis.Infrastructure;

/// <summary>Files for everybody, which software not written by us asks for from anywhere: keys, status lists, credentials, frameworks.</summary>
public static class PublishedFiles
{
    /// <summary>Policy of what one verifier may ask often, for many credentials.</summary>
    public const string Limit = "published";

    // Short enough that a revocation is known within minutes (Bitstring Status List 1.0, section 5).
    private const string Cached = "public, max-age=300";

    /// <summary>Some verifiers ask by HEAD first whether an address answers.</summary>
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>The bytes as they are, for any page and any cache.</summary>
    /// <param name="hash">Hash of the content, for who asks again; null where it is made anew each time.</param>
    public static IResult Send(HttpContext context, byte[] content, string type, string? hash)
    {
        ForAnyPage(context);
        context.Response.Headers.CacheControl = Cached;
        return Results.Bytes(content, type, entityTag: hash is null ? null : new EntityTagHeaderValue($"\"{hash}\""));
    }

    /// <summary>Lets scripts of any page read the answer: a failure too, or they would see nothing but that there was one.</summary>
    public static void ForAnyPage(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.AccessControlExposeHeaders = "X-Total-Count, Link";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    /// <summary>Ten a second from one address, and a hundred and twenty seconds' worth at once.</summary>
    public static RateLimitPartition<string> PartitionOf(HttpContext context) => RateLimitPartition.GetTokenBucketLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new() { TokenLimit = 1200, TokensPerPeriod = 600, ReplenishmentPeriod = TimeSpan.FromMinutes(1), QueueLimit = 0 });
}
