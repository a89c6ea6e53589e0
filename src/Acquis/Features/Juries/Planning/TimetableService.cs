using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Formats;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries.Planning;

/// <summary>Timetables of a season: sought in the background, copied, changed by hand, locked, put aside.</summary>
public sealed class TimetableService(AcquisDb db, PlanningReader reader, CurrentActor actor, TimeProvider time)
{
    /// <summary>Budgets that may be asked for, in seconds of processor.</summary>
    public static readonly IReadOnlyList<int> Budgets = [30, 120, 600, 1800];

    /// <summary>Why no timetable can be sought: nobody defends, no room, or one is being sought already.</summary>
    public async Task<IReadOnlyList<Refusal>> WhyNotSeekAsync(SeasonFile file, CancellationToken ct)
    {
        var why = new List<Refusal>();
        if (file.Candidates.Count == 0)
            why.Add(Refusal.Of("season-timetable.nobody-defends"));

        if (file.Rooms.Count == 0)
            why.Add(Refusal.Of("season-timetable.no-room"));

        if (!file.Jurors.Any(c => c.Answer.AnsweredAt is not null))
            why.Add(Refusal.Of("season-timetable.nobody-answered"));

        var id = file.Season.Id;
        if (await db.TimetableRuns.AnyAsync(r => r.SeasonId == id && (r.State == TimetableRunState.Waiting || r.State == TimetableRunState.Running), ct))
            why.Add(Refusal.Of("season-timetable.sought-already"));

        return why;
    }

    /// <summary>Has a timetable sought in the background.</summary>
    /// <param name="from">The one to start from; null: from nothing.</param>
    /// <exception cref="RefusedException">See <see cref="WhyNotSeekAsync"/>; or the budget is none of <see cref="Budgets"/>.</exception>
    public async Task<TimetableRun> SeekAsync(Id<Season> id, TimetableOrigin origin, Id<SeasonTimetable>? from, int cpuSeconds, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("seasons", "id", id.Value, ct);
        await db.FindVisibleAsync(id, actor, ct);
        if (!Budgets.Contains(cpuSeconds))
            throw new RefusedException("season-timetable.budget");

        var start = from is { } start0 ? await db.SeasonTimetables.AsNoTracking().SingleOrNotFoundAsync(t => t.Id == start0 && t.SeasonId == id, ct) : null;
        if ((origin is TimetableOrigin.Repaired or TimetableOrigin.SoughtAround) != (start is not null))
            throw new RefusedException("season-timetable.start-missing");

        var question = await reader.AskAsync(id, start, keeps: origin is not TimetableOrigin.SoughtAround, ct);
        Refusal.ThrowIfAny(await WhyNotSeekAsync(question.File, ct));
        var now = time.Now();
        var run = new TimetableRun(
            Id<TimetableRun>.New(now), id, origin, start?.Id, Encoding.UTF8.GetString(TimetableJson.Write(question.Problem)), cpuSeconds, actor.Actor, now);
        db.TimetableRuns.Add(run);
        db.Record(new TimetableSought(run.Id.Value, id, origin, start?.Number, cpuSeconds), actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return run;
    }

    /// <summary>Ends a search with the best so far.</summary>
    /// <exception cref="RefusedException">It is over.</exception>
    public async Task StopAsync(Id<Season> id, Id<TimetableRun> run, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        await db.FindVisibleAsync(id, actor, ct);
        await db.LockAsync("timetable_runs", "id", run.Value, ct);
        var row = await db.TimetableRuns.SingleOrNotFoundAsync(r => r.Id == run && r.SeasonId == id, ct);
        if (row.IsOver)
            throw new RefusedException("season-timetable.search-over");

        row.AskToStop(time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Copies a timetable, to change it by hand: an adopted one is never changed itself.</summary>
    public async Task<SeasonTimetable> CopyAsync(Id<SeasonTimetable> id, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var from = await reader.FindAsync(id, ct);
        await db.LockAsync("seasons", "id", from.SeasonId.Value, ct);
        var plan = (await reader.OpenAsync(from.Id, ct)).Plan;
        var now = time.Now();
        var (copy, fact) = SeasonTimetable.Propose(
            Id<SeasonTimetable>.New(now), from.SeasonId, await NextNumberAsync(db, from.SeasonId, ct), TimetableOrigin.Copied, from, PlanningReader.Write(plan), now);
        db.SeasonTimetables.Add(copy);
        db.Record(fact, actor.Actor, now);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return copy;
    }

    /// <summary>Puts a candidate elsewhere; into an empty room with a panel of those who are free then.</summary>
    /// <exception cref="RefusedException">The timetable is no proposal, the place does not exist, or a lock holds what would change.</exception>
    /// <exception cref="StaleException">Somebody else changed it since <paramref name="version"/>.</exception>
    public Task MoveAsync(Id<SeasonTimetable> id, int version, Id<Candidacy> candidacy, Place place, CancellationToken ct) =>
        EditAsync(id, version, TimetableEdit.Moved, file =>
        {
            var halfDay = file.Problem.HalfDays.FirstOrDefault(h => h.Id == place.HalfDay);
            if (halfDay is null || !file.Problem.Centres.Any(c => c.Rooms.Any(r => r.Id == place.Room)) || place.Start < halfDay.Start || place.Start >= halfDay.End)
                throw new RefusedException("season-timetable.no-such-place");

            ThrowIfAbsentOrHeld(file, candidacy.ToString());
            var @event = candidacy.ToString();
            var panel = PlanEditor.At(file.Plan, place.Room, place.HalfDay) is null ? PlanOptions.ComposerOf(file, @event).For(@event, place.Room, place.HalfDay) : null;
            return PlanEditor.Move(file.Plan, @event, place.Room, place.HalfDay, place.Start, panel);
        }, ct);

    /// <summary>Takes a candidate's place away.</summary>
    /// <exception cref="RefusedException">As of <see cref="MoveAsync"/>.</exception>
    public Task TakeOutAsync(Id<SeasonTimetable> id, int version, Id<Candidacy> candidacy, CancellationToken ct) =>
        EditAsync(id, version, TimetableEdit.TakenOut, file =>
        {
            ThrowIfAbsentOrHeld(file, candidacy.ToString());
            return PlanEditor.TakeOut(file.Plan, candidacy.ToString());
        }, ct);

    /// <summary>Seats a juror in the place of another.</summary>
    /// <param name="seat">The session, and one event of it where each has its own jury.</param>
    /// <exception cref="RefusedException">As of <see cref="MoveAsync"/>; or that juror does not sit there.</exception>
    public Task SeatAsync(Id<SeasonTimetable> id, int version, SeatAsked seat, string leaves, string comes, CancellationToken ct) =>
        EditAsync(id, version, TimetableEdit.Replaced, file =>
        {
            var session = SessionOf(file, seat);
            if (!PlanEditor.Members(session).Contains(leaves) || !file.Problem.Jurors.Any(j => j.Id == comes))
                throw new RefusedException("season-timetable.no-such-juror");

            return PlanEditor.Seat(file.Plan, session, seat.Event, leaves, comes);
        }, ct);

    /// <summary>Has a member of a jury chair it.</summary>
    /// <exception cref="RefusedException">As of <see cref="SeatAsync"/>.</exception>
    public Task HaveChairAsync(Id<SeasonTimetable> id, int version, SeatAsked seat, string juror, CancellationToken ct) =>
        EditAsync(id, version, TimetableEdit.Chaired, file =>
        {
            var session = SessionOf(file, seat);
            return PlanEditor.Members(session).Contains(juror)
                ? PlanEditor.HaveChair(file.Plan, session, seat.Event, juror)
                : throw new RefusedException("season-timetable.no-such-juror");
        }, ct);

    /// <summary>Locks something of a timetable in its place, or unlocks it.</summary>
    /// <exception cref="RefusedException">It is put aside or replaced.</exception>
    public async Task ToggleAsync(Id<SeasonTimetable> id, int version, Hold hold, CancellationToken ct)
    {
        var timetable = await LoadAsync(id, version, ct);
        db.Record(timetable.Toggle(hold), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Puts a proposal aside.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public async Task DiscardAsync(Id<SeasonTimetable> id, int version, CancellationToken ct)
    {
        var timetable = await LoadAsync(id, version, ct);
        db.Record(timetable.Discard(), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>The next number of a season's timetables. The season's row is locked by the caller.</summary>
    public static async Task<int> NextNumberAsync(AcquisDb db, Id<Season> season, CancellationToken ct) =>
        await db.SeasonTimetables.Where(t => t.SeasonId == season).Select(t => (int?)t.Number).MaxAsync(ct) + 1 ?? 1;

    private async Task EditAsync(Id<SeasonTimetable> id, int version, TimetableEdit edit, Func<PlanningFile, Timetable> change, CancellationToken ct)
    {
        var timetable = await LoadAsync(id, version, ct);
        Refusal.ThrowIfAny(timetable.WhyNotChange());
        var file = await reader.OpenAsync(timetable.Id, ct);
        var changed = PlanEditor.Restate(file.Problem, file.Question.Hash, change(file));
        db.Record(timetable.Change(PlanningReader.Write(changed), edit), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    private async Task<SeasonTimetable> LoadAsync(Id<SeasonTimetable> id, int version, CancellationToken ct)
    {
        await reader.FindAsync(id, ct);
        var timetable = await db.SeasonTimetables.SingleAsync(t => t.Id == id, ct);
        timetable.Version.ThrowIfStale(version);
        return timetable;
    }

    private static void ThrowIfAbsentOrHeld(PlanningFile file, string @event)
    {
        if (!file.Problem.Events.Any(e => e.Id == @event))
            throw new NotFoundException();

        if (PlanEditor.Of(file.Plan, @event) is { } session)
            ThrowIfHeld(file, session, @event);
    }

    private static void ThrowIfHeld(PlanningFile file, Session session, string? @event)
    {
        if (file.HoldOf(session, @event) is { } hold)
            throw new RefusedException("season-timetable.locked", ("what", file.NameOf(hold)));
    }

    private static Session SessionOf(PlanningFile file, SeatAsked seat)
    {
        var session = PlanEditor.At(file.Plan, seat.Room, seat.HalfDay) ?? throw new RefusedException("season-timetable.no-such-place");
        ThrowIfHeld(file, session, null);
        return session;
    }
}

/// <summary>A jury of a timetable: that of a session, or that of one event of it.</summary>
/// <param name="Event">Null where one panel hears the whole session.</param>
public sealed record SeatAsked(string Room, string HalfDay, string? Event);
