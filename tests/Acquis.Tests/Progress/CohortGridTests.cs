using System.Net;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Progress;

public sealed class CohortGridTests
{
    [Theory, BothDatabases]
    public async Task Levels_absences_and_what_could_not_be_assessed_are_told_apart_and_complete_grids_are_signed(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, ids) = await SceneAsync(program, 3);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        var path = Path(scene);
        var saved = await (await assessor.OpenAsync(path)).PressAsync("Enregistrer les brouillons", (Cell(ids[0]), "0"), (Cell(ids[1]), "a"), (Note(ids[1]), "Train en retard."));
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.Contains("Les brouillons sont enregistrés", saved.Document.Body!.TextContent);
        Assert.Equal("2 grilles complètes sur 3", saved.Title);

        var signed = await saved.PressAsync("Signer les grilles complètes");
        Assert.Contains("2 grilles sont signées", signed.Document.Body!.TextContent);
        var ratings = await program.ReadAsync(db => db.Ratings.AsNoTracking().ToDictionaryAsync(r => r.CandidacyId));
        Assert.Equal((0, null), (ratings[ids[0]].Level, ratings[ids[0]].NotAssessed));
        Assert.Equal((null, "Absent"), (ratings[ids[1]].Level, ratings[ids[1]].NotAssessed));

        var last = await signed.PressAsync("Enregistrer les brouillons", (Cell(ids[2]), "-"));
        await last.PressAsync("Signer les grilles complètes");
        var third = await program.ReadAsync(db => db.Ratings.AsNoTracking().SingleAsync(r => r.CandidacyId == ids[2]));
        Assert.Equal((null, "non évaluée"), (third.Level, third.NotAssessed));
        Assert.DoesNotContain("Signer", (await assessor.OpenAsync(path)).Text);
    }

    [Theory, BothDatabases]
    public async Task Two_people_in_the_same_grid_see_both_values_of_the_cell_they_share_and_the_rest_is_saved(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, ids) = await SceneAsync(program, 2);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        var (one, other) = (await assessor.OpenAsync(Path(scene)), await assessor.OpenAsync(Path(scene)));
        await one.PressAsync("Enregistrer les brouillons", (Cell(ids[0]), "3"));

        var stale = await other.PressAsync("Enregistrer les brouillons", (Cell(ids[0]), "1"), (Cell(ids[1]), "2"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Saisi entre-temps : 3", stale.Text);
        Assert.Equal("1", stale.Document.QuerySelector($"input[name='{Cell(ids[0])}']")!.GetAttribute("value"));
        Assert.Equal((3, 2), (await LevelAsync(program, ids[0]), await LevelAsync(program, ids[1])));

        await stale.PressAsync("Enregistrer les brouillons");
        Assert.Equal(1, await LevelAsync(program, ids[0]));
    }

    [Theory, BothDatabases]
    public async Task A_level_outside_the_scale_and_a_word_are_refused_in_their_cell_and_the_rest_is_saved(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, ids) = await SceneAsync(program, 3);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        var refused = await (await assessor.OpenAsync(Path(scene))).PressAsync(
            "Enregistrer les brouillons", (Cell(ids[0]), "7"), (Cell(ids[1]), "bof"), (Cell(ids[2]), "2"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Le niveau 7 donné pour C.1 n’est pas de l’échelle, qui va de 0 à 3", refused.Text);
        Assert.Contains("« bof » n’est pas un niveau", refused.Text);
        var kept = Assert.Single(await program.ReadAsync(db => db.Grids.AsNoTracking().ToListAsync()));
        Assert.Equal((ids[2], 2), (kept.CandidacyId, Assert.Single(kept.Content.Judgements).Level));
        var none = await (await assessor.OpenAsync(Path(scene))).PressAsync("Signer les grilles complètes", (Cell(ids[2]), ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        Assert.Contains("Aucune grille n’est complète", none.Text);
    }

    [Theory, BothDatabases]
    public async Task A_blind_second_assessor_sees_nothing_of_the_first_and_a_third_is_told_why_not(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, ids) = await SceneAsync(program, 1);
        using var first = await program.SignedInAsync(Role.Assessor);
        using var second = await program.SignedInAsync(Role.Assessor);
        using var third = await program.SignedInAsync(Role.Assessor);
        await (await first.OpenAsync(Path(scene))).PressAsync("Signer les grilles complètes", (Cell(ids[0]), "3"), (Note(ids[0]), "Très à l’aise."));

        var blind = await second.OpenAsync(Path(scene));
        Assert.Equal("0 grille complète sur 1", blind.Title);
        Assert.Equal("", blind.Document.QuerySelector($"input[name='{Cell(ids[0])}']")!.GetAttribute("value"));
        Assert.DoesNotContain("Très à l’aise", blind.Document.DocumentElement.OuterHtml);
        await blind.PressAsync("Enregistrer les brouillons", (Cell(ids[0]), "2"));
        Assert.Contains("Cette épreuve demande 2 évaluateurs", (await third.OpenAsync(Path(scene))).Text);
        Assert.Equal(3, await program.ReadAsync(db => db.Ratings.AsNoTracking().Select(r => r.Level).SingleAsync()));
    }

    [Theory, BothDatabases]
    public async Task Only_assessors_of_the_cohort_open_it(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, _) = await SceneAsync(program, 1);
        foreach (var role in new[] { Role.Registrar, Role.Trainer, Role.Auditor, Role.Candidate })
        {
            using var visitor = await program.SignedInAsync(role);
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.OpenAsync(Path(scene))).Status);
        }

        var other = await scene.ActAsync<CohortService, Cohort>(s => s.OpenAsync(
            new(scene.FrameworkVersion, scene.Cohort.CentreId, "ISI 2029", new(2027, 9, 1), new(2029, 6, 30)), default));
        using var elsewhere = await program.SignedInAsync(null, new Grant(Role.Assessor, null, null, other.Id));
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.OpenAsync(Path(scene))).Status);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        Assert.Equal(HttpStatusCode.NotFound, (await assessor.OpenAsync($"/cohorts/{scene.Cohort.Id}/assessments/E99/grid")).Status);
    }

    [Theory, BothDatabases]
    public async Task A_form_of_a_thousand_candidates_loses_no_field_and_its_standings_are_those_rebuilt(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var (scene, _) = await SceneAsync(program, 1);
        await CrowdAsync(program, scene, 999);
        using var assessor = await program.SignedInAsync(Role.Assessor);
        var page = await assessor.OpenAsync(Path(scene));
        var ids = page.Document.QuerySelectorAll("input[name=row]").Select(i => Id<Candidacy>.Parse(i.GetAttribute("value")!)).ToList();
        Assert.Equal(1_000, ids.Count);

        var signed = await page.PressAsync(
            "Signer les grilles complètes",
            [.. ids.SelectMany((id, i) => new[] { (Cell(id), $"{i % 4}"), (Note(id), $"Note {i}") })]);

        Assert.Contains("1 000 grilles", signed.Title.Replace("1000", "1 000", StringComparison.Ordinal));
        var levels = await program.ReadAsync(db => db.Ratings.AsNoTracking().ToDictionaryAsync(r => r.CandidacyId, r => r.Level));
        var notes = await program.ReadAsync(db => db.Grids.AsNoTracking().ToDictionaryAsync(g => g.CandidacyId, g => g.Content.Comment));
        Assert.All(ids.Index(), i => Assert.Equal((i.Index % 4, $"Note {i.Index}"), (levels[i.Item], notes[i.Item])));
        var differences = await program.InScopeAsync(async services =>
        {
            var found = new List<Refusal>();
            foreach (var explained in services.GetServices<IRowsExplainedByFacts>())
            {
                await foreach (var difference in explained.DifferencesAsync(services.GetRequiredService<Data.AcquisDb>(), default))
                    found.Add(difference);
            }

            return found;
        });
        Assert.Empty(differences);
    }

    private static string Path(Scene scene) => $"/cohorts/{scene.Cohort.Id}/assessments/E1/grid";

    private static string Cell(Id<Candidacy> id) => $"c.{id.Value:N}.0";

    private static string Note(Id<Candidacy> id) => $"n.{id.Value:N}";

    private static Task<int?> LevelAsync(TestProgram program, Id<Candidacy> id) =>
        program.ReadAsync(async db => (await db.Grids.AsNoTracking().SingleAsync(g => g.CandidacyId == id)).Content.Judgements.Single().Level);

    private static async Task<(Scene Scene, List<Id<Candidacy>> Ids)> SceneAsync(TestProgram program, int candidates)
    {
        var scene = await Scene.SetAsync(program);
        var ids = new List<Id<Candidacy>> { scene.Candidacy };
        for (var i = 1; i < candidates; i++)
            ids.Add(await scene.EnrolAsync($"Camille{i}", $"Zola{i}"));

        return (scene, ids);
    }

    private static Task CrowdAsync(TestProgram program, Scene scene, int candidates) => scene.ActAsync<CandidacyService>(s => s.EnrolAsync(
        [.. Enumerable.Range(0, candidates).Select(i => new Enrolment(
            scene.Cohort.Id,
            new Identity { FirstNames = ["Alix"], BirthName = $"Personne{i}", BirthDate = new(1990, 1 + (i % 12), 1 + (i % 28)), BirthPlace = new("100", "59350", "Lille"), Sex = Sex.F },
            null, AccessRoute.Apprenticeship, scene.Cohort.StartsOn))],
        default));
}
