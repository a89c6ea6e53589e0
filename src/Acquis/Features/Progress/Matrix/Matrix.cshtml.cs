using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress.Matrix;

/// <summary>Levels of a cohort: candidates by competences.</summary>
[Authorize(Policies.Followers)]
public sealed class MatrixModel(MatrixReader reader, CurrentActor actor) : PageModel
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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

    public CohortMatrix Matrix { get; private set; } = null!;

    public IReadOnlyList<MatrixColumn> Columns { get; private set; } = [];

    /// <summary>Blocs shown, each with its number of columns.</summary>
    public IEnumerable<(Block Block, int Count)> Blocks => Columns.GroupBy(c => c.Block).Select(g => (g.Key, g.Count()));

    public async Task OnGetAsync(Id<Cohort> id, CancellationToken ct) => await LoadAsync(id, ct);

    public async Task<FileResult> OnGetCsvAsync(Id<Cohort> id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        return File(MatrixExport.Csv(Columns, Matrix.Rows), "text/csv; charset=utf-8", $"{Texts.All["progress.matrix.file"]}.csv");
    }

    public async Task<FileResult> OnGetXlsxAsync(Id<Cohort> id, CancellationToken ct)
    {
        await LoadAsync(id, ct);
        return File(MatrixExport.Xlsx(Columns, Matrix.Rows), Xlsx, $"{Texts.All["progress.matrix.file"]}.xlsx");
    }

    /// <summary>Cells of the whole cohort of which <paramref name="which"/> is true.</summary>
    public int Count(Func<string, bool> which) => Matrix.All.Sum(r => Columns.Count(c => which(r.Cells[c.Index])));

    public bool IsBelow(string token) => Cell.LevelOf(token) < Matrix.Framework.Scale.Threshold;

    private async Task LoadAsync(Id<Cohort> id, CancellationToken ct)
    {
        Block = string.IsNullOrEmpty(Block) ? null : Block;
        Matrix = await reader.ReadAsync(id, new(Lane, Name, Block, Only, Sort), ct);
        Columns = MatrixColumns.Of(Matrix.Framework, Block);
    }
}
