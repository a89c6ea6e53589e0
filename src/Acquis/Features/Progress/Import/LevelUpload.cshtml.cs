using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Candidacies;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Progress.Import;

/// <summary>Takes a file of levels for a cohort, and lists what was imported before.</summary>
[Authorize(Policies.Raters)]
public sealed class LevelUploadModel(AcquisDb db, CurrentActor actor, LevelImportService imports) : PageModel, IReloads
{
    private const int Shown = 20;

    [FromRoute]
    public Id<Cohort> Id { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public Cohort Cohort { get; private set; } = null!;

    public IReadOnlyList<LevelImport> Imports { get; private set; } = [];

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
        return LocalRedirect($"/level-imports/{(await imports.PreviewAsync(Id, Upload.FileName, content, ct)).Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Cohort = await db.FindVisibleAsync(Id, actor, ct);
        actor.Require(Cohort, Role.Registrar, Role.Trainer);
        Imports = await db.LevelImports.AsNoTracking().Where(i => i.CohortId == Id && i.Kind == LevelFile.Levels).OrderByDescending(i => i.Id).Take(Shown).ToListAsync(ct);
    }
}
