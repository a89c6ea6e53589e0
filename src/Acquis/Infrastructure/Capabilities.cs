using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Candidacies.Import;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas;
using Acquis.Features.Frameworks;
using Acquis.Features.Home;
using Acquis.Features.Journal;
using Acquis.Features.Juries;
using Acquis.Features.Juries.Planning;
using Acquis.Features.Keeping;
using Acquis.Features.Messages;
using Acquis.Features.Progress;
using Acquis.Features.Rehearsals;
using Acquis.Features.Settings;
using Acquis.Features.Shared;
using Acquis.Infrastructure.Files;

namespace Acquis.Infrastructure;

/// <summary>The services and the routes of each capability, one line each.</summary>
public static class Capabilities
{
    public static void AddFeatures(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<FrameworkCatalogue>();
        builder.Services.AddScoped<CandidacyService>();
        builder.Services.AddScoped<PersonMatcher>();
        builder.Services.AddScoped<PersonService>();
        builder.Services.AddScoped<PersonMerger>();
        builder.Services.AddScoped<RowJudge>();
        builder.Services.AddScoped<PeopleImportService>();
        builder.Services.AddScoped<PeopleImportWriter>();
        builder.Services.AddScoped<CohortService>();
        builder.Services.AddScoped<SettingsService>();
        builder.Services.AddScoped(services => Rails.ShellFor(services.GetRequiredService<CurrentActor>()));
        builder.Services.AddScoped<FrameworkService>();
        builder.Services.AddScoped<CaseLibrary>();
        builder.Services.AddSingleton<Institution>();
        builder.Services.AddScoped<IRowsExplainedByFacts, AccountsExplained>();
        builder.Services.AddScoped<IRowsExplainedByFacts, SettingsExplained>();
        builder.Services.AddScoped<IRowsExplainedByFacts, FrameworksExplained>();
        builder.Services.AddScoped<IRowsExplainedByFacts, CohortsExplained>();
        builder.Services.AddScoped<IRowsExplainedByFacts, PeopleExplained>();
        builder.Services.AddScoped<HomeTasks>();
        builder.Services.AddScoped<HomeCohorts>();
        builder.Services.AddScoped<SeasonTasks>();
        builder.Services.AddScoped<WaitingTasks>();
        builder.Services.AddScoped<HomeWork>();
        builder.Services.AddScoped<OwnFiles>();
        builder.Services.AddScoped<FileStore>();
        builder.Services.AddMessages();
        builder.Services.AddJournal();
        builder.Services.AddKeeping();
        builder.Services.AddDecisions();
        builder.Services.AddJuries();
        builder.Services.AddDiplomas();
        builder.Services.AddProgress();
        builder.Services.AddRehearsals();
    }

    public static void MapFeatures(this WebApplication app)
    {
        app.MapApiDocument();
        app.MapCandidacies();
        app.MapPeopleImports();
        app.MapDecisions();
        app.MapDeliberations();
        app.MapDocuments();
        app.MapProgress();
        app.MapJournal();
        app.MapPlanning();
        app.MapJournalApi();
        app.MapFrameworks();
        app.MapCredentials();
        app.MapCase();
        app.MapLogo();
        app.MapKeeping();
        app.MapHealth();
    }
}
