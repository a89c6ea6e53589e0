using Acquis.Data;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Accounts.Invitations;

/// <summary>Invites one colleague or many to a role.</summary>
[Authorize(Policies.Settings)]
[StrongSignIn]
public sealed class NewInvitationModel(AcquisDb db, InvitationService invitations, CurrentActor actor, Texts texts) : GrantForm(db, texts, Role.Assessor)
{
    [BindProperty]
    public string? People { get; set; }

    [BindProperty]
    public string Language { get; set; } = "fr";

    /// <summary>The roles that who asks may give.</summary>
    public IEnumerable<SelectListItem> Roles => actor.Holds(Role.Administrator)
        ? Choices.Roles
        : Choices.Roles.Where(r => InvitationService.RegistrarsMayInvite.Any(m => m.ToString() == r.Value));

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        var people = Colleagues.Read(People);
        await invitations.InviteColleaguesAsync(people, Language, Chosen, ct);
        TempData.SetFlash(Texts["invitation.sent-to", ("count", people.Count)]);
        return LocalRedirect("/invitations");
    }
}
