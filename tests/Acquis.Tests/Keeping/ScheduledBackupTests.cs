using System.Net;
using Acquis.Features.Accounts;
using Acquis.Features.Keeping;
using Acquis.Features.Keeping.Archive;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Keeping;

public sealed class ScheduledBackupTests : IDisposable
{
    private readonly BackupScene backups = new();

    public void Dispose() => backups.Dispose();

    [Theory, BothDatabases]
    public async Task A_planned_backup_is_made_once_a_day_by_one_of_several_nodes_and_stands_in_the_journal(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await Scene.SetAsync(program);
        var administrator = await program.SignedInAsync(Role.Administrator);
        await PlanAsync(administrator, hour: 11);

        await WorkAsync(program);
        var before = await program.ReadAsync(db => db.BackupRuns.CountAsync());
        program.Clock.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(WorkAsync(program), WorkAsync(program), WorkAsync(program));
        await WorkAsync(program);

        var run = await program.ReadAsync(db => db.BackupRuns.AsNoTracking().SingleAsync());
        Assert.Equal(0, before);
        Assert.Equal((BackupRunState.Done, "2027-06-01"), (run.State, run.Slot));
        var (header, manifest) = await ArchiveReader.CheckAsync(run.File, BackupScene.Passphrase, default);
        Assert.True(header.HoldsKey && manifest.Rows["candidacies"] == 1);
        Assert.Equal(1, await program.ReadAsync(db => db.Facts.CountAsync(f => f.Action == "backup-made")));
        Assert.Contains("Programmée", (await administrator.OpenAsync("/settings/backups")).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_backup_that_failed_is_told_with_its_reason_on_the_home_page_in_the_list_and_by_the_doctor(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        await Scene.SetAsync(program);
        var administrator = await program.SignedInAsync(Role.Administrator);
        await PlanAsync(administrator, hour: 0);
        File.Delete(backups.PassphraseFile);

        await WorkAsync(program);

        Assert.Equal(BackupRunState.Failed, await program.ReadAsync(db => db.BackupRuns.Select(r => r.State).SingleAsync()));
        Assert.Contains("Voir pourquoi la sauvegarde a échoué", (await administrator.OpenAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains("La phrase secrète ne peut pas être lue", (await administrator.OpenAsync("/settings/backups")).Text, StringComparison.Ordinal);
        Assert.Contains("a échoué", (await administrator.OpenAsync("/settings/condition")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await program.ReadAsync(db => db.Facts.CountAsync(f => f.Action == "backup-failed")));
    }

    [Theory, BothDatabases]
    public async Task A_node_killed_while_it_makes_one_does_not_keep_the_next_from_being_made(Engine engine)
    {
        await using var program = await TestProgram.StartAsync(engine);
        var administrator = await program.SignedInAsync(Role.Administrator);
        await (await administrator.OpenAsync("/settings/backups")).PressAsync("Sauvegarder maintenant");
        await program.ReadAsync(async db =>
        {
            (await db.BackupRuns.SingleAsync()).TakeUp("killed-node", "/nowhere", isSealed: false, program.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await WorkAsync(program);
        var still = await program.ReadAsync(db => db.BackupRuns.Select(r => r.State).SingleAsync());

        program.Clock.Advance(BackupRun.Patience);
        await WorkAsync(program);
        await (await administrator.OpenAsync("/settings/backups")).PressAsync("Sauvegarder maintenant");
        await WorkAsync(program);

        Assert.Equal(BackupRunState.Running, still);
        Assert.Equal(
            [BackupRunState.Failed, BackupRunState.Done],
            await program.ReadAsync(db => db.BackupRuns.OrderBy(r => r.Id).Select(r => r.State).ToListAsync()));
        Assert.Contains("killed-node s’est arrêtée", (await administrator.OpenAsync("/settings/backups")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_backup_is_downloaded_by_an_administrator_alone_and_one_in_clear_by_nobody()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        var administrator = await program.SignedInAsync(Role.Administrator);
        var registrar = await program.SignedInAsync(Role.Registrar);
        await (await administrator.OpenAsync("/settings/backups")).PressAsync("Sauvegarder maintenant", ("Passphrase", BackupScene.Passphrase));
        await WorkAsync(program);
        await (await administrator.OpenAsync("/settings/backups")).PressAsync("Sauvegarder maintenant");
        await WorkAsync(program);
        var runs = await program.ReadAsync(db => db.BackupRuns.AsNoTracking().OrderBy(r => r.Id).ToListAsync());

        var taken = await administrator.OpenAsync($"/settings/backups/{runs[0].Id}/file");
        using var clear = await administrator.AskAsync($"/settings/backups/{runs[1].Id}/file");
        using var refused = await registrar.AskAsync($"/settings/backups/{runs[0].Id}/file");

        Assert.All(runs, r => Assert.Null(r.ProtectedPassphrase));
        Assert.Equal(await File.ReadAllBytesAsync(runs[0].File), taken.Bytes);
        Assert.Equal(HttpStatusCode.Conflict, clear.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(1, await program.ReadAsync(db => db.Facts.CountAsync(f => f.Action == "backup-downloaded")));
    }

    [Fact]
    public async Task A_plan_that_could_not_work_at_night_is_refused_by_day()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        var administrator = await program.SignedInAsync(Role.Administrator);
        var page = await administrator.OpenAsync("/settings/backups/plan");

        var relative = await page.PressAsync("Enregistrer", ("Folder", "sauvegardes"));
        var occupied = await page.PressAsync("Enregistrer", ("Folder", backups.PassphraseFile));
        var unread = await page.PressAsync("Enregistrer", ("Folder", backups.Folder), ("PassphraseFile", "/nowhere/passphrase"));
        var never = await page.PressAsync("Enregistrer", ("KeepDaily", "0"));

        Assert.Contains("n’est pas un chemin complet", relative.Text, StringComparison.Ordinal);
        Assert.Contains("ne peut pas être écrit", occupied.Text, StringComparison.Ordinal);
        Assert.Contains("ne peut pas être lue", unread.Text, StringComparison.Ordinal);
        Assert.Contains("On garde de 1 à", never.Text, StringComparison.Ordinal);
        Assert.Equal(0, await program.ReadAsync(db => db.BackupPlans.CountAsync()));
    }

    [Fact]
    public async Task The_file_of_a_backup_that_is_no_longer_kept_is_taken_away()
    {
        await using var program = await TestProgram.StartAsync(Engine.Sqlite);
        var administrator = await program.SignedInAsync(Role.Administrator);
        await PlanAsync(administrator, hour: 0, daily: 2, weekly: 0);
        for (var day = 0; day < 3; day++)
        {
            await WorkAsync(program);
            program.Clock.Advance(TimeSpan.FromDays(1));
        }

        var runs = await program.ReadAsync(db => db.BackupRuns.AsNoTracking().OrderBy(r => r.Id).ToListAsync());

        Assert.Equal([true, false, false], runs.Select(r => r.RemovedAt is not null));
        Assert.Equal([false, true, true], runs.Select(r => File.Exists(r.File)));
    }

    [Fact]
    public void Retention_keeps_the_newest_of_each_last_day_and_of_each_last_week()
    {
        var today = new DateOnly(2027, 6, 30);
        var made = Enumerable.Range(0, 60).Select(i => (Backup: i, Day: today.AddDays(-i))).ToList();

        var removed = Retention.ToRemove(made, daily: 3, weekly: 4);

        // Wednesday 30 June; the Sundays before it end the weeks: 27, 20 and 13 June.
        Assert.Equal([0, 1, 2, 3, 10, 17], made.Select(m => m.Backup).Except(removed).Order());
    }

    private Task PlanAsync(Visitor administrator, int hour, int daily = 7, int weekly = 4) => SetPlanAsync(administrator,
    [
        ("Enabled", "true"), ("Hour", $"{hour}"), ("Folder", Path.Combine(backups.Folder, "kept")), ("KeepDaily", $"{daily}"), ("KeepWeekly", $"{weekly}"),
        ("PassphraseFile", backups.PassphraseFile),
    ]);

    private static async Task SetPlanAsync(Visitor administrator, (string, string)[] values)
    {
        var page = await (await administrator.OpenAsync("/settings/backups/plan")).PressAsync("Enregistrer", values);
        Assert.True(page.Path == "/settings/backups", page.Text);
    }

    /// <summary>One turn of the program's work in the background.</summary>
    private static Task<bool> WorkAsync(TestProgram program) => program.Services.GetRequiredService<BackupWorker>().WorkAsync(default);
}
