using Acquis.Data;
using Acquis.Features.Accounts.Passkeys;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts;

/// <summary>One account: its roles and limits, its invitation, closing it.</summary>
[Authorize(Policies.Administrator)]
[StrongSignIn]
public sealed class AccountPageModel(AcquisDb db, AccountService accounts, SecondFactorService factors, PasskeyService passkeys, Texts texts) : GrantForm(db, texts, Role.Trainer)
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid AccountId { get; set; }

    public Account Account { get; private set; } = new();

    public bool HasPasskey { get; private set; }

    public IReadOnlyList<RoleGrant> Grants { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public Task<IActionResult> OnPostGrantAsync(CancellationToken ct) =>
        DoneAsync(accounts.GrantAsync(AccountId, Chosen, ct), "account.granted");

    public Task<IActionResult> OnPostRevokeAsync(Guid grant, CancellationToken ct) =>
        DoneAsync(accounts.RevokeAsync(AccountId, new(grant), ct), "account.revoked");

    public Task<IActionResult> OnPostInviteAsync(CancellationToken ct) => DoneAsync(accounts.InviteAsync(AccountId, ct), "account.invited-again");

    public Task<IActionResult> OnPostDisableAsync(CancellationToken ct) => DoneAsync(accounts.SetDisabledAsync(AccountId, true, ct), "account.disabled");

    public Task<IActionResult> OnPostEnableAsync(CancellationToken ct) => DoneAsync(accounts.SetDisabledAsync(AccountId, false, ct), "account.enabled");

    public Task<IActionResult> OnPostResetFactorAsync(CancellationToken ct) => DoneAsync(factors.ResetAsync(AccountId, ct), "account.factor-reset");

    /// <summary>The limits of a role in words.</summary>
    public string LimitOf(RoleGrant grant)
    {
        if (grant.IsUnlimited)
            return Texts["account.limit.none"];

        return string.Join(", ", new[]
        {
            NameOf(Choices.Certifications, grant.CertificationId?.ToString()),
            NameOf(Choices.Centres, grant.CentreId?.ToString()),
            NameOf(Choices.Cohorts, grant.CohortId?.ToString()),
        }.OfType<string>());
    }

    /// <inheritdoc />
    public override async Task ReloadAsync(CancellationToken ct)
    {
        Account = await Db.Users.AsNoTracking().SingleOrNotFoundAsync(a => a.Id == AccountId, ct);
        HasPasskey = await passkeys.AnyAsync(AccountId, ct);
        Grants = await Db.RoleGrants.AsNoTracking().Where(g => g.AccountId == AccountId).OrderBy(g => g.Id).ToListAsync(ct);
        await base.ReloadAsync(ct);
    }

    private static string? NameOf(IEnumerable<SelectListItem> items, string? id) => id is null ? null : items.FirstOrDefault(i => i.Value == id)?.Text;

    private async Task<IActionResult> DoneAsync(Task act, string key)
    {
        await act;
        TempData.SetFlash(Texts[key]);
        return LocalRedirect($"/accounts/{AccountId}");
    }
}
