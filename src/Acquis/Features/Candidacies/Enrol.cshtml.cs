using System.ComponentModel.DataAnnotations;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Frameworks;
using Acquis.Features.Shared;
using Acquis.Features.Shared.Tags;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Candidacies;

/// <summary>Enrols one person in a cohort: the form, the answers to check, then the enrolment.</summary>
[Authorize(Policies.Registrar)]
public sealed class EnrolModel(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks, PersonService people, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Cohort> Id { get; set; }

    [BindProperty]
    public PersonForm Person { get; set; } = new();

    [BindProperty]
    public CompanyForm Company { get; set; } = new();

    [BindProperty]
    [Required]
    public AccessRoute? Route { get; set; }

    /// <summary>Either <c>whole</c> or <c>blocks</c>.</summary>
    [BindProperty]
    public string Scope { get; set; } = "whole";

    [BindProperty]
    public DateOnly? EnteredOn { get; set; }

    /// <summary>Chosen blocs, where not the whole certification is.</summary>
    [BindProperty]
    public List<string> Blocks { get; set; } = [];

    public Cohort Cohort { get; private set; } = null!;

    public bool IsWhole => Scope != "blocks";

    /// <summary>The person typed beside those of the register who may be the same; empty where nobody is.</summary>
    public SideBySide Sides { get; private set; } = new([]);

    /// <summary>Whether the page shows the answers to check.</summary>
    public bool Checking { get; private set; }

    public IReadOnlyList<Choice> BlockChoices { get; private set; } = [];

    public IReadOnlyList<Choice> Scopes => [new("whole", texts["candidate.whole"]), new("blocks", texts["candidate.scope.blocks"])];

    public IReadOnlyList<SelectListItem> Routes =>
        [.. Enum.GetValues<AccessRoute>().Select(r => new SelectListItem(texts[$"route.{r}"], r.ToString()))];

    /// <summary>What was typed, to be sent once more from the answers to check.</summary>
    public IEnumerable<(string Name, string Value)> Typed => Request.Form
        .Where(f => f.Key is not ("step" or "answer" or "__RequestVerificationToken")).SelectMany(f => f.Value, (f, v) => (f.Key, v ?? ""));

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        EnteredOn = Cohort.StartsOn;
    }

    /// <param name="answer">Which person it is where some are alike: <c>none</c> for a new one, or the id of one who is known.</param>
    public async Task<IActionResult> OnPostAsync(string? step, string? answer, CancellationToken ct)
    {
        await ReloadAsync(ct);
        if (step == "change")
        {
            ModelState.Clear();
            return Page();
        }

        Person.Check(ModelState, nameof(Person));
        if (EnteredOn is null)
            ModelState.TryAddModelError(nameof(EnteredOn), FormMessages.Required);

        if (!ModelState.IsValid)
            return this.Unprocessable();

        var enrolment = new Enrolment(
            Id, Person.ToIdentity(), Person.Email, Route!.Value, EnteredOn!.Value, IsWhole ? null : Blocks, Company.ToCompany(),
            MailLanguage: Person.MailLanguage);
        this.Place(await people.WhyNotEnrolAsync(enrolment, ct), FieldOf);
        if (!ModelState.IsValid)
            return this.Unprocessable();

        var alike = await people.AlikeAsync(enrolment.Identity, enrolment.Email, ct);
        Sides = alike.Count == 0 ? new([]) : new([Side.Asked(texts["people.typed"], enrolment.Identity, enrolment.Email), .. alike]);
        if (alike.Count == 0 ? step != "enrol" : answer is null)
        {
            Checking = true;
            return Page();
        }

        await people.EnrolAsync(enrolment, alike.Count == 0 ? "none" : answer!, ct);
        TempData.SetFlash(texts["candidate.enrolled", ("name", enrolment.Identity.DisplayName), ("cohort", Cohort.Name)]);
        return LocalRedirect($"/cohorts/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Cohort = await db.FindVisibleAsync(Id, actor, ct);
        actor.Require(Cohort, Role.Registrar);
        var framework = await frameworks.GetAsync(db, Cohort.FrameworkVersionId, ct);
        BlockChoices = [.. framework.Blocks.Select(b => new Choice(b.Code, $"{b.Code}. {texts.In(b.Title)}"))];
    }

    private string? FieldOf(Refusal refusal) => refusal.Code switch
    {
        "candidacy.no-block-chosen" or "candidacy.unknown-block" => nameof(Blocks),
        "organisation.siret-invalid" => $"{nameof(Company)}.{nameof(Company.Siret)}",
        _ => Person.FieldOf(refusal) is { } field ? $"{nameof(Person)}.{field}" : null,
    };
}
