using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Features.Accounts;
using Acquis.Features.Juries;
using Acquis.Features.Juries.Planning;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Home;

/// <summary>A season with what is counted in it.</summary>
internal sealed record SeasonCounts(Season Season)
{
    /// <summary>Jurors called, and those of them who answered.</summary>
    public int Called { get; init; }

    /// <inheritdoc cref="Called"/>
    public int Answered { get; init; }

    public bool Adopted { get; init; }

    /// <summary>People summoned who left: jurors released or gone from the register, candidates withdrawn.</summary>
    public int Gone { get; init; }

    /// <summary>Jurors summoned without a signed statement of impartiality.</summary>
    public int Unsigned { get; init; }

    /// <summary>Messages of its summonses that did not arrive.</summary>
    public int Undelivered { get; init; }
}

/// <summary>What seasons of defences ask of who plans them, and what is next for a juror. Two statements for the one, one for the other.</summary>
public sealed class SeasonTasks(AcquisDb db, CurrentActor actor, SummonsLinks links, Texts texts, TimeProvider time)
{
    private const int Most = 12;

    /// <summary>Days before the first half-day from which a season without an adopted timetable is a task.</summary>
    private const int DaysBeforeStart = 30;

    private static readonly List<string> SummonsKinds =
    [
        MailKinds.Summons.Key, MailKinds.SummonsChanged.Key, MailKinds.SummonsOff.Key, MailKinds.Sitting.Key, MailKinds.SittingChanged.Key, MailKinds.Reminder.Key,
        MailKinds.SittingReminder.Key,
    ];

    /// <summary>The tasks of the roles held.</summary>
    public async Task<IReadOnlyList<HomeTask>> ListAsync(CancellationToken ct)
    {
        var tasks = new List<HomeTask>();
        if (actor.Holds(Role.Registrar))
            tasks.AddRange(await PlannedAsync(ct));

        if (actor.Holds(Role.JuryMember, Role.JuryChair))
            tasks.AddRange(await SittingsAsync(ct));

        return tasks;
    }

    private async Task<IEnumerable<HomeTask>> PlannedAsync(CancellationToken ct)
    {
        var today = Dates.Civil(time.GetUtcNow());
        var rows = await CountsAsync(today, ct);
        var lacking = await WithoutPlaceAsync([.. rows.Where(r => r.Adopted).Select(r => r.Season)], ct);
        return rows.SelectMany(r => Of(r, lacking.GetValueOrDefault(r.Season.Id), today));
    }

    private IEnumerable<HomeTask> Of(SeasonCounts row, int lacking, DateOnly today)
    {
        var season = row.Season;
        if (row.Answered < row.Called && !row.Adopted)
            yield return About("answers", season, "", season.AnswersUntil, texts["home.of", ("count", row.Answered), ("total", row.Called)]);

        if (!row.Adopted && season.StartsOn <= today.AddDays(DaysBeforeStart))
            yield return About("adopt", season, "/timetables", season.StartsOn);

        if (row.Gone + lacking > 0)
            yield return About("mend", season, "/timetables", season.StartsOn, texts["home.season.mend.count", ("gone", row.Gone), ("lacking", lacking)]);

        if (row.Unsigned > 0)
            yield return About("statements", season, "", season.StartsOn, texts["home.season.jurors", ("count", row.Unsigned)]);

        if (row.Undelivered > 0)
            yield return About("undelivered", season, "/summonses", season.StartsOn, texts["home.season.messages", ("count", row.Undelivered)]);
    }

    private HomeTask About(string what, Season season, string place, DateOnly until, string about = "") => new(
        texts[$"home.season.{what}", ("season", season.Name)], $"/seasons/{season.Id}{place}", texts[$"home.season.{what}.why"], about, until, "/deliberations");

    private async Task<List<SeasonCounts>> CountsAsync(DateOnly today, CancellationToken ct)
    {
        var rows = await db.Seasons.AsNoTracking().VisibleTo(actor).Where(s => s.EndsOn >= today).OrderBy(s => s.StartsOn).ThenBy(s => s.Id).Take(Most).Select(s => new
        {
            Season = s,
            Called = db.SeasonAnswers.Count(a => a.SeasonId == s.Id && a.ReleasedAt == null),
            Answered = db.SeasonAnswers.Count(a => a.SeasonId == s.Id && a.ReleasedAt == null && a.AnsweredAt != null),
            Adopted = db.SeasonTimetables.Any(t => t.SeasonId == s.Id && t.State == TimetableState.Adopted),
            Jurors = db.Summons.Where(x => x.SeasonId == s.Id && x.CancelledAt == null && x.JurorId != null
                && (db.Jurors.Any(j => j.Id == x.JurorId && j.RetiredAt != null) || db.SeasonAnswers.Any(a => a.SeasonId == s.Id && a.JurorId == x.JurorId && a.ReleasedAt != null)))
                .Select(x => x.JurorId).Distinct().Count(),
            Candidates = db.Summons.Count(x => x.SeasonId == s.Id && x.CancelledAt == null && db.Candidacies.Any(c => c.Id == x.CandidacyId && c.State != CandidacyState.Active)),
            Unsigned = db.Summons.Where(x => x.SeasonId == s.Id && x.CancelledAt == null && x.JurorId != null
                && !db.ImpartialityStatements.Any(i => i.SeasonId == s.Id && i.JurorId == x.JurorId && i.State == StatementState.Signed)).Select(x => x.JurorId).Distinct().Count(),
            Undelivered = db.OutboxMessages.Count(m => SummonsKinds.Contains(m.Template)
                && (m.State == OutboxState.Failed || m.State == OutboxState.Doubtful || m.State == OutboxState.Bounced)
                && db.Set<OutboxBatch>().Any(b => b.Id == m.BatchId && b.About == s.Name)),
        }).ToListAsync(ct);
        return rows.ConvertAll(r => new SeasonCounts(r.Season)
        {
            Called = r.Called,
            Answered = r.Answered,
            Adopted = r.Adopted,
            Gone = r.Jurors + r.Candidates,
            Unsigned = r.Unsigned,
            Undelivered = r.Undelivered,
        });
    }

    /// <summary>How many candidates of these seasons are summoned to nothing: added since, or without a place.</summary>
    private async Task<Dictionary<Id<Season>, int>> WithoutPlaceAsync(List<Season> seasons, CancellationToken ct)
    {
        if (seasons.Count == 0)
            return [];

        var (ids, cohorts, chosen) = (seasons.ConvertAll(s => s.Id), seasons.SelectMany(s => s.Cohorts).Distinct().ToList(), seasons.SelectMany(s => s.Candidacies).Distinct().ToList());
        var rows = await db.Candidacies.AsNoTracking().Where(c => c.State == CandidacyState.Active && (cohorts.Contains(c.CohortId) || chosen.Contains(c.Id))
            && !db.Summons.Any(x => x.CandidacyId == c.Id && x.CancelledAt == null && ids.Contains(x.SeasonId))).Select(c => new { c.Id, c.CohortId }).ToListAsync(ct);
        return seasons.ToDictionary(s => s.Id, s => rows.Count(r => s.Cohorts.Contains(r.CohortId) || s.Candidacies.Contains(r.Id)));
    }

    /// <summary>The next half-day on which who asks sits, of each season.</summary>
    private async Task<IEnumerable<HomeTask>> SittingsAsync(CancellationToken ct)
    {
        var (account, today) = (actor.AccountId, Dates.Civil(time.GetUtcNow()));
        var rows = await (
            from summons in db.Summons.AsNoTracking()
            join juror in db.Jurors on summons.JurorId equals juror.Id
            join season in db.Seasons on summons.SeasonId equals season.Id
            where juror.AccountId != null && juror.AccountId == account && summons.CancelledAt == null && season.EndsOn >= today
            select new { Summons = summons, season.Name }).ToListAsync(ct);
        return rows.Where(r => r.Summons.Terms.Day >= today).GroupBy(r => r.Summons.SeasonId).Select(g => g.MinBy(r => r.Summons.Terms.Start)!).Select(r =>
        {
            var terms = r.Summons.Terms;
            return new HomeTask(
                texts[terms.Chairs ? "home.sitting.chair" : "home.sitting", ("day", SeasonDates.Day(terms.Day)), ("hour", SeasonDates.Hour(TimeOnly.FromDateTime(terms.Start)))],
                $"/summons?link={links.Sign(new(r.Summons.SeasonId, null, r.Summons.JurorId))}", texts["home.sitting.why"], r.Name, terms.Day);
        });
    }
}
