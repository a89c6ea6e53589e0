using Acquis.Domain;
using Acquis.Domain.Progress;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress.Observations;

/// <summary>A file of observations beside what stands in the grids, row by row; then confirmed.</summary>
[Authorize(Policies.Raters)]
public sealed class ObservationPreviewPageModel(ObservationImportService imports, Texts texts) : PageModel, IReloads
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 100;

    [FromRoute]
    public Id<LevelImport> Id { get; set; }

    [FromQuery(Name = "p")]
    public int P { get; set; } = 1;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string Digest { get; set; } = "";

    [BindProperty]
    public DateOnly? Date { get; set; }

    public ObservationPreview Preview { get; private set; } = null!;

    public bool IsOpen => Preview.Import.State is LevelImportState.Previewed;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        Date = Preview.Import.Plan.Date;
    }

    public async Task<IActionResult> OnPostSayAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        await imports.SayAsync(Id, Version, Date ?? Preview.Import.Plan.Date, ct);
        return RedirectToPage(new { Id });
    }

    public async Task<IActionResult> OnPostWriteAsync(CancellationToken ct)
    {
        var written = await imports.WriteAsync(Id, Version, Digest, ct);
        TempData.SetFlash(texts["observation.written", ("count", written)]);
        return RedirectToPage(new { Id });
    }

    public async Task<IActionResult> OnPostDropAsync(CancellationToken ct)
    {
        await imports.DropAsync(Id, Version, ct);
        return RedirectToPage(new { Id });
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => Preview = await imports.ReadAsync(Id, ct);
}
