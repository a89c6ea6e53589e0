// What one runs before each commit: build, form, domain and structure tests. The build holds style and analysis (warnings are errors), so that only
// white space is left for the formatter, which then needs to compile nothing; the order of usings is a structure test.
using System.Diagnostics;

string[][] steps =
[
    ["dotnet", "build", "Acquis.slnx", "-v", "q", "--nologo"],
    ["dotnet", "format", "whitespace", ".", "--folder", "--verify-no-changes"],
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
