using Acquis.Features.Journal;

namespace Acquis.Features.Decisions;

/// <summary>Services of deliberations and decisions.</summary>
public static class DecisionsCapability
{
    public static void AddDecisions(this IServiceCollection services)
    {
        services.AddScoped<CandidacyRecords>();
        services.AddScoped<JuryTies>();
        services.AddScoped<DeliberationService>();
        services.AddScoped<RecusalService>();
        services.AddScoped<DeclarationService>();
        services.AddScoped<ClosingService>();
        services.AddScoped<CorrectionService>();
        services.AddScoped<PublicationService>();
        services.AddScoped<MinutesWriter>();
        services.AddScoped<DeliberationActs>();
        services.AddScoped<DecisionReader>();
        services.AddScoped<DecisionExport>();
        services.AddScoped<IRowsExplainedByFacts, DeliberationsExplained>();
        services.AddScoped<IRowsExplainedByFacts, DecisionsExplained>();
        services.AddHostedService<PublicationJob>();
    }
}
