using System.Buffers.Text;
using Acquis.Features.Accounts.Sessions;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Acquis.Features.Accounts.Passkeys;

/// <summary>One's own passkeys: add one on this device, remove one that was lost. Whose account has a second proof gives it first.</summary>
[Authorize(Policies.SignedIn)]
[EnableRateLimiting(Infrastructure.SignIn.Limit)]
public sealed class PasskeysPageModel(OwnAccountService own, PasskeyService passkeys, SessionService sessions, CurrentActor actor, Texts texts)
    : PageModel, IReloads
{
    /// <summary>What the browser answered, as JSON.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Local address to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    public IReadOnlyList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        return MustProve ? LocalRedirect("/account/second-factor?next=/account/passkeys") : Page();
    }

    public async Task<IActionResult> OnPostOptionsAsync(CancellationToken ct) =>
        Content(await passkeys.AskForNewAsync(await own.GetAsync(ct), ct), "application/json");

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        var account = await own.GetAsync(ct);
        await passkeys.AddAsync(account, Credential ?? "", string.IsNullOrWhiteSpace(Name) ? Device : Name, ct);
        await sessions.RenewAsync(account, SessionService.ByPasskey, ct);
        TempData.SetFlash(texts["account.passkey.added"]);
        return LocalRedirect(Url.IsLocalUrl(Next) ? Next : "/account/passkeys");
    }

    public async Task<IActionResult> OnPostRemoveAsync(string passkey, CancellationToken ct)
    {
        await passkeys.RemoveAsync(await own.GetAsync(ct), passkey, ct);
        TempData.SetFlash(texts["account.passkey.removed"]);
        return LocalRedirect("/account/passkeys");
    }

    /// <summary>The credential id of a passkey, as its form carries it.</summary>
    public static string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString((passkey ?? throw new ArgumentNullException(nameof(passkey))).CredentialId);

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        var account = await own.GetAsync(ct);
        Passkeys = await passkeys.ListAsync(account);
        MustProve = !actor.IsStrong && (account.TwoFactorEnabled || Passkeys.Count > 0);
        Name ??= Device;
    }

    private bool MustProve { get; set; }

    private string Device => Places.DeviceOf(Request.Headers.UserAgent);
}
