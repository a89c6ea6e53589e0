using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Journal;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>The revocation of a document: asked for by one person, answered by another, taken back by the first.</summary>
[Authorize(Policies.Revocations)]
[StrongSignIn]
public sealed class RevocationModel(AcquisDb db, CurrentActor actor, RevocationService service, HistoryReader history, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Diploma> Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Motive { get; set; }

    public Diploma Diploma { get; private set; } = null!;

    public FrozenMentions Mentions { get; private set; } = null!;

    /// <summary>Who asked for the revocation; null where nobody did.</summary>
    public string? AskedBy { get; private set; }

    /// <summary>Whether who reads may open the document's page.</summary>
    public bool SeesDocument => actor.Asks(Diploma.CertificationId);

    /// <summary>Whether a holder's address is known, to which the message goes.</summary>
    public bool HolderIsTold { get; private set; }

    /// <summary>Why who reads cannot answer; nothing when they can.</summary>
    public IReadOnlyList<Refusal> WhyNotAnswer => [.. Diploma.WhyNotAnswerRevocation(actor.Actor)];

    /// <summary>Whether who reads can take it back.</summary>
    public bool CanWithdraw => !Diploma.WhyNotWithdrawRevocation(actor.Actor).Any();

    /// <summary>Whether who reads can ask for it.</summary>
    public bool CanAsk => SeesDocument && !Diploma.WhyNotAskRevocation().Any();

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct)
    {
        await service.AskAsync(Id, Version, Motive ?? "", ct);
        return Done("diploma.revocation.asked-now", $"/diplomas/{Id}");
    }

    public async Task<IActionResult> OnPostAgreeAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        await service.AgreeAsync(Id, Version, ct);
        return Done(HolderIsTold ? "diploma.revocation.agreed-told" : "diploma.revocation.agreed-untold", SeesDocument ? $"/diplomas/{Id}" : "/");
    }

    public async Task<IActionResult> OnPostDeclineAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        await service.DeclineAsync(Id, Version, Motive ?? "", ct);
        return Done("diploma.revocation.declined-now", SeesDocument ? $"/diplomas/{Id}" : "/");
    }

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct)
    {
        await service.WithdrawAsync(Id, Version, ct);
        return Done("diploma.revocation.withdrawn-now", $"/diplomas/{Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        var mine = db.Diplomas.AsNoTracking().VisibleTo(actor);
        var waiting = db.Diplomas.AsNoTracking().AwaitingAnswerOf(actor);
        Diploma = await mine.SingleOrDefaultAsync(d => d.Id == Id, ct) ?? await waiting.SingleOrNotFoundAsync(d => d.Id == Id, ct);
        Mentions = FrozenMentions.Read(Diploma);
        AskedBy = Diploma.AskedRevocation is { } asked ? await history.NameOfAsync(asked.By, ct) : null;
        HolderIsTold = await db.People.AnyAsync(p => p.Id == Diploma.PersonId && p.Email != null, ct);
    }

    private LocalRedirectResult Done(string text, string path)
    {
        TempData.SetFlash(texts[text, ("number", Diploma?.Number)]);
        return LocalRedirect(path);
    }
}
