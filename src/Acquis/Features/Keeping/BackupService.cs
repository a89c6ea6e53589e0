using Acquis.Data;
using Acquis.Domain;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Keeping;

/// <summary>What an administrator does with backups: plan them, ask for one, take its file away.</summary>
public sealed class BackupService(AcquisDb db, AcquisOptions options, IDataProtectionProvider protection, CurrentActor actor, TimeProvider time)
{
    /// <summary>Purpose under which a typed passphrase is protected until the backup is taken up.</summary>
    public const string PassphrasePurpose = "acquis.backup-passphrase";

    private const int Shown = 60;

    /// <summary>The plan as it stands; the proposed one before it was set.</summary>
    public async Task<BackupPlan> PlanAsync(CancellationToken ct) => await db.BackupPlans.AsNoTracking().SingleOrDefaultAsync(ct) ?? new BackupPlan();

    /// <summary>Where backups go.</summary>
    public string FolderOf(BackupPlan plan) => plan.Folder.Length > 0 ? plan.Folder : Path.GetFullPath(Path.Combine(options.DataFolder, "backups"));

    /// <summary>The last backups, newest first.</summary>
    public Task<List<BackupRun>> RunsAsync(CancellationToken ct) =>
        db.BackupRuns.AsNoTracking().OrderByDescending(r => r.Id).Take(Shown).ToListAsync(ct);

    /// <summary>Sets the plan. Folder and passphrase are tried first, so that it does not fail at night for what can be known now.</summary>
    /// <exception cref="RefusedException">See <see cref="BackupPlan.WhyNotSet"/>; or the folder cannot be written, or the passphrase not read.</exception>
    public async Task SetPlanAsync(PlanValues values, int version, CancellationToken ct)
    {
        var plan = await db.BackupPlans.SingleOrDefaultAsync(ct);
        if (plan is null)
        {
            plan = new();
            db.Add(plan);
        }

        plan.Version.ThrowIfStale(version);
        var fact = plan.Set(values);
        if (plan.Enabled)
        {
            RequireWritable(FolderOf(plan));
            BackupFile.ReadPassphrase(plan.PassphraseFile);
        }

        db.Record(fact, actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Asks for a backup; a node takes it up within seconds.</summary>
    /// <param name="passphrase">Seals this one; null for the plan's.</param>
    /// <exception cref="RefusedException">One is being made, or the passphrase is too short.</exception>
    public async Task<BackupRun> AskAsync(string? passphrase, CancellationToken ct)
    {
        var alive = time.Now() - BackupRun.Patience;
        if (await db.BackupRuns.AnyAsync(r => (r.State == BackupRunState.Waiting || r.State == BackupRunState.Running) && r.BeatAt > alive, ct))
            throw new RefusedException("backup.running");

        if (passphrase is { Length: < BackupFile.ShortestPassphrase })
            throw new RefusedException("backup.passphrase-too-short", ("least", BackupFile.ShortestPassphrase));

        var kept = passphrase is null ? null : protection.CreateProtector(PassphrasePurpose).Protect(passphrase);
        var run = new BackupRun(Id<BackupRun>.New(time.Now()), BackupKind.Asked, slot: null, kept, actor.Actor, time.Now());
        db.Add(run);
        await db.SaveChangesAsync(ct);
        return run;
    }

    /// <summary>Opens the file of a sealed backup to take it away; that it was is journalled.</summary>
    /// <exception cref="NotFoundException">There is no such file on this node.</exception>
    /// <exception cref="RefusedException">It is in clear: it leaves the server by the server's own ways only.</exception>
    public async Task<BackupRun> TakeAwayAsync(Id<BackupRun> id, CancellationToken ct)
    {
        var run = await db.BackupRuns.AsNoTracking().SingleOrNotFoundAsync(r => r.Id == id, ct);
        if (!run.HasFile || !File.Exists(run.File))
            throw new NotFoundException();

        if (!run.Sealed)
            throw new RefusedException("backup.not-sealed");

        db.Record(new BackupDownloaded(run.Id), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
        return run;
    }

    /// <summary>Notes a backup that the command line made.</summary>
    public async Task NoteAsync(string file, bool isSealed, BackupContent content, CancellationToken ct)
    {
        var run = new BackupRun(Id<BackupRun>.New(time.Now()), BackupKind.CommandLine, slot: null, null, actor.Actor, time.Now());
        run.TakeUp(Environment.MachineName, file, isSealed, time.Now());
        db.Add(run);
        db.Record(run.Finish(content, new FileInfo(file).Length, time.Now()), actor.Actor, time.Now());
        await db.SaveChangesAsync(ct);
    }

    private static void RequireWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".acquis-{Environment.ProcessId}");
            File.WriteAllText(probe, "Acquis");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException("backup.folder-not-writable", ("folder", folder));
        }
    }
}
