using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Juries;

/// <summary>A season: what jurors give for each half-day, who was called and who answered.</summary>
[Authorize(Policies.Registrar)]
public sealed class SeasonPageModel(SeasonReader reader, SeasonService seasons, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Season> Id { get; set; }

    public SeasonFile File { get; private set; } = null!;

    public IReadOnlyList<HalfDayOffer> Offers { get; private set; } = [];

    public int Called => File.Jurors.Count();

    public int Answered => File.Jurors.Count(c => c.Answer.AnsweredAt is not null);

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostReleaseAsync(Id<SeasonAnswer> answer, CancellationToken ct)
    {
        await seasons.ReleaseAsync(Id, answer, ct);
        TempData.SetFlash(texts["season.released"]);
        return LocalRedirect($"/seasons/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        File = await reader.ReadAsync(Id, ct);
        Offers = HalfDayOffer.Of(File);
    }
}
