using Acquis.Data;
using Acquis.Domain.Decisions;
using Acquis.Features.Accounts;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Decisions;

/// <summary>The deliberations of who asks.</summary>
[Authorize(Policies.Jury)]
[StrongSignIn]
public sealed class IndexModel(AcquisDb db, CurrentActor actor) : PageModel
{
    public IReadOnlyList<Deliberation> Rows { get; private set; } = [];

    public bool MayPrepare => actor.Holds(Role.Registrar);

    public async Task OnGetAsync(CancellationToken ct) =>
        Rows = await db.Deliberations.AsNoTracking().IgnoreAutoIncludes().VisibleTo(actor)
            .OrderByDescending(d => d.HeldOn).ThenByDescending(d => d.Id).Take(200).ToListAsync(ct);
}
