using System.Net;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Tests.Progress;

/// <summary>Pages on which people record by hand: what they are offered, and what stands there again after a refusal.</summary>
public sealed class ByHandTests
{
    [Theory, BothDatabases]
    public async Task Several_proofs_are_ticked_and_recorded_at_once(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var trainer = await scene.Program.SignedInAsync(Role.Trainer);
        var page = await trainer.OpenAsync($"/candidacies/{scene.Candidacy.Id}/requirements");

        var none = await page.PressAsync("Enregistrer les preuves cochées", ("note", "Vu au bureau."));
        var done = await page.PressAsync("Enregistrer les preuves cochées", ("ticked", "C.1/Company"), ("ticked", "C.2/Training"), ("note", "Vu au bureau."));
        var standing = await scene.StandingAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        Assert.Contains("Aucune preuve n’est cochée", none.Text, StringComparison.Ordinal);
        Assert.Equal("Vu au bureau.", none.Document.QuerySelector("#ticked-note")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Equal("12", standing.Proofs[..2]);
        Assert.Equal(2, await scene.Program.ReadAsync(db => db.ProofRecords.CountAsync(p => p.Note == "Vu au bureau.")));
        Assert.Equal(30, done.Document.QuerySelectorAll("input[name=ticked]").Length);
    }

    [Theory, BothDatabases]
    public async Task A_refused_level_of_the_jury_and_a_refused_hand_in_stand_there_again_as_typed(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        var page = await registrar.OpenAsync($"/candidacies/{scene.Candidacy.Id}/requirements");

        var level = await page.PressAsync("Enregistrer le niveau du jury", ("competence", "C.6"), ("level", "1"));
        var step = await page.PressAsync("Enregistrer", ("state", "Refused"), ("date", "2027-05-04"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, level.Status);
        Assert.Equal("C.6", level.Document.QuerySelector("#jury-competence option[selected]")!.GetAttribute("value"));
        Assert.Equal("1", level.Document.QuerySelector("#jury-level option[selected]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, step.Status);
        var open = Assert.Single(step.Document.QuerySelectorAll("details[open]"));
        Assert.Equal("Refused", open.QuerySelector("option[selected]")!.GetAttribute("value"));
        Assert.Equal("2027-05-04", open.QuerySelector("input[type=date]")!.GetAttribute("value"));
    }

    [Theory, BothDatabases]
    public async Task An_assessor_too_many_is_told_so_before_typing_anything(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var first = await scene.Program.SignedInAsync(Role.Assessor);
        using var second = await scene.Program.SignedInAsync(Role.Assessor);
        using var third = await scene.Program.SignedInAsync(Role.Assessor);
        var path = $"/candidacies/{scene.Candidacy.Id}/assessments/E1/grid";
        foreach (var assessor in new[] { first, second })
            await (await assessor.OpenAsync(path)).PressAsync("Enregistrer le brouillon", ("Input.Comment", "Commencé."));

        var page = await third.OpenAsync(path);
        var file = await third.OpenAsync($"/candidacies/{scene.Candidacy.Id}");

        Assert.Contains("Cette épreuve demande 2 évaluateurs, et leurs grilles sont déjà ouvertes.", page.Text, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => page.Form("Signer la grille"));
        Assert.Contains("ouverte par un autre évaluateur", file.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(file.Document.QuerySelectorAll("a"), a => a.GetAttribute("href") == path);
    }

    [Theory, BothDatabases]
    public async Task A_disagreement_is_settled_before_the_candidate_is_told_a_level(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        using var first = await scene.Program.SignedInAsync(Role.Assessor);
        using var second = await scene.Program.SignedInAsync(Role.Assessor);
        await scene.RateAsync(first, Role.Assessor, "E1", "C.1", 2);
        await scene.RateAsync(second, Role.Assessor, "E1", "C.1", 1);
        var path = $"/candidacies/{scene.Candidacy.Id}/competences/C.1";

        var differing = await registrar.OpenAsync(path);
        var releases = await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/releases");
        var settled = await differing.PressAsync("Enregistrer ce niveau", ("Value", "2"), ("Motive", "Relu ensemble."));
        var told = await settled.PressAsync("Communiquer au candidat");

        Assert.Contains("Les évaluateurs sont à accorder sur C.1", differing.Text, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => differing.Form("Communiquer au candidat"));
        Assert.Equal("Rien à communiquer pour l’instant", releases.Title);
        Assert.Equal(HttpStatusCode.OK, told.Status);
        Assert.Equal("2", (await scene.StandingAsync()).ReleasedCells.Split(' ')[0]);
    }

    [Theory, BothDatabases]
    public async Task Whatever_is_ready_is_released_by_one_button_and_counted_in_candidates(Engine engine)
    {
        await using var scene = await ProgressScene.StartAsync(engine);
        using var registrar = await scene.Program.SignedInAsync(Role.Registrar);
        using var first = await scene.Program.SignedInAsync(Role.Assessor);
        using var second = await scene.Program.SignedInAsync(Role.Assessor);
        foreach (var (assessment, competence) in new[] { ("E1", "C.1"), ("E2", "C.2") })
        {
            await scene.RateAsync(first, Role.Assessor, assessment, competence, 2);
            await scene.RateAsync(second, Role.Assessor, assessment, competence, 2);
        }

        var page = await registrar.OpenAsync($"/cohorts/{scene.Cohort.Id}/releases");
        var done = await page.PressAsync("Communiquer tout ce qui est prêt");

        Assert.Equal("1 candidat attend des niveaux prêts", page.Title);
        Assert.Contains("1 candidat connaît ses niveaux.", done.Text, StringComparison.Ordinal);
        Assert.Equal(["2", "2"], (await scene.StandingAsync()).ReleasedCells.Split(' ')[..2]);
        Assert.Equal("Rien à communiquer pour l’instant", done.Title);
    }
}
