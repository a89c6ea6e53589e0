using Acquis.Credentials.Documents;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Diplomas;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Files;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Diplomas.Layouts;

/// <summary>How the diplomas of a certification look: a draft is kept, tried as a SPÉCIMEN, and published for good.</summary>
[Authorize(Policies.Registrar)]
[StrongSignIn]
[RequestSizeLimit((3 * PrintedPicture.MaxBytes) + 1_000_000)]
public sealed class LayoutPageModel(LayoutService service, LayoutSpecimen specimen, FileStore files, Texts texts) : PageModel, IReloads
{
    [BindProperty(SupportsGet = true)]
    public Id<Certification> Id { get; set; }

    [BindProperty]
    public LayoutForm Form { get; set; } = new();

    public CertificationLayouts Layouts { get; private set; } = null!;

    /// <summary>What the form begins from: the draft, else what is published, else the usual layout.</summary>
    public LayoutTerms Terms => (Layouts.Draft ?? Layouts.Current)?.Terms ?? new(LayoutTerms.UsualAccent);

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await ReloadAsync(ct);
        Form = LayoutForm.Of(Layouts.Draft, Terms);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        await using var logo = Form.Logo?.OpenReadStream();
        await using var background = Form.Background?.OpenReadStream();
        await using var signature = Form.Signature?.OpenReadStream();
        await service.SaveAsync(
            Id, Form.Version,
            new(Form.Accent ?? "", Form.Signatory, new(logo, Form.Logo?.FileName ?? "", Form.NoLogo), new(background, Form.Background?.FileName ?? "", Form.NoBackground),
                new(signature, Form.Signature?.FileName ?? "", Form.NoSignature)),
            ct);
        return Done("layout.saved");
    }

    public async Task<IActionResult> OnPostPublishAsync(int version, CancellationToken ct)
    {
        await service.PublishAsync(Id, version, ct);
        return Done("layout.published-now");
    }

    /// <summary>The SPÉCIMEN of one layout.</summary>
    public async Task<IActionResult> OnGetSpecimenAsync(int number, CancellationToken ct)
    {
        await ReloadAsync(ct);
        var layout = Layouts.Layouts.FirstOrDefault(l => l.Number == number) ?? throw new NotFoundException();
        return File(await specimen.PrintAsync(Layouts.Certification, layout, ct), "application/pdf", $"specimen-{number}.pdf");
    }

    /// <summary>A picture of one layout: logo, background or signature.</summary>
    public async Task<IActionResult> OnGetPictureAsync(int number, string which, CancellationToken ct)
    {
        await ReloadAsync(ct);
        var terms = Layouts.Layouts.FirstOrDefault(l => l.Number == number)?.Terms;
        var hash = which switch { "logo" => terms?.Logo, "background" => terms?.Background, "signature" => terms?.Signature, _ => null } ?? throw new NotFoundException();
        return File(await files.OpenAsync(hash, ct), (await files.FindAsync(hash, ct)).MediaType);
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => Layouts = await service.ReadAsync(Id, ct);

    private LocalRedirectResult Done(string text)
    {
        TempData.SetFlash(texts[text]);
        return LocalRedirect($"/certifications/{Id}/layout");
    }
}

/// <summary>A layout as typed; a picture that is not given stays as it was.</summary>
public sealed class LayoutForm
{
    /// <summary>Version of the draft that was read; null where there was none.</summary>
    public int? Version { get; set; }

    public string? Accent { get; set; }

    public string? SignatoryName { get; set; }

    public string? QualityFr { get; set; }

    public string? QualityEn { get; set; }

    public IFormFile? Logo { get; set; }

    public IFormFile? Background { get; set; }

    public IFormFile? Signature { get; set; }

    public bool NoLogo { get; set; }

    public bool NoBackground { get; set; }

    public bool NoSignature { get; set; }

    /// <summary>Who signs; null where neither name nor quality is typed: the first signatory of the certifying body then does.</summary>
    public Signatory? Signatory => SignatoryName is null && QualityFr is null ? null : new(SignatoryName?.Trim() ?? "", new(QualityFr?.Trim() ?? "", QualityEn?.Trim()));

    /// <summary>The form that begins from those terms.</summary>
    public static LayoutForm Of(DiplomaLayout? draft, LayoutTerms terms) => new()
    {
        Version = draft?.Version,
        Accent = terms.Accent,
        SignatoryName = terms.Signatory?.Name,
        QualityFr = terms.Signatory?.Quality.Fr,
        QualityEn = terms.Signatory?.Quality.En,
    };
}
