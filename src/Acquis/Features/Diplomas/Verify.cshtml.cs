using System.Text;
using Acquis.Credentials.Checking;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
using Acquis.Features.Decisions;
using Acquis.Features.Diplomas.Sealing;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Diplomas;

/// <summary>
/// Public verification of a document: what was certified, by whom, when, its state. Nothing of the person beyond the name that the document bears.
/// </summary>
[Authorize(Policies.Anyone)]
[EnableRateLimiting(DiplomasCapability.VerificationLimit)]
[RequestSizeLimit(PdfChecker.MaxBytes + 65_536)]
public sealed class VerifyModel(AcquisDb db, CredentialVerification verification, SealedFiles files, Texts texts, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public Diploma? Diploma { get; private set; }

    public FrozenMentions? Mentions { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>Whether the mentions still have the hash with which they were issued.</summary>
    public bool IsUnchanged { get; private set; }

    /// <summary>What was checked of the document's digital credential; null where it has none.</summary>
    public CheckedCredential? Credential { get; private set; }

    /// <summary>Whether the journal holds the proof that it was issued.</summary>
    public bool IsInJournal { get; private set; }

    /// <summary>A credential or a sealed PDF that somebody brings.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What was checked of the file brought.</summary>
    public CheckReport? Report { get; private set; }

    /// <summary>Its checks in words.</summary>
    public IReadOnlyList<ToldCheck> Told { get; private set; } = [];

    public bool WasAsked => !string.IsNullOrWhiteSpace(Code);

    public bool IsInForce => Diploma?.State is DiplomaState.Valid;

    public bool IsGood => IsInForce && IsUnchanged && Credential?.IsRefused != true;

    /// <summary>Whether the file brought is refused: for what it is itself, or since what it goes with does not hold any more.</summary>
    public bool IsRefused => Report is { IsRefused: true } || Told.Any(t => t.Outcome is CheckOutcome.Failed);

    /// <summary>Who sealed the PDF brought; null for another file, or a broken seal.</summary>
    public SealSummary? Seal => Report?.Seal;

    public string Heading => Diploma switch
    {
        null when Report is { } report => texts[
            report.IsRefused ? report.Seal is null && report.Credential is null ? "checked.refused-file" : "checked.refused"
            : IsRefused ? "checked.no-longer"
            : !report.IsGood ? "checked.incomplete"
            : report.Credential is null ? "checked.good-sealed"
            : "checked.good"],
        null => texts[WasAsked ? "check.unknown" : "check.title"],
        { State: DiplomaState.Revoked } d => texts["check.revoked", ("at", DateOf(d))],
        { State: DiplomaState.Replaced } d => texts["check.replaced", ("at", DateOf(d))],
        _ when !IsUnchanged => texts["check.changed"],
        _ when !IsGood => texts["check.credential-refused"],
        { Kind: DiplomaKind.BlockCertificate } => texts["check.valid-block"],
        _ => texts["check.valid"],
    };

    public string Sentence => Mentions is not { } m ? "" : texts[
        m.Kind is DiplomaKind.Diploma ? "check.sentence" : "check.sentence-block",
        ("holder", m.Holder), ("title", m.Title), ("certifier", m.Certifier), ("on", m.IssuedOn), ("block", m.Blocks.Count > 0 ? m.Blocks[0].Title : null)];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Now = time.Now();
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (ShortCode.Read(Code) is { } code)
            Diploma = await db.Diplomas.AsNoTracking().SingleOrDefaultAsync(d => d.Code == code, ct);

        if (Diploma is not null)
        {
            Mentions = FrozenMentions.Read(Diploma);
            IsUnchanged = DecisionRecords.HashOf(Diploma.ContentJson) == Diploma.ContentHash;
            Credential = await verification.OfAsync(Diploma, ct);
            IsInJournal = await verification.IsInJournalAsync(Diploma, ct);
        }

        return WasAsked && Diploma is null ? new PageResult { StatusCode = StatusCodes.Status404NotFound } : Page();
    }

    /// <summary>The proof that the document's issue stands in the journal.</summary>
    public async Task<IActionResult> OnGetProofAsync(CancellationToken ct)
    {
        var code = ShortCode.Read(Code) ?? throw new NotFoundException();
        var diploma = await db.Diplomas.AsNoTracking().SingleOrNotFoundAsync(d => d.Code == code, ct);
        return File(Encoding.UTF8.GetBytes(await verification.ProofAsync(diploma, ct)), "text/plain; charset=utf-8", $"{diploma.Number}.tlog-proof");
    }

    /// <summary>Checks a file that somebody brings. It is not kept.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Now = time.Now();
        if (Upload is null || Upload.Length == 0)
        {
            ModelState.AddModelError(nameof(Upload), texts["check.file-missing"]);
            return Page();
        }

        using var file = new MemoryStream();
        await Upload.CopyToAsync(file, ct);
        var bytes = file.ToArray();
        Report = await verification.CheckAsync(bytes, ct);
        Told = [.. ToldChecks.Of(Report, texts), .. Report.IsRefused ? [] : await files.OfAsync(bytes, ct)];
        return Page();
    }

    /// <summary>The sign beside a check: what was not made is neither good nor bad.</summary>
    public static string Sign(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "good",
        CheckOutcome.Failed => "stop",
        _ => "wait",
    };

    private static DateOnly DateOf(Diploma diploma) => Dates.Civil(diploma.EndedAt!.Value);
}
