using Acquis.Browser.Tests.Support;
using Acquis.Domain.Progress;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Acquis.Browser.Tests;

/// <summary>An assessor before the grid of a whole cohort, with the keyboard alone.</summary>
public sealed class CohortGridTests(RunningProgram program)
{
    [Fact]
    public async Task With_script_each_key_fills_a_cell_and_moves_on_drafts_are_saved_and_the_last_entry_is_taken_back()
    {
        await using var visitor = await program.SignedInAsync("evaluation");
        var page = visitor.Page;
        var path = await PathAsync(0);
        await visitor.OpenAsync(path);
        var cells = page.Locator(".cell-field");
        await TabToAsync(page, "cell-field");
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("-");
        await page.Keyboard.PressAsync("7");
        await Expect(cells.Nth(3)).ToBeFocusedAsync();
        await Expect(cells.Nth(0)).ToHaveValueAsync("3");
        await Expect(cells.Nth(1)).ToHaveValueAsync("A");
        await Expect(cells.Nth(2)).ToHaveValueAsync("-");
        await Expect(cells.Nth(3)).ToHaveValueAsync("");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator("[data-draft-state]")).ToContainTextAsync("Brouillon enregistré à");

        await visitor.OpenAsync(path);
        await Expect(cells.Nth(0)).ToHaveValueAsync("3");
        await Expect(cells.Nth(1)).ToHaveValueAsync("A");
        await Expect(cells.Nth(2)).ToHaveValueAsync("-");
        Assert.Empty(visitor.Complaints);
        Assert.Empty(await Inspection.AxeAsync(page, path));
        Assert.Empty(await Inspection.NarrowAsync(page, path));
    }

    [Fact]
    public async Task Without_script_it_is_a_form_in_which_Enter_saves_and_never_signs()
    {
        await using var visitor = await program.SignedInAsync("evaluation", new(Script: false));
        var page = visitor.Page;
        var path = await PathAsync(1);
        await visitor.OpenAsync(path);
        await TabToAsync(page, "cell-field");
        await page.Keyboard.TypeAsync("2");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("Les brouillons sont enregistrés")).ToBeVisibleAsync();
        await Expect(page.Locator(".cell-field").First).ToHaveValueAsync("2");
        Assert.Equal(1, await program.ReadAsync(db => db.Grids.CountAsync(g => g.State == GridState.Draft && path.Contains("/" + g.Assessment + "/grid"))));
    }

    private static async Task TabToAsync(IPage page, string name)
    {
        for (var presses = 0; presses < 100; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("name => document.activeElement.classList.contains(name)", name))
            {
                return;
            }
        }

        Assert.Fail("100 presses of Tab did not reach the grid.");
    }

    /// <summary>The grid of the promotion under way for one of the last assessments, which no other test fills in.</summary>
    private Task<string> PathAsync(int fromEnd) => program.ReadAsync(async db =>
    {
        var cohort = await db.Cohorts.AsNoTracking().SingleAsync(c => c.Name == "Promotion Grace Hopper");
        var version = await db.FrameworkVersions.AsNoTracking().SingleAsync(f => f.Id == cohort.FrameworkVersionId);
        return $"/cohorts/{cohort.Id}/assessments/{Features.Frameworks.FrameworkJson.FromJson(version.Json).Assessments[^(1 + fromEnd)].Code}/grid";
    });
}
