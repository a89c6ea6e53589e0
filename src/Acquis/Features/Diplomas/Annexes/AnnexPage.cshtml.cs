using Acquis.Credentials.Documents;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Diplomas.Annexes;

/// <summary>A document that goes with a diploma as an accessible page, which says what its PDF says; and the PDF.</summary>
[Authorize(Policies.DocumentReaders)]
[StrongSignIn]
public sealed class AnnexPageModel(AnnexService service, AnnexFiles files, CurrentActor actor) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<Diploma> Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public AnnexKind Kind { get; set; }

    /// <summary>The reader's language, unless another is chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Language { get; set; }

    /// <summary>What it says, as it was printed; null where it cannot be had.</summary>
    public AnnexContent? Said { get; private set; }

    /// <summary>Why it cannot be had; nothing when it can.</summary>
    public IReadOnlyList<Refusal> WhyNot { get; private set; } = [];

    /// <summary>Whether it is the holder who reads; a registrar otherwise.</summary>
    public bool IsHolder => !actor.Holds(Role.Registrar);

    /// <summary>The language in which it is shown.</summary>
    public string Shown => Language ?? Texts.Language;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await GetAsync(ct);
        return Said is null ? new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity } : Page();
    }

    public async Task<IActionResult> OnGetPdfAsync(CancellationToken ct) => await GetAsync(ct) is { } annex
        ? File(await files.OpenPdfAsync(annex, ct), "application/pdf", $"{AnnexFiles.NameOf(Said!.Number, Kind, Shown)}.pdf")
        : new PageResult { StatusCode = StatusCodes.Status422UnprocessableEntity };

    private async Task<Annex?> GetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid || !AnnexService.Languages.Contains(Shown))
            throw new NotFoundException();

        WhyNot = await service.WhyNotAsync(Id, Kind, ct);
        if (WhyNot.Count > 0)
            return null;

        (var annex, Said) = await service.GetAsync(Id, Kind, Shown, ct);
        return annex;
    }
}
