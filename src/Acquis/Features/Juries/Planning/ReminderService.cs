using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Journal;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries.Planning;

/// <summary>Reminds people of their summonses some days before, and has the reminders of a season stopped and resumed.</summary>
public sealed class ReminderService(AcquisDb db, SummonsLetters letters, CurrentActor actor, TimeProvider time)
{
    /// <summary>Hour of the day, where the season is held, from which reminders leave.</summary>
    private const int FromHour = 8;

    /// <summary>Reminds whoever is due, one transaction for each season: messages and what was reminded of stand together or not at all.</summary>
    /// <returns>How many summonses somebody was reminded of.</returns>
    public async Task<int> RemindDueAsync(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (from, until) = (today.AddDays(-1), today.AddDays(SeasonPlan.MostRemindDays + 1));
        var seasons = await db.Seasons.Where(s => s.RemindersStoppedAt == null && s.EndsOn >= from && s.StartsOn <= until
            && db.Summons.Any(x => x.SeasonId == s.Id && x.CancelledAt == null)).Select(s => s.Id).ToListAsync(ct);
        var count = 0;
        foreach (var season in seasons)
            count += await RemindAsync(season, ct);

        return count;
    }

    /// <summary>Stops the reminders of a season.</summary>
    /// <exception cref="RefusedException">See <see cref="Season.StopReminders"/>.</exception>
    public async Task StopAsync(Id<Season> id, CancellationToken ct)
    {
        var (season, now) = (await db.FindVisibleAsync(id, actor, ct), time.Now());
        db.Record(season.StopReminders(now), actor.Actor, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Lets the reminders of a season leave again.</summary>
    /// <exception cref="RefusedException">See <see cref="Season.ResumeReminders"/>.</exception>
    public async Task ResumeAsync(Id<Season> id, CancellationToken ct)
    {
        var season = await db.FindVisibleAsync(id, actor, ct);
        db.Record(season.ResumeReminders(), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    private async Task<int> RemindAsync(Id<Season> id, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("seasons", "id", id.Value, ct);
        var season = await db.Seasons.AsNoTracking().SingleAsync(s => s.Id == id, ct);
        var now = time.Now();
        var today = season.CivilDate(now);
        if (TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(season.TimeZone)).Hour < FromHour)
            return 0;

        var due = (await db.Summons.Where(s => s.SeasonId == id && s.CancelledAt == null).ToListAsync(ct)).FindAll(s => s.DueReminders(season, today).Count > 0);
        if (due.Count == 0)
            return 0;

        foreach (var summons in due)
            db.Record(summons.Remind(season, today), Actor.Program, now);

        await letters.RemindAsync(await FileAsync(season, ct), due, ct);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return due.Count;
    }

    private async Task<SeasonFile> FileAsync(Season season, CancellationToken ct)
    {
        var certification = await db.Certifications.AsNoTracking().SingleAsync(c => c.Id == season.CertificationId, ct);
        var rooms = await db.Rooms.AsNoTracking().Join(db.Sites.AsNoTracking(), r => r.SiteId, s => s.Id, (r, s) => new SeasonRoom(r, s)).ToListAsync(ct);
        return new(season, certification, [], rooms, [], new Dictionary<Id<Juror>, StatementState>());
    }
}

/// <summary>Reminds in the background, from the database alone: a restart resumes, several nodes remind once.</summary>
public sealed partial class ReminderJob(IServiceScopeFactory scopes, TimeProvider time, ILogger<ReminderJob> log) : TurnWorker(TimeSpan.FromMinutes(1), time)
{
    /// <inheritdoc />
    protected override async Task<bool> TurnAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReminderService>().RemindDueAsync(ct);
        return false;
    }

    /// <inheritdoc />
    protected override void Tell(Exception fault) => NotReminded(log, fault);

    [LoggerMessage(2304, LogLevel.Error, "Reminders of summonses could not be sent; trying again in a minute")]
    private static partial void NotReminded(ILogger log, Exception e);
}
