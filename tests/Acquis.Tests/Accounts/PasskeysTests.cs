using System.Net;
using System.Text;
using Acquis.Features.Accounts;
using Acquis.Tests.Support;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Accounts;

/// <summary>Passkeys, with a key in place of the device; the browser's own part is walked in the browser's tests.</summary>
public sealed class PasskeysTests(Programs programs) : IClassFixture<Programs>
{
    private const string Password = "quatre chevaux verts sautillent";
    private const string Use = "Utiliser une clé d’accès";
    private const string Make = "Créer la clé sur cet appareil";

    [Theory, BothDatabases]
    public async Task A_passkey_signs_in_without_password_and_opens_the_pages_that_decide(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var key = new SoftwareKey();
        await OwnAsync(program, "lou@example.org", Role.Registrar, key);
        using var visitor = program.Stranger();

        var asked = await visitor.OpenAsync("/diplomas");
        var page = await asked.PressAsync(Use, ("Credential", key.Prove(await OptionsAsync(asked, Use))));

        Assert.StartsWith("/sign-in", new Uri(new("http://localhost"), asked.Path).AbsolutePath, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "/diplomas"), (page.Status, page.Path));
    }

    [Theory, BothDatabases]
    public async Task A_registrar_with_a_password_alone_is_led_to_the_passkey_and_on_to_the_page_asked_for(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var key = new SoftwareKey();
        await OwnAsync(program, "noe@example.org", Role.Registrar, key);
        using var visitor = program.Stranger();
        await SignInAsync(visitor, "noe@example.org");

        var needed = await visitor.OpenAsync("/diplomas");
        var page = await needed.PressAsync(Use, ("Credential", key.Prove(await OptionsAsync(needed, Use))));

        Assert.StartsWith("/account/second-factor?next=", needed.Path, StringComparison.Ordinal);
        Assert.Equal("/diplomas", page.Path);
    }

    [Theory, BothDatabases]
    public async Task Whoever_knows_the_password_alone_can_neither_add_a_passkey_nor_bind_an_application(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var key = new SoftwareKey();
        var id = await OwnAsync(program, "ida@example.org", Role.Assessor, key);
        using var thief = program.Stranger();
        await SignInAsync(thief, "ida@example.org");
        var home = await thief.OpenAsync("/account");

        var led = await thief.OpenAsync("/account/passkeys");
        var added = await SendAsync(home, "/account/passkeys?handler=Options");
        var removed = await SendAsync(home, "/account/passkeys?handler=Remove", ("passkey", "AAAA"));
        var bound = await SendAsync(home, "/account/second-factor?handler=Enrol", ("Code", "123456"));

        Assert.StartsWith("/account/second-factor", led.Path, StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [added.Status, removed.Status, bound.Status]);
        Assert.Equal(1, await CountAsync(program, id));
    }

    [Theory, BothDatabases]
    public async Task An_answer_opens_once_and_only_in_the_browser_that_was_asked(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var key = new SoftwareKey();
        await OwnAsync(program, "max@example.org", Role.Assessor, key);
        using var honest = program.Stranger();
        using var thief = program.Stranger();
        var page = await honest.OpenAsync("/sign-in");
        var answer = key.Prove(await OptionsAsync(page, Use));
        var elsewhere = await thief.OpenAsync("/sign-in");
        await OptionsAsync(elsewhere, Use);

        var stolen = await elsewhere.PressAsync(Use, ("Credential", answer));
        var first = await page.PressAsync(Use, ("Credential", answer));
        using var again = program.Stranger();
        var replayed = await (await again.OpenAsync("/sign-in")).PressAsync(Use, ("Credential", answer));

        Assert.Equal("/", first.Path);
        Assert.All([stolen, replayed], p => Assert.Equal(HttpStatusCode.UnprocessableEntity, p.Status));
    }

    [Theory, BothDatabases]
    public async Task A_passkey_of_another_site_of_a_closed_account_or_unverified_opens_nothing(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var key = new SoftwareKey();
        using var phished = new SoftwareKey { Origin = "http://acquis.example" };
        using var careless = new SoftwareKey { Verifies = false };
        var id = await OwnAsync(program, "eve@example.org", Role.Assessor, key);
        using var visitor = program.Stranger();
        await CreateAsync(program, "tom@example.org", Role.Assessor);
        await SignInAsync(visitor, "tom@example.org");

        var fooled = await AddAsync(visitor, phished);
        var unverified = await AddAsync(visitor, careless);
        await program.InScopeAsync(s => s.GetRequiredService<AccountService>().SetDisabledAsync(id, true, default));
        using var closed = program.Stranger();
        var page = await closed.OpenAsync("/sign-in");
        var refused = await page.PressAsync(Use, ("Credential", key.Prove(await OptionsAsync(page, Use))));
        var rubbish = await page.PressAsync(Use, ("Credential", "{\"id\":[[[["));

        Assert.All([fooled, unverified, refused, rubbish], p => Assert.Equal(HttpStatusCode.UnprocessableEntity, p.Status));
        Assert.Contains("n’est pas reconnue", refused.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Its_owner_or_an_administrator_removes_a_lost_passkey_which_opens_nothing_then(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var first = new SoftwareKey();
        using var second = new SoftwareKey();
        var id = await OwnAsync(program, "zoe@example.org", Role.Registrar, first);
        using var owner = program.Stranger();
        await ProveAsync(owner, first);
        await AddAsync(owner, second);
        var before = await CountAsync(program, id);

        await (await owner.OpenAsync("/account/passkeys")).PressAsync("Retirer");
        using var administrator = await program.SignedInAsync(Role.Administrator);
        await (await administrator.OpenAsync($"/accounts/{id}")).PressAsync("Retirer application et clés perdues");
        using var visitor = program.Stranger();
        var refused = await ProveAsync(visitor, second);
        var history = await administrator.OpenAsync($"/history/account/{id}");

        Assert.Equal((2, 0), (before, await CountAsync(program, id)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Clé d’accès ajoutée", history.Text, StringComparison.Ordinal);
        Assert.Contains("Clé d’accès retirée", history.Text, StringComparison.Ordinal);
    }

    private static async Task<Guid> OwnAsync(TestProgram program, string email, Role role, SoftwareKey key)
    {
        var id = await CreateAsync(program, email, role);
        using var owner = program.Stranger();
        await SignInAsync(owner, email);
        var added = await AddAsync(owner, key);
        Assert.True(added.Text.Contains("La clé d’accès est enregistrée", StringComparison.Ordinal), added.Text);
        return id;
    }

    private static async Task<Page> AddAsync(Visitor owner, SoftwareKey key)
    {
        var page = await owner.OpenAsync("/account/passkeys");
        return await page.PressAsync(Make, ("Name", "téléphone"), ("Credential", key.Make(await OptionsAsync(page, Make))));
    }

    private static async Task<Page> ProveAsync(Visitor visitor, SoftwareKey key)
    {
        var page = await visitor.OpenAsync("/sign-in");
        return await page.PressAsync(Use, ("Credential", key.Prove(await OptionsAsync(page, Use))));
    }

    /// <summary>What the script asks of the address that its form names.</summary>
    private static async Task<string> OptionsAsync(Page page, string button)
    {
        var answer = await SendAsync(page, page.Form(button).Dataset["options"]!);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.Status, answer.MediaType));
        return Encoding.UTF8.GetString(answer.Bytes);
    }

    private static Task<Page> SendAsync(Page page, string path, params (string Name, string Value)[] values)
    {
        var token = page.Document.QuerySelector<IHtmlInputElement>("input[name=__RequestVerificationToken]")!;
        var fields = values.Append((Name: token.Name!, token.Value)).Select(v => new KeyValuePair<string, string>(v.Name, v.Value));
        return page.Visitor.SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields));
    }

    private static Task<int> CountAsync(TestProgram program, Guid id) =>
        program.ReadAsync(db => db.Set<IdentityUserPasskey<Guid>>().CountAsync(k => k.UserId == id));

    private static async Task<Page> SignInAsync(Visitor visitor, string email) =>
        await (await visitor.OpenAsync("/sign-in")).PressAsync("Se connecter", ("Email", email), ("Password", Password));

    private static Task<Guid> CreateAsync(TestProgram program, string email, Role role) => program.InScopeAsync(async s =>
        (await s.GetRequiredService<AccountService>().CreateAsync(new(email, "Quelqu’un", "fr", [new(role, null, null, null)], Password), default)).Id);
}
