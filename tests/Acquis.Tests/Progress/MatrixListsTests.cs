using System.Net;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Progress;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Progress;

/// <summary>What a registrar asks of a cohort beside the matrix: lists, and views to come back to.</summary>
public sealed class MatrixListsTests
{
    [Theory, BothDatabases]
    public async Task Each_candidate_misses_waits_or_is_disputed_in_a_list_that_can_be_taken_away(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        await RateAsync(scene, "Anne", "E1", "C.1", 1);
        await RateAsync(scene, "Marc", "E1", "C.1", 3);
        await RateAsync(scene, "Anne", "E2", "C.2", 2);
        var address = $"/cohorts/{scene.Cohort.Id}/lists";

        var missing = await registrar.OpenAsync($"{address}/missing");
        var waiting = await registrar.OpenAsync($"{address}/waiting");
        var disagreements = await registrar.OpenAsync($"{address}/disagreements");
        var csv = Encoding.UTF8.GetString((await registrar.OpenAsync($"{address}/waiting?handler=Csv")).Bytes);

        Assert.Contains("C.3, C.4", missing.Text, StringComparison.Ordinal);
        Assert.Contains("C.2", waiting.Text, StringComparison.Ordinal);
        Assert.Contains("C.1 (1 ≠ 3)", disagreements.Text, StringComparison.Ordinal);
        Assert.Contains("C.2", csv, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await registrar.OpenAsync($"{address}/nothing")).Status);
    }

    [Theory, BothDatabases]
    public async Task A_matrix_of_one_bloc_counts_the_competences_that_it_shows(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        using var registrar = await program.SignedInAsync(Role.Registrar);

        var all = await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/matrix");
        var bloc = await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/matrix?block=1");

        Assert.Equal(("16", "5"), (Count(all), Count(bloc)));

        static string Count(Page page) => page.Document.QuerySelector(".matrix tbody .num")!.TextContent;
    }

    [Theory, BothDatabases]
    public async Task A_grid_that_lies_unsigned_for_two_weeks_is_overdue_and_the_registrar_alone_learns_whose(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var assessor = await scene.Program.SignedInAsync(Role.Assessor);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        using var trainer = await scene.Program.SignedInAsync(Role.Trainer);
        var address = $"/cohorts/{scene.Cohort.Id}/lists/overdue";
        await (await assessor.OpenAsync($"/candidacies/{scene.Candidacy.Id}/assessments/E1/grid")).PressAsync("Enregistrer le brouillon");
        await LieAsync(scene, 13);
        var early = await registrar.OpenAsync(address);
        await LieAsync(scene, 16);

        var late = await registrar.OpenAsync(address);
        var hidden = await trainer.OpenAsync(address);
        var others = await trainer.OpenAsync($"/cohorts/{scene.Cohort.Id}/lists/missing");

        Assert.Contains("Aucune grille n’est en retard", early.Text, StringComparison.Ordinal);
        Assert.Contains("E1 : Compte", late.Text, StringComparison.Ordinal);
        Assert.Contains("non signée depuis 16 jours", late.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
        Assert.DoesNotContain("Grilles en retard", others.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_view_is_kept_by_its_owner_alone_opens_again_without_a_name_searched_for_and_is_forgotten(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        using var colleague = await scene.Program.SignedInAsync(Role.Registrar);
        var address = $"/cohorts/{scene.Cohort.Id}/matrix";

        var shown = await registrar.OpenAsync($"{address}?block=2&only=none&sort=-acquired&name=fontanel");
        var kept = await shown.PressAsync("Garder", ("view", "Bloc 2 sans niveau"));
        var nameless = await shown.PressAsync("Garder", ("view", "  "));
        var link = kept.Document.QuerySelector("nav .views a")!;
        var theirs = await colleague.OpenAsync(address);
        var again = await (await registrar.OpenAsync($"{address}?only=differ")).PressAsync("Garder", ("view", "Bloc 2 sans niveau"));
        var forgotten = await again.PressAsync("Oublier");

        Assert.Equal($"{address}?lane=Assessor&block=2&only=none&sort=-acquired", link.GetAttribute("href"));
        Assert.Equal("true", link.GetAttribute("aria-current"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.Status);
        Assert.Contains("Donnez à la vue un nom", nameless.Text, StringComparison.Ordinal);
        Assert.Null(theirs.Document.QuerySelector("nav .views a"));
        Assert.Equal($"{address}?lane=Assessor&only=differ", Assert.Single(again.Document.QuerySelectorAll("nav .views a")).GetAttribute("href"));
        Assert.Null(forgotten.Document.QuerySelector("nav .views a"));
    }

    /// <summary>As if the grids had been saved so many days ago: no session would live until then.</summary>
    private static Task<int> LieAsync(ProgressScene scene, int days)
    {
        var savedAt = scene.Program.Clock.Now() - TimeSpan.FromDays(days);
        return scene.Program.ReadAsync(db => db.Grids.ExecuteUpdateAsync(g => g.SetProperty(x => x.SavedAt, savedAt)));
    }

    private static async Task RateAsync(ProgressScene scene, string assessor, string assessment, string competence, int level)
    {
        scene.Program.Clock.Advance(TimeSpan.FromMilliseconds(5));
        await scene.Program.InScopeAsync(s => s.GetRequiredService<ProgressService>().RecordLevelAsync(
            scene.Candidacy.Id, new(Lane.Assessor, assessment, new(competence, level), new(new(2027, 5, 31)), OnBehalfOf: assessor), default));
    }
}
