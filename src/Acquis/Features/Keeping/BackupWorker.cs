using System.Globalization;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Journal;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Keeping;

/// <summary>
/// Makes the backups that are planned or asked for, on one node at a time: whoever changes the row from waiting to running has it. A node that was
/// killed leaves a row without signs of life, which the next turn counts as failed.
/// </summary>
public sealed partial class BackupWorker(IServiceScopeFactory scopes, TimeProvider time, ILogger<BackupWorker> log) : TurnWorker(TimeSpan.FromSeconds(5), time)
{
    /// <summary>One turn: plans the day's backup when its hour has come, gives up what was interrupted, makes what waits. Whether one was made.</summary>
    public async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
        var plan = await scope.ServiceProvider.GetRequiredService<BackupService>().PlanAsync(ct);
        await PlanTheDayAsync(db, plan, ct);
        await GiveUpInterruptedAsync(db, ct);
        return await TakeUpAsync(scope.ServiceProvider, plan, ct) is { } taken && await MakeAsync(taken.Run, plan, taken.Passphrase, ct);
    }

    /// <inheritdoc />
    protected override Task<bool> TurnAsync(CancellationToken ct) => WorkAsync(ct);

    /// <inheritdoc />
    protected override void Tell(Exception fault) => NotWorked(log, fault);

    private async Task PlanTheDayAsync(AcquisDb db, BackupPlan plan, CancellationToken ct)
    {
        var now = Time.Now();
        var slot = Dates.Civil(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!plan.Enabled || Dates.Hour(now) < plan.Hour || await db.BackupRuns.AnyAsync(r => r.Slot == slot, ct))
            return;

        db.Add(new BackupRun(Id<BackupRun>.New(now), BackupKind.Scheduled, slot, null, Actor.Program, now));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (db.ChangeTracker.Entries().Any())
        {
            // Another node was first: the day has its one row.
            db.ChangeTracker.Clear();
        }
    }

    private async Task GiveUpInterruptedAsync(AcquisDb db, CancellationToken ct)
    {
        var alive = Time.Now() - BackupRun.Patience;
        foreach (var run in await db.BackupRuns.Where(r => r.State == BackupRunState.Running && r.BeatAt <= alive).ToListAsync(ct))
        {
            db.Record(run.Fail("backup.interrupted", run.Node, Time.Now()), Actor.Program, Time.Now());
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>Takes the oldest waiting run up, unless one is being made; null where there is none or another node was first.</summary>
    private async Task<(BackupRun Run, string? Passphrase)?> TakeUpAsync(IServiceProvider services, BackupPlan plan, CancellationToken ct)
    {
        var db = services.GetRequiredService<AcquisDb>();
        if (await db.BackupRuns.AnyAsync(r => r.State == BackupRunState.Running, ct)
            || await db.BackupRuns.OrderBy(r => r.Id).FirstOrDefaultAsync(r => r.State == BackupRunState.Waiting, ct) is not { } run)
            return null;

        try
        {
            var passphrase = run.ProtectedPassphrase is { } kept
                ? services.GetRequiredService<IDataProtectionProvider>().CreateProtector(BackupService.PassphrasePurpose).Unprotect(kept)
                : BackupFile.ReadPassphrase(plan.PassphraseFile);
            var name = string.Create(CultureInfo.InvariantCulture, $"acquis-{Time.GetUtcNow():yyyyMMdd-HHmmss}-{run.Id.Value.ToString("N")[^6..]}.acquis-backup");
            var folder = services.GetRequiredService<BackupService>().FolderOf(plan);
            run.TakeUp(Environment.MachineName, Path.Combine(folder, name), passphrase is not null, Time.Now());
            await db.SaveChangesAsync(ct);
            return (run, passphrase);
        }
        catch (RefusedException e)
        {
            db.Record(run.Fail(e.Refusals[0].Code, plan.PassphraseFile, Time.Now()), Actor.Program, Time.Now());
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    private async Task<bool> MakeAsync(BackupRun run, BackupPlan plan, string? passphrase, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var share = 0;
        var beating = BeatAsync(run.Id, () => Volatile.Read(ref share), stop.Token);
        try
        {
            BackupContent content;
            await using (var scope = scopes.CreateAsyncScope())
            {
                var maker = scope.ServiceProvider.GetRequiredService<BackupMaker>();
                content = await BackupFile.WriteAsync(
                    run.File, stream => maker.WriteAsync(stream, passphrase, withKey: true, done => Volatile.Write(ref share, (int)(done * 100)), ct));
            }

            await EndAsync(run.Id, (r, now) => r.Finish(content, new FileInfo(run.File).Length, now), ct);
            await RemoveOldAsync(plan, ct);
            return true;
        }
        catch (Exception e) when (e is RefusedException or KeyFileException || StorageFailures.CodeOf(e) is not null)
        {
            NotMade(log, run.Id.Value, e);
            var problem = e switch { RefusedException r => r.Refusals[0].Code, KeyFileException k => k.Code, _ => StorageFailures.CodeOf(e)! };
            await EndAsync(run.Id, (r, now) => r.Fail(problem, e is RefusedException r2 ? r2.Refusals[0].Args.GetValueOrDefault("detail") as string : null, now), ct);
            return false;
        }
        finally
        {
            await stop.CancelAsync();
            await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Says every few seconds that the node still works, and how far it is.</summary>
    private async Task BeatAsync(Id<BackupRun> id, Func<int> share, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(3));
        while (await timer.WaitForNextTickAsync(ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
            if (await db.BackupRuns.SingleOrDefaultAsync(r => r.Id == id && r.State == BackupRunState.Running, ct) is { } run)
            {
                run.Beat(share(), Time.Now());
                await db.SaveChangesAsync(ct);
            }
        }
    }

    private async Task EndAsync(Id<BackupRun> id, Func<BackupRun, DateTimeOffset, Fact> end, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
        await using var write = await db.BeginWriteAsync(ct);
        await db.LockAsync("backup_runs", "id", id.Value, ct);
        var run = await db.BackupRuns.SingleAsync(r => r.Id == id, ct);
        db.Record(end(run, Time.Now()), run.By, Time.Now());
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
    }

    /// <summary>Takes away the scheduled backups that the plan no longer keeps. A file that is on another node is left to it.</summary>
    private async Task RemoveOldAsync(BackupPlan plan, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AcquisDb>();
        var kept = await db.BackupRuns.Where(r => r.Kind == BackupKind.Scheduled && r.State == BackupRunState.Done && r.RemovedAt == null).ToListAsync(ct);
        foreach (var run in Retention.ToRemove(kept.Select(r => (r, Dates.Civil(r.AskedAt))), plan.KeepDaily, plan.KeepWeekly).Where(r => File.Exists(r.File)))
        {
            File.Delete(run.File);
            run.Remove(Time.Now());
        }

        await db.SaveChangesAsync(ct);
    }

    [LoggerMessage(2103, LogLevel.Error, "Backup {Run} failed")]
    private static partial void NotMade(ILogger log, Guid run, Exception e);

    [LoggerMessage(2102, LogLevel.Error, "Backups could not be looked after; trying again in a few seconds")]
    private static partial void NotWorked(ILogger log, Exception e);
}
