using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Frameworks;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies;

/// <summary>A cohort and its candidates, by name; by pseudonym, in the order of enrolment, for an auditor.</summary>
[Authorize(Policies.CohortReaders)]
public sealed class CohortPageModel(AcquisDb db, CurrentActor actor, FrameworkCatalogue frameworks) : PageModel
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 200;

    [BindProperty(SupportsGet = true)]
    public Id<Cohort> Id { get; set; }

    /// <summary>Number of the page, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public Cohort Cohort { get; private set; } = null!;

    public Centre Centre { get; private set; } = null!;

    public Framework Framework { get; private set; } = null!;

    public bool ReadsJournal => actor.Holds([.. Policies.Roles[Policies.JournalReaders]]);

    /// <summary>Whether who asks sees everybody’s levels; assessors and jury do not.</summary>
    public bool Follows => actor.Holds([.. Policies.Roles[Policies.Followers]]);

    public bool IsRegistrar => actor.Holds(Cohort, Role.Registrar);

    public bool IsAssessor => actor.Holds(Cohort, Role.Assessor);

    /// <summary>The modules whose reports are expected: the framework's own, or those that the cohort names.</summary>
    public IReadOnlyList<TrainingModule> Modules => Framework.Modules.Count > 0 ? Framework.Modules : Cohort.Modules;

    /// <summary>Whether the framework asks for reports of modules that nobody has named yet: such a cohort is not deliberated.</summary>
    public bool LacksModules => Modules.Count == 0 && Framework.Requirements.Any(r => r.Kind is RequirementKind.PerModule);

    public int Total { get; private set; }

    public IReadOnlyList<(Candidacy Candidacy, string Name)> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Cohort = await db.FindVisibleAsync(Id, actor, ct);
        Centre = await db.Centres.AsNoTracking().SingleAsync(c => c.Id == Cohort.CentreId, ct);
        Framework = await frameworks.GetAsync(db, Cohort.FrameworkVersionId, ct);
        Total = await db.Candidacies.CountAsync(c => c.CohortId == Id, ct);
        P = Math.Max(1, P);
        var all = from candidacy in db.Candidacies.AsNoTracking()
                  join person in db.People.AsNoTracking() on candidacy.PersonId equals person.Id
                  where candidacy.CohortId == Id
                  select new { candidacy, person };
        var ordered = actor.SeesNames(Cohort) ? all.OrderBy(r => r.person.SortKey).ThenBy(r => r.candidacy.Id) : all.OrderBy(r => r.candidacy.Id);
        var rows = await ordered.Skip((P - 1) * Size).Take(Size).ToListAsync(ct);
        Rows = rows.ConvertAll(r => (r.candidacy, actor.NameOf(Cohort, r.candidacy, r.person)));
    }
}
