using System.Globalization;
using System.Runtime.InteropServices;
using Acquis.Bench;
using Acquis.Bench.Scenarios;
using Acquis.Tests.Support;

// Measures and prints; the figures are copied to docs/performance.md with the machine they come from. Never a test: machines are noisy.
Scenario[] scenarios =
[
    new("award", AwardScenario.RunAsync, OnEachDatabase: false),
    new("matrix", MatrixScenario.RunAsync),
    new("candidate", CandidateScenario.RunAsync),
    new("level", LevelScenario.RunAsync),
    new("verification", VerificationScenario.RunAsync),
    new("others", OthersScenario.RunAsync),
    new("memory", MemoryScenario.RunAsync),
    new("rehearse", RehearseScenario.RunAsync, OnEachDatabase: false),
    new("people", PeopleScenario.RunAsync),
    new("bulk", BulkScenario.RunAsync),
    new("credentials", CredentialScenario.RunAsync, OnEachDatabase: false),
    new("start", StartScenario.RunAsync, OnEachDatabase: false),
    new("timetables", bench => TimetableScenario.RunAsync([]), OnEachDatabase: false),
];

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["timetable-run", ..])
    return TimetableScenario.Child(args[1..]);

if (args is ["timetables", _, ..])
{
    await TimetableScenario.RunAsync(args[1..]);
    return 0;
}

if (args is [ServerProcess.Command, var folder, ..])
    return await ServerProcess.RunAsync(folder, args.ElementAtOrDefault(2));

var only = ValueOf("--only")?.Split(',');
var database = ValueOf("--database");
if (only?.Except(scenarios.Select(s => s.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"Unknown scenario '{unknown}': {string.Join(", ", scenarios.Select(s => s.Name))}.");
    return 1;
}

var chosen = scenarios.Where(s => only?.Contains(s.Name) ?? true).ToList();
var bench = new Bench(args.Contains("--quick") ? Runs.Quick : Runs.Full);
Console.WriteLine($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Machine.Describe()}, .NET {Environment.Version}, {RuntimeInformation.OSArchitecture}; median of {bench.Runs.Count} runs (least to most)");
foreach (var scenario in chosen.Where(s => !s.OnEachDatabase))
{
    await scenario.RunAsync(bench);
}

var perDatabase = chosen.Where(s => s.OnEachDatabase).ToList();
if (perDatabase.Count > 0 && database is null or "sqlite")
    await OnAsync(null);

if (perDatabase.Count > 0 && database is null or "postgres")
{
    await using var server = await PostgresServer.StartAsync(durable: true);
    if (server is null)
        Console.WriteLine("PostgreSQL: not measured, no server is installed");
    else
        await OnAsync(server.Connection);
}

return 0;

async Task OnAsync(string? postgres)
{
    await using var stage = await Stage.OpenAsync(postgres, bench);
    foreach (var scenario in perDatabase)
    {
        await scenario.RunAsync(bench.On(stage));
    }
}

string? ValueOf(string option) => Array.IndexOf(args, option) is >= 0 and var at ? args.ElementAtOrDefault(at + 1) : null;
