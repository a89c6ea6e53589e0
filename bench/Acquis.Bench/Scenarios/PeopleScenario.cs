using System.Diagnostics;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Candidacies;
using Acquis.Features.Candidacies.Import;
using Acquis.Features.Frameworks;
using Acquis.Features.Rehearsals;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Bench.Scenarios;

/// <summary>Import of 10,000 candidates of whom 37 rows are bad, and finding somebody among 100,000 by part of a name.</summary>
internal static class PeopleScenario
{
    private const int Rows = 10_000;
    private const int Bad = 37;
    private const int Register = 100_000;
    private const int Searches = 41;
    private static readonly string[] Asked = ["guignac", "benoit lanmont", "lo", "quinelpin", "personne-du-tout", "etienne vau"];

    public static async Task RunAsync(Bench bench)
    {
        var postgres = bench.Stage.Postgres;
        var folder = Directory.CreateTempSubdirectory("acquis-bench-").FullName;
        var options = new AcquisOptions { DataFolder = folder, Postgres = postgres is null ? null : $"{postgres};Database=acquis_people", Url = ServerProcess.PeopleAddress };
        await using var app = AcquisHost.Build([], options, builder => builder.Logging.ClearProviders());
        BenchSession.MapForm(app);
        var cohort = await StageAsync(app, options);
        var (previews, writes) = (new List<double>(), new List<double>());
        var processor = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < bench.Runs.Count; round++)
            await ImportAsync(app, cohort, round * Rows, previews, writes);

        bench.Say(
            $"import of {Rows:N0} candidates, {Bad} rows bad", $"preview {Spread.Of(previews).Text("N1", " s")}", $"write {Spread.Of(writes).Text("N1", " s")}",
            $"{(Environment.CpuUsage.TotalTime - processor).TotalSeconds / bench.Runs.Count:N1} s of processor for both");
        await FillAsync(app, cohort);
        var (among, none) = (new List<double>(), new List<double>());
        await ImportAsync(app, cohort, 9 * Rows, among, none, write: false);
        bench.Say($"the same preview beside a register of {Register:N0} people", $"{among[0]:N1} s");
        await app.StartAsync();
        await SearchAsync(app, bench);
        await app.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Id<Cohort>> StageAsync(WebApplication app, AcquisOptions options)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await DatabaseStart.PrepareAsync(scope.ServiceProvider.GetRequiredService<AcquisDb>(), options, default);
        var framework = FrameworkYaml.Read(await File.ReadAllTextAsync(Root.Path("frameworks/expert-isi.yaml")), "expert-isi.yaml");
        return (await scope.ServiceProvider.GetRequiredService<StageSetter>().SetAsync(new(framework, 1, 11), "Bench", default)).Cohort.Id;
    }

    private static async Task ImportAsync(WebApplication app, Id<Cohort> cohort, int first, List<double> previews, List<double> writes, bool write = true)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(CandidatesFile.Of(Rows, Bad, first)));
        var watch = Stopwatch.StartNew();
        var import = await services.GetRequiredService<PeopleImportService>().PreviewAsync(new(cohort, PeopleImportKind.Candidates, "bench.csv", content), default);
        previews.Add(watch.Elapsed.TotalSeconds);
        if (!write)
            return;

        watch.Restart();
        var written = await services.GetRequiredService<PeopleImportWriter>().WriteAsync(import.Id, import.Version, TimeProvider.System.Now(), default);
        writes.Add(watch.Elapsed.TotalSeconds);
        if (written != Rows - Bad)
            throw new InvalidOperationException($"{written} rows were written.");
    }

    /// <summary>Fills the register up with rows alone, without their facts: it is the search that is measured.</summary>
    private static async Task FillAsync(WebApplication app, Id<Cohort> cohort)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
        var town = await db.Cohorts.AsNoTracking().SingleAsync(c => c.Id == cohort);
        var framework = await scope.ServiceProvider.GetRequiredService<FrameworkCatalogue>().GetAsync(db, town.FrameworkVersionId, default);
        var chance = new Chance(5);
        for (var have = await db.People.CountAsync(); have < Register; have += Rows / 2)
        {
            var now = TimeProvider.System.Now();
            for (var i = 0; i < Rows / 2; i++)
            {
                var (person, _) = Person.Register(Id<Person>.New(now), InventedPeople.Person(chance), null);
                db.Add(person);
                db.Add(Candidacy.Enrol(Id<Candidacy>.New(now), person, town, framework, AccessRoute.Apprenticeship, town.StartsOn, null, null).Candidacy);
            }

            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        if (db is PostgresDb)
            await db.Database.ExecuteSqlRawAsync("analyze");
    }

    private static async Task SearchAsync(WebApplication app, Bench bench)
    {
        using var client = await SignedInAsync(app);
        foreach (var asked in Asked)
        {
            var times = new List<double>();
            for (var i = 0; i < Searches; i++)
            {
                var watch = Stopwatch.StartNew();
                using var answer = await client.GetAsync($"/candidates?q={Uri.EscapeDataString(asked)}");
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            times.RemoveAt(0);
            bench.Say($"\"{asked}\" among {Register:N0} people, whole page", Spread.Of(times).Text("N0", " ms"));
        }
    }

    private static async Task<HttpClient> SignedInAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await BenchSession.ClientAsync(await BenchSession.OpenAsync(app, await BenchSession.RegisterAsync(scope.ServiceProvider)), ServerProcess.PeopleAddress);
    }
}
