using Acquis.Data;
using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Features.Shared;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Features.Candidacies.Import;

/// <summary>What would become of each row of a file, before anything is written; and what became of them after.</summary>
[Authorize(Policies.Registrar)]
public sealed class PreviewModel(AcquisDb db, PeopleImportService imports, PeopleImportWriter writer, TimeProvider time, Texts texts) : PageModel, IReloads
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;

    private static readonly RowState[] Order = [RowState.Written, RowState.Bad, RowState.Doubtful, RowState.Ready, RowState.Known, RowState.Unchanged];

    [BindProperty(SupportsGet = true)]
    public Id<PeopleImport> Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    /// <summary>Which rows are shown; by default those that wait for somebody.</summary>
    [BindProperty(SupportsGet = true)]
    public RowState? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public PeopleImport Import { get; private set; } = null!;

    public Cohort Cohort { get; private set; } = null!;

    public string Who { get; private set; } = "";

    public IReadOnlyList<(RowState State, int Count)> Tallies { get; private set; } = [];

    /// <summary>Rows that confirming would write.</summary>
    public int ToWrite { get; private set; }

    public int Total => Tallies.FirstOrDefault(t => t.State == Show).Count;

    public IReadOnlyList<ImportRow> Rows { get; private set; } = [];

    public IReadOnlyDictionary<Id<Person>, string> People { get; private set; } = new Dictionary<Id<Person>, string>();

    /// <summary>Whether the rows shown can be kept or left out.</summary>
    public bool Chooses => Import.State is PeopleImportState.Previewed && Show is (RowState.Ready or RowState.Known);

    public string Title => Import.State is PeopleImportState.Previewed
        ? texts[$"import.title.{Import.Kind}", ("count", ToWrite), ("shown", Figures.Of(ToWrite))]
        : texts[$"import.title.{Import.State}.{Import.Kind}", ("count", Import.Written), ("shown", Figures.Of(Import.Written))];

    public string Lede => texts[
        $"import.lede.{Import.State}",
        ("file", Import.FileName), ("count", Import.Rows), ("at", Import.EndedAt ?? Import.PreviewedAt), ("who", Who), ("cohort", Cohort.Name)];

    /// <summary>Format, encoding and separator in words.</summary>
    public string Form => Import.Form.Split(' ') is [var form, var separator]
        ? texts["import.form.csv", ("encoding", texts[$"import.form.{form}"]), ("separator", separator == "tab" ? texts["import.form.tab"] : separator)]
        : texts["import.form.Xlsx"];

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    /// <summary>The rows that cannot be written, as they came, each with its reasons, to be corrected and imported again.</summary>
    public async Task<IActionResult> OnGetBadAsync(string format, CancellationToken ct)
    {
        (Import, Cohort) = await imports.FindAsync(Id, ct);
        var bad = await db.Set<ImportRow>().AsNoTracking().Where(r => r.ImportId == Id && r.State == RowState.Bad).OrderBy(r => r.Number).ToListAsync(ct);
        var headings = Import.Headings.Select((h, i) => h.Length > 0 ? h : $"({i + 1})").Append(texts["import.line"]).Append(texts["import.why.Bad"]).ToList();
        var rows = bad.Select(r => (IReadOnlyList<string>)
            [.. (r.Content.Cells ?? []).Concat(Enumerable.Repeat("", Import.Headings.Count)).Take(Import.Headings.Count), $"{r.Number}", string.Join(" ", Sentences(r))]);
        var name = texts["import.bad.file"];
        return format == "csv"
            ? File(SheetWriter.Csv(headings, rows), SheetWriter.CsvType, $"{name}.csv")
            : File(SheetWriter.Xlsx(headings, rows), SheetWriter.XlsxType, $"{name}.xlsx");
    }

    public async Task<IActionResult> OnPostChooseAsync(int[] shown, int[] kept, bool? all, CancellationToken ct)
    {
        if (all is { } every)
            await imports.ChooseAllAsync(Id, Version, every, ct);
        else
            await imports.ChooseAsync(Id, Version, shown, kept, ct);

        TempData.SetFlash(texts["import.chosen"]);
        return LocalRedirect($"/imports/{Id}?show={Show}&p={P}");
    }

    public async Task<IActionResult> OnPostWriteAsync(CancellationToken ct)
    {
        var written = await writer.WriteAsync(Id, Version, time.Now(), ct);
        if (written is null)
            TempData.SetFlash(texts["import.register-changed"]);

        return LocalRedirect($"/imports/{Id}");
    }

    public async Task<IActionResult> OnPostDropAsync(CancellationToken ct)
    {
        await imports.DropAsync(Id, Version, ct);
        return LocalRedirect($"/imports/{Id}");
    }

    /// <summary>Why a row is where it is, in the language of the request.</summary>
    public IEnumerable<string> Sentences(ImportRow row) => row.Problems.Count > 0
        ? row.Problems.Select(p => texts.Of(p.ToRefusal()))
        : row.Alike.Select(a => texts[
            $"import.alike.{a.Likeness}",
            ("who", a.Row is { } number ? texts["import.alike.row", ("row", number)] : People.GetValueOrDefault(a.Person ?? default) ?? "")]);

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        (Import, Cohort) = await imports.FindAsync(Id, ct);
        Who = (await db.NamesAsync([Import.EndedBy ?? Import.PreviewedBy], ct)).Values.Single();
        var tally = await db.TallyAsync(Id, ct);
        Tallies = [.. Order.Select(s => (s, tally[s])).Where(t => t.Item2 > 0)];
        ToWrite = tally.ToWrite;
        Show ??= Tallies.Count > 0 ? Tallies[0].State : RowState.Ready;
        P = Math.Max(1, P);
        Rows = await db.RowsAsync(Id, Show, P, Size, ct);
        People = await db.AlikeNamesAsync(Rows, ct);
    }
}
