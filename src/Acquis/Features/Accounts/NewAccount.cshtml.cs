using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Features.Accounts.SecondFactor;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts;

/// <summary>Makes an account of staff with its first role; its bearer sets the password through the mail.</summary>
[Authorize(Policies.Administrator)]
[StrongSignIn]
public sealed class NewAccountModel(AcquisDb db, AccountService accounts, Texts texts) : PageModel, IReloads
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Language { get; set; } = "fr";

    [BindProperty]
    public Role Role { get; set; } = Role.Registrar;

    [BindProperty]
    public Id<Certification>? Certification { get; set; }

    [BindProperty]
    public Id<Centre>? Centre { get; set; }

    [BindProperty]
    public Id<Cohort>? Cohort { get; set; }

    public GrantChoices Choices { get; private set; } = GrantChoices.None;

    public IReadOnlyList<SelectListItem> Languages { get; } = [new("Français", "fr"), new("English", "en")];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ReloadAsync(ct);
            return this.Unprocessable();
        }

        var account = await accounts.CreateAsync(new(Email, Name, Language, [new(Role, Certification, Centre, Cohort)]), ct);
        TempData.SetFlash(texts["account.invited", ("email", account.Email)]);
        return LocalRedirect($"/accounts/{account.Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => Choices = await GrantChoices.LoadAsync(db, texts, ct);
}

/// <summary>What a role can be limited to, for the lists to choose from.</summary>
public sealed record GrantChoices(
    IReadOnlyList<SelectListItem> Roles, IReadOnlyList<SelectListItem> Certifications, IReadOnlyList<SelectListItem> Centres, IReadOnlyList<SelectListItem> Cohorts)
{
    public static readonly GrantChoices None = new([], [], [], []);

    public static async Task<GrantChoices> LoadAsync(AcquisDb db, Texts texts, CancellationToken ct)
    {
        var everywhere = new SelectListItem(texts["account.limit.none"], "");
        var certifications = await db.Certifications.AsNoTracking().OrderBy(c => c.Code).ToListAsync(ct);
        var centres = await db.Centres.AsNoTracking().OrderBy(c => c.Name).ToListAsync(ct);
        var cohorts = await db.Cohorts.AsNoTracking().OrderByDescending(c => c.StartsOn).ToListAsync(ct);
        return new(
            [.. Enum.GetValues<Role>().Where(r => r is not Role.Candidate).Select(r => new SelectListItem(texts[$"role.{r}"], r.ToString()))],
            [everywhere, .. certifications.Select(c => new SelectListItem(texts.In(c.Title), c.Id.ToString()))],
            [everywhere, .. centres.Select(c => new SelectListItem($"{c.Name}, {c.City}", c.Id.ToString()))],
            [everywhere, .. cohorts.Select(c => new SelectListItem(c.Name, c.Id.ToString()))]);
    }
}
