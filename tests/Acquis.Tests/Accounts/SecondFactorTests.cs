using System.Net;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Accounts;

public sealed class SecondFactorTests(Programs programs) : IClassFixture<Programs>
{
    private const string Password = "quatre chevaux verts sautillent";

    /// <summary>Appendix B of RFC 6238, of whose eight digits applications show the last six; the key is its "12345678901234567890" in base 32.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long second, string code) =>
        Assert.Equal(code, Totp.CodeAt("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", DateTimeOffset.FromUnixTimeSeconds(second)));

    [Theory, BothDatabases]
    public async Task A_registrar_with_a_password_alone_is_led_to_bind_an_application_and_on_to_the_page_asked_for(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        await CreateAsync(program, "lea@example.org", Role.Registrar);
        using var visitor = program.Stranger();
        await SignInAsync(visitor, "lea@example.org");

        var needed = await visitor.OpenAsync("/diplomas");
        var wrong = await needed.PressAsync("Relier cette application", ("Code", "000000"));
        var codes = await wrong.PressAsync("Relier cette application", ("Code", Totp.CodeAt(KeyOn(wrong), program.Clock.GetUtcNow())));
        var onward = codes.Document.QuerySelector("a.btn-primary")!.GetAttribute("href")!;
        var after = await visitor.OpenAsync(onward);

        Assert.StartsWith("/account/second-factor?next=", needed.Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(RecoveryCode.Count, codes.Document.QuerySelectorAll(".codes code").Length);
        Assert.Equal("/diplomas", after.Path);
        Assert.Equal(HttpStatusCode.OK, after.Status);
    }

    [Theory, BothDatabases]
    public async Task An_assessor_works_with_a_password_alone(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        await CreateAsync(program, "max@example.org", Role.Assessor);
        using var visitor = program.Stranger();
        await SignInAsync(visitor, "max@example.org");

        Assert.Equal("/cohorts", (await visitor.OpenAsync("/cohorts")).Path);
    }

    [Theory, BothDatabases]
    public async Task A_password_alone_opens_nothing_once_an_application_is_bound_and_a_code_works_once(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        await CreateAsync(program, "zoe@example.org", Role.Registrar);
        using var first = program.Stranger();
        var (key, _) = await BindAsync(program, first, "zoe@example.org");
        program.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = Totp.CodeAt(key, program.Clock.GetUtcNow());
        using var honest = program.Stranger();
        using var thief = program.Stranger();

        var asked = await SignInAsync(honest, "zoe@example.org");
        using var before = await honest.AskAsync("/cohorts");
        var admitted = await asked.PressAsync("Confirmer", ("Code", code));
        var replayed = await (await SignInAsync(thief, "zoe@example.org")).PressAsync("Confirmer", ("Code", code));

        Assert.Equal("/sign-in/code", asked.Path);
        Assert.Equal(HttpStatusCode.Found, before.StatusCode);
        Assert.Equal("/", admitted.Path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, replayed.Status);
    }

    [Theory, BothDatabases]
    public async Task A_recovery_code_stands_in_once_and_is_kept_as_a_hash_only(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var id = await CreateAsync(program, "ana@example.org", Role.Registrar);
        using var first = program.Stranger();
        var (_, codes) = await BindAsync(program, first, "ana@example.org");
        using var visitor = program.Stranger();
        using var again = program.Stranger();

        var admitted = await (await SignInAsync(visitor, "ana@example.org")).PressAsync("Confirmer", ("Code", codes[0].ToUpperInvariant()));
        var refused = await (await SignInAsync(again, "ana@example.org")).PressAsync("Confirmer", ("Code", codes[0]));
        var kept = await program.ReadAsync(db => db.RecoveryCodes.Where(c => c.AccountId == id).Select(c => c.Hash).ToListAsync());

        Assert.Equal("/", admitted.Path);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(RecoveryCode.Count - 1, kept.Count);
        Assert.DoesNotContain(kept, codes.Contains);
    }

    [Theory, BothDatabases]
    public async Task Five_wrong_codes_lock_the_account_even_for_the_right_one(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        await CreateAsync(program, "guy@example.org", Role.Registrar);
        using var first = program.Stranger();
        var (_, codes) = await BindAsync(program, first, "guy@example.org");
        using var visitor = program.Stranger();
        var page = await SignInAsync(visitor, "guy@example.org");

        for (var i = 0; i < 5; i++)
            page = await page.PressAsync("Confirmer", ("Code", "pas un code"));

        var locked = await page.PressAsync("Confirmer", ("Code", codes[1]));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, locked.Status);
    }

    [Theory, BothDatabases]
    public async Task An_administrator_unbinds_a_lost_application_and_the_journal_says_so(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        var id = await CreateAsync(program, "eva@example.org", Role.Registrar);
        using var owner = program.Stranger();
        await BindAsync(program, owner, "eva@example.org");
        using var administrator = await program.SignedInAsync(Role.Administrator);
        using var visitor = program.Stranger();

        await (await administrator.OpenAsync($"/accounts/{id}")).PressAsync("Retirer application et clés perdues");
        var admitted = await SignInAsync(visitor, "eva@example.org");
        var history = await administrator.OpenAsync($"/history/account/{id}");

        Assert.Equal("/", admitted.Path);
        Assert.Contains("Seconde preuve retirée par un administrateur", history.Text, StringComparison.Ordinal);
    }

    private static string KeyOn(Page page) => page.Document.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);

    private static async Task<(string Key, IReadOnlyList<string> Codes)> BindAsync(TestProgram program, Visitor visitor, string email)
    {
        await SignInAsync(visitor, email);
        var page = await visitor.OpenAsync("/account/second-factor");
        var key = KeyOn(page);
        var bound = await page.PressAsync("Relier cette application", ("Code", Totp.CodeAt(key, program.Clock.GetUtcNow())));
        return (key, [.. bound.Document.QuerySelectorAll(".codes code").Select(c => c.TextContent)]);
    }

    private static async Task<Page> SignInAsync(Visitor visitor, string email) =>
        await (await visitor.OpenAsync("/sign-in")).PressAsync("Se connecter", ("Email", email), ("Password", Password));

    private static Task<Guid> CreateAsync(TestProgram program, string email, Role role) => program.InScopeAsync(async s =>
        (await s.GetRequiredService<AccountService>().CreateAsync(new(email, "Quelqu’un", "fr", [new(role, null, null, null)], Password), default)).Id);
}
