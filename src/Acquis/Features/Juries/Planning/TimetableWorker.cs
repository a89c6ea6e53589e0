using System.ComponentModel;
using System.Text;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Acquis.Timetabling;
using Acquis.Timetabling.Checking;
using Acquis.Timetabling.Explaining;
using Acquis.Timetabling.Formats;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries.Planning;

/// <summary>
/// Does the searches that were asked for, one at a time on each node: whoever changes the row from waiting to running has it. A node that stops gives
/// its search back with the best so far; one that was killed leaves a row without signs of life, which another takes up again.
/// </summary>
public sealed partial class TimetableWorker(IServiceScopeFactory scopes, TimeProvider time, ILogger<TimetableWorker> log) : TurnWorker(TimeSpan.FromSeconds(2), time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForReasons = TimeSpan.FromSeconds(30);

    /// <summary>One turn: takes up again what was interrupted, and does the oldest search that waits. Whether one was done.</summary>
    public async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
        var alive = Time.Now() - TimetableRun.Patience;
        foreach (var lost in await db.TimetableRuns.Where(r => r.State == TimetableRunState.Running && r.BeatAt <= alive).ToListAsync(ct))
            lost.PutBack();

        await db.SaveChangesAsync(ct);
        if (await TakeUpAsync(db, ct) is not { } run)
            return false;

        if (run.StopAskedAt is null)
            await SearchAsync(run, ct);

        if (ct.IsCancellationRequested)
            await ChangeAsync(run.Id, r => r.PutBack());
        else
            await EndAsync(run.Id, ct);

        return true;
    }

    /// <inheritdoc />
    protected override Task<bool> TurnAsync(CancellationToken ct) => WorkAsync(ct);

    /// <inheritdoc />
    protected override void Tell(Exception fault) => NotWorked(log, fault);

    private async Task<TimetableRun?> TakeUpAsync(AcquisDb db, CancellationToken ct)
    {
        if (await db.TimetableRuns.OrderBy(r => r.Id).FirstOrDefaultAsync(r => r.State == TimetableRunState.Waiting, ct) is not { } run)
            return null;

        try
        {
            run.TakeUp(Time.Now());
            await db.SaveChangesAsync(ct);
            return run;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    /// <summary>Searches until the budget is spent, somebody asks to end, or the program stops. The best so far is in the row, each second.</summary>
    private async Task SearchAsync(TimetableRun run, CancellationToken ct)
    {
        using var child = Start(run);
        if (child is null)
            return;

        for (var (over, stopping) = (false, false); !over;)
        {
            over = await Task.WhenAny(child.Ended, Task.Delay(Beat, ct)) == child.Ended;
            var asked = await ChangeAsync(run.Id, r => r.Beat(child.Line, BetterOf(run.Problem, r.Best, child.Best()), Time.Now()));
            if (!over && !stopping && (asked.StopAskedAt is not null || ct.IsCancellationRequested))
            {
                stopping = true;
                await child.StopAsync();
            }
        }

        if (await child.Ended is not (0 or 2))
            ChildFailed(log, run.Id.Value, await child.Ended);
    }

    /// <summary>The solver; null where it cannot be started, such as on a full disk: asking again and again would not help.</summary>
    private SolverChild? Start(TimetableRun run)
    {
        try
        {
            return new(run.Problem, run.Origin, run.SecondsLeft, run.AskedAt.UtcTicks % int.MaxValue);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            NotStarted(log, run.Id.Value, e);
            return null;
        }
    }

    /// <summary>What was found, where it is cheaper or better proven than what is kept: a search that was taken up again may not yet be as far as before.</summary>
    private static string? BetterOf(string problemText, string kept, string? found)
    {
        if (found is null || found == kept)
            return null;

        var problem = ProblemReader.Read(Encoding.UTF8.GetBytes(problemText));
        var (plan, report) = Checked(problem, found);
        var before = kept.Length > 0 ? Checked(problem, kept).Plan : null;
        return report.IsLawful && (before is null || (plan.Cost, -plan.LowerBound).CompareTo((before.Cost, -before.LowerBound)) < 0) ? found : null;
    }

    private static (Timetable Plan, CheckReport Report) Checked(TimetableProblem problem, string text)
    {
        var plan = TimetableReader.Read(Encoding.UTF8.GetBytes(text));
        return (plan, TimetableChecker.Check(problem, plan));
    }

    private async Task EndAsync(Id<TimetableRun> id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
        var found = await db.TimetableRuns.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        var plan = found.Best.Length == 0 ? null : found.Supposed is null ? Explained(found, ct) : TimetableReader.Read(Encoding.UTF8.GetBytes(found.Best));
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("seasons", "id", found.SeasonId.Value, ct);
        var run = await db.TimetableRuns.SingleAsync(r => r.Id == id, ct);
        var now = Time.Now();
        if (plan is null)
        {
            run.Fail(run.StopAskedAt is null ? "season-timetable.none-found" : "season-timetable.stopped-before", now);
        }
        else if (run.Supposed is not null)
        {
            run.Conclude(now);
        }
        else
        {
            var from = run.FromId is { } start ? await db.SeasonTimetables.AsNoTracking().SingleAsync(t => t.Id == start, ct) : null;
            var (timetable, fact) = SeasonTimetable.Propose(
                Id<SeasonTimetable>.New(now), run.SeasonId, await TimetableService.NextNumberAsync(db, run.SeasonId, ct), run.Origin, from, PlanningReader.Write(plan), now);
            db.SeasonTimetables.Add(timetable);
            db.Record(fact, run.By, now);
            run.Finish(timetable.Id, now);
        }

        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>The best, with the reasons of those who have no place, as far as they are found in reasonable Time.</summary>
    private static Timetable Explained(TimetableRun run, CancellationToken ct)
    {
        var problem = ProblemReader.Read(Encoding.UTF8.GetBytes(run.Problem));
        var plan = TimetableReader.Read(Encoding.UTF8.GetBytes(run.Best));
        if (plan.Unscheduled.Count == 0)
            return plan;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(ForReasons);
        var explained = TimetableExplainer.Explain(problem, plan, null, patience.Token).ToDictionary(u => u.Event);
        return plan with { Unscheduled = [.. plan.Unscheduled.Select(u => explained.GetValueOrDefault(u.Event) ?? u)] };
    }

    /// <summary>Changes the row after those who changed it meanwhile, on the way down too.</summary>
    private async Task<TimetableRun> ChangeAsync(Id<TimetableRun> id, Action<TimetableRun> change)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await db.LockAsync("timetable_runs", "id", id.Value, CancellationToken.None);
        var run = await db.TimetableRuns.SingleAsync(r => r.Id == id);
        change(run);
        await db.SaveChangesAsync();
        await write.CommitAsync(CancellationToken.None);
        return run;
    }

    [LoggerMessage(2301, LogLevel.Error, "The solver of search {Run} ended with code {Code}")]
    private static partial void ChildFailed(ILogger log, Guid run, int code);

    [LoggerMessage(2303, LogLevel.Error, "The solver of search {Run} could not be started")]
    private static partial void NotStarted(ILogger log, Guid run, Exception e);

    [LoggerMessage(2302, LogLevel.Error, "Searches for timetables could not be looked after; trying again in a few seconds")]
    private static partial void NotWorked(ILogger log, Exception e);
}
