using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Juries;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>What a juror answered; whoever plans writes down what was said on the telephone.</summary>
[Authorize(Policies.Registrar)]
public sealed class SeasonAnswerPageModel(AcquisDb db, AvailabilityService service, SeasonLetters letters, StatementService statements, CurrentActor actor) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Season> Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Id<SeasonAnswer> Answer { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public OfferForm Form { get; set; } = new();

    /// <summary>Why a statement is cancelled.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The statement of impartiality that stands, or null.</summary>
    public ImpartialityStatement? Statement { get; private set; }

    public Season Season { get; private set; } = null!;

    public Juror Juror { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var row = await FindAsync(ct);
        (Version, Form) = (row.Version, OfferForm.Of(Season, row));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        await service.AnswerForAsync(Id, Answer, Version, Form.ToReply(), ct);
        TempData.SetFlash(Texts.All["season-answer.saved"]);
        return LocalRedirect($"/seasons/{Id}");
    }

    public async Task<IActionResult> OnPostRenewAsync(CancellationToken ct)
    {
        await letters.RenewAsync(Id, Answer, ct);
        TempData.SetFlash(Texts.All["season-link.renewed-now"]);
        return LocalRedirect($"/seasons/{Id}");
    }

    public async Task<IActionResult> OnPostCancelAsync(CancellationToken ct)
    {
        await FindAsync(ct);
        await statements.CancelAsync(Id, Juror.Id, Reason, ct);
        TempData.SetFlash(Texts.All["statement.cancelled-now"]);
        return LocalRedirect($"/seasons/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        await FindAsync(ct);
        Form.Follow(Season);
    }

    private async Task<SeasonAnswer> FindAsync(CancellationToken ct)
    {
        Season = await db.Seasons.AsNoTracking().VisibleTo(actor).SingleOrNotFoundAsync(s => s.Id == Id, ct);
        var row = await db.SeasonAnswers.AsNoTracking().SingleOrNotFoundAsync(a => a.Id == Answer && a.SeasonId == Id, ct);
        Juror = await db.Jurors.AsNoTracking().SingleAsync(j => j.Id == row.JurorId, ct);
        Statement = await statements.CurrentAsync(Id, row.JurorId, ct);
        return row;
    }
}
