using Acquis.Data;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Messages;

/// <summary>Every kind of message in both languages, and which texts were changed.</summary>
[Authorize(Policies.Settings)]
[StrongSignIn]
public sealed class MailTextsModel(AcquisDb db, OutboxService outbox) : PageModel
{
    private HashSet<(string Key, string Language)> changed = [];

    public bool IsChanged(MailKind kind, string language) => changed.Contains((kind.Key, language));

    public async Task OnGetAsync(CancellationToken ct)
    {
        outbox.Require();
        var rows = await db.Set<MailTemplate>().AsNoTracking().Select(t => new { t.Key, t.Language }).ToListAsync(ct);
        changed = [.. rows.Select(r => (r.Key, r.Language))];
    }
}
