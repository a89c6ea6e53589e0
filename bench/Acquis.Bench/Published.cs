using System.Diagnostics;

namespace Acquis.Bench;

/// <summary>The program as it is published, made once for a bench.</summary>
internal static class Published
{
    private static string? program;

    /// <summary>Path of the program; published at the first call, into a folder that stays until the bench is run again.</summary>
    public static async Task<string> ProgramAsync()
    {
        if (program is not null)
            return program;

        var folder = Root.Path("out/bench");
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", Root.Path("src/Acquis"), "-c", "Release", "-r", "linux-x64", "--no-self-contained", "-o", folder, "-v", "q", "--nologo"])
        { UseShellExecute = false })!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? program = Path.Combine(folder, "acquis") : throw new InvalidOperationException("The program was not published.");
    }

    /// <summary>Runs it to its end; returns the seconds it took.</summary>
    public static async Task<double> RunAsync(params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(await ProgramAsync(), arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var told = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException(told);
    }
}
