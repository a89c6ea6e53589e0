using System.ComponentModel.DataAnnotations;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Candidacies;

/// <summary>Ends a candidacy before a decision, with the reason.</summary>
[Authorize(Policies.Registrar)]
public sealed class WithdrawPageModel(AcquisDb db, CurrentActor actor, CandidacyService candidacies, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Candidacy> Id { get; set; }

    /// <summary>Version of the candidacy when the form was read.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    [Required]
    public string? Reason { get; set; }

    public CandidacyFile Entry { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        ModelState.Clear();
        Version = Entry.Candidacy.Version;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        if (!ModelState.IsValid)
            return this.Unprocessable();

        await candidacies.WithdrawAsync(Id, Version, Reason ?? "", ct);
        TempData.SetFlash(texts["candidate.withdrawn"]);
        return LocalRedirect($"/cohorts/{Entry.Cohort.Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Entry = await db.FindVisibleAsync(Id, actor, ct);
        actor.Require(Entry.Cohort, Role.Registrar);
    }
}
