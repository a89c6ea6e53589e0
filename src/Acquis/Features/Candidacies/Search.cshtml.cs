using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies;

/// <summary>A candidate found.</summary>
public sealed record FoundCandidate(Id<Candidacy> Id, string Name, string BirthName, Id<Cohort> CohortId, string Cohort, CandidacyState State);

/// <summary>Finds candidates by any part of any of their names, with or without accents. It finds only those whose names one may see.</summary>
[Authorize(Policies.CohortReaders)]
public sealed class SearchModel(AcquisDb db, CurrentActor actor) : PageModel
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;

    /// <summary>Most people who are looked up one by one; where more bear the name, their candidacies are read through.</summary>
    private const int Few = 500;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Number of the page, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<FoundCandidate> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var words = Identity.Fold(Q ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return;

        IQueryable<Person> people = db.People.AsNoTracking();
        foreach (var word in words)
            people = people.Where(p => p.SortKey.Contains(word));

        var few = await people.OrderBy(p => p.SortKey).Select(p => p.Id).Take(Few + 1).ToListAsync(ct);
        if (few.Count <= Few)
            people = db.People.AsNoTracking().Where(p => few.Contains(p.Id));

        var found = from candidacy in db.Candidacies.AsNoTracking()
                    join person in people on candidacy.PersonId equals person.Id
                    join cohort in db.Cohorts.NamedTo(actor) on candidacy.CohortId equals cohort.Id
                    orderby person.SortKey, candidacy.Id
                    select new { candidacy.Id, candidacy.State, person, CohortId = cohort.Id, cohort.Name };
        P = Math.Max(1, P);
        Total = await found.CountAsync(ct);
        var rows = await found.Skip((P - 1) * Size).Take(Size).ToListAsync(ct);
        Rows = rows.ConvertAll(r => new FoundCandidate(r.Id, r.person.DisplayName, r.person.BirthName, r.CohortId, r.Name, r.State));
    }
}
