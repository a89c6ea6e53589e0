namespace Acquis.Features.Keeping;

/// <summary>Services that keep the installation: backups, checks.</summary>
public static class KeepingCapability
{
    public static void AddKeeping(this IServiceCollection services) => services.AddScoped<BackupMaker>();
}
