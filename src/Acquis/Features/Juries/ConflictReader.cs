using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Journal;
using Acquis.Domain.Juries;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>
/// Reads who had to do with candidates, and derives who must not hear them. Whatever somebody did for one candidacy of a person counts for every other of
/// theirs: a trainer of the first attempt does not judge the second.
/// </summary>
public sealed class ConflictReader(AcquisDb db)
{
    /// <summary>The conflicts of a season's candidates with everybody who is called to it.</summary>
    public async Task<IReadOnlyList<JurorConflict>> OfSeasonAsync(SeasonFile file, CancellationToken ct)
    {
        var refused = file.Statements.Where(s => s.Value is StatementState.Refused).Select(s => s.Key).ToList();
        return await FindAsync([.. file.Candidates.Select(c => c.Candidacy)], [.. file.Jurors.Select(c => c.Juror)], refused, null, ct);
    }

    /// <summary>The conflicts of candidates with jurors of the register.</summary>
    /// <param name="refused">Jurors who refused to declare their impartiality.</param>
    /// <param name="except">A deliberation that is no earlier one.</param>
    public async Task<IReadOnlyList<JurorConflict>> FindAsync(
        IReadOnlyList<Candidacy> candidacies, IReadOnlyList<Juror> jurors, IReadOnlyCollection<Id<Juror>> refused, Id<Deliberation>? except, CancellationToken ct)
    {
        if (candidacies.Count == 0 || jurors.Count == 0)
            return [];

        var people = candidacies.Select(c => c.PersonId).Distinct().ToList();
        var personOf = await db.Candidacies.AsNoTracking().Where(c => people.Contains(c.PersonId)).Select(c => new { c.Id, c.PersonId }).ToDictionaryAsync(c => c.Id, c => c.PersonId, ct);
        var all = personOf.Keys.ToList();
        List<(Id<Candidacy> Candidacy, TiedPerson Person)> tied = [.. await RatersAsync(all, ct), .. await TrainersAsync(all, ct), .. await JuriesAsync(all, except, ct)];
        var byPerson = tied.ToLookup(t => personOf[t.Candidacy], t => t.Person);
        var chosen = candidacies.Select(c => c.Id).ToList();
        var selves = await SelvesAsync(people, jurors, ct);
        var ties = await db.DeclaredTies.AsNoTracking().Where(t => chosen.Contains(t.CandidacyId) && t.LiftedAt == null).ToListAsync(ct);
        var candidates = candidacies.Select(c => new ConflictCandidate(c.Id, [.. selves[c.PersonId], .. byPerson[c.PersonId], .. TutorOf(c)], c.CompanyName, c.CompanySiret)).ToList();
        return Conflicts.Find(candidates, jurors, ties, refused);
    }

    private static IEnumerable<TiedPerson> TutorOf(Candidacy candidacy) =>
        candidacy.TutorName is null && candidacy.TutorEmail is null ? [] : [new(ConflictKind.Tutored, Name: candidacy.TutorName, Email: candidacy.TutorEmail)];

    /// <summary>
    /// By which account or address a juror would be the candidate: theirs, or the account of a person of the same name born on the same day. A name alone
    /// tells nothing: the register does not know when a juror was born.
    /// </summary>
    private async Task<ILookup<Id<Person>, TiedPerson>> SelvesAsync(List<Id<Person>> people, IReadOnlyList<Juror> jurors, CancellationToken ct)
    {
        var candidates = await db.People.AsNoTracking().Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Email, p.SortKey, p.BirthKey }).ToListAsync(ct);
        var accounts = jurors.Select(j => j.AccountId).OfType<Guid>().Distinct().ToList();
        var owners = await (
            from user in db.Users
            join person in db.People on user.PersonId equals person.Id
            where accounts.Contains(user.Id)
            select new { Account = user.Id, person.Id, person.SortKey, person.BirthKey }).ToListAsync(ct);
        return candidates.SelectMany(c => owners.Where(o => o.Id == c.Id || (o.SortKey == c.SortKey && o.BirthKey == c.BirthKey))
                .Select(o => (c.Id, new TiedPerson(ConflictKind.Self, o.Account)))
                .Concat(c.Email is null ? [] : [(c.Id, new TiedPerson(ConflictKind.Self, Email: c.Email))]))
            .ToLookup(c => c.Id, c => c.Item2);
    }

    private async Task<IEnumerable<(Id<Candidacy>, TiedPerson)>> RatersAsync(List<Id<Candidacy>> candidacies, CancellationToken ct)
    {
        var rows = await db.Ratings.AsNoTracking().Where(r => candidacies.Contains(r.CandidacyId) && (r.Lane == Lane.Trainer || r.Lane == Lane.Assessor))
            .Select(r => new { r.CandidacyId, r.Lane, r.By, r.OnBehalfOf }).Distinct().ToListAsync(ct);
        return rows.Select(r => (r.CandidacyId, new TiedPerson(
            r.Lane is Lane.Trainer ? ConflictKind.Trained : ConflictKind.Assessed, r.OnBehalfOf is null ? AccountOf(r.By) : null, r.OnBehalfOf)));
    }

    /// <summary>Trainers who recorded a module's report; a registrar who keyed it in trained nobody.</summary>
    private async Task<IEnumerable<(Id<Candidacy>, TiedPerson)>> TrainersAsync(List<Id<Candidacy>> candidacies, CancellationToken ct)
    {
        var rows = await db.RequirementRecords.AsNoTracking().Where(r => candidacies.Contains(r.CandidacyId) && r.Module != null)
            .Select(r => new { r.CandidacyId, r.By }).Distinct().ToListAsync(ct);
        var trainers = (await db.RoleGrants.Where(g => g.Role == Role.Trainer).Select(g => g.AccountId).ToListAsync(ct)).ToHashSet();
        return rows.Where(r => AccountOf(r.By) is { } account && trainers.Contains(account)).Select(r => (r.CandidacyId, new TiedPerson(ConflictKind.Trained, AccountOf(r.By))));
    }

    private async Task<IEnumerable<(Id<Candidacy>, TiedPerson)>> JuriesAsync(List<Id<Candidacy>> candidacies, Id<Deliberation>? except, CancellationToken ct)
    {
        var rows = await (
            from decision in db.Decisions.AsNoTracking()
            join deliberation in db.Deliberations.AsNoTracking().IgnoreAutoIncludes() on decision.DeliberationId equals deliberation.Id
            join member in db.JuryMembers.AsNoTracking() on deliberation.Id equals member.DeliberationId
            where candidacies.Contains(decision.CandidacyId) && member.IsPresent && (except == null || deliberation.Id != except)
            select new { decision.CandidacyId, deliberation.Name, member.AccountId, Member = member.Name }).Distinct().ToListAsync(ct);
        return rows.Select(r => (r.CandidacyId, new TiedPerson(ConflictKind.PastJury, r.AccountId, r.Member, Where: r.Name)));
    }

    private static Guid? AccountOf(Actor actor) => actor.Kind is ActorKind.Account ? actor.Id : null;
}
