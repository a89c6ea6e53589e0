using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Home;

/// <summary>A candidate's own candidacies; with one only, straight to it.</summary>
[Authorize(Policies.Candidate)]
public sealed class MineModel(AcquisDb db, CurrentActor actor, Texts texts, TimeProvider time) : PageModel
{
    public IReadOnlyList<(Id<Candidacy> Id, string Title, SummonsTerms? Defence)> Own { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var person = actor.PersonId;
        var own = await (from k in db.Candidacies.AsNoTracking()
                         join c in db.Cohorts on k.CohortId equals c.Id
                         join t in db.Certifications on c.CertificationId equals t.Id
                         where person != null && k.PersonId == person
                         orderby k.EnteredOn descending
                         select new
                         {
                             k.Id,
                             t.Title,
                             Defence = db.Summons.Where(s => s.CandidacyId == k.Id && s.CancelledAt == null).OrderByDescending(s => s.SentAt).Select(s => s.Terms).FirstOrDefault(),
                         }).ToListAsync(ct);
        if (own.Count == 1)
            return LocalRedirect($"/candidacies/{own[0].Id}");

        Own = own.ConvertAll(o => (o.Id, texts.In(o.Title), o.Defence is { } terms && terms.Day >= Dates.Civil(time.GetUtcNow()) ? terms : null));
        return Page();
    }
}
