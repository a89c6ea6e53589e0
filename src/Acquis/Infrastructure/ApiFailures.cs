using Acquis.Domain;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Infrastructure;

/// <summary>
/// Turns what a route outside the pages threw into a problem document (RFC 9457): a refused rule 409 with its stable codes, not found 404, not
/// allowed 403, stale 409, a full disk 507, a database that does not answer 503. Anything else is a bug and stays a 500.
/// </summary>
public sealed class ApiFailures(Texts texts) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            RefusedException or StaleException or DbUpdateConcurrencyException => AnswerTo(exception, texts),
            BadHttpRequestException bad when IsOfApi(httpContext) => Results.Problem(statusCode: bad.StatusCode, type: "urn:acquis:unreadable", detail: bad.Message),
            NotFoundException => Results.Problem(statusCode: StatusCodes.Status404NotFound),
            ForbiddenException => Results.Problem(statusCode: StatusCodes.Status403Forbidden),
            _ when IsOfApi(httpContext) && StorageFailures.CodeOf(exception) is { } code =>
                Results.Problem(statusCode: StorageFailures.StatusOf(code), type: $"urn:acquis:{code}", title: texts[code]),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>The answer to a rule that refuses, or to a change made since the caller read.</summary>
    public static IResult AnswerTo(Exception exception, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return exception is RefusedException refused
            ? Results.Problem(
                statusCode: StatusCodes.Status409Conflict,
                type: $"urn:acquis:{refused.Refusals[0].Code}",
                title: texts.Of(refused.Refusals[0]),
                extensions: new Dictionary<string, object?>
                {
                    ["refusals"] = refused.Refusals.Select(r => new { code = r.Code, text = texts.Of(r) }).ToList(),
                })
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, type: "urn:acquis:stale");
    }

    /// <summary>By the path that was asked for: the request's own is that of the error page by now.</summary>
    private static bool IsOfApi(HttpContext context) =>
        new PathString(context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Request.Path).StartsWithSegments("/api");
}
