using Acquis.Data;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>A season in the list.</summary>
/// <param name="Called">Jurors called.</param>
/// <param name="Answered">Those of them who answered.</param>
public sealed record SeasonRow(Season Season, int Called, int Answered);

/// <summary>The seasons of defences that who asks may see, the latest first.</summary>
[Authorize(Policies.Registrar)]
public sealed class SeasonsModel(AcquisDb db, CurrentActor actor) : PageModel
{
    public IReadOnlyList<SeasonRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Rows = await db.Seasons.AsNoTracking().VisibleTo(actor)
        .OrderByDescending(s => s.EndsOn).ThenByDescending(s => s.Id)
        .Select(s => new SeasonRow(
            s, db.SeasonAnswers.Count(a => a.SeasonId == s.Id && a.ReleasedAt == null), db.SeasonAnswers.Count(a => a.SeasonId == s.Id && a.ReleasedAt == null && a.AnsweredAt != null)))
        .Take(200).ToListAsync(ct);
}
