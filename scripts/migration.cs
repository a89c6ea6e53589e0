// Adds a migration of that name on both databases: dotnet run scripts/migration.cs -- AddThing
using System.Diagnostics;

if (args is not [{ Length: > 0 } name])
{
    Console.Error.WriteLine("Give the migration a name: make migration NAME=AddThing");
    return 1;
}

string[][] steps =
[
    ["tool", "restore"],
    ["build", "src/Acquis", "-v", "q", "--nologo"],
    ["ef", "migrations", "add", name, "--project", "src/Acquis", "--context", "SqliteDb", "-o", "Data/Migrations/Sqlite", "--no-build"],
    ["ef", "migrations", "add", name, "--project", "src/Acquis", "--context", "PostgresDb", "-o", "Data/Migrations/Postgres", "--no-build"],
];
foreach (var step in steps)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", step) { UseShellExecute = false })!;
    process.WaitForExit();
    if (process.ExitCode != 0)
    {
        return process.ExitCode;
    }
}

return 0;
