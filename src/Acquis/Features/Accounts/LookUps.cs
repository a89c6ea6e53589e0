using Acquis.Data;
using Acquis.Infrastructure;

namespace Acquis.Features.Accounts;

/// <summary>Journals what an auditor looks at, before it is shown: pages, exports and files alike.</summary>
public static class LookUps
{
    private static readonly Role[] Staff = [.. Enum.GetValues<Role>().Where(r => r is not (Role.Auditor or Role.Candidate))];

    /// <summary>Put after authorisation: what is refused is not a look.</summary>
    public static IApplicationBuilder UseLookUps(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var actor = context.RequestServices.GetRequiredService<CurrentActor>();
        if (HttpMethods.IsGet(context.Request.Method) && actor.AccountId is { } account && IsAuditorOnly(actor)
            && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { Length: > 0 } route } && !IsNothing(route))
        {
            var db = context.RequestServices.GetRequiredService<AcquisDb>();
            var time = context.RequestServices.GetRequiredService<TimeProvider>();
            db.Record(new LookedUp(new(account), $"/{route.TrimStart('/')}", KindOf(route), ObjectOf(context)), actor.Actor, time.Now());
            await db.SaveChangesAsync(context.RequestAborted);
        }

        await next();
    });

    private static bool IsAuditorOnly(CurrentActor actor) => !actor.IsProgram && actor.Holds(Role.Auditor) && !actor.Holds(Staff);

    /// <summary>Error pages, and addresses that lead nowhere.</summary>
    private static bool IsNothing(string route) => route.StartsWith("error", StringComparison.Ordinal) || route.StartsWith("{**", StringComparison.Ordinal);

    /// <summary>The object of a route such as <c>cohorts/{id:guid}/matrix</c> is a cohort.</summary>
    private static string KindOf(string route)
    {
        var first = route.TrimStart('/').Split('/') is ["api", _, var called, ..] ? called : route.TrimStart('/').Split('/')[0];
        return first switch
        {
            "frameworks" => "framework-version",
            "candidacies" => "candidacy",
            _ => first.EndsWith('s') ? first[..^1] : first,
        };
    }

    private static Guid? ObjectOf(HttpContext context) =>
        context.Request.RouteValues.Values.Select(v => Guid.TryParse(v as string, out var id) ? id : (Guid?)null).FirstOrDefault(id => id is not null);
}
