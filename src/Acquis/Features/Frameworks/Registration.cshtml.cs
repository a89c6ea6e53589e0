using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Frameworks;

/// <summary>What the registration of a certification says.</summary>
[Authorize(Policies.Registrar)]
public sealed class RegistrationModel(AcquisDb db, FrameworkService service, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Certification> Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? RncpCode { get; set; }

    [BindProperty]
    public int? Level { get; set; }

    [BindProperty]
    public string? Nsf { get; set; }

    [BindProperty]
    public DateOnly? DecidedOn { get; set; }

    [BindProperty]
    public DateOnly? EndsOn { get; set; }

    [BindProperty]
    public DateOnly? LastDeliveryOn { get; set; }

    [BindProperty]
    public string? CoCertifiers { get; set; }

    [BindProperty]
    public bool IsSpecimen { get; set; }

    public Certification Certification { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        var r = Certification.Registration;
        (Version, RncpCode, Level, Nsf) = (Certification.Version, r.RncpCode, r.Level, string.Join(", ", r.NsfCodes));
        (DecidedOn, EndsOn, LastDeliveryOn, CoCertifiers, IsSpecimen) = (r.DecidedOn, r.EndsOn, r.LastDeliveryOn, string.Join('\n', r.CoCertifiers), r.IsSpecimen);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        const StringSplitOptions Clean = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        var registration = new Registration
        {
            RncpCode = RncpCode?.Trim().ToUpperInvariant(),
            Level = Level,
            NsfCodes = (Nsf ?? "").Split(',', Clean),
            DecidedOn = DecidedOn,
            EndsOn = EndsOn,
            LastDeliveryOn = LastDeliveryOn,
            CoCertifiers = (CoCertifiers ?? "").Split('\n', Clean),
            IsSpecimen = IsSpecimen,
        };
        await service.RegisterAsync(Id, Version, registration, ct);
        TempData.SetFlash(texts["registration.saved"]);
        return LocalRedirect("/frameworks");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => Certification = await db.Certifications.SingleOrNotFoundAsync(c => c.Id == Id, ct);
}
