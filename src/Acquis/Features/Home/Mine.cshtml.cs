using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Home;

/// <summary>A candidate's own candidacies; with one only, straight to it.</summary>
[Authorize(Policies.Candidate)]
public sealed class MineModel(OwnFiles files) : PageModel
{
    public IReadOnlyList<OwnFile> Own { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Own = await files.ReadAsync(ct);
        return Own.Count == 1 ? LocalRedirect($"/candidacies/{Own[0].Id}") : Page();
    }
}
