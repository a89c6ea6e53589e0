using System.Diagnostics;
using System.Globalization;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Features.Candidacies.Import;
using Acquis.Features.Frameworks;
using Acquis.Features.Progress.Import;
using Acquis.Features.Progress.Matrix;
using Acquis.Features.Rehearsals;
using Acquis.Infrastructure;
using Acquis.Tests.Support;

namespace Acquis.Bench.Scenarios;

/// <summary>16,000 levels from a file of the matrix: read, shown cell by cell, recorded with a fact each in one durable transaction.</summary>
internal static class BulkScenario
{
    private const int Candidates = 1_000;

    public static async Task RunAsync(Bench bench)
    {
        var postgres = bench.Stage.Postgres;
        var folder = Directory.CreateTempSubdirectory("acquis-bench-").FullName;
        var options = new AcquisOptions { DataFolder = folder, Postgres = postgres is null ? null : $"{postgres};Database=acquis_bulk", Url = ServerProcess.PeopleAddress };
        await using var app = AcquisHost.Build([], options, builder => builder.Logging.ClearProviders());
        var cohort = await EnrolAsync(app, options);
        var (previews, writes) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.Runs.Count; round++)
            await ImportAsync(app, cohort, round, previews, writes);

        bench.Say(
            "16,000 levels from a file, 1,000 x 16", $"read and shown {Spread.Of(previews).Text("N1", " s")}", $"recorded with 16,000 facts {Spread.Of(writes).Text("N1", " s")}");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Id<Cohort>> EnrolAsync(WebApplication app, AcquisOptions options)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await DatabaseStart.PrepareAsync(services.GetRequiredService<AcquisDb>(), options, default);
        var framework = FrameworkYaml.Read(await File.ReadAllTextAsync(Root.Path("frameworks/expert-isi.yaml")), "expert-isi.yaml");
        var cohort = (await services.GetRequiredService<StageSetter>().SetAsync(new(framework, 1, 11), "Bulk", default)).Cohort.Id;
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(CandidatesFile.Of(Candidates, 0, 0)));
        var import = await services.GetRequiredService<PeopleImportService>().PreviewAsync(new(cohort, PeopleImportKind.Candidates, "bulk.csv", content), default);
        await services.GetRequiredService<PeopleImportWriter>().WriteAsync(import.Id, import.Version, TimeProvider.System.Now(), default);
        return cohort;
    }

    private static async Task ImportAsync(WebApplication app, Id<Cohort> id, int round, List<double> previews, List<double> writes)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var matrix = await services.GetRequiredService<MatrixReader>().ReadAsync(id, new(Lane.Trainer, null, null, null, null), default);
        var filled = matrix.All.Select((row, r) => row with { Cells = [.. row.Cells.Select((_, c) => ((r + c + round) % 4).ToString(CultureInfo.InvariantCulture))] }).ToList();
        using var file = new MemoryStream(MatrixExport.Csv(MatrixColumns.Of(matrix.Framework, null), filled));
        var service = services.GetRequiredService<LevelImportService>();

        var watch = Stopwatch.StartNew();
        var import = await service.PreviewAsync(id, "bulk.csv", file, default);
        // Each round a day later: a level of the same day would replace the one before, with a reason.
        await service.SayAsync(import.Id, import.Version, import.Plan with { Date = matrix.Cohort.StartsOn.AddDays(round + 1) }, default);
        var shown = await service.ReadAsync(import.Id, default);
        previews.Add(watch.Elapsed.TotalSeconds);
        watch.Restart();
        var written = await service.WriteAsync(import.Id, shown.Import.Version, shown.Digest(), default);
        writes.Add(watch.Elapsed.TotalSeconds);
        if (written != 16 * filled.Count)
            throw new InvalidOperationException($"{written} levels were recorded of {16 * filled.Count}.");
    }
}
