using System.Net;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Sessions;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Accounts;

public sealed class MyAccountTests(Programs programs) : IClassFixture<Programs>
{
    private const string Password = "quatre chevaux verts sautillent";

    [Theory, BothDatabases]
    public async Task A_session_ended_from_another_browser_stops_at_the_next_request(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        await CreateAsync(program, "ines@example.org");
        using var stolen = program.Stranger();
        using var owner = program.Stranger();
        await SignInAsync(stolen, "ines@example.org", Password);
        await SignInAsync(owner, "ines@example.org", Password);

        using var before = await stolen.AskAsync("/cohorts");
        var page = await (await owner.OpenAsync("/account")).PressAsync("Fermer toutes les autres");
        using var after = await stolen.AskAsync("/cohorts");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Found, after.StatusCode);
        Assert.Contains("Session fermée", page.Text, StringComparison.Ordinal);
        Assert.Equal("/cohorts", (await owner.OpenAsync("/cohorts")).Path);
    }

    [Theory, BothDatabases]
    public async Task A_session_whose_row_another_node_deleted_stops_within_the_minute(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var visitor = await program.SignedInAsync(Role.Assessor);
        await program.ReadAsync(db => db.Sessions.Where(s => s.AccountId == visitor.AccountId).ExecuteDeleteAsync());

        program.Clock.Advance(SessionValidator.Interval + TimeSpan.FromSeconds(1));
        using var after = await visitor.AskAsync("/cohorts");

        Assert.Equal(HttpStatusCode.Found, after.StatusCode);
    }

    [Theory, BothDatabases]
    public async Task A_live_session_is_revalidated_and_its_last_sight_moves_on(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var visitor = await program.SignedInAsync(Role.Assessor);

        program.Clock.Advance(TimeSpan.FromMinutes(5));
        using var after = await visitor.AskAsync("/cohorts");
        var session = await program.ReadAsync(db => db.Sessions.SingleAsync(s => s.AccountId == visitor.AccountId));

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(5), session.SeenAt - session.StartedAt);
    }

    [Theory, BothDatabases]
    public async Task Nobody_ends_the_session_of_somebody_else(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        await CreateAsync(program, "paul@example.org");
        using var visitor = program.Stranger();
        await SignInAsync(visitor, "paul@example.org", Password);
        using var second = program.Stranger();
        await SignInAsync(second, "paul@example.org", Password);
        using var victim = await program.SignedInAsync(Role.Assessor);
        var target = await program.ReadAsync(db => db.Sessions.SingleAsync(s => s.AccountId == victim.AccountId));

        var refused = await (await visitor.OpenAsync("/account")).PressAsync("Fermer –", ("session", target.Id.ToString()));

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal("/cohorts", (await victim.OpenAsync("/cohorts")).Path);
    }

    [Theory, BothDatabases]
    public async Task Signing_in_again_gives_a_new_session_and_the_cookie_before_is_dead(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var id = await CreateAsync(program, "nina@example.org");
        using var visitor = program.Stranger();
        await SignInAsync(visitor, "nina@example.org", Password);
        var known = await program.ReadAsync(db => db.Sessions.SingleAsync(s => s.AccountId == id));

        await SignInAsync(visitor, "nina@example.org", Password);
        var now = await program.ReadAsync(db => db.Sessions.SingleAsync(s => s.AccountId == id));

        Assert.NotEqual(known.Id, now.Id);
        Assert.True(program.Services.GetRequiredService<EndedSessions>().Has(known.Id));
    }

    [Theory, BothDatabases]
    public async Task The_password_changes_only_with_the_one_before_and_ends_other_sessions(Engine engine)
    {
        const string New = "sept lanternes bleues flottent";
        var program = await programs.OnAsync(engine);
        await CreateAsync(program, "hugo@example.org");
        using var other = program.Stranger();
        using var owner = program.Stranger();
        await SignInAsync(other, "hugo@example.org", Password);
        await SignInAsync(owner, "hugo@example.org", Password);

        var wrong = await (await owner.OpenAsync("/account")).PressAsync("Changer le mot de passe", ("Current", "autre chose"), ("Password", New));
        var done = await wrong.PressAsync("Changer le mot de passe", ("Current", Password), ("Password", New));
        program.Clock.Advance(TimeSpan.FromMinutes(2));
        using var elsewhere = await other.AskAsync("/cohorts");
        using var here = await owner.AskAsync("/cohorts");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal("/account", done.Path);
        Assert.Equal(HttpStatusCode.Found, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
    }

    [Theory, BothDatabases]
    public async Task Name_and_language_are_ones_own_to_change(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        await CreateAsync(program, "yann@example.org");
        using var visitor = program.Stranger();
        await SignInAsync(visitor, "yann@example.org", Password);

        var empty = await (await visitor.OpenAsync("/account")).PressAsync("Enregistrer", ("Name", " "));
        var done = await (await visitor.OpenAsync("/account")).PressAsync("Enregistrer", ("Name", "Yann Le Goff"), ("Language", "en"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Equal("My account", done.Title);
        Assert.Contains("Yann Le Goff", done.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_shows_the_network_and_not_the_machine()
    {
        Assert.Equal("192.0.2.0/24", Places.NetworkOf(IPAddress.Parse("::ffff:192.0.2.77")));
        Assert.Equal("2001:db8:1::/48", Places.NetworkOf(IPAddress.Parse("2001:db8:1:2:3:4:5:6")));
        Assert.Equal("Firefox, Linux", Places.DeviceOf("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"));
    }

    private static async Task<Page> SignInAsync(Visitor visitor, string email, string password) =>
        await (await visitor.OpenAsync("/sign-in")).PressAsync("Se connecter", ("Email", email), ("Password", password));

    private static Task<Guid> CreateAsync(TestProgram program, string email) => program.InScopeAsync(async s =>
        (await s.GetRequiredService<AccountService>().CreateAsync(new(email, "Quelqu’un", "fr", [new(Role.Assessor, null, null, null)], Password), default)).Id);
}
