using System.Net;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Accounts;

public sealed class AccountPagesTests(Programs programs) : IClassFixture<Programs>
{
    private const string Password = "quatre chevaux verts sautillent";

    [Theory, BothDatabases]
    public async Task A_locked_account_gets_the_answer_of_an_unknown_one_even_with_its_password(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        await CreateAsync(program, "lise@example.org");
        using var visitor = program.Stranger();

        for (var i = 0; i < 5; i++)
            await SignInAsync(visitor, "lise@example.org", "autre chose");

        var locked = await SignInAsync(visitor, "lise@example.org", Password);
        var unknown = await SignInAsync(visitor, "nobody@example.org", Password);
        await program.InScopeAsync(async s =>
        {
            var users = s.GetRequiredService<UserManager<Account>>();
            await users.SetLockoutEndDateAsync((await users.FindByEmailAsync("lise@example.org"))!, null);
        });
        var later = await SignInAsync(visitor, "lise@example.org", Password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, locked.Status);
        Assert.Equal(unknown.Text, locked.Text);
        Assert.Equal("/", later.Path);
    }

    [Theory, BothDatabases]
    public async Task The_page_for_a_forgotten_password_does_not_tell_who_has_an_account(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        await CreateAsync(program, "rose@example.org");
        using var visitor = program.Stranger();

        var known = await (await visitor.OpenAsync("/forgotten")).PressAsync("Recevoir le lien", ("Email", "rose@example.org"));
        var unknown = await (await visitor.OpenAsync("/forgotten")).PressAsync("Recevoir le lien", ("Email", "nobody@example.org"));

        Assert.Equal((known.Status, known.Text), (unknown.Status, unknown.Text));
    }

    [Theory, BothDatabases]
    public async Task A_role_given_opens_its_pages_and_taken_back_closes_them(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var id = await CreateAsync(program, "noe@example.org");
        using var administrator = await program.SignedInAsync(Role.Administrator);
        using var visitor = program.Stranger();

        var given = await (await administrator.OpenAsync($"/accounts/{id}")).PressAsync("Donner ce rôle", ("Role", nameof(Role.Administrator)));
        await SignInAsync(visitor, "noe@example.org", Password);
        var factor = await visitor.OpenAsync("/accounts");
        var key = factor.Document.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        await factor.PressAsync("Relier cette application", ("Code", Totp.CodeAt(key, program.Clock.GetUtcNow())));
        using var open = await visitor.AskAsync("/accounts");
        var grant = given.Document.QuerySelectorAll("tr").First(r => r.TextContent.Contains("Administrateur", StringComparison.Ordinal))
            .QuerySelector("input[name=grant]")!.GetAttribute("value")!;
        await given.PressAsync("Retirer", ("grant", grant));
        program.Clock.Advance(TimeSpan.FromMinutes(2));
        using var closed = await visitor.AskAsync("/accounts");

        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, closed.StatusCode);
    }

    [Theory, BothDatabases]
    public async Task A_closed_account_cannot_sign_in_until_it_is_opened_again(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var id = await CreateAsync(program, "ugo@example.org");
        using var administrator = await program.SignedInAsync(Role.Administrator);
        using var visitor = program.Stranger();

        var closed = await (await administrator.OpenAsync($"/accounts/{id}")).PressAsync("Fermer le compte");
        var refused = await SignInAsync(visitor, "ugo@example.org", Password);
        await closed.PressAsync("Rouvrir");
        var admitted = await SignInAsync(visitor, "ugo@example.org", Password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("/", admitted.Path);
    }

    [Fact]
    public async Task A_name_with_markup_is_shown_as_it_was_written()
    {
        var program = await programs.OnAsync(Engine.Sqlite);
        var id = await CreateAsync(program, "markup@example.org", "<script>alert(1)</script> Zoé");
        using var administrator = await program.SignedInAsync(Role.Administrator);

        var page = await administrator.OpenAsync($"/accounts/{id}");

        Assert.Equal("<script>alert(1)</script> Zoé", page.Title);
        Assert.DoesNotContain(page.Document.QuerySelectorAll("script"), s => s.TextContent.Contains("alert", StringComparison.Ordinal));
    }

    private static async Task<Page> SignInAsync(Visitor visitor, string email, string password) =>
        await (await visitor.OpenAsync("/sign-in")).PressAsync("Se connecter", ("Email", email), ("Password", password));

    private static Task<Guid> CreateAsync(TestProgram program, string email, string name = "Quelqu’un") => program.InScopeAsync(async s =>
        (await s.GetRequiredService<AccountService>().CreateAsync(new(email, name, "fr", [new(Role.Registrar, null, null, null)], Password), default)).Id);
}
