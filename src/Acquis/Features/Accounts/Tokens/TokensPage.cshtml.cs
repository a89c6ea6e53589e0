using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Accounts.Tokens;

/// <summary>One's own access tokens: made, shown once, revoked.</summary>
[Authorize(Policies.SignedIn)]
[StrongSignIn]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class TokensPageModel(TokenService tokens, CurrentActor actor, TimeProvider time, Texts texts) : PageModel, IReloads
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public List<string> Scopes { get; set; } = [];

    [BindProperty]
    public int Days { get; set; } = TokenService.Lives[1];

    /// <summary>The token just made; shown this once.</summary>
    public string? Made { get; private set; }

    public IReadOnlyList<AccessToken> Rows { get; private set; } = [];

    /// <summary>Permissions that one's roles can use.</summary>
    public IReadOnlyList<string> Choices => TokenScopes.For(actor);

    public IReadOnlyList<SelectListItem> Lives { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Made = await tokens.CreateAsync(Name ?? "", Scopes, Days, ct);
        await ReloadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid token, CancellationToken ct)
    {
        await tokens.RevokeAsync(new(token), ct);
        TempData.SetFlash(texts["account.token.revoked"]);
        return LocalRedirect("/account/tokens");
    }

    /// <summary>What a token is worth now, in words.</summary>
    public string StateOf(AccessToken token) =>
        token.RevokedAt is not null ? texts["account.token.state.revoked"]
        : token.IsLive(time.GetUtcNow()) ? texts["account.token.state.live", ("until", Dates.Civil(token.ExpiresAt))] : texts["account.token.state.expired"];

    /// <summary>Whether it can still be revoked.</summary>
    public bool IsLive(AccessToken token) => token.IsLive(time.GetUtcNow());

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Rows = await tokens.ListAsync(ct);
        Lives = [.. TokenService.Lives.Select(d => new SelectListItem(texts["account.token.days", ("count", d)], $"{d}"))];
    }
}
