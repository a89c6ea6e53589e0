using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress.Observations;

/// <summary>Takes a file of observations for a cohort, and lists those that who asks has read in before.</summary>
[Authorize(Policies.Raters)]
public sealed class ObservationUploadModel(ObservationImportService imports) : PageModel, IReloads
{
    private const int Shown = 20;

    [FromRoute]
    public Id<Cohort> Id { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public Cohort Cohort { get; private set; } = null!;

    public IReadOnlyList<LevelImport> Earlier { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), FormMessages.Required);
            return this.Unprocessable();
        }

        await using var content = Upload.OpenReadStream();
        return LocalRedirect($"/observation-imports/{(await imports.PreviewAsync(Id, Upload.FileName, content, ct)).Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => (Cohort, Earlier) = await imports.ListAsync(Id, Shown, ct);
}
