using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Accounts;

/// <summary>A page on which a role is chosen with its limits.</summary>
public abstract class GrantForm(AcquisDb db, Texts texts, Role first) : PageModel, IReloads
{
    /// <summary>The database, for the derived page too.</summary>
    protected AcquisDb Db { get; } = db;

    /// <summary>The texts, for the derived page too.</summary>
    protected Texts Texts { get; } = texts;

    [BindProperty]
    public Role Role { get; set; } = first;

    [BindProperty]
    public Id<Certification>? Certification { get; set; }

    [BindProperty]
    public Id<Centre>? Centre { get; set; }

    [BindProperty]
    public Id<Cohort>? Cohort { get; set; }

    public GrantChoices Choices { get; private set; } = GrantChoices.None;

    /// <summary>The role as it is chosen.</summary>
    protected Grant Chosen => new(Role, Certification, Centre, Cohort);

    /// <inheritdoc />
    public virtual async Task ReloadAsync(CancellationToken ct) => Choices = await GrantChoices.LoadAsync(Db, Texts, ct);
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
