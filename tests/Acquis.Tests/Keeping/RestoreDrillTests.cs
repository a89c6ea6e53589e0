using Acquis.Domain.Frameworks;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Acquis.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acquis.Tests.Keeping;

/// <summary>The restore drill: a backup taken while people work comes back whole, on either database, with the real command line.</summary>
[Collection(nameof(CommandLineTests))]
public sealed class RestoreDrillTests
{
    private static readonly string[] GrownByTheRestore = ["fact_payloads", "fact_subjects", "facts", "unnumbered_facts"];

    [Theory]
    [InlineData(Engine.Sqlite, Engine.Sqlite)]
    [InlineData(Engine.Postgres, Engine.Postgres)]
    [InlineData(Engine.Sqlite, Engine.Postgres)]
    [InlineData(Engine.Postgres, Engine.Sqlite)]
    public async Task A_backup_taken_while_people_work_comes_back_whole_and_its_diplomas_verify(Engine from, Engine to)
    {
        using var backups = new BackupScene();
        await using var program = await TestProgram.StartAsync(from);
        var scene = await Scene.SetAsync(program);
        await scene.FulfilAsync();
        var diploma = (await scene.IssueAsync(await scene.DecideAsync()))[0];
        await scene.EnrolAsync("Aïcha", "Le Floc’h");
        await program.InScopeAsync(s => s.GetRequiredService<JournalSequencer>().NumberAsync(default));
        string[] sealing = ["--passphrase-file", backups.PassphraseFile];

        var recorded = await WhileWorkingAsync(scene, () => Terminal.RunAsync(["backup", backups.Archive, .. sealing, .. Terminal.At(program.Options), "--lang", "en"]));
        var target = await TestDatabase.BareAsync(to);
        var restored = await Terminal.RunAsync(["restore", backups.Archive, .. sealing, .. Terminal.At(target), "--lang", "en"]);

        Assert.True(recorded > 0, "Nothing was recorded while the backup was made.");
        Assert.Equal(0, restored.Exit);
        Assert.Contains("The journal holds", restored.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Numbered facts: 0;", restored.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Vasseur", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(backups.Archive, Token)), StringComparison.Ordinal);
        await AssertSameRowsAsync(backups, target);
        var verified = await Terminal.RunAsync(["journal", "verify", .. Terminal.At(target), "--lang", "en"]);
        Assert.Equal(0, verified.Exit);
        await using var again = await TestProgram.StartAsync(target);
        using var stranger = again.Stranger();
        var page = await stranger.OpenAsync($"/v/{diploma.Code}");
        Assert.Contains("Vasseur-Lemoine", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.True(await again.InScopeAsync(s => Task.FromResult(s.GetRequiredService<FileStore>().IsWhole(diploma.PdfFile))));
    }

    /// <summary>Somebody records levels until the backup is done; how many were answered meanwhile.</summary>
    private static async Task<int> WhileWorkingAsync(Scene scene, Func<Task<(int Exit, string Output, string Error)>> backup)
    {
        var making = Task.Run(backup);
        var count = 0;
        while (!making.IsCompleted)
        {
            await scene.RecordAsync(new() { Levels = [new(Lane.Trainer, null, new("C.1", count % 4, null, null), new(new(2027, 5, 3), null, null), 1)] });
            count++;
        }

        Assert.Equal(0, (await making).Exit);
        return count;
    }

    /// <summary>Backs the restored installation up in turn: the same rows, and the one fact that it was restored.</summary>
    private static async Task AssertSameRowsAsync(BackupScene backups, AcquisOptions target)
    {
        var second = Path.Combine(backups.Folder, "second.acquis-backup");
        Assert.Equal(0, (await Terminal.RunAsync(["backup", second, .. Terminal.At(target), "--lang", "en"])).Exit);
        var (before, after) = (await BackupScene.RowsAsync(backups.Archive, BackupScene.Passphrase), await BackupScene.RowsAsync(second, null));
        Assert.Equal(before.Keys.Union(GrownByTheRestore).Order(), after.Keys.Order());
        Assert.True(before["ratings"].Count > 16 && before["diplomas"].Count > 0 && before["stored_files"].Count > 1);
        foreach (var (table, rows) in before)
        {
            var grown = GrownByTheRestore.Contains(table) ? 1 : 0;
            Assert.Equal(rows.Count + grown, after[table].Count);
            Assert.Empty(rows.Except(after[table]));
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
