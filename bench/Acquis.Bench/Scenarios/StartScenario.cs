using System.Diagnostics;

namespace Acquis.Bench.Scenarios;

/// <summary>From launching the published program on a data folder it knows to its sign-in page, and what it holds then.</summary>
internal static class StartScenario
{
    private const string Address = "http://localhost:5182";

    public static async Task RunAsync(Bench bench)
    {
        var program = await Published.ProgramAsync();
        var folder = Directory.CreateTempSubdirectory("acquis-start-").FullName;
        await StartAsync(program, folder);
        var starts = new List<(double Seconds, double Memory)>();
        for (var run = 0; run < bench.Runs.Count; run++)
        {
            starts.Add(await StartAsync(program, folder));
        }

        bench.Say("start to sign-in page, as published", Spread.Of(starts.Select(s => s.Seconds)).Text("N2", " s"));
        bench.Say("memory (PSS) at rest", Spread.Of(starts.Select(s => s.Memory)).Text("N0", " MB"));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(double Seconds, double Memory)> StartAsync(string program, string folder)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, ["serve", "--data", folder, "--url", Address]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        _ = process.StandardOutput.ReadToEndAsync();
        using var client = new HttpClient { BaseAddress = new Uri(Address) };
        while (!await IsServedAsync(client))
        {
            if (process.HasExited)
                throw new InvalidOperationException("The program stopped before it served.");

            await Task.Delay(20);
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(3));
        var memory = Machine.Memory(process.Id);
        process.Kill();
        await process.WaitForExitAsync();
        return (seconds, memory);
    }

    private static async Task<bool> IsServedAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/sign-in");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
