using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies;

/// <summary>A cohort in a list.</summary>
public sealed record CohortRow(Id<Cohort> Id, string Name, Bilingual Certification, string Centre, DateOnly StartsOn, DateOnly EndsOn, int Candidates);

/// <summary>The cohorts that who asks may see.</summary>
[Authorize(Policies.CohortReaders)]
public sealed class CohortsModel(AcquisDb db, CurrentActor actor) : PageModel
{
    public IReadOnlyList<CohortRow> Rows { get; private set; } = [];

    public bool IsRegistrar => actor.Holds(Role.Registrar);

    public async Task OnGetAsync(CancellationToken ct) => Rows = await (
        from cohort in db.Cohorts.AsNoTracking().VisibleTo(actor)
        join certification in db.Certifications on cohort.CertificationId equals certification.Id
        join centre in db.Centres on cohort.CentreId equals centre.Id
        orderby cohort.EndsOn descending, cohort.Name
        select new CohortRow(
            cohort.Id, cohort.Name, certification.Title, centre.Name, cohort.StartsOn, cohort.EndsOn,
            db.Candidacies.Count(c => c.CohortId == cohort.Id && c.State == CandidacyState.Active))).ToListAsync(ct);
}
