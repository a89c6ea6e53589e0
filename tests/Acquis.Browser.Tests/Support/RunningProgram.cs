using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Acquis.Browser.Tests.Support;
using Acquis.Data;
using Acquis.Features.Rehearsals;
using Acquis.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(RunningProgram))]

namespace Acquis.Browser.Tests.Support;

/// <summary>
/// The real program with its demonstration on a free port of this machine, and Debian's Chromium before it: one of each for the whole run,
/// started when a test first asks for them.
/// </summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"acquis-browser-{Guid.NewGuid():N}");
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> sessions = [];
    private readonly Lazy<Task<WebApplication>> app;
    private readonly Lazy<Task<IBrowser>> browser;
    private IPlaywright? playwright;

    public RunningProgram()
    {
        Url = $"http://localhost:{FreePort()}";
        app = new(StartProgramAsync);
        browser = new(StartBrowserAsync);
    }

    /// <summary>Where the program listens, without a slash at the end.</summary>
    public string Url { get; }

    /// <summary>Somebody at a browser who has not signed in.</summary>
    public Task<Visitor> StrangerAsync(Seat? seat = null) => OpenAsync(seat ?? new(), session: null);

    /// <summary>Somebody at a browser, signed in with the demonstration's account of that mailbox.</summary>
    public async Task<Visitor> SignedInAsync(string mailbox, Seat? seat = null)
    {
        RequireChromium();
        var session = await sessions.GetOrAdd(mailbox, _ => new(() => SignInAsync(mailbox))).Value;
        return await OpenAsync(seat ?? new(), session);
    }

    /// <summary>Reads the running program's database.</summary>
    public async Task<T> ReadAsync<T>(Func<AcquisDb, Task<T>> read)
    {
        await using var scope = (await app.Value).Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<AcquisDb>());
    }

    /// <summary>E-mail address of a demonstration's account.</summary>
    public static string Address(string mailbox) => $"{mailbox}@demonstration.example";

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (browser.IsValueCreated)
        {
            await Task.WhenAny((await browser.Value).DisposeAsync().AsTask(), Task.Delay(TimeSpan.FromSeconds(20)));
            playwright?.Dispose();
        }

        if (app.IsValueCreated)
        {
            await (await app.Value).StopAsync();
            await (await app.Value).DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void RequireChromium()
    {
        if (File.Exists(Chromium))
        {
            return;
        }

        var message = $"{Chromium} is missing: install the package chromium, or run make test, which does it.";
        if (Environment.GetEnvironmentVariable("CI") is "true" or "1")
        {
            Assert.Fail(message);
        }

        Assert.Skip(message);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<Visitor> OpenAsync(Seat seat, string? session)
    {
        RequireChromium();
        await app.Value;
        var context = await (await browser.Value).NewContextAsync(new()
        {
            BaseURL = Url,
            Locale = seat.Locale,
            JavaScriptEnabled = seat.Script,
            ViewportSize = new() { Width = seat.Width, Height = seat.Height },
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = seat.Touch,
            IsMobile = seat.Touch,
            StorageState = session,
        });
        context.SetDefaultTimeout(10_000);
        return new(context, await context.NewPageAsync(), Url);
    }

    private async Task<string> SignInAsync(string mailbox)
    {
        await using var visitor = await OpenAsync(new(), session: null);
        await visitor.SignInAsync(mailbox, Demonstration.Password);
        await visitor.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        return await visitor.Page.Context.StorageStateAsync();
    }

    private async Task<WebApplication> StartProgramAsync()
    {
        var options = new AcquisOptions { DataFolder = folder, Url = Url, SecondFactor = false };
        var started = AcquisHost.Build([], options, builder => builder.Logging
            .SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error).AddFilter("Microsoft.AspNetCore", LogLevel.Error));
        await using (var scope = started.Services.CreateAsyncScope())
        {
            await DatabaseStart.PrepareAsync(scope.ServiceProvider.GetRequiredService<AcquisDb>(), options, default);
            await scope.ServiceProvider.GetRequiredService<Demonstration>().PrepareAsync(default);
        }

        await started.StartAsync();
        return started;
    }

    private async Task<IBrowser> StartBrowserAsync()
    {
        playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }
}
