using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress.Import;

/// <summary>Takes a file of levels or of observations to its preview, and lists those that were read in before.</summary>
[Authorize(Policies.Raters)]
public sealed class FileUploadModel(CohortFiles files, Texts texts) : PageModel, IReloads
{
    private const int Shown = 20;

    private IReadOnlyList<LevelFile> kinds = [];

    [FromRoute]
    public Id<Cohort> Id { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public Cohort Cohort { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<LevelImport> Earlier { get; private set; } = [];

    /// <summary>What the file may be, under its label.</summary>
    public string Hint => string.Join(" ", kinds.Select(k => texts[$"level-import.file.{k}"]));

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
        return LocalRedirect(AddressOf(await files.PreviewAsync(Id, Upload.FileName, content, ct)));
    }

    /// <summary>Where the preview of a file stands.</summary>
    public static string AddressOf(LevelImport import) => import.Kind is LevelFile.Observations ? $"/observation-imports/{import.Id}" : $"/level-imports/{import.Id}";

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => (Cohort, kinds, Earlier) = await files.ListAsync(Id, Shown, ct);
}
