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

/// <summary>Corrects the civil status of the person behind a candidacy, with the reason.</summary>
[Authorize(Policies.Registrar)]
public sealed class IdentityPageModel(AcquisDb db, CurrentActor actor, CandidacyService candidacies, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Candidacy> Id { get; set; }

    [BindProperty]
    public PersonForm Person { get; set; } = new();

    /// <summary>Version of the person when the form was read.</summary>
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
        (Person, Version) = (PersonForm.Of(Entry.Person), Entry.Person.Version);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        Person.Check(ModelState, nameof(Person));
        if (ModelState.IsValid)
            this.Place(Person.ToIdentity().WhyNotValid(), r => Person.FieldOf(r) is { } field ? $"{nameof(Person)}.{field}" : null);

        if (!ModelState.IsValid)
            return this.Unprocessable();

        await candidacies.CorrectPersonAsync(Id, Version, Person.ToIdentity(), Person.Email, Reason ?? "", ct);
        TempData.SetFlash(texts["person.corrected"]);
        return LocalRedirect($"/candidacies/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Entry = await db.FindVisibleAsync(Id, actor, ct);
        actor.Require(Entry.Cohort, Role.Registrar);
    }
}
