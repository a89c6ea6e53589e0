using System.Net;
using System.Text;
using Acquis.Data;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.Tokens;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Accounts;

public sealed class TokensTests(Programs programs) : IClassFixture<Programs>
{
    [Theory, BothDatabases]
    public async Task A_token_records_a_level_for_its_owner_and_is_kept_as_a_hash_only(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var scene = await Scene.SetAsync(program);
        using var owner = await program.SignedInAsync(Role.Registrar);
        var token = await MakeAsync(owner, TokenScopes.WriteLevels);

        using var recorded = await PostAsync(program, token, $"{scene.Candidacy}");
        var kept = await program.ReadAsync(db => db.AccessTokens.SingleAsync());
        var page = await owner.OpenAsync("/account/tokens");

        Assert.Equal(HttpStatusCode.Created, recorded.StatusCode);
        Assert.Equal(program.Clock.Now(), kept.UsedAt);
        Assert.Equal(TokenText.HashOf(token), kept.Hash);
        Assert.DoesNotContain(token, page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(token[..12], page.Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_token_without_the_permission_is_refused_with_its_code(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var owner = await program.SignedInAsync(Role.Registrar);

        using var refused = await PostAsync(program, await MakeAsync(owner, TokenScopes.ReadFrameworks));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("urn:acquis:scope-missing", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_token_revoked_expired_or_altered_opens_nothing(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        using var owner = await program.SignedInAsync(Role.Registrar);
        var (revoked, expired) = (await MakeAsync(owner, TokenScopes.WriteLevels), "");
        await (await owner.OpenAsync("/account/tokens")).PressAsync("Révoquer");
        expired = await MakeAsync(owner, TokenScopes.WriteLevels);
        var altered = expired[..^1] + (expired[^1] == '0' ? '1' : '0');

        using var first = await PostAsync(program, revoked);
        using var second = await PostAsync(program, altered);
        var end = program.Clock.Now();
        await program.ReadAsync(db => db.AccessTokens.Where(t => t.RevokedAt == null).ExecuteUpdateAsync(t => t.SetProperty(x => x.ExpiresAt, end)));
        using var third = await PostAsync(program, expired);

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [first.StatusCode, second.StatusCode, third.StatusCode]);
        Assert.Equal("application/problem+json", third.Content.Headers.ContentType!.MediaType);
    }

    [Theory, BothDatabases]
    public async Task A_token_is_worth_nothing_once_its_owner_is_closed_out_or_loses_the_role(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var closed = await program.SignedInAsync(Role.Registrar);
        using var demoted = await program.SignedInAsync(Role.Registrar);
        var (first, second) = (await MakeAsync(closed, TokenScopes.WriteLevels), await MakeAsync(demoted, TokenScopes.WriteLevels));
        await program.InScopeAsync(s => s.GetRequiredService<AccountService>().SetDisabledAsync(closed.AccountId, true, default));
        await program.ReadAsync(db => db.RoleGrants.Where(g => g.AccountId == demoted.AccountId).ExecuteDeleteAsync());

        using var ofClosed = await PostAsync(program, first);
        using var ofDemoted = await PostAsync(program, second);

        Assert.Equal(HttpStatusCode.Unauthorized, ofClosed.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, ofDemoted.StatusCode);
    }

    [Theory, BothDatabases]
    public async Task A_token_cannot_be_made_wider_than_its_owner(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var assessor = await program.SignedInAsync(Role.Assessor);

        var refused = await (await assessor.OpenAsync("/account/tokens"))
            .PressAsync("Créer le jeton", ("Name", "Trop large"), ("Scopes", TokenScopes.WriteDiplomas), ("Days", "30"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("ne peut pas plus que vous", refused.Text, StringComparison.Ordinal);
        Assert.False(await program.ReadAsync(db => db.AccessTokens.AnyAsync(t => t.AccountId == assessor.AccountId)));
    }

    [Theory, BothDatabases]
    public async Task Nobody_revokes_the_token_of_somebody_else(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var victim = await program.SignedInAsync(Role.Registrar);
        using var other = await program.SignedInAsync(Role.Registrar);
        await MakeAsync(victim, TokenScopes.WriteLevels);
        await MakeAsync(other, TokenScopes.WriteLevels);
        var target = await program.ReadAsync(db => db.AccessTokens.SingleAsync(t => t.AccountId == victim.AccountId));

        var refused = await (await other.OpenAsync("/account/tokens")).PressAsync("Révoquer", ("token", target.Id.ToString()));

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Null((await program.ReadAsync(db => db.AccessTokens.SingleAsync(t => t.Id == target.Id))).RevokedAt);
    }

    [Theory, BothDatabases]
    public async Task A_token_opens_the_api_and_no_page_and_a_cookie_alone_changes_nothing_through_the_api(Engine engine)
    {
        var program = await programs.OnAsync(engine);
        using var owner = await program.SignedInAsync(Role.Registrar);
        var token = await MakeAsync(owner, TokenScopes.WriteLevels);
        using var stranger = program.Stranger();

        using var page = await stranger.AskAsync(HttpMethod.Get, "/cohorts", null, ("Authorization", $"Bearer {token}"));
        using var forged = await owner.AskAsync(HttpMethod.Post, $"/api/v1/candidacies/{Guid.NewGuid()}/levels", Level());

        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    private static StringContent Level() =>
        new("""{"lane":"trainer","competence":"C.1","level":2,"date":"2027-06-01"}""", Encoding.UTF8, "application/json");

    private static async Task<HttpResponseMessage> PostAsync(TestProgram program, string token, string? candidacy = null)
    {
        using var client = program.Stranger();
        return await client.AskAsync(
            HttpMethod.Post, $"/api/v1/candidacies/{candidacy ?? Guid.NewGuid().ToString()}/levels", Level(), ("Authorization", $"Bearer {token}"));
    }

    private static async Task<string> MakeAsync(Visitor owner, string scope)
    {
        var page = await (await owner.OpenAsync("/account/tokens")).PressAsync("Créer le jeton", ("Name", "Passerelle"), ("Scopes", scope), ("Days", "90"));
        return page.Document.QuerySelector("p.codes code")?.TextContent ?? throw new InvalidOperationException(page.Text);
    }
}
