using Acquis.Features.Journal;
using Acquis.Features.Juries.Planning;

namespace Acquis.Features.Juries;

/// <summary>Services of the registers and seasons of juries.</summary>
public static class JuriesCapability
{
    public static void AddJuries(this IServiceCollection services)
    {
        services.AddScoped<IRowsExplainedByFacts, RegistersExplained>();
        services.AddScoped<IRowsExplainedByFacts, SeasonsExplained>();
        services.AddScoped<JurorService>();
        services.AddScoped<SiteService>();
        services.AddScoped<SeasonService>();
        services.AddScoped<SeasonReader>();
        services.AddScoped<SeasonLinks>();
        services.AddScoped<SeasonLetters>();
        services.AddScoped<AvailabilityService>();
        services.AddScoped<JuryRules>();
        services.AddScoped<ConflictReader>();
        services.AddScoped<TieService>();
        services.AddScoped<StatementService>();
        services.AddScoped<StatementLetters>();
        services.AddPlanning();
    }

    /// <summary>Timetables: read, sought in the background, changed, adopted.</summary>
    private static void AddPlanning(this IServiceCollection services)
    {
        services.AddScoped<IRowsExplainedByFacts, PlanningExplained>();
        services.AddScoped<PlanningReader>();
        services.AddScoped<TimetableService>();
        services.AddScoped<SuppositionService>();
        services.AddScoped<AdoptionService>();
        services.AddScoped<SummonsLinks>();
        services.AddScoped<SummonsLetters>();
        services.AddScoped<SummonsReader>();
        services.AddScoped<ReminderService>();
        services.AddHostedService<ReminderJob>();
        services.AddSingleton<TimetableWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<TimetableWorker>());
    }
}
