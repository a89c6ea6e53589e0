using Acquis.Domain;
using Acquis.Features.Accounts.Passkeys;
using Acquis.Features.Accounts.Sessions;
using Acquis.Features.Home;
using Acquis.Features.Journal;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Acquis.Features.Accounts;

/// <summary>One's own account: name and language, password, second factor, open sessions, tokens, and what happened to it.</summary>
[Authorize(Policies.SignedIn)]
[EnableRateLimiting(Infrastructure.SignIn.Limit)]
public sealed class MyAccountModel(OwnAccountService own, SessionService sessions, PasskeyService passkeys, HistoryReader history, Texts texts) : PageModel, IReloads
{
    private const int HistoryLines = 12;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public Account Account { get; private set; } = new();

    public bool HasPasskey { get; private set; }

    public IReadOnlyList<Session> Sessions { get; private set; } = [];

    public IReadOnlyList<HistoryLine> History { get; private set; } = [];

    /// <summary>The session of this browser.</summary>
    public Id<Session>? Here => SessionValidator.SessionOf(User);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        (Name, Language) = (Account.DisplayName, Account.Language);
    }

    public async Task<IActionResult> OnPostProfileAsync(CancellationToken ct)
    {
        await own.ChangeProfileAsync(Name ?? "", Language ?? "fr", ct);
        Home.Languages.Keep(HttpContext, Language ?? "fr");
        return Done("account.mine.saved");
    }

    public async Task<IActionResult> OnPostPasswordAsync(CancellationToken ct)
    {
        await own.ChangePasswordAsync(Current ?? "", Password ?? "", ct);
        return Done("account.mine.password-changed");
    }

    public async Task<IActionResult> OnPostEndAsync(Guid session, CancellationToken ct)
    {
        await sessions.EndAsync((await own.GetAsync(ct)).Id, new(session), ct);
        return Done("account.session.ended");
    }

    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken ct)
    {
        await sessions.EndOthersAsync((await own.GetAsync(ct)).Id, ct);
        return Done("account.session.others-ended");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Account = await own.GetAsync(ct);
        Name ??= Account.DisplayName;
        Language ??= Account.Language;
        HasPasskey = await passkeys.AnyAsync(Account.Id, ct);
        Sessions = await sessions.ListAsync(Account.Id, ct);
        History = await history.OfAsync(Subject.Of(Account.AccountId), HistoryLines, ct);
    }

    private LocalRedirectResult Done(string key)
    {
        TempData.SetFlash(texts[key]);
        return LocalRedirect("/account");
    }
}
