using Acquis.Data;
using Acquis.Domain;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Messages;

/// <summary>One message: where it stands, why, and what can be done about it.</summary>
[Authorize(Policies.Settings)]
[StrongSignIn]
public sealed class MessageModel(AcquisDb db, OutboxService outbox, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<OutboxMessage> Id { get; set; }

    [BindProperty]
    public string Reason { get; set; } = "";

    public OutboxMessage Message { get; private set; } = null!;

    /// <summary>Why nothing more is sent to its address, or null where mail still goes there.</summary>
    public BouncedAddress? Bounced { get; private set; }

    public OutboxBatch? Batch { get; private set; }

    /// <summary>Why the message stands where it does, in words.</summary>
    public string? Note => Message.Note is { } note && texts.Has(note) ? texts[note] : Message.Note;

    public bool MayBounce => Message.State is OutboxState.Sent or OutboxState.Failed or OutboxState.Doubtful;

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ReloadAsync(ct);
    }

    public Task<IActionResult> OnPostStopAsync(CancellationToken ct) => DoneAsync(outbox.StopAsync(Id, ct), "outbox.stopped");

    public Task<IActionResult> OnPostSendAsync(CancellationToken ct) => DoneAsync(outbox.SendAgainAsync(Id, ct), "outbox.sent-again");

    public Task<IActionResult> OnPostArrivedAsync(CancellationToken ct) => DoneAsync(outbox.ArrivedAsync(Id, ct), "outbox.arrived");

    public Task<IActionResult> OnPostBounceAsync(CancellationToken ct) => DoneAsync(outbox.BounceAsync(Id, Reason, ct), "outbox.bounced");

    public Task<IActionResult> OnPostRestoreAsync(CancellationToken ct) => DoneAsync(outbox.RestoreAddressAsync(Id, ct), "outbox.restored");

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        outbox.Require();
        Message = await db.OutboxMessages.AsNoTracking().SingleOrNotFoundAsync(m => m.Id == Id, ct);
        var address = BouncedAddress.KeyOf(Message.To);
        Bounced = await db.Set<BouncedAddress>().AsNoTracking().SingleOrDefaultAsync(b => b.Address == address, ct);
        Batch = Message.BatchId is { } batch ? await db.Set<OutboxBatch>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == batch, ct) : null;
    }

    private async Task<IActionResult> DoneAsync(Task act, string key)
    {
        await act;
        TempData.SetFlash(texts[key]);
        return LocalRedirect($"/messages/{Id}");
    }
}
