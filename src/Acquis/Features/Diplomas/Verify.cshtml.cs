using Acquis.Data;
using Acquis.Domain.Diplomas;
using Acquis.Features.Decisions;
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
public sealed class VerifyModel(AcquisDb db, Texts texts, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    public Diploma? Diploma { get; private set; }

    public FrozenMentions? Mentions { get; private set; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>Whether the mentions still have the hash with which they were issued.</summary>
    public bool IsUnchanged { get; private set; }

    public bool WasAsked => !string.IsNullOrWhiteSpace(Code);

    public bool IsInForce => Diploma?.State is DiplomaState.Valid;

    public bool IsGood => IsInForce && IsUnchanged;

    public string Heading => Diploma switch
    {
        null => texts[WasAsked ? "check.unknown" : "check.title"],
        { State: DiplomaState.Revoked } d => texts["check.revoked", ("at", DateOf(d))],
        { State: DiplomaState.Replaced } d => texts["check.replaced", ("at", DateOf(d))],
        _ when !IsUnchanged => texts["check.changed"],
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
        }

        return WasAsked && Diploma is null ? new PageResult { StatusCode = StatusCodes.Status404NotFound } : Page();
    }

    private static DateOnly DateOf(Diploma diploma) => Dates.Civil(diploma.EndedAt!.Value);
}
