using Acquis.Domain;
using Acquis.Domain.Progress;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress.Import;

/// <summary>A file that was read, beside what stands now: confirmed as it is shown, or given up. Its page shows <c>_Confirm</c> and <c>_GiveUp</c>.</summary>
public abstract class PreviewPage : PageModel, IReloads
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 100;

    [FromRoute]
    public Id<LevelImport> Id { get; set; }

    [FromQuery(Name = "p")]
    public int P { get; set; } = 1;

    [BindProperty]
    public int Version { get; set; }

    /// <summary>What confirming would write, as the page that is confirmed showed it.</summary>
    [BindProperty]
    public string Digest { get; set; } = "";

    public abstract LevelImport Import { get; }

    /// <summary>What confirming would write now.</summary>
    public abstract string DigestNow { get; }

    /// <summary>Levels or observations that confirming would write.</summary>
    public abstract int ToWrite { get; }

    /// <summary>The words of the button, for so many.</summary>
    public abstract string Confirm { get; }

    public bool IsOpen => Import.State is LevelImportState.Previewed;

    public async Task<IActionResult> OnPostWriteAsync(CancellationToken ct)
    {
        TempData.SetFlash(await WriteAsync(ct));
        return RedirectToPage(new { Id });
    }

    public async Task<IActionResult> OnPostDropAsync(CancellationToken ct)
    {
        await DropAsync(ct);
        return RedirectToPage(new { Id });
    }

    /// <inheritdoc />
    public abstract Task ReloadAsync(CancellationToken ct);

    /// <summary>Confirms it; what was done, in words.</summary>
    protected abstract Task<string> WriteAsync(CancellationToken ct);

    protected abstract Task DropAsync(CancellationToken ct);
}
