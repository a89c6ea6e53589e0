using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Juries;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Juries;

/// <summary>The register of jurors, found by name, employer or quality.</summary>
[Authorize(Policies.Registrar)]
public sealed class JurorsModel(AcquisDb db, CurrentActor actor, Texts texts) : PageModel
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Only those who may chair juries of it.</summary>
    [BindProperty(SupportsGet = true)]
    public Id<Certification>? Certification { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Outside { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Retired { get; set; }

    /// <summary>Number of the page, from 1.</summary>
    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public int Total { get; private set; }

    public IReadOnlyList<Juror> Rows { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Certifications { get; private set; } = [];

    public bool IsFiltered => Outside || Certification is not null || !string.IsNullOrWhiteSpace(Q);

    public async Task OnGetAsync(CancellationToken ct)
    {
        actor.RequireRegisters();
        Certifications = [new(texts["juror.any-certification"], ""), .. (await JuryChoices.CertificationsAsync(db, texts, ct)).Select(c => new SelectListItem(c.Text, c.Value))];
        var jurors = db.Jurors.AsNoTracking().Where(j => (Retired || j.RetiredAt == null) && (!Outside || j.IsOutside));
        foreach (var word in Identity.Fold(Q ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            jurors = jurors.Where(j => j.SortKey.Contains(word));

        // The certifications of a juror stand in one column as JSON, which neither database reads the other's way: the register is small enough to be read.
        var rows = await jurors.OrderBy(j => j.SortKey).ThenBy(j => j.Id).ToListAsync(ct);
        if (Certification is { } certification)
            rows = rows.FindAll(j => j.MayChair(certification));

        (P, Total) = (Math.Max(1, P), rows.Count);
        Rows = [.. rows.Skip((P - 1) * Size).Take(Size)];
    }
}
