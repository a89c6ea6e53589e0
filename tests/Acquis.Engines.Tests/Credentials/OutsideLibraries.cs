using System.Diagnostics;
using System.Text.Json;

namespace Acquis.Engines.Tests.Credentials;

/// <summary>
/// Runs the scripts of <c>tests/interop</c>: verifiers and issuers that are not ours. The test run installs Node and their packages; where they are absent a test is
/// skipped, which continuous integration counts as failed.
/// </summary>
internal static class OutsideLibraries
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "interop");

    /// <summary>Runs a script and reads what it prints.</summary>
    /// <param name="now">The instant that the libraries take for the present.</param>
    internal static JsonElement Run(string script, DateTimeOffset now, params string[] arguments)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules")), "tests/interop is not installed: run npm ci there");
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, script), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ACQUIS_TEST_NOW"] = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, errors.Result);
        return output.Length == 0 ? default : JsonElement.Parse(output);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Acquis.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
