using System.Text;
using Acquis.Credentials;
using Acquis.Credentials.Checking;
using Acquis.Credentials.JsonLd;
using Acquis.Credentials.Keys;
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
[RequestSizeLimit(PdfChecker.MaxBytes + (2 << 20))]
public sealed class VerifyModel(AcquisDb db, CredentialVerification verification, SealedFiles files, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>The document that bears the code; null where none does, or none was asked for.</summary>
    public VerifiedDocument? Document { get; private set; }

    /// <summary>A credential or a sealed PDF that somebody brings.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What its issuer publishes, where that is somebody else: keys, list of revocations, certificates.</summary>
    [BindProperty]
    public IFormFileCollection? Sources { get; set; }

    /// <summary>What was checked of the file brought.</summary>
    public CheckReport? Report { get; private set; }

    /// <summary>Whether it was checked with what was brought as its issuer's.</summary>
    public bool IsByBrought { get; private set; }

    /// <summary>Where the issuer's keys and its list are published, where they would have been needed; empty otherwise.</summary>
    public IReadOnlyList<string> WhereToAsk { get; private set; } = [];

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
            : IsByBrought ? "checked.good-brought"
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

        var bytes = await BytesAsync(Upload, ct);
        var (brought, isRead) = await BroughtAsync(ct);
        if (!isRead)
            return Page();

        (Report, IsByBrought) = await verification.CheckAsync(bytes, brought, ct);
        WhereToAsk = [.. Missing(Report)];
        Told = [.. ToldChecks.Of(Report, texts), .. Report.IsRefused ? [] : await files.OfAsync(bytes, ct)];
        return Page();
    }

    // Files that cannot be read as what an issuer publishes are told at the form, as any bad file.
    private async Task<(CheckSources? Brought, bool IsRead)> BroughtAsync(CancellationToken ct)
    {
        if (Sources is not { Count: > 0 } files)
            return (null, true);

        try
        {
            var read = new List<byte[]>();
            foreach (var file in files.Take(BroughtSources.Most))
                read.Add(file.Length > LinkedJson.MaxBytes ? throw new CredentialRefusedException("credential.too-large", file.FileName) : await BytesAsync(file, ct));

            return (BroughtSources.Read(read), true);
        }
        catch (CredentialRefusedException)
        {
            ModelState.AddModelError(nameof(Sources), texts["check.sources-unreadable"]);
            return (null, false);
        }
    }

    private static IEnumerable<string> Missing(CheckReport report)
    {
        if (report.Checks.Any(c => c.Code is "key.no-document") && report.Credential?.Issuer is { } issuer && DidWeb.DocumentAddressOf(issuer) is { } address)
            yield return address.AbsoluteUri;

        if (report.Checks.Any(c => c.Code is "status.no-list") && report.Credential?.StatusList is { } list)
            yield return list;
    }

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken ct)
    {
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy, ct);
        return copy.ToArray();
    }

    /// <summary>The sign beside a check: what was not made is neither good nor bad.</summary>
    public static string Sign(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => "good",
        CheckOutcome.Failed => "stop",
        _ => "wait",
    };
}
