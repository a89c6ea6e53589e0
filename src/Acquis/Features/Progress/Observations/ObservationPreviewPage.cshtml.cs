using Acquis.Domain.Progress;
using Acquis.Features.Progress.Import;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Acquis.Features.Progress.Observations;

/// <summary>A file of observations beside what stands in the grids, row by row; then confirmed.</summary>
[Authorize(Policies.Raters)]
public sealed class ObservationPreviewPageModel(ObservationImportService imports, Texts texts) : PreviewPage
{
    [BindProperty]
    public DateOnly? Date { get; set; }

    public ObservationPreview Preview { get; private set; } = null!;

    /// <inheritdoc />
    public override LevelImport Import => Preview.Import;

    /// <inheritdoc />
    public override string DigestNow => Preview.Digest();

    /// <inheritdoc />
    public override int ToWrite => Preview.Count(CellDifference.Fresh) + Preview.Count(CellDifference.Changed);

    /// <inheritdoc />
    public override string Confirm => texts["observation.write", ("count", ToWrite)];

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

    /// <inheritdoc />
    public override async Task ReloadAsync(CancellationToken ct) => Preview = await imports.ReadAsync(Id, ct);

    /// <inheritdoc />
    protected override async Task<string> WriteAsync(CancellationToken ct) => texts["observation.written", ("count", await imports.WriteAsync(Id, Version, Digest, ct))];

    /// <inheritdoc />
    protected override Task DropAsync(CancellationToken ct) => imports.DropAsync(Id, Version, ct);
}
