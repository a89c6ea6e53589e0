using Acquis.Browser.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Browser.Tests;

public sealed class MatrixTests(RunningProgram program)
{
    [Fact]
    public async Task The_heads_of_the_matrix_stand_in_one_row_each_above_its_column_and_each_level_shows_its_shape()
    {
        var cohort = await program.ReadAsync(db => db.Cohorts.OrderBy(c => c.Name).Select(c => c.Id).FirstAsync());
        await using var visitor = await program.SignedInAsync("certification");
        await visitor.OpenAsync($"/cohorts/{cohort}/matrix");

        var heads = await LeftsAsync(visitor, "thead tr:last-child > *");
        var cells = await LeftsAsync(visitor, "tbody tr:first-child > *");
        var bottoms = await visitor.Page.EvaluateAsync<double[]>("[...document.querySelectorAll('.matrix thead tr:last-child > *')].map(c => Math.round(c.getBoundingClientRect().bottom))");
        var shapes = await visitor.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.matrix td.c:not(.level-split)')].map(c => getComputedStyle(c, '::before').maskImage).filter(shape => !shape.startsWith('url('))");

        Assert.Equal(18, heads.Length);
        Assert.Equal(cells, heads);
        Assert.Single(bottoms.Distinct());
        Assert.Equal([], shapes);
    }

    private static Task<double[]> LeftsAsync(Visitor visitor, string cells) =>
        visitor.Page.EvaluateAsync<double[]>("cells => [...document.querySelectorAll('.matrix ' + cells)].map(c => Math.round(c.getBoundingClientRect().left))", cells);
}
