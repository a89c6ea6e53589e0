using Acquis.Features.Journal;
using Acquis.Features.Progress.Import;
using Acquis.Features.Progress.Observations;

namespace Acquis.Features.Progress;

/// <summary>Services and routes of levels and requirements.</summary>
public static class ProgressCapability
{
    public static void AddProgress(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            foreach (var converter in Data.Conversions.Json.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        services.AddScoped<StandingService>();
        services.AddScoped<ProgressService>();
        services.AddScoped<GridService>();
        services.AddScoped<ExemptionService>();
        services.AddScoped<IRowsExplainedByFacts, RatingsExplained>();
        services.AddScoped<IRowsExplainedByFacts, RecordsExplained>();
        services.AddScoped<IRowsExplainedByFacts, ExemptionsExplained>();
        services.AddScoped<IRowsExplainedByFacts, StandingsExplained>();
        services.AddScoped<ProgressReader>();
        services.AddScoped<Matrix.MatrixReader>();
        services.AddScoped<Matrix.OverdueReader>();
        services.AddScoped<Matrix.SavedViewService>();
        services.AddScoped<Mass.CohortGridReader>();
        services.AddScoped<Mass.CohortGridService>();
        services.AddScoped<Mass.CohortReleaseService>();
        services.AddScoped<LevelComparer>();
        services.AddScoped<LevelImportService>();
        services.AddScoped<CohortFiles>();
        services.AddScoped<ObservationComparer>();
        services.AddScoped<ObservationImportService>();
        services.AddScoped<ObservationExport>();
    }

    public static void MapProgress(this WebApplication app)
    {
        app.MapLevels();
        app.MapLevelImports();
        app.MapObservationImports();
        app.MapSheets();
        app.MapReleases();
        app.MapExemptions();
        app.MapProofs();
        app.MapDefences();
        app.MapHandedFiles();
    }
}
