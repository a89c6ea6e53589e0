using Acquis.Browser.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Acquis.Browser.Tests;

/// <summary>A registrar moves candidates on the board of a timetable: with a mouse, with a finger, with the keyboard and without script.</summary>
public sealed class PlanBoardTests(RunningProgram program)
{
    [Fact]
    public async Task A_finger_that_moves_on_scrolls_one_that_rests_lifts_a_candidate_and_the_drop_says_what_it_would_bring()
    {
        var board = await Timetables.CopyAsync(program);
        await using var visitor = await program.SignedInAsync("certification", new(Width: 390, Height: 844, Touch: true));
        var page = visitor.Page;
        await visitor.OpenAsync(board);
        var hand = await Hand.OfAsync(visitor);
        var item = page.Locator("[data-candidate]").First;
        var (x, y) = await Hand.ShowAsync(item);

        var before = await page.EvaluateAsync<double>("window.scrollY");
        await hand.TouchAsync("touchStart", x, y);
        await Expect(page.Locator(".lifted")).ToHaveCountAsync(1);
        await hand.TouchAsync("touchMove", x, 830);
        await page.WaitForFunctionAsync("before => window.scrollY > before + 100", before);
        var over = await page.EvaluateAsync<double[]>("""
            () => [...document.querySelectorAll("[data-place]")].filter(p => !p.querySelector(".lifted")).map(p => p.getBoundingClientRect())
                .filter(r => r.top > 100 && r.top < 700 && r.left > 0 && r.left < 250).map(r => [r.left + 40, r.top + 12])[0]
            """);
        await hand.TouchAsync("touchMove", over[0], over[1]);
        var place = await page.Locator(".drop").GetAttributeAsync("data-place");
        await hand.TouchAsync("touchEnd", over[0], over[1]);
        await page.WaitForURLAsync("**to=**");

        Assert.Contains(Uri.EscapeDataString(place!), page.Url, StringComparison.Ordinal);
        await Expect(page.Locator("#move .notice").First).ToContainTextAsync("Posé sur");

        await visitor.OpenAsync(board);
        (x, y) = await Hand.ShowAsync(item);
        before = await page.EvaluateAsync<double>("window.scrollY");
        await hand.SwipeAsync(x, y, by: -200);
        await page.WaitForFunctionAsync("before => window.scrollY > before", before);
        await Expect(page.Locator(".lifted")).ToHaveCountAsync(0);
        Assert.EndsWith(board, page.Url, StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Without_script_a_candidate_is_picked_then_placed_by_two_links_and_a_button_by_touch_or_by_keyboard()
    {
        var board = await Timetables.CopyAsync(program);
        await using var visitor = await program.SignedInAsync("certification", new(Script: false, Width: 320, Height: 700, Touch: true));
        var page = visitor.Page;
        await visitor.OpenAsync(board);
        await page.Locator("[data-candidate] a").First.TapAsync();
        await page.WaitForURLAsync("**candidate=**");
        var here = page.Locator(".here a").First;
        await here.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**to=**");
        await Expect(page.Locator("#move .notice").First).ToContainTextAsync("Posé sur");
        await visitor.SendAsync(() => page.Locator("#move form button.btn").First.TapAsync());

        Assert.Contains("Le candidat est déplacé.", await visitor.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(await Inspection.NarrowAsync(page, board));
    }

    [Fact]
    public async Task A_mouse_drags_a_candidate_to_another_room_or_half_day()
    {
        var board = await Timetables.CopyAsync(program);
        await using var visitor = await program.SignedInAsync("certification");
        var page = visitor.Page;
        await visitor.OpenAsync(board);
        var item = page.Locator("[data-candidate]").First;
        var own = await item.Locator("xpath=ancestor::td").GetAttributeAsync("data-place");
        var other = page.Locator($"[data-place]:not([data-place='{own}'])").First;
        await item.HoverAsync();
        await page.Mouse.DownAsync();
        await other.HoverAsync();
        await page.Mouse.UpAsync();
        await page.WaitForURLAsync("**to=**");

        await Expect(page.Locator("#move .notice").First).ToContainTextAsync("Posé sur");
        Assert.Empty(visitor.Complaints);
    }

    /// <summary>A hand with one finger, as the browser's protocol knows it.</summary>
    private sealed class Hand(ICDPSession protocol)
    {
        public static async Task<Hand> OfAsync(Visitor visitor) => new(await visitor.Context.NewCDPSessionAsync(visitor.Page));

        public async Task TouchAsync(string what, double x, double y) => await protocol.SendAsync(
            "Input.dispatchTouchEvent", new() { ["type"] = what, ["touchPoints"] = what == "touchEnd" ? Array.Empty<object>() : new object[] { new { x, y } } });

        /// <summary>Brings something to the middle of the screen; returns a point on it.</summary>
        public static async Task<(double X, double Y)> ShowAsync(ILocator item)
        {
            await item.EvaluateAsync("e => e.scrollIntoView({ block: 'center' })");
            var box = (await item.BoundingBoxAsync())!;
            return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        }

        public async Task SwipeAsync(double x, double y, double by)
        {
            await TouchAsync("touchStart", x, y);
            for (var i = 1; i <= 10; i++)
                await TouchAsync("touchMove", x, y + (by * i / 10));

            await TouchAsync("touchEnd", x, y + by);
        }
    }
}
