using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>A juror who was called to a season, with what they answered.</summary>
public sealed record CalledJuror(Juror Juror, SeasonAnswer Answer);

/// <summary>A room of a season and where it is.</summary>
public sealed record SeasonRoom(Room Room, Site Site);

/// <summary>Somebody who defends in a season.</summary>
/// <param name="Needs">What is granted to them; null for nothing.</param>
public sealed record SeasonCandidate(Candidacy Candidacy, Person Person, string Cohort, CandidateNeeds? Needs);

/// <summary>A season with its certification and the rules of its juries.</summary>
public sealed record SeasonHead(Season Season, Certification Certification, IReadOnlyList<CompositionRule> Rules);

/// <summary>A season with all that it is planned from.</summary>
/// <param name="Called">Everybody who was called, those released too, by name.</param>
/// <param name="Rooms">By site and name.</param>
/// <param name="Candidates">By name.</param>
/// <param name="Statements">Where each juror's statement of impartiality stands; none for who was not asked, or whose was cancelled.</param>
public sealed record SeasonFile(
    Season Season, Certification Certification, IReadOnlyList<CalledJuror> Called, IReadOnlyList<SeasonRoom> Rooms, IReadOnlyList<SeasonCandidate> Candidates,
    IReadOnlyDictionary<Id<Juror>, StatementState> Statements)
{
    /// <summary>Composition rules of its certification, for all routes.</summary>
    public IReadOnlyList<CompositionRule> Rules { get; init; } = [];

    /// <summary>Accounts of everybody who was called.</summary>
    public IReadOnlyList<JurorAccount> Accounts { get; init; } = [];

    /// <summary>Ties with its candidates that were declared and not lifted.</summary>
    public IReadOnlyList<DeclaredTie> Ties { get; init; } = [];

    /// <summary>The rule of its juries: the strictest of its candidates' routes.</summary>
    public JuryRule Rule => CompositionRule.For(Rules, Candidates.Select(c => c.Candidacy.Route));

    /// <summary>Those who are still called.</summary>
    public IEnumerable<CalledJuror> Jurors => Called.Where(c => !c.Answer.IsReleased);
}

/// <summary>Reads seasons, for pages and for planning.</summary>
public sealed class SeasonReader(AcquisDb db, ConflictReader conflicts, CurrentActor actor)
{
    /// <summary>The season with all that it is planned from; nothing of it is tracked.</summary>
    /// <exception cref="NotFoundException">There is none, or it is not for who asks.</exception>
    public async Task<SeasonFile> ReadAsync(Id<Season> id, CancellationToken ct)
    {
        var rows = await (
            from season in db.Seasons.AsNoTracking().VisibleTo(actor)
            join certification in db.Certifications.AsNoTracking() on season.CertificationId equals certification.Id
            join rule in db.CompositionRules.AsNoTracking() on certification.Id equals rule.CertificationId into rules
            from rule in rules.DefaultIfEmpty()
            where season.Id == id
            select new { season, certification, rule }).ToListAsync(ct);
        return rows.Count == 0 ? throw new NotFoundException()
            : await ReadAsync(new SeasonHead(rows[0].season, rows[0].certification, [.. rows.Select(r => r.rule).OfType<CompositionRule>()]), ct);
    }

    /// <summary>That season with all that it is planned from.</summary>
    public async Task<SeasonFile> ReadAsync(SeasonHead head, CancellationToken ct)
    {
        var season = head.Season;
        var called = await CalledAsync(season, ct);
        var ids = season.Rooms.ToList();
        var rooms = await (
            from room in db.Rooms.AsNoTracking()
            join site in db.Sites.AsNoTracking() on room.SiteId equals site.Id
            where ids.Contains(room.Id)
            orderby site.Name, room.Name
            select new SeasonRoom(room, site)).ToListAsync(ct);
        var (candidates, ties) = await CandidatesAsync(season, ct);
        return new(
            season, head.Certification, called.ConvertAll(c => c.Called), rooms, candidates,
            called.Where(c => c.State is not null).ToDictionary(c => c.Called.Juror.Id, c => c.State!.Value))
        {
            Rules = head.Rules,
            Accounts = [.. called.Select(c => c.Account).OfType<JurorAccount>().DistinctBy(a => a.Account)],
            Ties = ties,
        };
    }

    /// <summary>How far the season is from being planned.</summary>
    public static SeasonReadiness ReadinessOf(SeasonFile file) =>
        SeasonReadiness.Of(file.Season, file.Rule, [.. file.Jurors.Select(c => (c.Juror, c.Answer))], [.. file.Rooms.Select(r => r.Room)], file.Candidates.Count);

    /// <summary>Who of the season must not hear whom.</summary>
    public Task<IReadOnlyList<JurorConflict>> ConflictsAsync(SeasonFile file, CancellationToken ct) => conflicts.OfSeasonAsync(file, ct);

    private async Task<List<(CalledJuror Called, StatementState? State, JurorAccount? Account)>> CalledAsync(Season season, CancellationToken ct)
    {
        var rows = await (
            from answer in db.SeasonAnswers.AsNoTracking()
            join juror in db.Jurors.AsNoTracking() on answer.JurorId equals juror.Id
            where answer.SeasonId == season.Id
            join statement in db.ImpartialityStatements.Where(s => s.SeasonId == season.Id && s.State != StatementState.Cancelled) on juror.Id equals statement.JurorId into statements
            from statement in statements.DefaultIfEmpty()
            join user in db.Users on juror.AccountId equals user.Id into users
            from user in users.DefaultIfEmpty()
            join person in db.People.AsNoTracking() on user.PersonId equals person.Id into people
            from person in people.DefaultIfEmpty()
            orderby juror.SortKey, juror.Id
            select new
            {
                juror,
                answer,
                person,
                State = (StatementState?)statement.State,
                Trains = db.RoleGrants.Any(g => g.AccountId == juror.AccountId && g.Role == Role.Trainer),
            }).ToListAsync(ct);
        return rows.ConvertAll(r => (
            new CalledJuror(r.juror, r.answer), r.State,
            r.juror.AccountId is { } account ? new JurorAccount(account, r.Trains, r.person?.Id, r.person?.SortKey, r.person?.BirthKey) : null));
    }

    private async Task<(IReadOnlyList<SeasonCandidate> Candidates, IReadOnlyList<DeclaredTie> Ties)> CandidatesAsync(Season season, CancellationToken ct)
    {
        var rows = await (
            from candidacy in db.CandidaciesOf(season).AsNoTracking()
            join person in db.People.AsNoTracking() on candidacy.PersonId equals person.Id
            join cohort in db.Cohorts.AsNoTracking() on candidacy.CohortId equals cohort.Id
            join tie in db.DeclaredTies.AsNoTracking().Where(t => t.LiftedAt == null) on candidacy.Id equals tie.CandidacyId into ties
            from tie in ties.DefaultIfEmpty()
            orderby person.SortKey, candidacy.Id, tie.Id
            select new { candidacy, person, cohort.Name, tie }).ToListAsync(ct);
        return (
            [.. rows.DistinctBy(r => r.candidacy.Id).Select(r => new SeasonCandidate(r.candidacy, r.person, r.Name, season.NeedsOf(r.candidacy.Id)))],
            [.. rows.Select(r => r.tie).OfType<DeclaredTie>()]);
    }
}
