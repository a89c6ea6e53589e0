using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Home;

/// <summary>One's own candidacy.</summary>
/// <param name="Title">Title of the certification, in the language of the request.</param>
/// <param name="Defence">The defence to which one is summoned and that is still to come; null for none.</param>
public sealed record OwnFile(Id<Candidacy> Id, string Title, SummonsTerms? Defence);

/// <summary>Reads the candidacies of who asks, in one statement.</summary>
public sealed class OwnFiles(AcquisDb db, CurrentActor actor, Texts texts, TimeProvider time)
{
    /// <summary>The newest first; empty for who is no candidate.</summary>
    public async Task<IReadOnlyList<OwnFile>> ReadAsync(CancellationToken ct)
    {
        if (actor.PersonId is not { } person)
            return [];

        var today = Dates.Civil(time.GetUtcNow());
        var rows = await (
            from candidacy in db.Candidacies.AsNoTracking()
            join cohort in db.Cohorts on candidacy.CohortId equals cohort.Id
            join certification in db.Certifications on cohort.CertificationId equals certification.Id
            where candidacy.PersonId == person
            orderby candidacy.EnteredOn descending
            select new
            {
                candidacy.Id,
                certification.Title,
                Defence = db.Summons.Where(s => s.CandidacyId == candidacy.Id && s.CancelledAt == null).OrderByDescending(s => s.SentAt).Select(s => s.Terms).FirstOrDefault(),
            }).ToListAsync(ct);
        return rows.ConvertAll(r => new OwnFile(r.Id, texts.In(r.Title), r.Defence is { } terms && terms.Day >= today ? terms : null));
    }
}
