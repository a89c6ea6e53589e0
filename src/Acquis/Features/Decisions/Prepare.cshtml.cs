using System.ComponentModel.DataAnnotations;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Candidacies;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>Prepares a deliberation from the candidates of a cohort, each with what stands in the way.</summary>
[Authorize(Policies.Registrar)]
[StrongSignIn]
public sealed class PrepareModel(AcquisDb db, CurrentActor actor, DeliberationService service, Texts texts, TimeProvider time) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true, Name = "cohort")]
    public Guid CohortId { get; set; }

    [BindProperty]
    public PrepareInput Input { get; set; } = new();

    public IReadOnlyList<Cohort> Cohorts { get; private set; } = [];

    /// <summary>Each candidate, why not, and how far they are.</summary>
    public IReadOnlyList<(Deliberable Candidate, IReadOnlyList<Refusal> Reasons, string Gap)> Candidates { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Input.HeldOn = Dates.Civil(time.Now());
        await ReloadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var cohort = await db.FindVisibleAsync(new Id<Cohort>(CohortId), actor, ct);
        var plan = new DeliberationPlan(
            cohort.FrameworkVersionId, Input.Name ?? "", Input.Place ?? "", Input.HeldOn, [.. Input.Candidacies.Select(c => new Id<Candidacy>(c))]);
        var deliberation = await service.PrepareAsync(plan, ct);
        return Redirect($"/deliberations/{deliberation.Id}/jury");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Cohorts = await db.Cohorts.AsNoTracking().VisibleTo(actor).OrderByDescending(c => c.StartsOn).ThenBy(c => c.Name).ToListAsync(ct);
        if (Cohorts.FirstOrDefault(c => c.Id.Value == CohortId) is not { } cohort)
            return;

        var ids = await (
            from candidacy in db.Candidacies
            join person in db.People on candidacy.PersonId equals person.Id
            where candidacy.CohortId == cohort.Id
            orderby person.SortKey
            select candidacy.Id).ToListAsync(ct);
        var standings = await db.Set<Standing>().AsNoTracking().Where(s => ids.Contains(s.CandidacyId)).ToDictionaryAsync(s => s.CandidacyId, ct);
        Candidates =
        [
            .. (await service.DeliberablesAsync(ids, null, ct)).Select(c => (
                c, (IReadOnlyList<Refusal>)[.. c.WhyNot(cohort.FrameworkVersionId)],
                standings.TryGetValue(c.Candidacy.Id, out var s) ? texts["deliberations.acquired", ("acquired", s.Acquired), ("counted", s.Counted)] : "")),
        ];
    }
}

/// <summary>Form of a deliberation.</summary>
public sealed class PrepareInput
{
    [MaxLength(Deliberation.NameMaxLength)]
    public string? Name { get; set; }

    public string? Place { get; set; }

    public DateOnly HeldOn { get; set; }

    public List<Guid> Candidacies { get; set; } = [];
}
