using Microsoft.Extensions.Primitives;

namespace Acquis.Infrastructure.Idempotency;

/// <summary>The header <c>Idempotency-Key</c> on routes that write (IETF draft of the HTTP APIs working group; docs/api.md).</summary>
public static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";

    /// <summary>Lets callers name the call by a key. Comes last on a route: rights and permissions are asked for at every call.</summary>
    public static RouteHandlerBuilder TakesIdempotencyKey(this RouteHandlerBuilder route) =>
        route.WithMetadata(new TakesKey()).ProducesProblem(StatusCodes.Status422UnprocessableEntity).AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (!http.Request.Headers.TryGetValue(Header, out var given))
                return await next(context);

            return KeyOf(given) is { } key
                ? await http.RequestServices.GetRequiredService<KeptAnswers>().OnceAsync(http, key, () => next(context))
                : Results.Problem(statusCode: StatusCodes.Status400BadRequest, type: "urn:acquis:idempotency-key-malformed");
        });

    /// <summary>Keeps the body of a call with a key, so that it can be read for what it says and again for its fingerprint.</summary>
    public static IApplicationBuilder UseIdempotencyKeys(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is { } endpoint && TakesKeyOn(endpoint.Metadata) && context.Request.Headers.ContainsKey(Header))
            context.Request.EnableBuffering();

        return next(context);
    });

    public static void AddIdempotencyKeys(this IServiceCollection services)
    {
        services.AddSingleton<CallsInProgress>();
        services.AddScoped<KeptAnswers>();
        services.AddHostedService<KeptAnswersSweep>();
    }

    /// <summary>Whether a route takes keys.</summary>
    public static bool TakesKeyOn(IEnumerable<object> metadata) => metadata.OfType<TakesKey>().Any();

    /// <summary>The key of the header, a quoted string in the draft, taken without quotes too; null where it is none.</summary>
    private static string? KeyOf(StringValues given)
    {
        if (given is not [{ } text])
            return null;

        var key = text is ['"', .. var quoted, '"'] ? quoted : text;
        return key.Length is > 0 and <= KeptAnswer.KeyMaxLength && key.All(c => c is > ' ' and < (char)127 and not '"' and not '\\') ? key : null;
    }

    private sealed class TakesKey;
}

/// <summary>Deletes old answers once an hour.</summary>
public sealed partial class KeptAnswersSweep(IServiceScopeFactory scopes, TimeProvider time, ILogger<KeptAnswersSweep> log) : TurnWorker(TimeSpan.FromHours(1), time)
{
    /// <inheritdoc />
    protected override async Task<bool> TurnAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<KeptAnswers>().SweepAsync(ct);
        return false;
    }

    /// <inheritdoc />
    protected override void Tell(Exception fault) => NotSwept(log, fault);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "Old answers of the API could not be deleted; trying again in an hour")]
    private static partial void NotSwept(ILogger logger, Exception error);
}
