using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Journal;
using Acquis.Features.Accounts;
using Acquis.Features.Shared.Tags;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies.Import;

/// <summary>Takes a file of people for a cohort, gives the templates, and lists what was imported before.</summary>
[Authorize(Policies.Registrar)]
public sealed class UploadModel(AcquisDb db, CurrentActor actor, PeopleImportService imports, Texts texts) : PageModel, IReloads
{
    private const int Shown = 20;

    [BindProperty(SupportsGet = true)]
    public Id<Cohort> Id { get; set; }

    [BindProperty]
    public string Kind { get; set; } = nameof(PeopleImportKind.Candidates);

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public AccessRoute? Route { get; set; }

    public Cohort Cohort { get; private set; } = null!;

    public IReadOnlyList<PeopleImport> Imports { get; private set; } = [];

    public IReadOnlyDictionary<Actor, string> Names { get; private set; } = new Dictionary<Actor, string>();

    public IReadOnlyList<Choice> Kinds =>
        [.. Enum.GetValues<PeopleImportKind>().Select(k => new Choice(k.ToString(), texts[$"import.kind.{k}"], texts[$"import.kind.{k}.hint"]))];

    public IReadOnlyList<SelectListItem> Routes =>
        [new(texts["import.route.none"], ""), .. Enum.GetValues<AccessRoute>().Select(r => new SelectListItem(texts[$"route.{r}"], r.ToString()))];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    /// <summary>The template of a kind, with the headings in the language of the request.</summary>
    public async Task<IActionResult> OnGetTemplateAsync(PeopleImportKind kind, string format, CancellationToken ct)
    {
        await ReloadAsync(ct);
        var headings = PeopleColumns.Of(kind).Select(PeopleColumns.HeadingOf).ToList();
        var name = texts[$"import.template.{kind}.file"];
        return format == "csv"
            ? File(SheetWriter.Csv(headings, []), SheetWriter.CsvType, $"{name}.csv")
            : File(SheetWriter.Xlsx(headings, []), SheetWriter.XlsxType, $"{name}.xlsx");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        if (Upload is null)
            ModelState.TryAddModelError(nameof(Upload), FormMessages.Required);

        if (!ModelState.IsValid || !Enum.TryParse<PeopleImportKind>(Kind, out var kind))
            return this.Unprocessable();

        await using var content = Upload!.OpenReadStream();
        var import = await imports.PreviewAsync(new(Id, kind, Upload.FileName, content, Route), ct);
        return LocalRedirect($"/imports/{import.Id}");
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Cohort = await db.FindVisibleAsync(Id, actor, ct);
        actor.Require(Cohort, Role.Registrar);
        Imports = await db.Set<PeopleImport>().AsNoTracking().Where(i => i.CohortId == Id).OrderByDescending(i => i.Id).Take(Shown).ToListAsync(ct);
        Names = await db.NamesAsync(Imports.Select(i => (Actor?)i.PreviewedBy), ct);
    }
}
