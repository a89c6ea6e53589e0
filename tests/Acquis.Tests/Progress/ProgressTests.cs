using System.Net;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Progress;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Progress;

public sealed class ProgressTests
{
    [Theory, BothDatabases]
    public async Task Two_levels_across_the_threshold_are_to_be_agreed_until_a_motivated_agreement(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var first = await scene.Program.SignedInAsync(Role.Assessor);
        using var second = await scene.Program.SignedInAsync(Role.Assessor);
        await scene.RateAsync(first, Role.Assessor, "E1", "C.1", 1);
        Assert.Equal("w", (await scene.StandingAsync()).Cells.Split(' ')[0]);
        await scene.RateAsync(second, Role.Assessor, "E1", "C.1", 2);
        Assert.Equal("1≠2", (await scene.StandingAsync()).Cells.Split(' ')[0]);

        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        var page = await registrar.OpenAsync($"/candidacies/{scene.Candidacy.Id}/competences/C.1");
        var refused = await page.PressAsync("Enregistrer ce niveau", ("Value", "2"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        await page.PressAsync("Enregistrer ce niveau", ("Value", "2"), ("Motive", "Revue commune."));

        var standing = await scene.StandingAsync();
        Assert.Equal(("2", 1), (standing.Cells.Split(' ')[0], standing.Acquired));
    }

    [Theory, BothDatabases]
    public async Task A_standing_kept_fact_by_fact_is_the_one_rebuilt_from_all_facts(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        await scene.RateAsync(registrar, Role.Registrar, "E1", "C.1", null, "absente");
        await scene.AsAsync(registrar, Role.Registrar, async services =>
        {
            var progress = services.GetRequiredService<ProgressService>();
            await progress.RecordJuryLevelAsync(scene.Candidacy.Id, new("C.2", 3, Comment: "Vu à la soutenance."), new(scene.Today), default);
            await progress.RecordProofAsync(scene.Candidacy.Id, new("C.2", ProofContext.Company, scene.Today), default);
            await progress.RecordRequirementAsync(scene.Candidacy.Id, new("portfolio", null, RequirementState.Validated, scene.Today), default);
            return 0;
        });
        var kept = await scene.StandingAsync();
        Assert.Equal(("-", "3"), (kept.Cells.Split(' ')[0], kept.Cells.Split(' ')[1]));

        await scene.Program.InScopeAsync(services => services.GetRequiredService<StandingService>().RebuildAsync(default));
        var rebuilt = await scene.StandingAsync();

        Assert.Equal(Told(kept), Told(rebuilt));

        static string Told(Standing s) => string.Join('|', s.Cells, s.ReleasedCells, s.Proofs, s.Requirements, s.Blocks, s.Certification, s.Acquired, string.Join(',', s.Gap));
    }

    [Theory, BothDatabases]
    public async Task Who_has_a_grid_to_sign_sees_nothing_of_the_other_and_a_signed_grid_never_changes(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var first = await scene.Program.SignedInAsync(Role.Assessor);
        using var second = await scene.Program.SignedInAsync(Role.Assessor);
        var path = $"/candidacies/{scene.Candidacy.Id}/assessments/E1/grid";
        var draft = await (await first.OpenAsync(path)).PressAsync("Enregistrer le brouillon", ("Input.Seen[E1.1]", "Partly"), ("Input.Comment", "Coupe la parole."));
        Assert.Equal(HttpStatusCode.OK, draft.Status);
        Assert.Contains("1 critère observé sur 9", draft.Text);
        var signed = await draft.PressAsync("Signer la grille", ("Input.Levels[C.1]", "1"));
        Assert.Contains("Grille signée", signed.Text);

        var blind = await second.OpenAsync(path);
        Assert.DoesNotContain("Coupe la parole", blind.Text);
        Assert.Contains("Aucun niveau", (await second.OpenAsync($"/candidacies/{scene.Candidacy.Id}/competences/C.1")).Text);
        await blind.PressAsync("Enregistrer le brouillon", ("Input.Levels[C.1]", "2"));
        var late = await draft.PressAsync("Enregistrer le brouillon", ("Input.Levels[C.1]", "3"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        var grid = await scene.Program.ReadAsync(db => db.Grids.AsNoTracking().SingleAsync(g => g.State == GridState.Submitted));
        Assert.Equal(1, Assert.Single(grid.Content.Judgements).Level);
    }

    [Theory, BothDatabases]
    public async Task A_candidate_sees_certifying_levels_once_released(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var first = await scene.Program.SignedInAsync(Role.Assessor);
        using var second = await scene.Program.SignedInAsync(Role.Assessor);
        using var candidate = await scene.CandidateAsync();
        await scene.RateAsync(first, Role.Assessor, "E1", "C.1", 3);
        await scene.RateAsync(second, Role.Assessor, "E1", "C.1", 3);
        var page = $"/candidacies/{scene.Candidacy.Id}";
        Assert.Contains("Il vous manque 16 compétences sur 16", (await candidate.OpenAsync(page)).Title);

        await scene.AsAsync(first, Role.Registrar, async services =>
        {
            await services.GetRequiredService<ProgressService>().ReleaseAsync(scene.Candidacy.Id, "E1", 1, default);
            return 0;
        });

        Assert.Contains("Il vous manque 15 compétences sur 16", (await candidate.OpenAsync(page)).Title);
    }

    [Theory, BothDatabases]
    public async Task The_api_refuses_a_level_outside_the_scale_with_its_code(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        var page = await registrar.OpenAsync($"/candidacies/{scene.Candidacy.Id}/requirements");
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        var answer = await PostAsync(4, token);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("rating.level-outside-scale", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(2, "")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(2, token)).StatusCode);

        Task<HttpResponseMessage> PostAsync(int level, string header) => registrar.AskAsync(
            HttpMethod.Post,
            $"/api/v1/candidacies/{scene.Candidacy.Id}/levels",
            new StringContent($$"""{"lane":"trainer","competence":"C.1","level":{{level}},"date":"2027-06-01"}""", Encoding.UTF8, "application/json"),
            ("X-Acquis-Form", header));
    }

    [Theory, BothDatabases]
    public async Task Pages_ask_the_database_six_times_at_most_and_a_level_five(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        await scene.RateAsync(registrar, Role.Registrar, "E1", "C.1", 2);
        foreach (var path in new[] { $"/candidacies/{scene.Candidacy.Id}", $"/cohorts/{scene.Cohort.Id}/matrix", $"/candidacies/{scene.Candidacy.Id}/competences/C.1" })
        {
            await registrar.OpenAsync(path);
            scene.Sql.Reset();
            var page = await registrar.OpenAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.DoesNotContain("[", page.Text);
            Assert.InRange(scene.Sql.Count, 1, 6);
        }

        scene.Sql.Reset();
        await scene.RateAsync(registrar, Role.Registrar, "E2", "C.2", 2);
        if (engine is Engine.Postgres)
            Assert.InRange(scene.Sql.Count + 1, 1, 5);
    }

    [Theory, BothDatabases]
    public async Task The_matrix_is_exported_without_formulas(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);

        var csv = await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/matrix?handler=Csv");
        var xlsx = await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/matrix?handler=Xlsx");

        Assert.Equal([0xEF, 0xBB, 0xBF], csv.Bytes[..3]);
        Assert.Contains("'=Fontanel;Camille;", Encoding.UTF8.GetString(csv.Bytes));
        Assert.Equal((byte)'P', xlsx.Bytes[0]);
    }

    [Theory, BothDatabases]
    public async Task Requirements_proofs_and_the_defence_are_recorded_by_hand(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        var page = await registrar.OpenAsync($"/candidacies/{scene.Candidacy.Id}/requirements");
        Assert.Equal(HttpStatusCode.OK, page.Status);

        var refused = await page.PressAsync("Enregistrer la soutenance", ("sufficient", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var without = await page.PressAsync("Enregistrer", ("state", "Refused"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        var done = await page.PressAsync("Enregistrer", ("state", "Validated"));
        Assert.Contains("1 pièce validée", done.Title);
        await page.PressAsync("Ajouter une preuve", ("competence", "C.3"), ("context", "Training"));
        Assert.Equal('2', (await scene.StandingAsync()).Proofs[2]);
    }

    [Theory, BothDatabases]
    public async Task The_first_level_never_changes_once_the_second_is_given(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var first = await scene.Program.SignedInAsync(Role.Assessor);
        using var second = await scene.Program.SignedInAsync(Role.Assessor);
        var given = await scene.RateAsync(first, Role.Assessor, "E1", "C.1", 1);
        var corrected = await ReplaceAsync(given, 2);
        await scene.RateAsync(second, Role.Assessor, "E1", "C.1", 2);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => ReplaceAsync(corrected, 3));

        Assert.Equal("rating.first-never-changes", Assert.Single(refused.Refusals).Code);
        Assert.Equal("2", (await scene.StandingAsync()).Cells.Split(' ')[0]);

        Task<Id<Rating>> ReplaceAsync(Id<Rating> former, int level) => scene.AsAsync(first, Role.Assessor, services =>
            services.GetRequiredService<ProgressService>().RecordLevelAsync(
                scene.Candidacy.Id, new(Lane.Assessor, "E1", new("C.1", level), new(scene.Today), Supersedes: former, Reason: "Erreur de saisie."), default));
    }

    [Theory, BothDatabases]
    public async Task A_grid_saved_elsewhere_since_is_not_written_over(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var assessor = await scene.Program.SignedInAsync(Role.Assessor);
        var path = $"/candidacies/{scene.Candidacy.Id}/assessments/E1/grid";
        var stale = await (await assessor.OpenAsync(path)).PressAsync("Enregistrer le brouillon", ("Input.Comment", "Premier essai."));
        await stale.PressAsync("Enregistrer le brouillon", ("Input.Comment", "Deuxième essai."));

        var refused = await stale.PressAsync("Enregistrer le brouillon", ("Input.Comment", "Vieille page."));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("Deuxième essai.", (await scene.Program.ReadAsync(db => db.Grids.AsNoTracking().SingleAsync())).Content.Comment);
    }

    [Theory, BothDatabases]
    public async Task An_enrolled_candidate_stands_in_the_matrix_at_once_and_lacks_the_modules_named_since(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        Assert.Contains("Fontanel", (await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/matrix")).Text);
        Assert.DoesNotContain("M2", (await scene.StandingAsync()).Gap);

        await scene.AsAsync(registrar, Role.Registrar, async services =>
        {
            var cohort = await services.GetRequiredService<AcquisDb>().Cohorts.AsNoTracking().SingleAsync();
            await services.GetRequiredService<CohortService>().NameModulesAsync(
                cohort.Id, cohort.Version, [new("M1", new("Module un")), new("M2", new("Module deux"))], default);
            return 0;
        });

        Assert.Equal(HttpStatusCode.OK, (await registrar.OpenAsync($"/candidacies/{scene.Candidacy.Id}")).Status);
        var kept = await scene.StandingAsync();
        await scene.Program.InScopeAsync(services => services.GetRequiredService<StandingService>().RebuildAsync(default));
        Assert.Equal((await scene.StandingAsync()).Gap, kept.Gap);
    }

    [Theory, BothDatabases]
    public async Task Conditions_are_counted_by_kind_and_an_assessor_finds_the_grids(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var assessor = await scene.Program.SignedInAsync(Role.Assessor);

        var page = await assessor.OpenAsync($"/candidacies/{scene.Candidacy.Id}");

        Assert.InRange(page.Document.QuerySelectorAll(".rule > .rule-node").Length, 1, 8);
        Assert.Contains("Preuves en entreprise", page.Text);
        Assert.Contains("0 sur 16", page.Text);
        Assert.NotNull(page.Document.QuerySelector($"a[href='/candidacies/{scene.Candidacy.Id}/assessments/E1/grid']"));
    }
}
