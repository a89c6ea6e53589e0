// What one runs before each commit: format, build, domain and structure tests.
using System.Diagnostics;

string[][] steps =
[
    ["dotnet", "build", "Acquis.slnx", "-v", "q", "--nologo"],
    ["dotnet", "format", "Acquis.slnx", "--no-restore", "--verify-no-changes", "--severity", "warn"],
    ["dotnet", "run", "--project", "tests/Acquis.Domain.Tests", "--no-build", "--", "-noColor"],
    ["dotnet", "run", "--project", "tests/Acquis.Tests", "--no-build", "--", "-noColor", "-namespace", "Acquis.Tests.Structure"],
];
foreach (var step in steps)
{
    Console.WriteLine($"== {string.Join(' ', step)}");
    using var process = Process.Start(new ProcessStartInfo(step[0], step[1..]) { UseShellExecute = false })!;
    process.WaitForExit();
    if (process.ExitCode != 0)
    {
        Console.Error.WriteLine($"Stopped at: {string.Join(' ', step)}");
        return process.ExitCode;
    }
}

Console.WriteLine("Everything is in order.");
return 0;
