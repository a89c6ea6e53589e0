using Acquis.Domain;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Progress.Import;

/// <summary>A file of levels beside what is recorded, cell by cell: whose they are and what each column says is answered here, then confirmed.</summary>
[Authorize(Policies.Raters)]
public sealed class LevelPreviewPageModel(LevelImportService imports, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 100;

    [FromRoute]
    public Id<LevelImport> Id { get; set; }

    [FromQuery(Name = "p")]
    public int P { get; set; } = 1;

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string Digest { get; set; } = "";

    [BindProperty]
    public Lane Lane { get; set; }

    [BindProperty]
    public string? Assessment { get; set; }

    [BindProperty]
    public DateOnly? Date { get; set; }

    [BindProperty]
    public string? OnBehalfOf { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Competence of each column that may hold levels, by index of the column.</summary>
    [BindProperty]
    public Dictionary<int, string?> Columns { get; set; } = [];

    public LevelPreview Preview { get; private set; } = null!;

    public bool IsOpen => Preview.Import.State is LevelImportState.Previewed;

    public IEnumerable<SelectListItem> Lanes => new[] { Lane.Trainer, Lane.Company, Lane.Self, Lane.Assessor }
        .Where(l => l is not Lane.Assessor || actor.Holds(Preview.Cohort, Role.Registrar))
        .Select(l => new SelectListItem(texts[$"progress.lane.{l.ToString().ToLowerInvariant()}"], l.ToString()));

    public IEnumerable<SelectListItem> Assessments =>
        [new(texts["level-import.no-assessment"], ""), .. Preview.Framework.Assessments.Select(a => new SelectListItem($"{a.Code} ({string.Join(", ", a.Competences)})", a.Code))];

    /// <summary>Headings of the file that may hold levels, by index.</summary>
    public IEnumerable<(int Index, string Heading)> Chosen => new LevelColumns(Preview.Import.Headings).Levels.Select(i => (i, Preview.Import.Headings[i]));

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        var plan = Preview.Import.Plan;
        (Lane, Assessment, Date, OnBehalfOf, Reason) = (plan.Lane, plan.Assessment, plan.Date, plan.OnBehalfOf, plan.Reason);
    }

    public async Task<IActionResult> OnPostSayAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        var (columns, certifying) = (Preview.Import.Headings.Select((_, i) => Columns.GetValueOrDefault(i) is { Length: > 0 } code ? code : null), Lane is Lane.Assessor);
        await imports.SayAsync(
            Id, Version, new(Lane, certifying ? OrNull(Assessment) : null, Date ?? Preview.Import.Plan.Date, certifying ? OrNull(OnBehalfOf) : null, [.. columns], OrNull(Reason)), ct);
        return RedirectToPage(new { Id });
    }

    public async Task<IActionResult> OnPostWriteAsync(CancellationToken ct)
    {
        var written = await imports.WriteAsync(Id, Version, Digest, ct);
        TempData.SetFlash(texts["level-import.written", ("count", written)]);
        return RedirectToPage(new { Id });
    }

    public async Task<IActionResult> OnPostDropAsync(CancellationToken ct)
    {
        await imports.DropAsync(Id, Version, ct);
        return RedirectToPage(new { Id });
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct) => Preview = await imports.ReadAsync(Id, ct);

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
