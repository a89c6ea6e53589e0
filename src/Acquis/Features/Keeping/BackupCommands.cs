using System.CommandLine;
using System.Globalization;
using Acquis.Credentials.Signatures;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Journal;
using Acquis.Features.Journal;
using Acquis.Features.Keeping.Archive;
using Acquis.Features.Keeping.Restore;
using Acquis.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Keeping;

/// <summary><c>acquis backup FILE</c> and <c>acquis restore FILE</c>.</summary>
public static class BackupCommands
{
    private static readonly Option<string?> PassphraseFile = new("--passphrase-file") { Description = "Fichier de la phrase secrète / file of the passphrase" };

    public static Command Backup()
    {
        var file = new Argument<string>("file") { Description = "Fichier à écrire / file to write" };
        var withoutKey = new Option<bool>("--without-key") { Description = "Sans la clé privée du journal / without the journal's private key" };
        var command = new Command("backup", "Sauvegarde la base et les fichiers, pendant le travail / backs up database and files, while people work") { file, PassphraseFile, withoutKey };
        command.SetAction((parsed, ct) => CommandLine.ReadingAsync(
            parsed, services => BackUpAsync(parsed, services, parsed.GetValue(file)!, !parsed.GetValue(withoutKey), ct), ct));
        return command;
    }

    public static Command Restore()
    {
        var file = new Argument<string>("file") { Description = "Sauvegarde / backup" };
        var key = new Option<string?>("--journal-key") { Description = "Clé du journal, si la sauvegarde ne l’a pas / journal key, where the backup lacks it" };
        var check = new Option<bool>("--check") { Description = "Contrôle la sauvegarde sans rien écrire / checks the backup, writes nothing" };
        var command = new Command("restore", "Restaure dans un dossier et une base vides / restores into an empty folder and database") { file, PassphraseFile, key, check };
        command.SetAction(async (parsed, ct) =>
        {
            try
            {
                var passphrase = BackupFile.ReadPassphrase(parsed.GetValue(PassphraseFile));
                return parsed.GetValue(check)
                    ? await CheckAsync(parsed, parsed.GetValue(file)!, passphrase, ct)
                    : await RestoreAsync(parsed, parsed.GetValue(file)!, passphrase, parsed.GetValue(key), ct);
            }
            catch (RefusedException e)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(string.Join('\n', e.Refusals.Select(Texts.All.Of)));
                return 1;
            }
            catch (KeyFileException e)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(Texts.All[e.Code, ("path", e.Path)]);
                return 1;
            }
        });
        return command;
    }

    private static async Task<int> BackUpAsync(ParseResult parsed, IServiceProvider services, string file, bool withKey, CancellationToken ct)
    {
        var (output, error, texts) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, Texts.All);
        var passphrase = BackupFile.ReadPassphrase(parsed.GetValue(PassphraseFile));
        var bar = new Progress(error);
        var content = await BackupFile.WriteAsync(
            file, stream => services.GetRequiredService<BackupMaker>().WriteAsync(stream, passphrase, withKey, bar.Show, ct));
        await NoteAsync(services, Path.GetFullPath(file), passphrase is not null, content, error, ct);
        foreach (var hash in content.Damaged)
        {
            await error.WriteLineAsync(texts["backup.file-damaged", ("file", hash)]);
        }

        await output.WriteLineAsync(texts["backup.done", ("file", Path.GetFullPath(file)), ("rows", content.Rows), ("files", content.Files), ("facts", content.Facts)]);
        await output.WriteLineAsync($"sha256 {await BackupFile.HashAsync(file, ct)}");
        await output.WriteLineAsync(texts[passphrase is null ? "backup.in-clear" : "backup.sealed"]);
        await output.WriteLineAsync(texts[withKey ? "backup.key-inside" : "backup.key-outside", ("key", services.GetRequiredService<JournalKeys>().Path)]);
        return content.Damaged.Count == 0 ? 0 : 1;
    }

    /// <summary>Notes the backup where the installation sees it. A database that cannot be written any more does not make the backup worth less.</summary>
    private static async Task NoteAsync(IServiceProvider services, string file, bool isSealed, BackupContent content, TextWriter error, CancellationToken ct)
    {
        try
        {
            await services.GetRequiredService<BackupService>().NoteAsync(file, isSealed, content, ct);
        }
        catch (Exception e) when (StorageFailures.CodeOf(e) is not null)
        {
            await error.WriteLineAsync(Texts.All["backup.not-noted"]);
        }
    }

    private static async Task<int> CheckAsync(ParseResult parsed, string file, string? passphrase, CancellationToken ct)
    {
        var (header, manifest) = await ArchiveReader.CheckAsync(file, passphrase, ct);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(Describe(header, manifest));
        return 0;
    }

    private static async Task<int> RestoreAsync(ParseResult parsed, string file, string? passphrase, string? key, CancellationToken ct)
    {
        var (output, error, texts) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, Texts.All);
        var options = CommandLine.OptionsOf(parsed);
        var (header, manifest) = await new Restoration(options, file, passphrase, key).RunAsync(new Progress(error).Show, ct);
        foreach (var hash in manifest.Damaged)
        {
            await error.WriteLineAsync(texts["backup.file-damaged", ("file", hash)]);
        }

        await using var app = AcquisHost.Build([], options);
        await using var scope = app.Services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<JournalVerifier>().VerifyAsync(ct);
        await RecordAsync(scope.ServiceProvider, header, report, ct);
        await output.WriteLineAsync(Describe(header, manifest));
        foreach (var fault in report.Faults)
        {
            await error.WriteLineAsync(texts.Of(fault));
        }

        await output.WriteLineAsync(texts["journal.report", ("numbered", report.Numbered), ("unnumbered", report.Unnumbered), ("erased", report.Erased)]);
        await output.WriteLineAsync(texts[report.Holds ? "restore.done" : "restore.journal-does-not-hold", ("folder", Path.GetFullPath(options.DataFolder))]);
        return report.Holds ? 0 : 1;
    }

    /// <summary>The journal tells that it was put back, and from when. The backup that was being made is this one: it is no longer being made.</summary>
    private static async Task RecordAsync(IServiceProvider services, BackupHeader header, JournalReport report, CancellationToken ct)
    {
        var db = services.GetRequiredService<AcquisDb>();
        await db.BackupRuns.Where(r => r.State == BackupRunState.Waiting || r.State == BackupRunState.Running).ExecuteDeleteAsync(ct);
        db.Record(new BackupRestored(CertifyingBody.TheOne, header.MadeAt, report.Numbered, header.Database), Actor.Program, services.GetRequiredService<TimeProvider>().Now());
        await db.SaveChangesAsync(ct);
    }

    private static string Describe(BackupHeader header, BackupManifest manifest) => Texts.All[
        "restore.describe",
        ("installation", header.Installation), ("at", header.MadeAt), ("database", header.Database), ("version", header.Acquis),
        ("rows", manifest.Rows.Values.Sum()), ("files", manifest.Files)];

    /// <summary>The share done, in tenths, one line each.</summary>
    private sealed class Progress(TextWriter error)
    {
        private int shown;

        public void Show(double share)
        {
            for (; shown < 10 && share * 10 >= shown + 1;)
            {
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{++shown * 10} %"));
            }
        }
    }
}
