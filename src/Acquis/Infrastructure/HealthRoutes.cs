using System.Data.Common;
using Acquis.Data;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Infrastructure;

/// <summary>
/// What a reverse proxy or a supervisor asks, signed in or not: <c>/health/live</c> (the program answers) and <c>/health/ready</c> (it can do its
/// work: database there and current, data folder there). One word each, nothing of anybody.
/// </summary>
public static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live")).RequireAuthorization(Policies.Anyone);
        routes.MapGet("/health/ready", ReadyAsync).RequireAuthorization(Policies.Anyone);
    }

    private static async Task<IResult> ReadyAsync(AcquisDb db, AcquisOptions options, CancellationToken ct)
    {
        var lacking = await LackingAsync(db, options, ct);
        return Results.Text(lacking ?? "ready", statusCode: lacking is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<string?> LackingAsync(AcquisDb db, AcquisOptions options, CancellationToken ct)
    {
        if (!Directory.Exists(options.DataFolder))
        {
            return "folder";
        }

        try
        {
            return (await db.Database.GetPendingMigrationsAsync(ct)).Any() ? "migrations" : null;
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or IOException)
        {
            return "database";
        }
    }
}
