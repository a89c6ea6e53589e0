using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Features.Progress.Observations;
using Acquis.Features.Shared;
using Acquis.Features.Shared.Tags;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress.Matrix;

/// <summary>Levels of a cohort: candidates by competences.</summary>
[Authorize(Policies.Followers)]
public sealed class MatrixModel(MatrixReader reader, SavedViewService views, ObservationExport observations, CurrentActor actor, Texts texts) : PageModel, IReloads
{
    [FromQuery(Name = "lane")]
    public Lane Lane { get; set; } = Lane.Assessor;

    [FromQuery(Name = "name")]
    public string? Name { get; set; }

    [FromQuery(Name = "block")]
    public string? Block { get; set; }

    [FromQuery(Name = "only")]
    public string? Only { get; set; }

    [FromQuery(Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>Whether who asks may import levels into this cohort.</summary>
    public bool Imports => actor.Holds(Matrix.Cohort, Role.Registrar, Role.Trainer);

    /// <summary>Whether who asks may read and import observations of this cohort.</summary>
    public bool Observes => actor.Holds(Matrix.Cohort, Role.Registrar);

    /// <summary>Whether observations are exported though their file is too long to be read again.</summary>
    [FromQuery(Name = "whole")]
    public bool Whole { get; set; }

    /// <summary>Address of the export that was too long, to be had all the same; null where none was asked for.</summary>
    public string? TooLong { get; private set; }

    [FromRoute]
    public Id<Cohort> Id { get; set; }

    /// <summary>The views that who asks keeps.</summary>
    public IReadOnlyList<SavedView> Views { get; private set; } = [];

    public CohortMatrix Matrix { get; private set; } = null!;

    public IReadOnlyList<MatrixColumn> Columns { get; private set; } = [];

    /// <summary>Blocs shown, each with its number of columns.</summary>
    public IEnumerable<(Block Block, int Count)> Blocks => Columns.GroupBy(c => c.Block).Select(g => (g.Key, g.Count()));

    public Task OnGetAsync(CancellationToken ct) => ReloadAsync(ct);

    /// <summary>Keeps what is shown, but for a search by name, as a view of who asks.</summary>
    public async Task<IActionResult> OnPostKeepAsync(string? view, CancellationToken ct)
    {
        await LoadAsync(ct);
        var kept = await views.SaveAsync(view ?? "", new(Lane, null, Block, Only, Sort), ct);
        TempData.SetFlash(texts["view.kept", ("name", kept.Name)]);
        return LocalRedirect($"/cohorts/{Id}/matrix{kept.Query}");
    }

    public async Task<IActionResult> OnPostForgetAsync(Id<SavedView> view, CancellationToken ct)
    {
        await views.ForgetAsync(view, ct);
        TempData.SetFlash(texts["view.forgotten"]);
        return LocalRedirect($"/cohorts/{Id}/matrix");
    }

    /// <summary>Whether a view is what the page shows.</summary>
    public bool IsShown(SavedView view) =>
        (view ?? throw new ArgumentNullException(nameof(view))) is var v && string.IsNullOrEmpty(Name)
        && (v.Lane, v.Block, v.Only ?? "", v.Sort ?? "") == (Lane, Block, Only ?? "", Sort ?? "");

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Views = await views.ListAsync(ct);
    }

    public async Task<FileResult> OnGetCsvAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        return File(MatrixExport.Csv(Columns, Matrix.Rows), SheetWriter.CsvType, $"{Texts.All["progress.matrix.file"]}.csv");
    }

    public async Task<FileResult> OnGetXlsxAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        return File(MatrixExport.Xlsx(Columns, Matrix.Rows), SheetWriter.XlsxType, $"{Texts.All["progress.matrix.file"]}.xlsx");
    }

    public Task<FileResult> OnGetObservationsCsvAsync(CancellationToken ct) => ObservationsAsync(xlsx: false, ct);

    public Task<FileResult> OnGetObservationsXlsxAsync(CancellationToken ct) => ObservationsAsync(xlsx: true, ct);

    /// <summary>Address of an export of what is shown.</summary>
    public string Export(string handler) => Request.With("handler", handler);

    /// <summary>Cells of the whole cohort of which <paramref name="which"/> is true.</summary>
    public int Count(Func<string, bool> which) => Matrix.All.Sum(r => Columns.Count(c => which(r.Cells[c.Index])));

    public bool IsBelow(string token) => Cell.LevelOf(token) < Matrix.Framework.Scale.Threshold;

    private async Task<FileResult> ObservationsAsync(bool xlsx, CancellationToken ct)
    {
        await LoadAsync(ct);
        var rows = await observations.ReadAsync(Matrix, Block, ct);
        if (rows.Count > SheetLimits.Rows && !Whole)
        {
            TooLong = Request.With("whole", "true");
            throw new RefusedException("observation.export-too-long", ("count", rows.Count), ("max", SheetLimits.Rows));
        }

        var (bytes, type, name) = ObservationExport.File(rows, xlsx);
        return File(bytes, type, name);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Block = string.IsNullOrEmpty(Block) ? null : Block;
        Matrix = await reader.ReadAsync(Id, new(Lane, Name, Block, Only, Sort), ct);
        // A view kept in another framework may name a bloc that this one has not.
        Block = Matrix.Framework.Blocks.Any(b => b.Code == Block) ? Block : null;
        Columns = MatrixColumns.Of(Matrix.Framework, Block);
    }
}
