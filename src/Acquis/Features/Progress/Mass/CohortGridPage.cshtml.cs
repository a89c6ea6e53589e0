using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Progress;
using Acquis.Features.Progress.Observations;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress.Mass;

/// <summary>
/// The grids of who asks for a whole cohort and one assessment: an ordinary form, which script makes quicker. The form of a thousand candidates has
/// thousands of fields, so this page alone takes more of them than others.
/// </summary>
[Authorize(Policies.Raters)]
[RequestFormLimits(ValueCountLimit = MostFields)]
public sealed class CohortGridPageModel(CohortGridReader reader, CohortGridService grids, Texts texts, TimeProvider time) : PageModel, IReloads
{
    /// <summary>Most fields of the form: five thousand candidates with ten competences.</summary>
    public const int MostFields = 60_000;

    [FromRoute]
    public Id<Cohort> Id { get; set; }

    [FromRoute]
    public string Code { get; set; } = "";

    [FromQuery(Name = "attempt")]
    public int Attempt { get; set; } = 1;

    [BindProperty]
    public DateOnly? Date { get; set; }

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    public CohortGrid Grid { get; private set; } = null!;

    /// <summary>What became of the form that was just sent, where something of it was not taken; else null.</summary>
    public EntryOutcome? Outcome { get; private set; }

    /// <summary>The rows as they were typed, where something of them was not taken.</summary>
    public IReadOnlyDictionary<Id<Candidacy>, RowEntry> Typed { get; private set; } = new Dictionary<Id<Candidacy>, RowEntry>();

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReloadAsync(ct);
        (Date, Language) = (Dates.Civil(time.Now()), Grid.Assessment.Languages[0]);
    }

    public Task<FileResult> OnGetObservationsCsvAsync(CancellationToken ct) => ObservationsAsync(xlsx: false, ct);

    public Task<FileResult> OnGetObservationsXlsxAsync(CancellationToken ct) => ObservationsAsync(xlsx: true, ct);

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        var entry = await EntryAsync(ct);
        var outcome = await grids.SaveAsync(entry, ct);
        if (Request.Headers.ContainsKey("X-Draft"))
            return new JsonResult(outcome.Rows.Select(ToJson));

        if (outcome.IsClean)
            TempData.SetFlash(texts["progress.mass.saved"]);

        return await AnswerAsync(entry, outcome, ct);
    }

    public async Task<IActionResult> OnPostSignAsync(CancellationToken ct)
    {
        var entry = await EntryAsync(ct);
        var outcome = await grids.SignAsync(entry, ct);
        TempData.SetFlash(texts["progress.mass.signed", ("count", outcome.Signed)]);
        return await AnswerAsync(entry, outcome, ct);
    }

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        Grid = await reader.ReadAsync(Id, Code, Attempt, ct);
        Code = Grid.Assessment.Code;
    }

    private async Task<FileResult> ObservationsAsync(bool xlsx, CancellationToken ct)
    {
        await ReloadAsync(ct);
        var (bytes, type, name) = ObservationExport.File(ObservationExport.Of(Grid), xlsx);
        return File(bytes, type, name);
    }

    private async Task<CohortEntry> EntryAsync(CancellationToken ct)
    {
        var (_, framework, assessment) = await reader.FindAsync(Id, Code, ct);
        var count = CohortGridReader.CompetencesOf(framework, assessment).Count;
        var form = await Request.ReadFormAsync(ct);
        var rows = form["row"].Select(id => Id<Candidacy>.Parse(id!)).Distinct().Select(id => new RowEntry(
            id,
            [.. Enumerable.Range(0, count).Select(i => form[CohortGridTable.CellName(id, i)].ToString())],
            form[CohortGridTable.NoteName(id)].ToString(),
            form[CohortGridTable.MarkName(id)].ToString()));
        return new(Id, assessment.Code, Attempt, new(Date ?? Dates.Civil(time.Now()), Place, Language), [.. rows]);
    }

    private async Task<IActionResult> AnswerAsync(CohortEntry entry, EntryOutcome outcome, CancellationToken ct)
    {
        if (outcome.IsClean)
            return RedirectToPage(new { Id, Code = entry.Assessment, attempt = Attempt });

        await ReloadAsync(ct);
        Outcome = outcome;
        var unclean = outcome.Rows.Where(r => !r.IsClean).Select(r => r.Candidacy).ToHashSet();
        Typed = entry.Rows.Where(r => unclean.Contains(r.Candidacy)).ToDictionary(r => r.Candidacy);
        var page = Page();
        page.StatusCode = outcome.IsStale ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return page;
    }

    private object ToJson(RowOutcome row) => new
    {
        id = row.Candidacy.Value.ToString("N"),
        mark = row.Mark,
        done = row.Done,
        stale = row.Stale,
        told = row.Stale.ToDictionary(s => s.Key, s => texts["progress.mass.meanwhile", ("value", CohortGridTable.Told(s.Value, texts))])
            .Concat(row.Refused.Select(r => KeyValuePair.Create(r.Key, texts.Of(r.Value)))).ToDictionary(),
        why = string.Join(" ", row.Why.Select(texts.Of)),
    };
}
