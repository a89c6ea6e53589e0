using Acquis.Data;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>Sites: the list, and one to open.</summary>
[Authorize(Policies.Registrar)]
public sealed class SitesModel(AcquisDb db, SiteService sites, CurrentActor actor) : PageModel, IReloads
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? City { get; set; }

    /// <summary>Each site with the number of its rooms.</summary>
    public IReadOnlyList<(Site Site, int Rooms)> Rows { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var site = await sites.OpenAsync(Name, Address, City, ct);
        return LocalRedirect($"/sites/{site.Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        actor.RequireRegisters();
        var rows = await db.Sites.AsNoTracking().OrderBy(s => s.Name).Select(s => new { Site = s, Rooms = db.Rooms.Count(r => r.SiteId == s.Id) }).ToListAsync(ct);
        Rows = rows.ConvertAll(r => (r.Site, r.Rooms));
    }
}
