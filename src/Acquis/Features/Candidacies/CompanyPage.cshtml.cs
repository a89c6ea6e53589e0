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

/// <summary>Changes the host company and the tutor of a candidacy.</summary>
[Authorize(Policies.CompanyKeepers)]
public sealed class CompanyPageModel(AcquisDb db, CurrentActor actor, CandidacyService candidacies, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Candidacy> Id { get; set; }

    [BindProperty]
    public CompanyForm Company { get; set; } = new();

    /// <summary>Version of the candidacy when the form was read.</summary>
    [BindProperty]
    public int Version { get; set; }

    public CandidacyFile Entry { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        ModelState.Clear();
        (Company, Version) = (CompanyForm.Of(Entry.Candidacy), Entry.Candidacy.Version);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        var company = Company.ToCompany() ?? new("", null, null, null);
        if (company.Siret is { Length: > 0 } siret && !Siret.IsValid(siret))
            this.Place([Refusal.Of("organisation.siret-invalid", ("siret", siret))], _ => $"{nameof(Company)}.{nameof(Company.Siret)}");

        if (!ModelState.IsValid)
            return this.Unprocessable();

        await candidacies.ChangeCompanyAsync(Id, Version, company, ct);
        TempData.SetFlash(texts["company.changed"]);
        return LocalRedirect($"/candidacies/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Entry = await db.FindVisibleAsync(Id, actor, ct);
        actor.Require(Entry.Cohort, Role.Registrar, Role.Centre);
    }
}
