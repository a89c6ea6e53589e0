using System.Text;
using Acquis.Credentials.Checking;
using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Diplomas;
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
public sealed class VerifyModel(AcquisDb db, CredentialVerification verification, SealedFiles files, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>The document that bears the code; null where none does, or none was asked for.</summary>
    public VerifiedDocument? Document { get; private set; }

    /// <summary>A credential or a sealed PDF that somebody brings.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What was checked of the file brought.</summary>
    public CheckReport? Report { get; private set; }

    /// <summary>Its checks in words.</summary>
    public IReadOnlyList<ToldCheck> Told { get; private set; } = [];

    public bool WasAsked => !string.IsNullOrWhiteSpace(Code);

    /// <summary>Whether the file brought is refused: for what it is itself, or since what it goes with does not hold any more.</summary>
    public bool IsRefused => Report is { IsRefused: true } || Told.Any(t => t.Outcome is CheckOutcome.Failed);

    /// <summary>Who sealed the PDF brought; null for another file, or a broken seal.</summary>
    public SealSummary? Seal => Report?.Seal;

    public string Heading => Document switch
    {
        null when Report is { } report => texts[
            report.IsRefused ? report.Seal is null && report.Credential is null ? "checked.refused-file" : "checked.refused"
            : IsRefused ? "checked.no-longer"
            : !report.IsGood ? "checked.incomplete"
            : report.Credential is null ? "checked.good-sealed"
            : "checked.good"],
        null => texts[WasAsked ? "check.unknown" : "check.title"],
        var document => document.Heading(texts),
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (ShortCode.Read(Code) is { } code && await db.Diplomas.AsNoTracking().SingleOrDefaultAsync(d => d.Code == code, ct) is { } diploma)
            Document = await verification.DocumentAsync(diploma, ct);

        return WasAsked && Document is null ? new PageResult { StatusCode = StatusCodes.Status404NotFound } : Page();
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
}
