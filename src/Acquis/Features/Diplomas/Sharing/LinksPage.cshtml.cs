using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Diplomas.Sharing;

/// <summary>A holder's links to share: made, shown once, listed, ended.</summary>
[Authorize(Policies.Candidate)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class LinksPageModel(SharingService service, AccountLinks links, TimeProvider time, Texts texts) : PageModel, IReloads
{
    /// <summary>The document that the new link opens.</summary>
    [BindProperty(SupportsGet = true, Name = "document")]
    public Guid? DocumentId { get; set; }

    [BindProperty]
    public SharingTerm Term { get; set; } = SharingTerm.Month;

    [BindProperty]
    public bool ShowsLevels { get; set; }

    [BindProperty]
    public string? Label { get; set; }

    /// <summary>Address of the link just made; shown this once.</summary>
    public string? Made { get; private set; }

    public IReadOnlyList<OwnLink> Rows { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Documents { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Terms => [.. Enum.GetValues<SharingTerm>().Select(t => new SelectListItem(texts[$"shared-link.term.{t}"], t.ToString()))];

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ReloadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (DocumentId is not { } id)
            ModelState.AddModelError("document", FormMessages.Required);

        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        Made = await links.SharedAsync(await service.MakeAsync(new(new(DocumentId!.Value), Term, ShowsLevels, Label), ct), ct);
        (Label, ShowsLevels) = (null, false);
        ModelState.Clear();
        await ReloadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid link, CancellationToken ct)
    {
        await service.EndAsync(new(link), ct);
        TempData.SetFlash(texts["shared-link.ended-now"]);
        return LocalRedirect("/mine/links");
    }

    /// <summary>Whether a link opens its document still.</summary>
    public bool IsOpen(SharedLink link) => link.IsOpen(time.GetUtcNow());

    /// <summary>Until when it opens, or since when it does not.</summary>
    public string StateOf(SharedLink link) =>
        link.EndedAt is { } ended ? texts["shared-link.state.ended", ("at", Dates.Civil(ended))]
        : texts[IsOpen(link) ? "shared-link.state.open" : "shared-link.state.over", ("until", Dates.Civil(link.ExpiresAt))];

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Rows = await service.ListAsync(ct);
        Documents = [.. (await service.DocumentsAsync(ct)).Select(d => new SelectListItem(NameOf(d), d.Id.ToString()))];
        DocumentId ??= Documents.Count > 0 ? Guid.Parse(Documents[0].Value) : null;
    }

    /// <summary>What a document is called in a list.</summary>
    public string NameOf(Diploma diploma) => texts["shared-link.document-named", ("kind", texts[DiplomaTexts.Kind(diploma.Kind)]), ("number", diploma.Number)];
}
