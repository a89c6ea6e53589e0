using Acquis.Data;
using Acquis.Domain.Decisions;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Decisions;

/// <summary>The minutes as an accessible page, and their PDF as it was kept.</summary>
[Authorize(Policies.Jury)]
[StrongSignIn]
public sealed class MinutesModel(AcquisDb db, CurrentActor actor, MinutesWriter writer, FileStore files, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public MinutesText Minutes { get; private set; } = null!;

    /// <summary>A verdict with its blocs, in the language of the request.</summary>
    public string Say(Verdict verdict, IReadOnlyList<string> blocks) => VerdictTexts.Say(texts, verdict, blocks, Texts.Language);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var deliberation = await ClosedAsync(ct);
        Minutes = await writer.ReadAsync(deliberation, deliberation.ClosedAt!.Value, ct);
    }

    public async Task<IActionResult> OnGetPdfAsync(CancellationToken ct)
    {
        var deliberation = await ClosedAsync(ct);
        var file = deliberation.SignedMinutesFile.Length > 0 ? deliberation.SignedMinutesFile : deliberation.MinutesFile;
        return File(await files.OpenAsync(file, ct), "application/pdf", $"pv-{deliberation.HeldOn:yyyy-MM-dd}.pdf");
    }

    private async Task<Deliberation> ClosedAsync(CancellationToken ct)
    {
        var deliberation = await db.FindVisibleAsync(new Domain.Id<Deliberation>(Id), actor, ct);
        return deliberation.ClosedAt is null ? throw new NotFoundException() : deliberation;
    }
}
