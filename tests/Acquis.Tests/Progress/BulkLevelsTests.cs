using System.Net;
using System.Text;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Journal;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Progress;

/// <summary>Levels by the hundred, which are written without change tracking: the same rows and facts as one by one, all or none.</summary>
public sealed class BulkLevelsTests
{
    private const int Candidates = 20;

    [Theory, BothDatabases]
    public async Task Hundreds_of_levels_of_one_file_are_each_told_by_a_fact_and_the_journal_holds(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, ids) = await CrowdAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var preview = await SendAsync(registrar, scene, FileOf(scene, ids));
        var written = await preview.PressAsync("Enregistrer 320 niveaux");
        Assert.Contains("320 niveaux sont enregistrés", written.Document.Body!.TextContent);

        var ratings = await program.ReadAsync(db => db.Ratings.AsNoTracking().OrderBy(r => r.Id).ToListAsync());
        Assert.All(ratings, r => Assert.Equal(LevelOf(scene, ids, r), (r.Level, r.NotAssessed)));
        Assert.Equal((320, 320), (ratings.Count, await program.ReadAsync(db => db.Facts.CountAsync(f => f.Action == "level-recorded"))));
        Assert.Equal(320, await program.ReadAsync(db => db.Facts.CountAsync(f => f.Action == "level-recorded" && db.FactPayloads.Any(p => p.FactId == f.Id)
            && db.FactSubjects.Any(s => s.FactId == f.Id) && db.UnnumberedFacts.Any(u => u.FactId == f.Id))));
        await program.InScopeAsync(services => services.GetRequiredService<JournalSequencer>().NumberAsync(default));
        var report = await program.InScopeAsync(services => services.GetRequiredService<JournalVerifier>().VerifyAsync(default));
        Assert.True(report.Holds, string.Join("; ", report.Faults));
        Assert.Equal(0, report.Unnumbered);
    }

    [Theory, BothDatabases]
    public async Task A_database_that_fails_in_the_middle_keeps_nothing_of_the_file_and_it_can_be_confirmed_again(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, ids) = await CrowdAsync(program);
        using var registrar = await program.SignedInAsync(Role.Registrar);
        var preview = await SendAsync(registrar, scene, FileOf(scene, ids));
        var before = await program.ReadAsync(db => db.Facts.CountAsync());
        await ByHandAsync(program, engine is Engine.Sqlite
            ? "create trigger stop_halfway before insert on fact_payloads when (select count(*) from ratings) > 300 and new.json like '%C.16%' begin select raise(abort, 'halfway'); end"
            : "create function stop_halfway() returns trigger language plpgsql as $$ begin raise exception 'halfway'; end $$; "
                + "create trigger stop_halfway before insert on fact_payloads for each row when (new.json like '%C.16%') execute function stop_halfway()");

        Assert.Equal(HttpStatusCode.InternalServerError, (await preview.PressAsync("Enregistrer 320 niveaux")).Status);
        Assert.Equal((0, before), await program.ReadAsync(async db => (await db.Ratings.CountAsync(), await db.Facts.CountAsync())));
        Assert.Equal(LevelImportState.Previewed, await program.ReadAsync(db => db.LevelImports.Select(i => i.State).SingleAsync()));

        await ByHandAsync(program, engine is Engine.Sqlite ? "drop trigger stop_halfway" : "drop trigger stop_halfway on fact_payloads");
        await (await registrar.OpenAsync(preview.Path)).PressAsync("Enregistrer 320 niveaux");
        Assert.Equal(320, await program.ReadAsync(db => db.Ratings.CountAsync()));
    }

    private static Task<int> ByHandAsync(TestProgram program, string sql) => program.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    private static string FileOf(Scene scene, List<Id<Candidacy>> ids)
    {
        var codes = Codes(scene);
        var lines = ids.Select((id, row) => $"{id};{string.Join(';', codes.Select((_, column) => (row + column) % 5 is 4 ? "A" : $"{(row + column) % 5}"))}");
        return $"Identifiant Acquis;{string.Join(';', codes)}\r\n{string.Join("\r\n", lines)}\r\n";
    }

    private static (int?, string?) LevelOf(Scene scene, List<Id<Candidacy>> ids, Rating rating)
    {
        var value = (ids.IndexOf(rating.CandidacyId) + Codes(scene).IndexOf(rating.Competence)) % 5;
        return value is 4 ? (null, "Absent") : (value, null);
    }

    private static List<string> Codes(Scene scene) => [.. scene.Framework.Competences.Select(c => c.Code)];

    private static async Task<(Scene Scene, List<Id<Candidacy>> Ids)> CrowdAsync(TestProgram program)
    {
        var scene = await Scene.SetAsync(program);
        await scene.ActAsync<CandidacyService>(s => s.EnrolAsync(
            [.. Enumerable.Range(0, Candidates - 1).Select(i => new Enrolment(
                scene.Cohort.Id,
                new Identity { FirstNames = ["Alix"], BirthName = $"Personne{i}", BirthDate = new(1990, 1 + (i % 12), 1 + i), BirthPlace = new("100", "59350", "Lille"), Sex = Sex.F },
                null, AccessRoute.Apprenticeship, scene.Cohort.StartsOn))],
            default));
        return (scene, await program.ReadAsync(db => db.Candidacies.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync()));
    }

    private static async Task<Page> SendAsync(Visitor visitor, Scene scene, string text) =>
        await (await visitor.OpenAsync($"/cohorts/{scene.Cohort.Id}/levels/import")).UploadAsync("Lire le fichier", Encoding.UTF8.GetBytes(text), "niveaux.csv");
}
