using System.ComponentModel.DataAnnotations;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Diplomas;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Candidacies;

/// <summary>Corrects the civil status of the person behind a candidacy, with the reason.</summary>
[Authorize(Policies.Registrar)]
public sealed class IdentityPageModel(AcquisDb db, CurrentActor actor, CandidacyService candidacies, OutdatedDocuments documents, Texts texts) : PageModel, IReloads
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
            this.Place(Person.ToIdentity().WhyNotValid().Concat(Domain.Candidacies.Person.WhyNotWriteIn(Person.MailLanguage)), r => Person.FieldOf(r) is { } field ? $"{nameof(Person)}.{field}" : null);

        if (!ModelState.IsValid)
            return this.Unprocessable();

        await candidacies.CorrectPersonAsync(Id, Version, Person.ToIdentity(), Person.Email, Person.MailLanguage, Reason ?? "", ct);
        var outdated = await documents.ListAsync(Entry.Person.Id, ct);
        TempData.SetFlash(outdated.Count == 0 ? texts["person.corrected"] : texts["person.corrected.documents", ("count", outdated.Count)]);
        return LocalRedirect(outdated.Count == 0 ? $"/candidacies/{Id}" : "/diplomas/outdated");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Entry = await db.FindVisibleAsync(Id, actor, ct);
        actor.Require(Entry.Cohort, Role.Registrar);
    }
}
