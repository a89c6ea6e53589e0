using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Candidacies;

/// <summary>People of the register who may be one and whom nobody has told apart.</summary>
[Authorize(Policies.Registrar)]
public sealed class DuplicatesModel(PersonService people) : PageModel
{
    /// <summary>Pairs on a page.</summary>
    public const int Size = 50;

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<AlikePair> Pairs { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var pairs = await people.PairsAsync(ct);
        (P, Total) = (Math.Max(1, P), pairs.Count);
        Pairs = [.. pairs.Skip((P - 1) * Size).Take(Size)];
    }
}
