using Acquis.Data;
using Acquis.Domain;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Messages;

/// <summary>The outbox: the state of every message. Texts are not shown: they may hold links that open accounts.</summary>
[Authorize(Policies.Settings)]
[StrongSignIn]
public sealed class IndexModel(AcquisDb db, OutboxService outbox, Texts texts, TimeProvider time) : PageModel, IReloads
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;

    private const int MostBatches = 50;

    [BindProperty(SupportsGet = true)]
    public OutboxState? State { get; set; }

    /// <summary>Part of an address or of a subject.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public Id<OutboxBatch>? Batch { get; set; }

    /// <summary>Number of the page, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    /// <summary>The whole outbox; null before anything was sent.</summary>
    public OutboxControl? Control { get; private set; }

    /// <summary>Why nothing leaves: no server is set, or the settings hold messages back. Null where they may leave.</summary>
    public string? HeldKey { get; private set; }

    /// <summary>How many messages in each state, of the batch where one is chosen.</summary>
    public IReadOnlyDictionary<OutboxState, int> Counts { get; private set; } = new Dictionary<OutboxState, int>();

    public IReadOnlyList<OutboxBatch> Batches { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlyList<OutboxMessage> Rows { get; private set; } = [];

    public OutboxBatch? Chosen => Batch is { } id ? Batches.FirstOrDefault(b => b.Id == id) : null;

    public bool IsFiltered => State is not null || Batch is not null || !string.IsNullOrWhiteSpace(Q);

    public bool WaitsForServer => Control is { Trouble: not null, NextTryAt: { } next } && next > time.GetUtcNow();

    public IReadOnlyList<SelectListItem> States =>
        [new(texts["outbox.any-state"], ""), .. Enum.GetValues<OutboxState>().Select(s => new SelectListItem(texts[$"outbox.state.{s}"], s.ToString()))];

    public IReadOnlyList<SelectListItem> BatchItems =>
        [new(texts["outbox.any-batch"], ""), .. Batches.Select(b => new SelectListItem(NameOf(b), b.Id.ToString()))];

    public int CountOf(OutboxState state) => Counts.GetValueOrDefault(state);

    /// <summary>A batch in words: what it says, about what, when.</summary>
    public string NameOf(OutboxBatch batch) => texts["outbox.batch.name", ("kind", texts[$"mail.kind.{batch.Template}"]), ("about", batch.About), ("date", Dates.Civil(batch.CreatedAt))];

    /// <summary>Why a message stands where it does, in words; a server's answer as it came.</summary>
    public string NoteOf(OutboxMessage message) => message.Note is { } note ? texts.Has(note) ? texts[note] : note : "";

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public Task<IActionResult> OnPostStopAllAsync(CancellationToken ct) => DoneAsync(outbox.StopAllAsync(ct), "outbox.stopped-all");

    public Task<IActionResult> OnPostResumeAllAsync(CancellationToken ct) => DoneAsync(outbox.ResumeAllAsync(ct), "outbox.resumed-all");

    public Task<IActionResult> OnPostStopBatchAsync(CancellationToken ct) => DoneAsync(outbox.StopBatchAsync(Batch ?? default, ct), "outbox.stopped-batch");

    public Task<IActionResult> OnPostResumeBatchAsync(CancellationToken ct) => DoneAsync(outbox.ResumeBatchAsync(Batch ?? default, ct), "outbox.resumed-batch");

    public Task<IActionResult> OnPostStopAsync(Guid message, CancellationToken ct) => DoneAsync(outbox.StopAsync(new(message), ct), "outbox.stopped");

    public Task<IActionResult> OnPostSendAsync(Guid message, CancellationToken ct) => DoneAsync(outbox.SendAgainAsync(new(message), ct), "outbox.sent-again");

    public async Task<IActionResult> OnPostSendFailedAsync(CancellationToken ct)
    {
        var count = await outbox.SendFailedAgainAsync(ct);
        TempData.SetFlash(texts["outbox.failed-sent-again", ("count", count)]);
        return LocalRedirect("/messages");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        outbox.Require();
        Control = await db.Set<OutboxControl>().AsNoTracking().SingleOrDefaultAsync(ct);
        var mail = (await db.CertifyingBodies.AsNoTracking().SingleOrDefaultAsync(ct))?.Mail;
        HeldKey = mail is null ? "outbox.no-server" : mail.Held ? "outbox.held" : null;
        Batches = await db.Set<OutboxBatch>().AsNoTracking().OrderByDescending(b => b.Id).Take(MostBatches).ToListAsync(ct);
        var all = db.OutboxMessages.AsNoTracking();
        if (Batch is { } batch)
            all = all.Where(m => m.BatchId == batch);

        Counts = await all.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        await RowsAsync(all, ct);
    }

    private async Task RowsAsync(IQueryable<OutboxMessage> all, CancellationToken ct)
    {
        if (State is { } state)
            all = all.Where(m => m.State == state);

        var searched = Q?.Trim() is { Length: > 0 } q;
        if (searched)
        {
            var (text, lower) = (Q!.Trim(), Q.Trim().ToLowerInvariant());
            all = all.Where(m => m.To.Contains(text) || m.To.Contains(lower) || m.Subject.Contains(text));
        }

        P = Math.Max(1, P);
        Total = searched ? await all.CountAsync(ct) : State is { } one ? CountOf(one) : Counts.Values.Sum();
        Rows = await all.OrderByDescending(m => m.Id).Skip((P - 1) * Size).Take(Size).ToListAsync(ct);
    }

    private async Task<IActionResult> DoneAsync(Task act, string key)
    {
        await act;
        TempData.SetFlash(texts[key]);
        return LocalRedirect($"/messages{Request.QueryString.Value?.Replace("handler=", "done=", StringComparison.Ordinal)}");
    }
}
