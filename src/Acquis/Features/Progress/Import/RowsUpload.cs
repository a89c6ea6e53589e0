using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress.Import;

/// <summary>Takes a file about the candidates of a cohort to its preview, and lists those that were read in before. Its page shows <c>_RowsUpload</c>.</summary>
public abstract class RowsUpload : PageModel, IReloads
{
    /// <summary>Imports listed at the most.</summary>
    protected const int Shown = 20;

    [FromRoute]
    public Id<Cohort> Id { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public Cohort Cohort { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<LevelImport> Earlier { get; private set; } = [];

    /// <summary>Address under which previews stand.</summary>
    public abstract string Previews { get; }

    /// <summary>What the file is, under its label.</summary>
    public abstract string FileHint { get; }

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
        return LocalRedirect($"{Previews}/{(await PreviewAsync(Upload.FileName, content, ct)).Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => (Cohort, Earlier) = await ListAsync(ct);

    protected abstract Task<(Cohort Cohort, IReadOnlyList<LevelImport> Earlier)> ListAsync(CancellationToken ct);

    protected abstract Task<LevelImport> PreviewAsync(string name, Stream content, CancellationToken ct);
}
