using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Accounts.Invitations;

/// <summary>Invites one colleague or many to a role.</summary>
[Authorize(Policies.Settings)]
[StrongSignIn]
public sealed class NewInvitationModel(AcquisDb db, InvitationService invitations, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [BindProperty]
    public string? People { get; set; }

    [BindProperty]
    public string Language { get; set; } = "fr";

    [BindProperty]
    public Role Role { get; set; } = Role.Assessor;

    [BindProperty]
    public Id<Certification>? Certification { get; set; }

    [BindProperty]
    public Id<Centre>? Centre { get; set; }

    [BindProperty]
    public Id<Cohort>? Cohort { get; set; }

    public GrantChoices Choices { get; private set; } = GrantChoices.None;

    public IReadOnlyList<SelectListItem> Languages { get; } = [new("Français", "fr"), new("English", "en")];

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
        await invitations.InviteColleaguesAsync(people, Language, new(Role, Certification, Centre, Cohort), ct);
        TempData.SetFlash(texts["invitation.sent-to", ("count", people.Count)]);
        return LocalRedirect("/invitations");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => Choices = await GrantChoices.LoadAsync(db, texts, ct);
}
