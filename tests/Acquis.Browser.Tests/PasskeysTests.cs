using Acquis.Browser.Tests.Support;
using Acquis.Features.Rehearsals;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Acquis.Browser.Tests;

/// <summary>Passkeys where they live: in a browser, with the authenticator that its own protocol simulates.</summary>
public sealed class PasskeysTests(RunningProgram program)
{
    [Fact]
    public async Task A_passkey_is_made_signs_in_without_password_and_is_removed()
    {
        await using var visitor = await program.SignedInAsync("audit");
        await AddAuthenticatorAsync(visitor);
        var page = visitor.Page;

        await visitor.OpenAsync("/account/passkeys");
        await page.GetByLabel("Nom de la clé").FillAsync("ordinateur du bureau");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la clé sur cet appareil" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("La clé d’accès est enregistrée");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la clé sur cet appareil" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Cet appareil a déjà une clé d’accès");

        await page.Context.ClearCookiesAsync();
        await visitor.OpenAsync("/account/passkeys");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Utiliser une clé d’accès" }).ClickAsync();
        await Expect(page).ToHaveURLAsync($"{program.Url}/account/passkeys");
        await Expect(page.Locator("main")).ToContainTextAsync("ordinateur du bureau");

        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("La clé d’accès est retirée");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Without_script_the_password_is_asked_for_and_nothing_that_cannot_work_is_shown()
    {
        await using var visitor = await program.StrangerAsync(new(Script: false));
        await visitor.OpenAsync("/sign-in");

        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Utiliser une clé d’accès" })).ToBeHiddenAsync();
        await visitor.SignInAsync("audit", Demonstration.Password);
        await visitor.OpenAsync("/account/passkeys");

        Assert.Contains("demandent un navigateur récent", await visitor.TextAsync(), StringComparison.Ordinal);
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Créer la clé sur cet appareil" })).ToBeHiddenAsync();
    }

    private static async Task AddAuthenticatorAsync(Visitor visitor)
    {
        var browser = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
