using Acquis.Domain;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts.Invitations;

/// <summary>Every invitation and where it stands: sent again, taken back.</summary>
[Authorize(Policies.Settings)]
[StrongSignIn]
public sealed class InvitationsModel(InvitationService invitations, Texts texts, TimeProvider time) : PageModel, IReloads
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;

    /// <summary>Whether those used or taken back are shown too.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Ended { get; set; }

    /// <summary>Part of a name or of an address.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Number of the page, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<Invitation> Rows { get; private set; } = [];

    public InvitationState StateOf(Invitation invitation) => invitation.State(time.GetUtcNow());

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public Task<IActionResult> OnPostAgainAsync(Guid invitation, CancellationToken ct) => DoneAsync(invitations.SendAgainAsync(new(invitation), ct), "invitation.sent-again");

    public Task<IActionResult> OnPostRevokeAsync(Guid invitation, CancellationToken ct) => DoneAsync(invitations.RevokeAsync(new(invitation), ct), "invitation.revoked-now");

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        var all = invitations.Kept().AsNoTracking();
        if (!Ended)
            all = all.Where(i => i.AcceptedAt == null && i.RevokedAt == null);

        if (Q?.Trim() is { Length: > 0 } text)
            all = all.Where(i => i.Email.Contains(text) || i.Name.Contains(text));

        P = Math.Max(1, P);
        Total = await all.CountAsync(ct);
        Rows = await all.OrderByDescending(i => i.SentAt).ThenBy(i => i.Id).Skip((P - 1) * Size).Take(Size).ToListAsync(ct);
    }

    private async Task<IActionResult> DoneAsync(Task act, string key)
    {
        await act;
        TempData.SetFlash(texts[key]);
        return LocalRedirect("/invitations");
    }
}
