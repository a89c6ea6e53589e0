using Acquis.Domain;
using Acquis.Features.Diplomas;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Home;

/// <summary>A holder's own documents: the paper, the signed files, everything at once, and what each tells others.</summary>
[Authorize(Policies.Candidate)]
public sealed class HolderModel(HeldDocuments held, CurrentActor actor) : PageModel
{
    public IReadOnlyList<HeldDocument> Documents { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReadAsync(ct);

    public async Task<IActionResult> OnGetPdfAsync(Guid id, CancellationToken ct)
    {
        var document = await FindAsync(id, ct);
        return File(await held.OpenPdfAsync(document, ct), "application/pdf", $"{document.Diploma.Number}.pdf");
    }

    public async Task<IActionResult> OnGetZipAsync(Guid id, CancellationToken ct)
    {
        var document = await FindAsync(id, ct);
        return File(await held.ZipAsync(document, ct), "application/zip", $"{document.Diploma.Number}.zip");
    }

    private async Task<HeldDocument> FindAsync(Guid id, CancellationToken ct)
    {
        await ReadAsync(ct);
        return Documents.FirstOrDefault(d => d.Diploma.Id.Value == id) ?? throw new NotFoundException();
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        if (actor.PersonId is { } person)
            Documents = await held.OfAsync(person, ct);
    }
}
