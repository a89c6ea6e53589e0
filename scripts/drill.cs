// Kills, full and slow disks, at full length; the result goes to docs/drills.md.  dotnet run scripts/drill.cs [kills]
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

const string Begin = "<!-- results -->";
const string End = "<!-- end of results -->";
var kills = args is [{ Length: > 0 } given] ? given : "20";
var root = new DirectoryInfo(Directory.GetCurrentDirectory());
while (root is not null && !File.Exists(Path.Combine(root.FullName, "Acquis.slnx")))
{
    root = root.Parent;
}

if (root is null)
{
    Console.Error.WriteLine("Run this from inside the repository.");
    return 1;
}

var lines = Path.GetTempFileName();
var start = new ProcessStartInfo("dotnet", ["run", "--project", "tests/Acquis.Tests", "-c", "Release", "--", "-noColor", "-namespace", "Acquis.Tests.Drills"])
{
    WorkingDirectory = root.FullName,
    UseShellExecute = false,
    Environment = { ["ACQUIS_DRILL_KILLS"] = kills, ["ACQUIS_DRILL_OUT"] = lines, ["CI"] = "true" },
};
using var process = Process.Start(start)!;
process.WaitForExit();
var page = Path.Combine(root.FullName, "docs", "drills.md");
var text = File.ReadAllText(page);
var results = string.Create(CultureInfo.InvariantCulture, $"""
    {Begin}

    Run on {DateTime.UtcNow:d MMMM yyyy} ({RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, .NET {Environment.Version}).

    | drill | result |
    |---|---|
    {string.Join('\n', File.ReadAllLines(lines).Order(StringComparer.Ordinal))}

    {End}
    """);
File.WriteAllText(page, text[..text.IndexOf(Begin, StringComparison.Ordinal)] + results + text[(text.IndexOf(End, StringComparison.Ordinal) + End.Length)..]);
File.Delete(lines);
Console.WriteLine($"docs/drills.md was written; the drills ended with {process.ExitCode}.");
return process.ExitCode;
