using Acquis.Browser.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Acquis.Browser.Tests;

/// <summary>An assessor before the grid of one candidate, with the pointer.</summary>
public sealed class GridTests(RunningProgram program)
{
    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task A_row_keeps_its_height_when_the_focus_enters_it_so_that_a_press_ends_where_it_began(int width)
    {
        await using var visitor = await program.SignedInAsync("evaluation", new(Width: width));
        await visitor.OpenAsync(await PathAsync());
        var page = visitor.Page;
        var rows = page.Locator("[data-grid] tbody tr");
        var count = await rows.CountAsync();
        Assert.NotEqual(0, count);

        for (var i = 0; i < count; i++)
        {
            await page.EvaluateAsync("document.activeElement.blur()");
            var before = (await rows.Nth(i).BoundingBoxAsync())!.Height;
            await rows.Nth(i).Locator("input[type=radio]").First.FocusAsync();
            Assert.Equal(before, (await rows.Nth(i).BoundingBoxAsync())!.Height);
        }
    }

    private Task<string> PathAsync() => program.ReadAsync(async db =>
    {
        var candidacy = await db.Candidacies.AsNoTracking().Where(c => db.Standings.Any(s => s.CandidacyId == c.Id && s.Acquired == 0)).OrderBy(c => c.Id).FirstAsync();
        var version = await db.FrameworkVersions.AsNoTracking().SingleAsync(f => f.Id == candidacy.FrameworkVersionId);
        return $"/candidacies/{candidacy.Id}/assessments/{Demonstrated.FirstAssessment(version).Code}/grid";
    });
}
