using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Diplomas;

/// <summary>Documents in force whose holder's civil status was corrected: each is issued anew, with the reason.</summary>
[Authorize(Policies.Registrar)]
[StrongSignIn]
public sealed class OutdatedModel(OutdatedDocuments outdated, DiplomaService service, Texts texts) : PageModel, IReloads
{
    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Motive { get; set; }

    public IReadOnlyList<OutdatedDocument> Documents { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var next = await service.ReissueAsync(new(Id), Motive ?? "", ct);
        TempData.SetFlash(texts["diplomas.outdated.done", ("number", next.Number)]);
        return LocalRedirect($"/diplomas/{next.Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => Documents = await outdated.ListAsync(null, ct);
}
