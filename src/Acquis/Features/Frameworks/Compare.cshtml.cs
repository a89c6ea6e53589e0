using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Frameworks;

/// <summary>What differs between two versions, down to the text of a criterion.</summary>
[Authorize(Policies.FrameworkReaders)]
public sealed class CompareModel(AcquisDb db, FrameworkCatalogue catalogue) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Id<FrameworkVersion> Id { get; set; }

    /// <summary>The version that stands before.</summary>
    [BindProperty(SupportsGet = true)]
    public Id<FrameworkVersion> Other { get; set; }

    public string Before { get; private set; } = "";

    public string After { get; private set; } = "";

    public IReadOnlyList<Change> Changes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (before, after) = (await catalogue.GetAsync(db, Other, ct), await catalogue.GetAsync(db, Id, ct));
        (Before, After, Changes) = (before.Edition, after.Edition, FrameworkDiff.Compare(before, after));
    }
}
