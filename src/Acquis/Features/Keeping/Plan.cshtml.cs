using System.Globalization;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Keeping;

/// <summary>When and where backups are made, and how many are kept.</summary>
[Authorize(Policies.Administrator)]
[StrongSignIn]
public sealed class PlanModel(BackupService backups, Texts texts) : PageModel
{
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public bool Enabled { get; set; }

    [BindProperty]
    public int Hour { get; set; }

    [BindProperty]
    public string? Folder { get; set; }

    [BindProperty]
    public int KeepDaily { get; set; }

    [BindProperty]
    public int KeepWeekly { get; set; }

    [BindProperty]
    public string? PassphraseFile { get; set; }

    public IReadOnlyList<SelectListItem> Hours =>
        [.. Enumerable.Range(0, 24).Select(h => new SelectListItem(texts["backup.hour", ("hour", h)], h.ToString(CultureInfo.InvariantCulture)))];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var plan = await backups.PlanAsync(ct);
        (Version, Enabled, Hour, Folder) = (plan.Version, plan.Enabled || plan.Version == 0, plan.Hour, backups.FolderOf(plan));
        (KeepDaily, KeepWeekly, PassphraseFile) = (plan.KeepDaily, plan.KeepWeekly, plan.PassphraseFile);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return this.Unprocessable();

        await backups.SetPlanAsync(new(Enabled, Hour, Folder?.Trim(), KeepDaily, KeepWeekly, string.IsNullOrWhiteSpace(PassphraseFile) ? null : PassphraseFile.Trim()), Version, ct);
        TempData.SetFlash(texts["settings.saved"]);
        return LocalRedirect("/settings/backups");
    }
}
