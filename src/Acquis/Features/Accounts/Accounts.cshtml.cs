using Acquis.Data;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts;

/// <summary>Every account with its roles.</summary>
[Authorize(Policies.Administrator)]
[StrongSignIn]
public sealed class AccountsModel(AcquisDb db) : PageModel
{
    public const int Size = 50;

    /// <summary>Number of the page of the list, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<(Account Account, IReadOnlyList<Role> Roles)> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        P = Math.Max(1, P);
        Total = await db.Users.CountAsync(ct);
        var accounts = await db.Users.AsNoTracking().OrderBy(a => a.DisplayName).ThenBy(a => a.Id).Skip((P - 1) * Size).Take(Size).ToListAsync(ct);
        var ids = accounts.ConvertAll(a => a.Id);
        var roles = (await db.RoleGrants.AsNoTracking().Where(g => ids.Contains(g.AccountId)).ToListAsync(ct)).ToLookup(g => g.AccountId, g => g.Role);
        Rows = [.. accounts.Select(a => (a, (IReadOnlyList<Role>)[.. roles[a.Id].Distinct().Order()]))];
    }
}
