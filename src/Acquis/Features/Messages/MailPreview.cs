using Acquis.Data;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Features.Decisions;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Messages;

/// <summary>Somebody whose data a message can be tried with.</summary>
/// <param name="Key"><c>candidacy:</c> or <c>account:</c> and the id.</param>
public sealed record PreviewPerson(string Key, string Name);

/// <summary>Real data for the preview of a message: of candidates whose names who asks may see, and of colleagues for an administrator.</summary>
public sealed class MailPreview(AcquisDb db, CurrentActor actor, AccountLinks links, Texts texts, TimeProvider time)
{
    private const int Most = 12;

    /// <summary>People whose name holds these words; the first ones without words.</summary>
    public async Task<IReadOnlyList<PreviewPerson>> FindAsync(string? who, CancellationToken ct)
    {
        IQueryable<Person> people = db.People.AsNoTracking();
        var words = Identity.Fold(who ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
            people = people.Where(p => p.SortKey.Contains(word));

        var candidates = await (
            from candidacy in db.Candidacies
            join person in people on candidacy.PersonId equals person.Id
            join cohort in db.Cohorts.NamedTo(actor) on candidacy.CohortId equals cohort.Id
            orderby person.SortKey, candidacy.Id
            select new { candidacy.Id, person }).Take(Most).ToListAsync(ct);
        var found = candidates.ConvertAll(c => new PreviewPerson($"candidacy:{c.Id}", c.person.DisplayName));
        if (actor.Holds(Role.Administrator))
        {
            var name = (who ?? "").Trim();
            var accounts = await db.Users.AsNoTracking().Where(u => u.PersonId == null && u.DisplayName.Contains(name)).OrderBy(u => u.DisplayName).Take(Most).ToListAsync(ct);
            found.AddRange(accounts.Select(a => new PreviewPerson($"account:{a.Id}", a.DisplayName)));
        }

        return found;
    }

    /// <summary>The values of every name that may stand in a text, for that person.</summary>
    public async Task<Dictionary<string, object?>> ValuesAsync(PreviewPerson person, string language, CancellationToken ct)
    {
        var none = new Dictionary<string, object?>();
        var values = new Dictionary<string, object?>
        {
            ["name"] = person.Name,
            ["institution"] = await links.InstitutionAsync(ct),
            ["link"] = await links.ExampleAsync(ct),
            ["until"] = Dates.Civil(time.GetUtcNow().AddDays(14)),
            ["role"] = texts.Get(language, "role.Candidate", none),
            ["verdict"] = texts.Get(language, "mail.preview.verdict", none),
            ["document"] = texts.Get(language, "diploma.kind.diploma", none),
            ["number"] = Domain.Diplomas.Diploma.NumberOf(Dates.Civil(time.GetUtcNow()).Year, 1),
            ["on"] = Dates.Civil(time.GetUtcNow()),
            ["motive"] = texts.Get(language, "mail.preview.motive", none),
            ["contact"] = (await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct))?.Contact,
        };
        if (person.Key.Split(':') is ["candidacy", var text] && Domain.Id<Candidacy>.TryParse(text, null, out var id))
            await AddCandidacyAsync(values, id, language, ct);

        return values;
    }

    private async Task AddCandidacyAsync(Dictionary<string, object?> values, Domain.Id<Candidacy> id, string language, CancellationToken ct)
    {
        var row = await (
            from candidacy in db.Candidacies
            join cohort in db.Cohorts.NamedTo(actor) on candidacy.CohortId equals cohort.Id
            join certification in db.Certifications on cohort.CertificationId equals certification.Id
            where candidacy.Id == id
            select new { cohort.Name, certification.Title }).SingleOrNotFoundAsync(ct);
        (values["cohort"], values["title"]) = (row.Name, row.Title);
        var decision = await db.Decisions.AsNoTracking().Where(d => d.CandidacyId == id && d.PublishedAt != null).OrderByDescending(d => d.Id).FirstOrDefaultAsync(ct);
        if (decision is not null)
            values["verdict"] = VerdictTexts.Say(texts, decision.Verdict, decision.Blocks, language);
    }
}
