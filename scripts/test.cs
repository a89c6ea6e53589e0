// Installs what the tests need, builds, runs every test project and ends with one line: N passed, N failed.
// dotnet run scripts/test.cs [project name part …]
using System.Diagnostics;
using System.Text.RegularExpressions;

var inCi = Environment.GetEnvironmentVariable("CI") is "true" or "1";
var root = FindRoot();

// Hundreds of programs start in one process of tests. Each would watch its folders by the kernel, of whose watchers a user has 128 on many machines.
Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "1");
Environment.SetEnvironmentVariable("DOTNET_HOSTBUILDER__RELOADCONFIGONCHANGE", "false");
InstallTools();
InstallOutsideLibraries();

if (Run("dotnet", ["build", "Acquis.slnx", "-c", "Release", "-v", "q", "--nologo"], _ => { }) != 0)
{
    Console.Error.WriteLine("The build failed.");
    return 1;
}

int passed = 0, failed = 0, skipped = 0;
var toRead = new List<string>();
var linesToKeep = 0;
foreach (var project in Directory.GetFiles(Path.Combine(root, "tests"), "*.csproj", SearchOption.AllDirectories).Order())
{
    var name = Path.GetFileNameWithoutExtension(project);
    if (args.Length > 0 && !args.Any(a => name.Contains(a, StringComparison.OrdinalIgnoreCase)))
    {
        continue;
    }

    Console.WriteLine($"== {name}");
    Match? summary = null;
    var code = Run("dotnet", ["run", "--project", project, "-c", "Release", "--no-build", "--", "-noColor"], line =>
    {
        var match = Summary().Match(line);
        summary = match.Success ? match : summary;
        Keep(name, line);
    });
    if (summary is null)
    {
        failed++;
        toRead.Add($"{name} ended with {code} and without a summary.");
        Console.Error.WriteLine($"{name} ended with {code} and without a summary.");
        continue;
    }

    int Number(string group) => int.Parse(summary.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);
    var bad = Number("errors") + Number("failed");
    failed += bad == 0 && code != 0 ? 1 : bad;
    skipped += Number("skipped");
    passed += Number("total") - Number("failed") - Number("skipped");
}

if (inCi && skipped > 0)
{
    Console.Error.WriteLine($"{skipped} skipped: in CI a test that is not run counts as failed.");
    failed += skipped;
}

// A log is read from its end: what failed is said again there.
toRead.ForEach(Console.WriteLine);
Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 && passed > 0 ? 0 : 1;

// A failed or skipped test, with the first lines of what it says.
void Keep(string project, string line)
{
    if (Verdict().IsMatch(line))
    {
        toRead.Add($"{project}: {line.Trim()}");
        linesToKeep = 6;
    }
    else if (linesToKeep-- > 0)
    {
        toRead.Add(line);
    }
}

void InstallTools()
{
    var missing = new List<string>();
    if (!File.Exists("/usr/bin/chromium"))
    {
        missing.Add("chromium");
    }

    if (!Directory.Exists("/usr/lib/postgresql"))
    {
        missing.Add("postgresql");
    }

    if (!File.Exists("/usr/bin/strace"))
    {
        missing.Add("strace");
    }

    if (!IsOnPath("node"))
    {
        missing.Add("nodejs");
    }

    if (!IsOnPath("npm"))
    {
        missing.Add("npm");
    }

    if (!IsOnPath("qpdf"))
    {
        missing.Add("qpdf");
    }

    if (!IsOnPath("pdfsig"))
    {
        missing.Add("poppler-utils");
    }

    if (missing.Count == 0)
    {
        return;
    }

    var apt = new[] { "-y", "-q", "--no-install-recommends", "install" }.Concat(missing).ToArray();
    var sudo = Environment.UserName == "root" ? [] : new[] { "sudo", "-n" };
    Environment.SetEnvironmentVariable("DEBIAN_FRONTEND", "noninteractive");
    if (RunAll([.. sudo, "apt-get", "-q", "update"]) != 0 || RunAll([.. sudo, "apt-get", .. apt]) != 0)
    {
        Console.Error.WriteLine($"Not installed: {string.Join(", ", missing)}. Install them (Debian: apt-get install {string.Join(' ', missing)}) and try again.");
        Environment.Exit(1);
    }
}

// The verifiers that are not ours, at the versions of their lock file; again only when that changed. No script of a package is run.
void InstallOutsideLibraries()
{
    var lockFile = Path.Combine(root, "tests", "interop", "package-lock.json");
    var installed = Path.Combine(root, "tests", "interop", "node_modules", ".package-lock.json");
    if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(lockFile))
    {
        return;
    }

    if (RunAll(["npm", "ci", "--prefix", Path.GetDirectoryName(lockFile)!, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]) != 0)
    {
        Console.Error.WriteLine("Not installed: the packages of tests/interop. The tests that need them are skipped.");
    }
}

static bool IsOnPath(string program) =>
    (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

int RunAll(string[] command) => Run(command[0], command[1..], _ => { });

int Run(string program, string[] arguments, Action<string> read)
{
    var start = new ProcessStartInfo(program) { WorkingDirectory = root, RedirectStandardOutput = true, UseShellExecute = false };
    foreach (var argument in arguments)
    {
        start.ArgumentList.Add(argument);
    }

    using var process = Process.Start(start)!;
    while (process.StandardOutput.ReadLine() is { } line)
    {
        Console.WriteLine(line);
        read(line);
    }

    process.WaitForExit();
    return process.ExitCode;
}

static string FindRoot()
{
    var folder = new DirectoryInfo(Directory.GetCurrentDirectory());
    while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Acquis.slnx")))
    {
        folder = folder.Parent;
    }

    return folder?.FullName ?? throw new DirectoryNotFoundException("Run this from inside the repository.");
}

internal static partial class Program
{
    [GeneratedRegex(@"Total: (?<total>\d+), Errors: (?<errors>\d+), Failed: (?<failed>\d+), Skipped: (?<skipped>\d+)")]
    private static partial Regex Summary();

    [GeneratedRegex(@"\[(FAIL|SKIP)\]\s*$")]
    private static partial Regex Verdict();
}
