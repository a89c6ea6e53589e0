using Acquis.Features.Keeping.Checks;
using Acquis.Infrastructure;

namespace Acquis.Features.Keeping;

/// <summary>Services that keep the installation: backups, checks.</summary>
public static class KeepingCapability
{
    public static void AddKeeping(this IServiceCollection services)
    {
        services.AddScoped<BackupMaker>();
        services.AddScoped<BackupService>();
        services.AddSingleton<BackupWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<BackupWorker>());
        services.AddScoped<Doctor>();
        services.AddScoped<ICheck, DiskCheck>();
        services.AddScoped<ICheck, ClockFinding>();
        services.AddScoped<ICheck, DatabaseCheck>();
        services.AddScoped<ICheck, MailCheck>();
        services.AddScoped<ICheck, KeyCheck>();
        services.AddScoped<ICheck, JournalCheck>();
        services.AddScoped<ICheck, FilesCheck>();
        services.AddScoped<ICheck, BackupCheck>();
    }

    /// <summary>Downloads: the file of a sealed backup.</summary>
    public static void MapKeeping(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/settings/backups/{id:guid}/file", FileAsync).RequireAuthorization(Policies.Administrator).NeedsStrongSignIn();

    private static async Task<IResult> FileAsync(Guid id, BackupService backups, CancellationToken ct)
    {
        var run = await backups.TakeAwayAsync(new(id), ct);
        return Results.File(run.File, "application/octet-stream", Path.GetFileName(run.File));
    }
}
