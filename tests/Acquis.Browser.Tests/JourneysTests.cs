using System.Globalization;
using Acquis.Browser.Tests.Support;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Features.Rehearsals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Acquis.Browser.Tests;

/// <summary>What people come for, from end to end, with script and without.</summary>
public sealed class JourneysTests(RunningProgram program)
{
    private const string UnderWay = "Promotion Grace Hopper";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wrong_password_is_refused_in_words_and_the_right_one_opens_the_page_asked_for(bool script)
    {
        await using var visitor = await program.StrangerAsync(new(script));
        await visitor.OpenAsync("/cohorts");
        Assert.Contains("/sign-in", visitor.Page.Url, StringComparison.Ordinal);

        await visitor.SignInAsync("certification", "not-the-password");
        await Expect(visitor.Page.Locator("main")).ToContainTextAsync("Adresse ou mot de passe inexact");

        await visitor.SignInAsync("certification", Demonstration.Password);
        await Expect(visitor.Page).ToHaveURLAsync($"{program.Url}/cohorts");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_registrar_enrols_a_candidate_after_checking_the_answers(bool script)
    {
        var name = script ? "Baudrillart" : "Quintefeuille";
        await using var visitor = await program.SignedInAsync("certification", new(script));
        var page = visitor.Page;
        await visitor.OpenAsync("/cohorts");
        await page.GetByRole(AriaRole.Link, new() { Name = UnderWay }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Inscrire un candidat" }).ClickAsync();
        await page.GetByLabel("Nom de naissance").FillAsync(name);
        await page.GetByLabel("Prénoms").FillAsync("Maëlle, Jeanne");
        await page.GetByLabel("Jour").FillAsync("7");
        await page.GetByLabel("Mois").FillAsync("3");
        await page.GetByLabel("Année").FillAsync("1999");
        await page.GetByLabel("Pays de naissance").FillAsync("100");
        await page.GetByLabel("Commune de naissance").FillAsync("59350");
        await page.GetByLabel("Lieu de naissance").FillAsync("Lille");
        await page.GetByLabel("Féminin").CheckAsync();
        await page.Locator("select[name=Route]").SelectOptionAsync(nameof(AccessRoute.Apprenticeship));
        await page.Locator("input[name=EnteredOn]").FillAsync(DateTime.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await visitor.SendAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Vérifier les réponses" }).ClickAsync());

        var check = await visitor.TextAsync();
        Assert.True(check.Contains("Vérifiez ces réponses", StringComparison.Ordinal), check);
        Assert.Contains(name, check, StringComparison.OrdinalIgnoreCase);
        await visitor.SendAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Inscrire" }).ClickAsync());

        await visitor.OpenAsync("/cohorts");
        await page.GetByRole(AriaRole.Link, new() { Name = UnderWay }).First.ClickAsync();
        await page.WaitForURLAsync("**/cohorts/*");
        Assert.Contains(name, await visitor.TextAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_assessor_fills_a_grid_in_by_keyboard_alone_and_the_registrar_sees_the_level_awaited_in_the_matrix(bool script)
    {
        var candidacy = await NotAssessedAsync(script ? 0 : 1);
        var (assessment, competences) = await program.ReadAsync(async db =>
        {
            var framework = await db.FrameworkVersions.AsNoTracking().Where(f => f.Id == candidacy.FrameworkVersionId).SingleAsync();
            return Demonstrated.FirstAssessment(framework);
        });
        await using var assessor = await program.SignedInAsync("evaluation", new(script));
        await assessor.OpenAsync($"/candidacies/{candidacy.Id}");
        await assessor.Page.GetByRole(AriaRole.Link, new() { Name = assessment, Exact = true }).FocusAsync();
        await assessor.Page.Keyboard.PressAsync("Enter");
        await assessor.Page.WaitForURLAsync("**/grid");
        await FillByKeyboardAsync(assessor.Page);

        Assert.Contains("Grille signée le", await assessor.TextAsync(), StringComparison.Ordinal);
        await using var registrar = await program.SignedInAsync("certification", new(script));
        await registrar.OpenAsync($"/candidacies/{candidacy.Id}/competences/{competences[0]}");
        Assert.Contains("Évaluateur", await registrar.TextAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_jury_departs_from_the_rule_with_a_motive_and_its_document_is_verified_by_a_stranger_in_English(bool script)
    {
        var candidacy = await NotAssessedAsync(script ? 2 : 3);
        await using var registrar = await program.SignedInAsync("certification", new(script));
        var deliberation = await PrepareAsync(registrar.Page, candidacy, $"Délibération d’essai {(script ? 1 : 2)}");
        await PronounceAsync(deliberation, script);

        var page = registrar.Page;
        await page.GotoAsync(deliberation);
        while (await page.GetByRole(AriaRole.Button, new() { Name = "Noter la signature sur papier" }).CountAsync() > 0)
        {
            await registrar.SendAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Noter la signature sur papier" }).First.ClickAsync());
        }

        await registrar.SendAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Publier les résultats" }).ClickAsync());
        await registrar.SendAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Délivrer les documents" }).ClickAsync());
        var code = await program.ReadAsync(db => db.Diplomas.Where(d => d.CandidacyId == candidacy.Id).Select(d => d.Code).FirstOrDefaultAsync());
        Assert.False(string.IsNullOrEmpty(code), "No document was issued.");
        await using var stranger = await program.StrangerAsync(new(script, "en-GB", Width: 320));
        await stranger.OpenAsync("/v");
        await stranger.Page.GetByLabel("Code").FillAsync(code!);
        await stranger.Page.Keyboard.PressAsync("Enter");
        await Expect(stranger.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This diploma is authentic and valid");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_candidate_sees_what_is_missing(bool script)
    {
        await using var visitor = await program.SignedInAsync("candidat", new(script, Width: 390));
        await visitor.OpenAsync("/");
        if (!visitor.Page.Url.Contains("/candidacies/", StringComparison.Ordinal))
        {
            await visitor.Page.Locator("main a[href^='/candidacies/']").First.ClickAsync();
        }

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Toutes vos compétences sont acquises");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Ce qui manque" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unknown_code_is_said_to_be_unknown_on_a_narrow_screen(bool script)
    {
        await using var stranger = await program.StrangerAsync(new(script, "en-GB", Width: 320));
        await stranger.OpenAsync("/v/0000-0000-0000-0000");
        await Expect(stranger.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("No diploma has this code");
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_with_a_page_that_says_so_and_signing_out_works()
    {
        await using var visitor = await program.StrangerAsync(new());
        await visitor.SignInAsync("audit", Demonstration.Password);
        await visitor.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await visitor.OpenAsync("/sign-in");
        await visitor.Page.EvaluateAsync("document.querySelectorAll('main input[name=__RequestVerificationToken]').forEach(i => i.remove())");
        await visitor.Page.Locator("input[type=email]").FillAsync("x@example.org");
        await visitor.Page.Locator("input[type=password]").FillAsync("x");
        var refused = await visitor.SendAsync(() => visitor.Page.Keyboard.PressAsync("Enter"));
        Assert.Equal(400, refused.Status);
        await Expect(visitor.Page.Locator("h1")).ToHaveCountAsync(1);

        await visitor.OpenAsync("/");
        await visitor.SendAsync(() => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).First.ClickAsync());
        await visitor.OpenAsync("/cohorts");
        Assert.Contains("/sign-in", visitor.Page.Url, StringComparison.Ordinal);
    }

    /// <summary>Presses Tab until the grid is signed: Space on each question, Enter on the button.</summary>
    private static async Task FillByKeyboardAsync(IPage page)
    {
        var signed = false;
        for (var presses = 0; presses < 600 && !signed; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string>("(e => e.type === 'radio' ? 'radio' : e.tagName === 'BUTTON' ? e.innerText : e.tagName)(document.activeElement)");
            if (focused == "radio")
            {
                await page.Keyboard.PressAsync("Space");
            }
            else if (focused.Contains("Signer la grille", StringComparison.Ordinal))
            {
                await page.Keyboard.PressAsync("Enter");
                await Expect(page.GetByText("Grille signée le")).ToBeVisibleAsync();
                signed = true;
            }
        }

        Assert.True(signed, "600 presses of Tab did not reach the button that signs.");
    }

    /// <summary>The registrar chooses the candidate, composes a jury and opens the deliberation; returns its address.</summary>
    private async Task<string> PrepareAsync(IPage page, Candidacy candidacy, string name)
    {
        await page.GotoAsync($"{program.Url}/deliberations/new?cohort={candidacy.CohortId}");
        foreach (var box in await page.Locator("main ul.checks input[type=checkbox]:enabled").AllAsync())
        {
            await box.SetCheckedAsync(await box.GetAttributeAsync("value") == candidacy.Id.ToString());
        }

        await page.GetByLabel("Nom", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Lieu").FillAsync("Lille");
        await page.GetByRole(AriaRole.Button, new() { Name = "Préparer", Exact = true }).ClickAsync();
        Assert.True(page.Url.EndsWith("/jury", StringComparison.Ordinal), await page.Locator("main").InnerTextAsync());
        (string Name, string? Email, bool External)[] seats =
            [("Hélène Salaün", RunningProgram.Address("jury"), true), ("Gaëlle Froidevaux", null, true), ("Étienne Wattrelos", null, false)];
        foreach (var (seat, i) in seats.Select((s, i) => (s, i)))
        {
            var group = page.GetByRole(AriaRole.Group, new() { Name = $"Membre {i + 1}", Exact = true });
            await group.GetByLabel("Nom").FillAsync(seat.Name);
            await group.GetByLabel("Qualité").FillAsync("Membre du jury");
            await group.GetByLabel("Compte (adresse)").FillAsync(seat.Email ?? "");
            await group.GetByLabel("Extérieur").SetCheckedAsync(seat.External);
            await group.GetByLabel("Présidence").SetCheckedAsync(i == 0);
            await group.GetByLabel("Présence").SetCheckedAsync(true);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer le jury" }).ClickAsync();
        var address = page.Url;
        await page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir la délibération" }).ClickAsync();
        return address;
    }

    /// <summary>The chair pronounces an award against the rule: refused without a motive, taken with one; then closes and signs.</summary>
    private async Task PronounceAsync(string deliberation, bool script)
    {
        await using var chair = await program.SignedInAsync("jury", new(script));
        var page = chair.Page;
        await page.GotoAsync(deliberation);
        if (await page.GetByRole(AriaRole.Button, new() { Name = "Prononcer la décision" }).CountAsync() == 0)
        {
            await page.Locator("a[href*='decision=']:visible").First.ClickAsync();
        }

        await page.GetByLabel("Certification délivrée").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Prononcer la décision" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Prononcer la décision" })).ToBeVisibleAsync();
        await page.GetByLabel("Certification délivrée").CheckAsync();
        await page.GetByLabel("Motif").FillAsync("Le jury a interrogé le candidat sur chaque compétence et le tient pour compétent.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Prononcer la décision" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Clore la liste" })).ToBeVisibleAsync();
        await page.Locator("a[href*='decision=']:visible").First.ClickAsync();
        await Expect(page.GetByText("Le jury s’écarte de la règle").First).ToBeVisibleAsync();
        await page.GotoAsync(deliberation);
        await page.GetByRole(AriaRole.Button, new() { Name = "Clore la liste" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Signer le procès-verbal" }).ClickAsync();
    }

    /// <summary>The n-th candidate of the promotion under way who has no level from an assessor.</summary>
    private Task<Candidacy> NotAssessedAsync(int n) => program.ReadAsync(db => db.Candidacies.AsNoTracking()
        .Where(c => db.Cohorts.Any(k => k.Id == c.CohortId && k.Name == UnderWay) && db.Set<Domain.Progress.Standing>().Any(s => s.CandidacyId == c.Id && s.Acquired == 0))
        .OrderBy(c => c.Id).Skip(n).FirstAsync());
}
