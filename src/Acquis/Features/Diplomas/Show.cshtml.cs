using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Journal;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>A document as an accessible page: every mention of its PDF, its copies, its history.</summary>
[Authorize(Policies.Registrar)]
[StrongSignIn]
public sealed class ShowModel(AcquisDb db, CurrentActor actor, DiplomaService service, FileStore files, HistoryReader history) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Motive { get; set; }

    public Diploma Diploma { get; private set; } = null!;

    public FrozenMentions Mentions { get; private set; } = null!;

    public IReadOnlyList<HistoryLine> History { get; private set; } = [];

    /// <summary>Digital credentials that go with it.</summary>
    public IReadOnlyList<HeldCredential> Credentials { get; private set; } = [];

    /// <summary>Who asked for its revocation; null where nobody did.</summary>
    public string? AskedBy { get; private set; }

    /// <summary>Number of the document that took this one's place, or null.</summary>
    public string? ReplacedBy { get; private set; }

    /// <summary>Documents whose place this one took, with their numbers.</summary>
    public IReadOnlyList<(Id<Diploma> Id, string Number)> Replaces { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    /// <summary>Whether the form of that handler was just refused, so that it stands open again with what was typed.</summary>
    public bool Refused(string handler) => HttpMethods.IsPost(Request.Method) && string.Equals(Request.Query["handler"], handler, StringComparison.OrdinalIgnoreCase);

    public async Task<IActionResult> OnGetPdfAsync(int? copy, CancellationToken ct)
    {
        await ReloadAsync(ct);
        var file = copy is not { } index ? Diploma.PdfFile
            : index >= 0 && index < Diploma.Duplicates.Count ? Diploma.Duplicates[index].PdfFile : throw new NotFoundException();
        return File(await files.OpenAsync(file, ct), "application/pdf", $"{Diploma.Number}.pdf");
    }

    public async Task<IActionResult> OnPostDuplicateAsync(CancellationToken ct)
    {
        await service.DuplicateAsync(new(Id), Version, Motive ?? "", ct);
        return Redirect($"/diplomas/{Id}");
    }

    public async Task<IActionResult> OnPostReissueAsync(CancellationToken ct)
    {
        var next = await service.ReissueAsync(new(Id), Motive ?? "", ct);
        return Redirect($"/diplomas/{next.Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        var id = new Id<Diploma>(Id);
        Diploma = await db.Diplomas.AsNoTracking().VisibleTo(actor).SingleOrNotFoundAsync(d => d.Id == id, ct);
        Mentions = FrozenMentions.Read(Diploma);
        Credentials = await db.Credentials.AsNoTracking().Where(c => c.DiplomaId == id).OrderBy(c => c.Id)
            .Select(c => new HeldCredential(c.Id, c.Kind, c.Number, c.Code, c.BlockCode, c.RevokedAt != null)).ToListAsync(ct);
        AskedBy = Diploma.AskedRevocation is { } asked ? await history.NameOfAsync(asked.By, ct) : null;
        History = await history.OfAsync(Subject.Of(id), 50, ct);
        var next = Diploma.ReplacedById;
        ReplacedBy = next is null ? null : await db.Diplomas.Where(d => d.Id == next).Select(d => d.Number).SingleAsync(ct);
        Replaces = [.. (await db.Diplomas.AsNoTracking().Where(d => d.ReplacedById == id).OrderBy(d => d.Id).ToListAsync(ct)).Select(d => (d.Id, d.Number))];
    }
}
