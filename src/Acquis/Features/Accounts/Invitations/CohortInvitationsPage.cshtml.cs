using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Candidacies;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Accounts.Invitations;

/// <summary>The candidates of a cohort and their access: invites everybody at once, or chosen ones.</summary>
[Authorize(Policies.Registrar)]
public sealed class CohortInvitationsPageModel(AcquisDb db, CohortInvitations cohorts, InvitationService invitations, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 100;

    private const string OwnLanguage = "own";

    [BindProperty(SupportsGet = true)]
    public Id<Cohort> Id { get; set; }

    /// <summary>Number of the page, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    [BindProperty]
    public List<Guid> Chosen { get; set; } = [];

    /// <summary>Language of the messages to everybody; <see cref="OwnLanguage"/> for the one recorded of each.</summary>
    [BindProperty]
    public string Language { get; set; } = OwnLanguage;

    /// <summary>Language of the messages to the chosen ones; <see cref="OwnLanguage"/> for the one recorded of each.</summary>
    [BindProperty]
    public string ChosenLanguage { get; set; } = OwnLanguage;

    public IReadOnlyList<SelectListItem> Languages => [new(texts["invitation.language.own"], OwnLanguage), .. LanguageChoices.All];

    public Cohort Cohort { get; private set; } = null!;

    public IReadOnlyList<CandidateAccess> All { get; private set; } = [];

    public IEnumerable<CandidateAccess> Rows => All.Skip((P - 1) * Size).Take(Size);

    public int ToInvite => All.Count(r => r.IsToInvite);

    public int WithAccount => All.Count(r => r.Access is Access.HasAccount);

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public Task<IActionResult> OnPostAllAsync(CancellationToken ct) => InviteAsync(null, Language, ct);

    public Task<IActionResult> OnPostChosenAsync(CancellationToken ct) => InviteAsync([.. Chosen.Select(c => new Id<Person>(c))], ChosenLanguage, ct);

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Cohort = await db.FindVisibleAsync(Id, actor, ct);
        actor.Require(Cohort, Role.Registrar);
        P = Math.Max(1, P);
        All = await cohorts.ListAsync(Id, ct);
    }

    private async Task<IActionResult> InviteAsync(IReadOnlyCollection<Id<Person>>? chosen, string language, CancellationToken ct)
    {
        var count = await invitations.InviteCandidatesAsync(Id, chosen, language == OwnLanguage ? null : language, ct);
        TempData.SetFlash(texts["invitation.sent-to", ("count", count)]);
        return LocalRedirect($"/cohorts/{Id}/invitations");
    }
}
