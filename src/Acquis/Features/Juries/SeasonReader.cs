using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
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

/// <summary>A season with all that it is planned from.</summary>
/// <param name="Called">Everybody who was called, those released too, by name.</param>
/// <param name="Rooms">By site and name.</param>
/// <param name="Candidates">By name.</param>
/// <param name="Statements">Where each juror's statement of impartiality stands; none for who was not asked, or whose was cancelled.</param>
public sealed record SeasonFile(
    Season Season, Certification Certification, IReadOnlyList<CalledJuror> Called, IReadOnlyList<SeasonRoom> Rooms, IReadOnlyList<SeasonCandidate> Candidates,
    IReadOnlyDictionary<Id<Juror>, StatementState> Statements)
{
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
        var season = await db.Seasons.AsNoTracking().VisibleTo(actor).SingleOrNotFoundAsync(s => s.Id == id, ct);
        var certification = await db.Certifications.AsNoTracking().SingleAsync(c => c.Id == season.CertificationId, ct);
        var called = await (
            from answer in db.SeasonAnswers.AsNoTracking()
            join juror in db.Jurors.AsNoTracking() on answer.JurorId equals juror.Id
            where answer.SeasonId == id
            orderby juror.SortKey, juror.Id
            select new CalledJuror(juror, answer)).ToListAsync(ct);
        var ids = season.Rooms.ToList();
        var rooms = await (
            from room in db.Rooms.AsNoTracking()
            join site in db.Sites.AsNoTracking() on room.SiteId equals site.Id
            where ids.Contains(room.Id)
            orderby site.Name, room.Name
            select new SeasonRoom(room, site)).ToListAsync(ct);
        var statements = await db.ImpartialityStatements.AsNoTracking().Where(s => s.SeasonId == id && s.State != StatementState.Cancelled)
            .ToDictionaryAsync(s => s.JurorId, s => s.State, ct);
        return new(season, certification, called, rooms, await CandidatesAsync(season, ct), statements);
    }

    /// <summary>How far the season is from being planned.</summary>
    public async Task<SeasonReadiness> ReadinessAsync(SeasonFile file, CancellationToken ct)
    {
        var rule = await db.JuryRuleForAsync(file.Season.CertificationId, [.. file.Candidates.Select(c => c.Candidacy.Id)], ct);
        return SeasonReadiness.Of(file.Season, rule, [.. file.Jurors.Select(c => (c.Juror, c.Answer))], [.. file.Rooms.Select(r => r.Room)], file.Candidates.Count);
    }

    /// <summary>Who of the season must not hear whom.</summary>
    public Task<IReadOnlyList<JurorConflict>> ConflictsAsync(SeasonFile file, CancellationToken ct) => conflicts.OfSeasonAsync(file, ct);

    private async Task<IReadOnlyList<SeasonCandidate>> CandidatesAsync(Season season, CancellationToken ct)
    {
        var rows = await (
            from candidacy in db.CandidaciesOf(season).AsNoTracking()
            join person in db.People.AsNoTracking() on candidacy.PersonId equals person.Id
            join cohort in db.Cohorts.AsNoTracking() on candidacy.CohortId equals cohort.Id
            orderby person.SortKey, candidacy.Id
            select new { candidacy, person, cohort.Name }).ToListAsync(ct);
        return rows.ConvertAll(r => new SeasonCandidate(r.candidacy, r.person, r.Name, season.NeedsOf(r.candidacy.Id)));
    }
}
