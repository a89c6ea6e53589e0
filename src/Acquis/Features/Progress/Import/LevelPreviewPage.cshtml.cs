using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Acquis.Features.Progress.Import;

/// <summary>A file of levels beside what is recorded, cell by cell: whose they are and what each column says is answered here, then confirmed.</summary>
[Authorize(Policies.Raters)]
public sealed class LevelPreviewPageModel(LevelImportService imports, CurrentActor actor, Texts texts) : PreviewPage
{
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

    /// <inheritdoc />
    public override LevelImport Import => Preview.Import;

    /// <inheritdoc />
    public override string DigestNow => Preview.Digest();

    /// <inheritdoc />
    public override int ToWrite => Preview.Count(CellDifference.Fresh) + Preview.Count(CellDifference.Changed);

    /// <inheritdoc />
    public override string Confirm => texts["level-import.write", ("count", ToWrite)];

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

    /// <inheritdoc />
    public override async Task ReloadAsync(CancellationToken ct) => Preview = await imports.ReadAsync(Id, ct);

    /// <inheritdoc />
    protected override async Task<string> WriteAsync(CancellationToken ct) => texts["level-import.written", ("count", await imports.WriteAsync(Id, Version, Digest, ct))];

    /// <inheritdoc />
    protected override Task DropAsync(CancellationToken ct) => imports.DropAsync(Id, Version, ct);

    private static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
