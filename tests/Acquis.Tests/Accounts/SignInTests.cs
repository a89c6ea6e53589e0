using System.Net;
using Acquis.Features.Accounts;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Accounts;

public sealed class SignInTests(Programs programs) : IClassFixture<Programs>
{
    private const string Password = "quatre chevaux verts sautillent";

    [Theory]
    [BothDatabases]
    public async Task The_first_administrator_comes_in_once_by_the_printed_link(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var link = await program.InScopeAsync(s => s.GetRequiredService<FirstAdministrator>().InviteAsync(default));
        var path = new Uri(link!).PathAndQuery;
        using var visitor = program.Stranger();

        var weak = await (await visitor.OpenAsync(path)).PressAsync("Créer le compte", ("Name", "Ada"), ("Email", "ada@example.org"), ("Password", "motdepasse1"));
        var done = await weak.PressAsync("Créer le compte", ("Name", "Ada"), ("Email", "ada@example.org"), ("Password", Password));
        using var later = await program.Stranger().AskAsync(path);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.Status);
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Equal("3 tâches vous attendent", done.Title);
        Assert.Contains("Compléter les paramètres", done.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, later.StatusCode);
    }

    [Theory]
    [BothDatabases]
    public async Task A_wrong_password_and_an_unknown_account_get_the_same_answer_and_are_journalled(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        await program.InScopeAsync(s => s.GetRequiredService<AccountService>()
            .CreateAsync(new("bea@example.org", "Bea", "fr", [new(Role.Registrar, null, null, null)], Password), default));
        using var visitor = program.Stranger();

        var wrong = await (await visitor.OpenAsync("/sign-in")).PressAsync("Se connecter", ("Email", "bea@example.org"), ("Password", "autre chose"));
        var unknown = await (await visitor.OpenAsync("/sign-in")).PressAsync("Se connecter", ("Email", "nobody@example.org"), ("Password", "autre chose"));
        var right = await (await visitor.OpenAsync("/sign-in?next=/cohorts")).PressAsync("Se connecter", ("Email", "bea@example.org"), ("Password", Password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(wrong.Text, unknown.Text);
        Assert.Equal("/cohorts", right.Path);
        Assert.True(await program.ReadAsync(db => db.Facts.CountAsync(f => f.Action == "sign-in-failed")) >= 2);
    }
}
