using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Accounts.Tokens;
using Microsoft.AspNetCore.Antiforgery;

namespace Acquis.Infrastructure;

/// <summary>
/// What stands before every API route, after its policy: a token must hold the permission; a cookie, which a browser sends by itself, must come with
/// the header <c>X-Acquis-Form</c> for whatever changes something.
/// </summary>
public static class ApiGuard
{
    /// <summary>Asks tokens for that permission, and guards the route.</summary>
    public static TBuilder NeedsScope<TBuilder>(this TBuilder route, string scope)
        where TBuilder : IEndpointConventionBuilder => route.AddEndpointFilter(async (context, next) =>
    {
        var http = context.HttpContext;
        if (http.User.HasClaim(c => c.Type == TokenHandler.TokenClaim))
            return http.User.HasClaim(TokenHandler.ScopeClaim, scope) ? await next(context) : Problem(StatusCodes.Status403Forbidden, "scope-missing");

        var isWrite = !HttpMethods.IsGet(http.Request.Method);
        if (isWrite && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            return Problem(StatusCodes.Status400BadRequest, "antiforgery");

        return await next(context);
    });

    /// <summary>Asks the cookie of who decides or issues for a second factor; a token was made with one.</summary>
    public static TBuilder NeedsStrongSignIn<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.AddEndpointFilter(async (context, next) =>
    {
        var services = context.HttpContext.RequestServices;
        return StrongSignIn.IsLacking(services.GetRequiredService<CurrentActor>(), services.GetRequiredService<AcquisOptions>())
            ? Problem(StatusCodes.Status403Forbidden, "second-factor-missing")
            : await next(context);
    });

    private static IResult Problem(int status, string code) => Results.Problem(statusCode: status, type: $"urn:acquis:{code}");
}
