using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Diplomas.Sending;

/// <summary>The documents of a candidacy for its registrar, and the link to them of a holder without an account.</summary>
[Authorize(Policies.Registrar)]
[StrongSignIn]
public sealed class CandidateDocumentsModel(HolderLetters letters, TimeProvider time, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Candidacy> Id { get; set; }

    public HolderFile Sent { get; private set; } = null!;

    /// <summary>Whether the link that was sent last opens the documents still.</summary>
    public bool IsOpen => Sent.Link?.IsOpen(time.GetUtcNow()) == true;

    /// <summary>What became of the link that was sent last.</summary>
    public string State => Sent.Link is not { } link ? texts["holder-link.never-sent"]
        : link.EndedAt is { } ended ? texts["holder-link.state.ended", ("sent", link.SentAt), ("at", ended)]
        : texts[IsOpen ? "holder-link.state.open" : "holder-link.state.over", ("sent", link.SentAt), ("until", link.ExpiresAt)];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostSendAsync(CancellationToken ct)
    {
        await letters.SendAsync(Id, ct);
        return Done("holder-link.sent-now");
    }

    public async Task<IActionResult> OnPostEndAsync(CancellationToken ct)
    {
        await letters.EndAsync(Id, ct);
        return Done("holder-link.ended-now");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => Sent = await letters.ReadAsync(Id, ct);

    private LocalRedirectResult Done(string text)
    {
        TempData.SetFlash(texts[text]);
        return LocalRedirect($"/candidacies/{Id}/documents");
    }
}
