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

namespace Acquis.Bench;

/// <summary>Import of 10,000 candidates of whom 37 rows are bad, and finding somebody among 100,000 by part of a name.</summary>
internal static class PeopleBench
{
    private const int Rows = 10_000;
    private const int Bad = 37;
    private const int Rounds = 3;
    private const int Register = 100_000;
    private const int Searches = 41;
    private static readonly string[] Asked = ["guignac", "benoit lanmont", "lo", "quinelpin", "personne-du-tout", "etienne vau"];

    /// <param name="postgres">Connection string without a database; null for the embedded database.</param>
    public static async Task RunAsync(string? postgres)
    {
        var name = postgres is null ? "SQLite" : "PostgreSQL";
        var folder = Directory.CreateTempSubdirectory("acquis-bench-").FullName;
        var options = new AcquisOptions { DataFolder = folder, Postgres = postgres is null ? null : $"{postgres};Database=acquis_people", Url = WebBench.Address };
        await using var app = AcquisHost.Build([], options, builder => builder.Logging.ClearProviders());
        WebBench.MapForm(app);
        var cohort = await StageAsync(app, options);
        var (previews, writes) = (new List<double>(), new List<double>());
        var processor = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < Rounds; round++)
            await ImportAsync(app, cohort, round * Rows, previews, writes);

        Console.WriteLine($"{name}: import of {Rows:N0} candidates, {Bad} rows bad: preview {Median(previews):N1} s, write {Median(writes):N1} s (medians of {Rounds}; write {writes.Min():N1} to {writes.Max():N1}); {(Environment.CpuUsage.TotalTime - processor).TotalSeconds / Rounds:N1} s of processor for both");
        await FillAsync(app, cohort);
        var (among, none) = (new List<double>(), new List<double>());
        await ImportAsync(app, cohort, 9 * Rows, among, none, write: false);
        Console.WriteLine($"{name}: the same preview beside a register of {Register:N0} people: {among[0]:N1} s");
        await app.StartAsync();
        await SearchAsync(app, name);
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

    private static async Task SearchAsync(WebApplication app, string name)
    {
        using var client = await WebBench.SignedInAsync(app);
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
            Console.WriteLine($"{name}: \"{asked}\" among {Register:N0} people, whole page: median {Median(times):N0} ms of {times.Count} (max {times.Max():N0})");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
