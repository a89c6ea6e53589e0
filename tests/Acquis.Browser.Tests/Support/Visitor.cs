using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Acquis.Browser.Tests.Support;

/// <summary>What somebody sits before: script or none, the language the browser asks for, the window in CSS pixels, a screen that is touched.</summary>
public sealed record Seat(bool Script = true, string Locale = "fr-FR", int Width = 1280, int Height = 900, bool Touch = false);

/// <summary>Somebody at a browser. What the browser complains of is kept in <see cref="Complaints"/>.</summary>
public sealed partial class Visitor : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly string url;

    internal Visitor(IBrowserContext context, IPage page, string url)
    {
        (Context, Page, this.url) = (context, page, url);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !StatusOfThePage().IsMatch(message.Text))
            {
                Complaints.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => Complaints.Add($"script: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                Complaints.Add($"asks elsewhere: {request.Url}");
            }
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Errors and refused content (a content security policy violation is an error on the console), in the order they came.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Opens an address of the program and returns the answer's status code.</summary>
    public async Task<int> OpenAsync(string path) => (await Page.GotoAsync(url + path))!.Status;

    /// <summary>Does what leads to another page and returns when that page is whole: its address may be the old one, and the old one is whole already.</summary>
    public async Task<IResponse> SendAsync(Func<Task> act)
    {
        var whole = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Loaded(object? sender, IPage page) => whole.TrySetResult();
        Page.Load += Loaded;
        try
        {
            var answer = await Page.RunAndWaitForResponseAsync(act, r => r.Request.Method == "POST" && r.Request.IsNavigationRequest);
            await whole.Task.WaitAsync(3 * Patience);
            return answer;
        }
        finally
        {
            Page.Load -= Loaded;
        }
    }

    /// <summary>Fills the sign-in form in and sends it.</summary>
    public async Task SignInAsync(string mailbox, string password)
    {
        if (!Page.Url.Contains("/sign-in", StringComparison.Ordinal))
        {
            await OpenAsync("/sign-in");
        }

        await Page.Locator("input[type=email]").FillAsync(RunningProgram.Address(mailbox));
        await Page.Locator("input[type=password]").FillAsync(password);
        await SendAsync(() => Page.Keyboard.PressAsync("Enter"));
    }

    /// <summary>Visible text of the page's main part, white space folded and no-break spaces made plain.</summary>
    public async Task<string> TextAsync() => Space().Replace(await Page.Locator("main").InnerTextAsync(), " ");

    /// <summary>Closes the window. A browser that does not answer to that ends with the run: waiting for it would hold every other test.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Context.DisposeAsync().AsTask().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync($"The browser did not close the window of {Page.Url} within {Patience.TotalSeconds:0} s.");
        }
    }

    /// <summary>Chromium writes each answer of 4xx on the console; tests check status codes themselves.</summary>
    [GeneratedRegex("^Failed to load resource: the server responded with a status of 4")]
    private static partial Regex StatusOfThePage();

    [GeneratedRegex(@"[\s\u00a0\u202f]+")]
    private static partial Regex Space();
}
