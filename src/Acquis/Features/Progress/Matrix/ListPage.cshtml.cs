using Acquis.Domain;
using Acquis.Domain.Candidacies;
using Acquis.Domain.Frameworks;
using Acquis.Domain.Progress;
using Acquis.Features.Accounts;
using Acquis.Infrastructure;
using Acquis.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Acquis.Features.Progress.Matrix;

/// <summary>One candidate of a list.</summary>
/// <param name="What">What the list says of them, such as the competences that miss.</param>
/// <param name="Count">How many of them.</param>
public sealed record ListRow(Id<Candidacy> Id, string Family, string Given, string? Company, string What, int Count);

/// <summary>What a registrar asks of a cohort: who misses what, who waits for a second assessor, on whom two assessors differ,
/// whose grids are overdue. Read from the matrix, under its rule of who sees what.</summary>
[Authorize(Policies.Followers)]
public sealed class ListPageModel(MatrixReader reader, OverdueReader overdue, CurrentActor actor, Texts texts) : PageModel
{
    private const string Overdue = "overdue";
    private const string Disagreements = "disagreements";

    private IReadOnlyList<ListRow> late = [];

    /// <summary>The lists, in the order shown. Only the registrar learns who is late with a grid.</summary>
    public IReadOnlyList<string> Kinds => actor.Holds(Matrix.Cohort, Role.Registrar) ? ["missing", "waiting", Disagreements, Overdue] : ["missing", "waiting", Disagreements];

    [FromRoute]
    public Id<Cohort> Id { get; set; }

    [FromRoute]
    public string Kind { get; set; } = "";

    public CohortMatrix Matrix { get; private set; } = null!;

    public IReadOnlyList<ListRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Matrix = await reader.ReadAsync(Id, new(Lane.Assessor, null, null, null, null), ct);
        if (!Kinds.Contains(Kind))
            throw new NotFoundException();

        if (Kinds.Contains(Overdue))
            late = await overdue.ReadAsync(Matrix, ct);

        Rows = RowsOf(Kind);
    }

    public async Task<FileResult> OnGetCsvAsync(CancellationToken ct)
    {
        await OnGetAsync(ct);
        return File(SheetWriter.Csv(Headings(), Cells()), SheetWriter.CsvType, $"{texts[$"progress.list.{Kind}"]}.csv");
    }

    public async Task<FileResult> OnGetXlsxAsync(CancellationToken ct)
    {
        await OnGetAsync(ct);
        return File(SheetWriter.Xlsx(Headings(), Cells()), SheetWriter.XlsxType, $"{texts[$"progress.list.{Kind}"]}.xlsx");
    }

    /// <summary>How many candidates a list holds.</summary>
    public int CountOf(string kind) => kind == Kind ? Rows.Count : RowsOf(kind).Count;

    private IReadOnlyList<ListRow> RowsOf(string kind)
    {
        if (kind == Overdue)
            return late;

        var (threshold, competences) = (Matrix.Framework.Scale.Threshold, Matrix.Framework.Competences);
        var rows = new List<ListRow>();
        foreach (var row in Matrix.All)
        {
            var said = competences.Select((c, i) => Said(kind, c.Code, row.Cells[i], threshold)).OfType<string>().ToList();
            if (said.Count > 0)
                rows.Add(new(row.Id, row.Family, row.Given, row.Company, string.Join(", ", said), said.Count));
        }

        return rows;
    }

    private static string? Said(string kind, string code, string cell, int threshold) => kind switch
    {
        "missing" => cell is Cell.None ? code : Cell.LevelOf(cell) is { } level && level < threshold ? $"{code}\u00a0({level})" : null,
        "waiting" => cell is Cell.AwaitingSecond ? code : null,
        _ => Cell.PairOf(cell) is { } pair ? $"{code}\u00a0({pair.First}\u00a0≠\u00a0{pair.Second})" : null,
    };

    private string[] Headings() =>
        [texts["progress.family-name"], texts["progress.given-name"], texts["progress.company"], texts[$"progress.list.{Kind}.what"], texts["progress.list.count"]];

    private IEnumerable<string[]> Cells() =>
        Rows.Select(r => new[] { r.Family, r.Given, r.Company ?? "", r.What, r.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) });
}
