using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Decisions;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Juries;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Decisions;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies;

/// <summary>
/// Who sees whom: the one place that says it, for pages, exports and the API. Staff see what their grants cover; a candidate sees their own;
/// an auditor sees everybody under a pseudonym.
/// </summary>
public static class CandidacyAccess
{
    /// <summary>Roles that see candidates other than themselves.</summary>
    public static readonly IReadOnlyList<Role> Readers =
        [Role.Registrar, Role.Trainer, Role.Assessor, Role.JuryMember, Role.JuryChair, Role.Centre, Role.Auditor];

    /// <summary>Roles that see names: <see cref="Readers"/> without the auditor.</summary>
    private static readonly Role[] Namers = [Role.Registrar, Role.Trainer, Role.Assessor, Role.JuryMember, Role.JuryChair, Role.Centre];

    /// <summary>The candidacies that who asks may see; none for who holds no role.</summary>
    public static IQueryable<Candidacy> VisibleTo(this IQueryable<Candidacy> candidacies, AcquisDb db, CurrentActor actor)
    {
        var grants = ReaderGrants(actor);
        if (actor.IsProgram || grants.Any(g => g.IsUnlimited))
            return candidacies;

        var person = actor.PersonId;
        var own = candidacies.Where(c => person != null && c.PersonId == person);
        if (grants.Count == 0)
            return own;

        var cohorts = db.Cohorts.VisibleTo(actor).Select(c => c.Id);
        return candidacies.Where(c => (person != null && c.PersonId == person) || cohorts.Contains(c.CohortId));
    }

    /// <summary>The cohorts that who asks may see; none for who holds no staff role.</summary>
    public static IQueryable<Cohort> VisibleTo(this IQueryable<Cohort> cohorts, CurrentActor actor)
    {
        var grants = ReaderGrants(actor);
        return actor.IsProgram ? cohorts : cohorts.CoveredBy(grants);
    }

    /// <summary>The cohorts whose candidates' names who asks may see: those that a role other than the auditor's covers.</summary>
    public static IQueryable<Cohort> NamedTo(this IQueryable<Cohort> cohorts, CurrentActor actor) =>
        actor.IsProgram ? cohorts : cohorts.CoveredBy([.. actor.Grants.Where(g => Namers.Contains(g.Role))]);

    private static IQueryable<Cohort> CoveredBy(this IQueryable<Cohort> cohorts, List<Grant> grants)
    {
        if (grants.Any(g => g.IsUnlimited))
            return cohorts;

        IQueryable<Cohort>? visible = null;
        foreach (var (_, certification, centre, cohort) in grants)
        {
            var covered = cohorts.Where(c => (certification == null || c.CertificationId == certification)
                && (centre == null || c.CentreId == centre) && (cohort == null || c.Id == cohort));
            visible = visible is null ? covered : visible.Union(covered);
        }

        return visible ?? cohorts.Where(_ => false);
    }

    /// <summary>The candidacy with its cohort and person, if who asks may see it.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks: the two are not told apart.</exception>
    public static Task<CandidacyFile> FindVisibleAsync(this AcquisDb db, Id<Candidacy> id, CurrentActor actor, CancellationToken ct) =>
        FindAsync(db, db.Candidacies, id, actor, ct);

    /// <summary>The same file, to read and not to change: its rows are not tracked.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks: the two are not told apart.</exception>
    public static Task<CandidacyFile> ReadVisibleAsync(this AcquisDb db, Id<Candidacy> id, CurrentActor actor, CancellationToken ct) =>
        FindAsync(db, db.Candidacies.AsNoTracking(), id, actor, ct);

    /// <summary>
    /// The same file with its standing, locked until the end of the transaction: one statement for what every recorded fact begins with. Nothing of it is
    /// tracked. Call inside a transaction.
    /// </summary>
    /// <returns>The standing is null where it was not begun.</returns>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks: the two are not told apart.</exception>
    public static async Task<(CandidacyFile File, Standing? Standing)> ReadVisibleLockedAsync(this AcquisDb db, Id<Candidacy> id, CurrentActor actor, CancellationToken ct)
    {
        var found = await Files(db, db.Candidacies.AsNoTracking(), db.LockedStanding(id), id, actor).SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        return (new(found.Candidacy, found.Cohort, found.Person, Standing.EarlierOf(found.Standing?.Earlier ?? "")), found.Standing);
    }

    private static async Task<CandidacyFile> FindAsync(AcquisDb db, IQueryable<Candidacy> candidacies, Id<Candidacy> id, CurrentActor actor, CancellationToken ct)
    {
        // The standing itself is left out: tracked without its lock, it would be taken for the locked one later.
        var readable = db.Deliberations.VisibleTo(actor).Select(m => m.Id);
        var found = await Files(db, candidacies, db.Standings, id, actor)
            .Select(f => new
            {
                f.Candidacy,
                f.Cohort,
                f.Person,
                Earlier = f.Standing == null ? "" : f.Standing.Earlier,
#pragma warning disable CA1304, CA1311, CA1862 // the database lowers and compares it, under no culture
                MailReturns = f.Person.Email != null && db.Set<BouncedAddress>().Any(b => b.Address == f.Person.Email.ToLower()),
#pragma warning restore CA1304, CA1311, CA1862
                HasDocuments = db.Diplomas.Any(d => d.CandidacyId == f.Candidacy.Id && d.State == DiplomaState.Valid),
                Result = (
                    from decision in db.Decisions
                    join deliberation in db.Deliberations.IgnoreAutoIncludes() on decision.DeliberationId equals deliberation.Id
                    where decision.CandidacyId == f.Candidacy.Id && decision.PublishedAt != null && decision.SupersededById == null
                    orderby decision.PronouncedAt descending
                    select new PublishedResult(decision.Id, decision.Verdict, decision.Blocks, deliberation.HeldOn, readable.Contains(deliberation.Id))).FirstOrDefault(),
                Summoned = db.Summons.Where(s => s.CandidacyId == f.Candidacy.Id && s.CancelledAt == null).OrderByDescending(s => s.SentAt).Select(s => s.Terms).FirstOrDefault(),
                SummonedIn = db.Summons.Where(s => s.CandidacyId == f.Candidacy.Id && s.CancelledAt == null).OrderByDescending(s => s.SentAt)
                    .Select(s => (Id<Season>?)s.SeasonId).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(ct) ?? throw new NotFoundException();
        return new(found.Candidacy, found.Cohort, found.Person, Standing.EarlierOf(found.Earlier))
        {
            MailReturns = found.MailReturns,
            HasDocuments = found.HasDocuments,
            Result = found.Result,
            Summons = found is { Summoned: { } terms, SummonedIn: { } season } ? (season, terms) : null,
        };
    }

    private static IQueryable<FileRows> Files(AcquisDb db, IQueryable<Candidacy> candidacies, IQueryable<Standing> standings, Id<Candidacy> id, CurrentActor actor) =>
        from candidacy in candidacies.VisibleTo(db, actor)
        join cohort in db.Cohorts on candidacy.CohortId equals cohort.Id
        join person in db.People on candidacy.PersonId equals person.Id
        join s in standings on candidacy.Id equals s.CandidacyId into begun
        from standing in begun.DefaultIfEmpty()
        where candidacy.Id == id
        select new FileRows { Candidacy = candidacy, Cohort = cohort, Person = person, Standing = standing };

    private sealed class FileRows
    {
        public required Candidacy Candidacy { get; init; }

        public required Cohort Cohort { get; init; }

        public required Person Person { get; init; }

        public required Standing? Standing { get; init; }
    }

    /// <summary>The cohort, if who asks may see it.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    public static Task<Cohort> FindVisibleAsync(this AcquisDb db, Id<Cohort> id, CurrentActor actor, CancellationToken ct) =>
        db.Cohorts.VisibleTo(actor).SingleOrNotFoundAsync(c => c.Id == id, ct);

    /// <summary>Whether who asks sees the names of that cohort: who holds a role there other than the auditor's.</summary>
    public static bool SeesNames(this CurrentActor actor, Cohort cohort) => actor.Holds(cohort, Namers);

    /// <summary>The name to show: the person's, or the candidacy's pseudonym for who may not see names.</summary>
    public static string NameOf(this CurrentActor actor, Cohort cohort, Candidacy candidacy, Person person) =>
        candidacy.PersonId == actor.PersonId || actor.SeesNames(cohort) ? person.DisplayName : Pseudonym(candidacy.Id);

    /// <summary>Short name of a candidacy without any of the person's data: the last eight digits of its id, which are chance.</summary>
    public static string Pseudonym(Id<Candidacy> id) => id.Value.ToString("N")[^8..].ToUpperInvariant();

    /// <summary>Refuses who does not hold one of the roles for that cohort.</summary>
    /// <exception cref="ForbiddenException">None of the grants covers it.</exception>
    public static void Require(this CurrentActor actor, Cohort cohort, params Role[] roles)
    {
        if (!actor.Holds(cohort, roles))
            throw new ForbiddenException();
    }

    private static List<Grant> ReaderGrants(CurrentActor actor) => [.. actor.Grants.Where(g => Readers.Contains(g.Role))];
}

/// <summary>A published decision of the jury, as the candidate's page tells it.</summary>
/// <param name="HeldOn">Day of the deliberation.</param>
/// <param name="IsReadable">Whether who asks may read the decision itself, with its motive: those who run or sat in the deliberation.</param>
public sealed record PublishedResult(Id<Decision> Id, Verdict Verdict, IReadOnlyList<string> Blocks, DateOnly HeldOn, bool IsReadable);

/// <summary>A candidacy with its cohort and its person.</summary>
/// <param name="Earlier">Blocs that the candidate brings along.</param>
public sealed record CandidacyFile(Candidacy Candidacy, Cohort Cohort, Person Person, IReadOnlyList<EarlierBlock> Earlier)
{
    /// <summary>Whether mail to the candidate came back; not read where the file is locked to record something.</summary>
    public bool MailReturns { get; init; }

    /// <summary>Whether a document of the candidacy is in force; not read with a locked file either.</summary>
    public bool HasDocuments { get; init; }

    /// <summary>The latest decision of the jury that was made known; null before, and with a locked file.</summary>
    public PublishedResult? Result { get; init; }

    /// <summary>The defence to which the candidate is summoned, and the season that it is of; null without, and with a locked file.</summary>
    public (Id<Season> Season, SummonsTerms Terms)? Summons { get; init; }

    /// <summary>Whether it is the file of who asks.</summary>
    public bool IsOwn(CurrentActor actor) => actor.PersonId == Person.Id;

    /// <summary>Whether who asks sees the name and the civil status.</summary>
    public bool SeesNames(CurrentActor actor) => IsOwn(actor) || actor.SeesNames(Cohort);

    /// <summary>The name to show to who asks.</summary>
    public string NameFor(CurrentActor actor) => actor.NameOf(Cohort, Candidacy, Person);
}
