using Acquis.Credentials.Layout;
using Acquis.Features.Accounts.Passkeys;
using Acquis.Features.Accounts.Sessions;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Acquis.Features.Accounts.SecondFactor;

/// <summary>
/// Binds an application as second factor, or proves it. The key that is proposed travels in the form, sealed for this account: nothing is written
/// before the first code is right.
/// </summary>
[Authorize(Policies.SignedIn)]
[EnableRateLimiting(Infrastructure.SignIn.Limit)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class FactorPageModel(OwnAccountService own, SecondFactorService factors, PasskeyService passkeys, SessionService sessions, IDataProtectionProvider protection, CurrentActor actor)
    : PageModel, IReloads
{
    private const string Issuer = "Acquis";

    [BindProperty]
    public string? Code { get; set; }

    /// <summary>The key that is proposed, sealed.</summary>
    [BindProperty]
    public string? Seal { get; set; }

    /// <summary>Local address to go on to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Next { get; set; }

    public Account Account { get; private set; } = new();

    /// <summary>The key to type where a picture cannot be taken, in groups of four.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Squares along one side of the picture, and the path of its dark squares.</summary>
    public (int Side, string Path) Picture { get; private set; }

    /// <summary>Recovery codes just made; shown this once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public int CodesLeft { get; private set; }

    /// <summary>Whether the session still has to prove its second factor.</summary>
    public bool MustProve => (Account.TwoFactorEnabled || HasPasskey) && !actor.IsStrong;

    /// <summary>Whether the account has a passkey, which proves as well as an application.</summary>
    public bool HasPasskey { get; private set; }

    /// <summary>The button to prove with it.</summary>
    public UsePasskey ByPasskey => new("/account/second-factor", Next);

    /// <summary>Where to go on to once the factor is there.</summary>
    public string Onward => Url.IsLocalUrl(Next) ? Next! : "/account";

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostEnrolAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        if (MustProve)
            throw new ForbiddenException();

        Codes = await factors.EnrolAsync(Account, KeyOf(Seal), Code ?? "", ct);
        await sessions.RenewAsync(Account, "app", ct);
        return Page();
    }

    public async Task<IActionResult> OnPostProveAsync(CancellationToken ct)
    {
        Account = await own.GetAsync(ct);
        var proof = await factors.ProveAsync(Account, Code ?? "", ct) ?? throw new Domain.RefusedException("account.factor-code-wrong");
        await sessions.RenewAsync(Account, proof, ct);
        return LocalRedirect(Onward);
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync(CancellationToken ct) =>
        Content(await passkeys.AskForProofAsync(await own.GetAsync(ct)), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync(string? credential, CancellationToken ct)
    {
        Account = await own.GetAsync(ct);
        if (await passkeys.ProveAsync(credential ?? "", Account, ct) is null)
            throw new Domain.RefusedException("account.passkey-wrong");

        await sessions.RenewAsync(Account, SessionService.ByPasskey, ct);
        return LocalRedirect(Onward);
    }

    public async Task<IActionResult> OnPostRenewAsync(CancellationToken ct)
    {
        Account = await StrongAsync(ct);
        Codes = await factors.RenewCodesAsync(Account, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostDisableAsync(CancellationToken ct)
    {
        var account = await StrongAsync(ct);
        await factors.DisableAsync(account, ct);
        await sessions.RenewAsync(account, null, ct);
        TempData.SetFlash(Texts.All["account.factor.now-off"]);
        return LocalRedirect("/account");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        CodesLeft = await factors.CodesLeftAsync(Account.Id, ct);
        if (Account.TwoFactorEnabled || MustProve)
            return;

        var key = Seal is null ? Totp.NewKey() : KeyOf(Seal);
        Seal = Sealer.Protect(key, TimeSpan.FromMinutes(30));
        ModelState.Remove(nameof(Seal));
        Key = string.Join(' ', key.Chunk(4).Select(c => new string(c)));
        Picture = QrSquare.PathOf(Totp.Address(Issuer, Account.Email ?? "", key));
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        Account = await own.GetAsync(ct);
        HasPasskey = await passkeys.AnyAsync(Account.Id, ct);
    }

    private ITimeLimitedDataProtector Sealer => protection.CreateProtector("second-factor", Account.Id.ToString()).ToTimeLimitedDataProtector();

    private string KeyOf(string? seal)
    {
        try
        {
            return Sealer.Unprotect(seal ?? "");
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            Seal = null;
            throw new Domain.RefusedException("account.factor-too-late");
        }
    }

    private async Task<Account> StrongAsync(CancellationToken ct) => actor.IsStrong ? await own.GetAsync(ct) : throw new ForbiddenException();
}
