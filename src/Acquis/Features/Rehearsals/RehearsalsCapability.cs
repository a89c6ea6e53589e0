namespace Acquis.Features.Rehearsals;

/// <summary>Services of rehearsals and of the demonstration.</summary>
public static class RehearsalsCapability
{
    public static void AddRehearsals(this IServiceCollection services)
    {
        services.AddScoped<StageSetter>();
        services.AddScoped<Rehearsal>();
        services.AddScoped<RehearsalOutput>();
        services.AddScoped<RehearsalCredentials>();
        services.AddScoped<InventedSeason>();
        services.AddScoped<DemonstrationParts>();
        services.AddScoped<Demonstration>();
    }
}
