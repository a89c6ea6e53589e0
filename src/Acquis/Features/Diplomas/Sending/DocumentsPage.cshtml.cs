using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Features.Diplomas.Annexes;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Acquis.Features.Diplomas.Sending;

/// <summary>A holder without an account takes their documents, from the link in a message: the same files as on the page of an account.</summary>
[Authorize(Policies.Anyone)]
[EnableRateLimiting(DiplomasCapability.VerificationLimit)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DocumentsPageModel(OpenedDocuments opener, HeldDocuments held, AnnexService annexes, AnnexFiles annexFiles) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Link { get; set; }

    /// <summary>Null for a link that was never given out.</summary>
    public OpenedHolderLink? Opened { get; private set; }

    /// <summary>Whom to ask for a new link, where this one has ended.</summary>
    public string Contact { get; private set; } = "";

    /// <summary>Why the link opens nothing.</summary>
    public Refusal WhyNotOpen => Opened is null ? Refusal.Of("link.unknown") : Opened.WhyNot[0];

    public async Task OnGetAsync(CancellationToken ct) => await OpensAsync(ct);

    public async Task<IActionResult> OnGetPdfAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) is { } document
        ? File(await held.OpenPdfAsync(document, ct), "application/pdf", $"{document.Diploma.Number}.pdf")
        : Page();

    public async Task<IActionResult> OnGetZipAsync(Guid id, CancellationToken ct) => await FindAsync(id, ct) is { } document
        ? File(await held.ZipAsync(document, ct), "application/zip", $"{document.Diploma.Number}.zip")
        : Page();

    /// <summary>A supplement or an attestation, in one language.</summary>
    public async Task<IActionResult> OnGetAnnexAsync(Guid id, AnnexKind kind, string language, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is not { } document)
            return Page();

        if (!ModelState.IsValid || !AnnexService.Languages.Contains(language))
            throw new NotFoundException();

        var (annex, said) = await annexes.GetAsync(document.Diploma.Id, kind, language, ct);
        return File(await annexFiles.OpenPdfAsync(annex, ct), "application/pdf", $"{AnnexFiles.NameOf(said.Number, kind, language)}.pdf");
    }

    /// <summary>The document; null where the link opens nothing.</summary>
    /// <exception cref="NotFoundException">The link opens, but no such document.</exception>
    private async Task<HeldDocument?> FindAsync(Guid id, CancellationToken ct) => await OpensAsync(ct)
        ? Opened!.Documents.FirstOrDefault(d => d.Diploma.Id.Value == id) ?? throw new NotFoundException()
        : null;

    /// <summary>Opens the link; where it opens nothing, the answer says so by its status: 404 for one that was never given out, 410 for one that ended.</summary>
    private async Task<bool> OpensAsync(CancellationToken ct)
    {
        Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Opened = await opener.OpenAsync(Link, ct);
        if (Opened is { WhyNot.Count: 0 })
            return true;

        Contact = await opener.ContactAsync(ct);
        Response.StatusCode = Opened is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone;
        return false;
    }
}
