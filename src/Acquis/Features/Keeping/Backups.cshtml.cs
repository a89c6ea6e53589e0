using Acquis.Data;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Keeping;

/// <summary>The backups that were made, how far the one being made is, and the button that asks for one.</summary>
[Authorize(Policies.Administrator)]
[StrongSignIn]
public sealed class BackupsModel(BackupService backups, AcquisDb db, TimeProvider time, Texts texts) : PageModel, IReloads
{
    [BindProperty]
    public string? Passphrase { get; set; }

    public BackupPlan Plan { get; private set; } = new();

    public string Folder { get; private set; } = "";

    public BackupState State { get; private set; } = new(BackupWorry.None, null, null);

    public IReadOnlyList<BackupRun> Runs { get; private set; } = [];

    /// <summary>The one that is being made or waits to be, or null.</summary>
    public BackupRun? Current => Runs.FirstOrDefault(r => r.State is BackupRunState.Waiting or BackupRunState.Running);

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await backups.AskAsync(string.IsNullOrWhiteSpace(Passphrase) ? null : Passphrase.Trim(), ct);
        TempData.SetFlash(texts["backup.asked"]);
        return LocalRedirect("/settings/backups");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Plan = await backups.PlanAsync(ct);
        Folder = backups.FolderOf(Plan);
        Runs = await backups.RunsAsync(ct);
        State = await BackupState.OfAsync(db, time.Now(), ct);
    }

    /// <summary>Whether its file can be taken away from this node.</summary>
    public static bool CanTakeAway(BackupRun run) => run is { HasFile: true, Sealed: true } && System.IO.File.Exists(run.File);

    /// <summary>A size as people say it.</summary>
    public string Size(long bytes) => bytes switch
    {
        0 => "",
        < 1024 * 1024 => texts["backup.kilobytes", ("size", (bytes + 1023) / 1024)],
        _ => texts["backup.megabytes", ("size", $"{bytes / (1024.0 * 1024):0.0}")],
    };
}
