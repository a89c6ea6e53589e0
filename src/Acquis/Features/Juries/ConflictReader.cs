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

/// <summary>The account of a juror: whether it is a trainer's, and whose it is as far as that is known.</summary>
/// <param name="Person">Null where the account is nobody's in particular.</param>
public sealed record JurorAccount(Guid Account, bool Trains, Id<Person>? Person, string? SortKey, int? BirthKey);

/// <summary>What conflicts are told from, but for what people did.</summary>
/// <param name="People">Those whose candidacies they are.</param>
/// <param name="Accounts">Accounts of the jurors.</param>
/// <param name="Ties">Declared ties with the candidates that were not lifted.</param>
/// <param name="Refused">Jurors who refused to declare their impartiality.</param>
public sealed record ConflictSources(
    IReadOnlyList<Candidacy> Candidacies, IReadOnlyList<Juror> Jurors, IReadOnlyCollection<Person> People, IReadOnlyList<JurorAccount> Accounts,
    IReadOnlyList<DeclaredTie> Ties, IReadOnlyCollection<Id<Juror>> Refused);

/// <summary>
/// Reads who had to do with candidates, and derives who must not hear them. Whatever somebody did for one candidacy of a person counts for every other of
/// theirs: a trainer of the first attempt does not judge the second.
/// </summary>
public sealed class ConflictReader(AcquisDb db)
{
    /// <summary>The conflicts of a season's candidates with everybody who is called to it.</summary>
    public Task<IReadOnlyList<JurorConflict>> OfSeasonAsync(SeasonFile file, CancellationToken ct)
    {
        var refused = file.Statements.Where(s => s.Value is StatementState.Refused).Select(s => s.Key).ToList();
        return FindAsync(
            new([.. file.Candidates.Select(c => c.Candidacy)], [.. file.Jurors.Select(c => c.Juror)], [.. file.Candidates.Select(c => c.Person)], file.Accounts, file.Ties, refused), null, ct);
    }

    /// <summary>The conflicts of candidates with jurors of the register.</summary>
    /// <param name="refused">Jurors who refused to declare their impartiality.</param>
    /// <param name="except">A deliberation that is no earlier one.</param>
    public async Task<IReadOnlyList<JurorConflict>> FindAsync(
        IReadOnlyList<Candidacy> candidacies, IReadOnlyList<Juror> jurors, IReadOnlyCollection<Id<Juror>> refused, Id<Deliberation>? except, CancellationToken ct)
    {
        if (candidacies.Count == 0 || jurors.Count == 0)
            return [];

        var (people, chosen) = (candidacies.Select(c => c.PersonId).Distinct().ToList(), candidacies.Select(c => c.Id).ToList());
        return await FindAsync(
            new(
                candidacies, jurors, await db.People.AsNoTracking().Where(p => people.Contains(p.Id)).ToListAsync(ct),
                await AccountsAsync([.. jurors.Select(j => j.AccountId).OfType<Guid>().Distinct()], ct),
                await db.DeclaredTies.AsNoTracking().Where(t => chosen.Contains(t.CandidacyId) && t.LiftedAt == null).ToListAsync(ct), refused),
            except, ct);
    }

    private async Task<IReadOnlyList<JurorConflict>> FindAsync(ConflictSources sources, Id<Deliberation>? except, CancellationToken ct)
    {
        if (sources.Candidacies.Count == 0 || sources.Jurors.Count == 0)
            return [];

        var acts = await ActsAsync(sources, except, ct);
        var selves = Selves(sources);
        var candidates = sources.Candidacies.Select(c =>
            new ConflictCandidate(c.Id, [.. selves[c.PersonId], .. acts[c.PersonId], .. TutorOf(c)], c.CompanyName, c.CompanySiret)).ToList();
        return Conflicts.Find(candidates, sources.Jurors, sources.Ties, sources.Refused);
    }

    private static IEnumerable<TiedPerson> TutorOf(Candidacy candidacy) =>
        candidacy.TutorName is null && candidacy.TutorEmail is null ? [] : [new(ConflictKind.Tutored, Name: candidacy.TutorName, Email: candidacy.TutorEmail)];

    /// <summary>
    /// By which account or address a juror would be the candidate: theirs, or the account of a person of the same name born on the same day. A name alone
    /// tells nothing: the register does not know when a juror was born.
    /// </summary>
    private static ILookup<Id<Person>, TiedPerson> Selves(ConflictSources sources)
    {
        var owners = sources.Accounts.Where(a => a.Person is not null).ToList();
        return sources.People.DistinctBy(p => p.Id).SelectMany(p => owners.Where(o => o.Person == p.Id || (o.SortKey == p.SortKey && o.BirthKey == p.BirthKey))
                .Select(o => (p.Id, new TiedPerson(ConflictKind.Self, o.Account)))
                .Concat(p.Email is null ? [] : [(p.Id, new TiedPerson(ConflictKind.Self, Email: p.Email))]))
            .ToLookup(p => p.Id, p => p.Item2);
    }

    private async Task<IReadOnlyList<JurorAccount>> AccountsAsync(List<Guid> accounts, CancellationToken ct) =>
    [
        .. (await (
            from user in db.Users
            where accounts.Contains(user.Id)
            join person in db.People on user.PersonId equals person.Id into people
            from person in people.DefaultIfEmpty()
            select new { user.Id, Trains = db.RoleGrants.Any(g => g.AccountId == user.Id && g.Role == Role.Trainer), Person = person }).ToListAsync(ct))
            .Select(a => new JurorAccount(a.Id, a.Trains, a.Person?.Id, a.Person?.SortKey, a.Person?.BirthKey)),
    ];

    /// <summary>What was done for any candidacy of these people.</summary>
    private async Task<ILookup<Id<Person>, TiedPerson>> ActsAsync(ConflictSources sources, Id<Deliberation>? except, CancellationToken ct)
    {
        var people = sources.People.Select(p => p.Id).Distinct().ToList();
        return (await TaughtAsync(people, sources.Accounts.Where(a => a.Trains).Select(a => a.Account).ToHashSet(), ct))
            .Concat(await JudgedAsync(people, except, ct)).ToLookup(t => t.Person, t => t.Tied);
    }

    /// <summary>Levels given as their trainer or assessor, and reports of modules; a registrar who keyed a report in trained nobody.</summary>
    private async Task<IEnumerable<(Id<Person> Person, TiedPerson Tied)>> TaughtAsync(List<Id<Person>> people, HashSet<Guid> trainers, CancellationToken ct)
    {
        const int Trained = 0, Assessed = 1, Reported = 2;
        var rated =
            from rating in db.Ratings
            join candidacy in db.Candidacies on rating.CandidacyId equals candidacy.Id
            where people.Contains(candidacy.PersonId) && (rating.Lane == Lane.Trainer || rating.Lane == Lane.Assessor)
            select new { candidacy.PersonId, rating.By, Name = rating.OnBehalfOf ?? "", Did = rating.Lane == Lane.Trainer ? Trained : Assessed };
        var reported =
            from record in db.RequirementRecords
            join candidacy in db.Candidacies on record.CandidacyId equals candidacy.Id
            where people.Contains(candidacy.PersonId) && record.Module != null
            select new { candidacy.PersonId, record.By, Name = "", Did = Reported };
        var rows = await rated.Union(reported).ToListAsync(ct);
        return rows.Where(r => r.Did != Reported || (AccountOf(r.By) is { } account && trainers.Contains(account)))
            .Select(r => (r.PersonId, new TiedPerson(
                r.Did == Assessed ? ConflictKind.Assessed : ConflictKind.Trained, r.Name.Length == 0 ? AccountOf(r.By) : null, r.Name.Length == 0 ? null : r.Name)));
    }

    private async Task<IEnumerable<(Id<Person> Person, TiedPerson Tied)>> JudgedAsync(List<Id<Person>> people, Id<Deliberation>? except, CancellationToken ct)
    {
        var rows = await (
            from decision in db.Decisions.AsNoTracking()
            join candidacy in db.Candidacies.AsNoTracking() on decision.CandidacyId equals candidacy.Id
            join deliberation in db.Deliberations.AsNoTracking().IgnoreAutoIncludes() on decision.DeliberationId equals deliberation.Id
            join member in db.JuryMembers.AsNoTracking() on deliberation.Id equals member.DeliberationId
            where people.Contains(candidacy.PersonId) && member.IsPresent && (except == null || deliberation.Id != except)
            select new { candidacy.PersonId, deliberation.Name, member.AccountId, Member = member.Name }).Distinct().ToListAsync(ct);
        return rows.Select(r => (r.PersonId, new TiedPerson(ConflictKind.PastJury, r.AccountId, r.Member, Where: r.Name)));
    }

    private static Guid? AccountOf(Actor actor) => actor.Kind is ActorKind.Account ? actor.Id : null;
}
