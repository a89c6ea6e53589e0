using Acquis.Data;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Frameworks;

/// <summary>Certifications with the versions of their frameworks; a registrar adds one from a file.</summary>
[Authorize(Policies.FrameworkReaders)]
public sealed class FrameworksModel(AcquisDb db, CurrentActor actor, FrameworkService service, Texts texts) : PageModel, IReloads
{
    [BindProperty]
    public IFormFile? Upload { get; set; }

    public IReadOnlyList<(Certification Certification, IReadOnlyList<FrameworkVersion> Versions)> Rows { get; private set; } = [];

    /// <summary>What is wrong in the file that was sent.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public bool IsRegistrar => actor.Holds(Role.Registrar);

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), FormMessages.Required);
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        try
        {
            await using var stream = Upload.OpenReadStream();
            var version = await service.UploadAsync(Upload.FileName, stream, ct);
            TempData.SetFlash(texts["framework.uploaded"]);
            return LocalRedirect($"/frameworks/{version.Id}");
        }
        catch (FrameworkFileException e)
        {
            Findings = e.Findings;
            ModelState.AddModelError(nameof(Upload), texts["framework.upload.refused", ("count", e.Findings.Count)]);
            await ReloadAsync(ct);
            return this.Unprocessable();
        }
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        var versions = (await db.FrameworkVersions.AsNoTracking().OrderByDescending(v => v.Id).ToListAsync(ct)).ToLookup(v => v.CertificationId);
        var certifications = await db.Certifications.AsNoTracking().OrderBy(c => c.Code).ToListAsync(ct);
        Rows = [.. certifications.Select(c => (c, (IReadOnlyList<FrameworkVersion>)[.. versions[c.Id]]))];
    }
}
