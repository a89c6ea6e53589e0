using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Acquis.Infrastructure;

namespace Acquis.Tests.Support;

/// <summary>The program as its users run it: a process of its own, that can be killed. Gone when disposed of.</summary>
public sealed partial class RunningServer : IAsyncDisposable
{
    private readonly AcquisOptions options;
    private readonly string[] under;
    private readonly HttpClient client;
    private Process? process;

    /// <param name="under">A command under which it runs, such as a tracer with its options.</param>
    public RunningServer(AcquisOptions options, params string[] under)
    {
        this.options = options;
        this.under = under;
        Url = $"http://localhost:{FreePort()}";
        client = new(new SocketsHttpHandler { CookieContainer = new(), MaxConnectionsPerServer = 32 }) { BaseAddress = new(Url), Timeout = TimeSpan.FromSeconds(90) };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB");
    }

    public string Url { get; }

    /// <summary>What it printed.</summary>
    public string Printed { get; private set; } = "";

    /// <summary>Path of the program that these tests were built with.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "acquis.dll");

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        Launch();
        for (var patience = Stopwatch.StartNew(); ;)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!process!.HasExited)
            {
            }

            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(120) && !process!.HasExited, $"The program did not become ready: {Printed}");
            await Task.Delay(50);
        }
    }

    /// <summary>Starts it and waits until it ends by itself; its exit code.</summary>
    public async Task<int> RunToEndAsync()
    {
        Launch();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process!.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>Signs in as anybody does, and keeps the session and a form's token for what follows, restarts included.</summary>
    public async Task SignInAsync(string email, string password)
    {
        var token = Token(await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative)));
        using var form = new FormUrlEncodedContent([new("Email", email), new("Password", password), new("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        Assert.True(answer.IsSuccessStatusCode, $"Signing in was answered with {answer.StatusCode}.");
        client.DefaultRequestHeaders.Add("X-Acquis-Form", Token(await client.GetStringAsync(new Uri("/settings/body", UriKind.Relative))));
    }

    /// <summary>Opens a page.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>Records one level; the answer, or null where none came.</summary>
    /// <param name="key">Key of the call, where it has one.</param>
    public async Task<HttpResponseMessage?> RecordAsync(Guid candidacy, string competence, int level, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/candidacies/{candidacy}/levels", UriKind.Relative))
        {
            Content = JsonContent.Create(new { lane = "trainer", competence, level, date = "2026-09-01" }),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        try
        {
            return await client.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Kills it, without a chance to put anything in order.</summary>
    public async Task KillAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
        }

        await process!.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }

        client.Dispose();
    }

    private void Launch()
    {
        string[] command = [.. under, "dotnet", Program, "serve", "--url", Url, "--lang", "en", .. Terminal.At(options)];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // The bad days are those of disks and processes; the second factor has tests of its own.
        start.Environment["ACQUIS_SECOND_FACTOR"] = "off";
        process = Process.Start(start)!;
        Printed = "";
        process.OutputDataReceived += (_, line) => Printed += line.Data + "\n";
        process.ErrorDataReceived += (_, line) => Printed += line.Data + "\n";
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Token(string page) => Hidden().Match(page).Groups["token"].Value;

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<token>[^"]+)""")]
    private static partial Regex Hidden();
}
