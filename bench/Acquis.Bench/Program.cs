using Acquis.Bench;

// Measures and prints; the figures are copied to docs/performance.md with the machine they come from. Never a test: these machines are noisy.
if (args is ["timetable-run", ..])
    return TimetableBench.Child(args[1..]);

if (args is ["timetables", _, ..])
{
    await TimetableBench.RunAsync(args[1..]);
    return 0;
}

var which = args.Length == 0 ? ["award", "sqlite", "postgres", "people", "timetables"] : args;
Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {(System.Runtime.GCSettings.IsServerGC ? "server" : "workstation")} GC");
foreach (var part in which)
{
    switch (part)
    {
        case "award":
            AwardBench.Run();
            break;
        case "sqlite":
            await WebBench.RunAsync(postgres: null);
            break;
        case "postgres":
            await using (var server = await Acquis.Tests.Support.PostgresServer.StartAsync(durable: true))
            {
                if (server is null)
                {
                    Console.WriteLine("postgres: not measured, no server is installed");
                    break;
                }

                await WebBench.RunAsync(server.Connection);
            }

            break;
        case "people":
            await PeopleBench.RunAsync(postgres: null);
            await using (var server = await Acquis.Tests.Support.PostgresServer.StartAsync(durable: true))
            {
                if (server is null)
                    Console.WriteLine("people on postgres: not measured, no server is installed");
                else
                    await PeopleBench.RunAsync(server.Connection);
            }

            break;
        case "timetables":
            await TimetableBench.RunAsync([]);
            break;
        default:
            Console.Error.WriteLine($"Unknown part '{part}': award, sqlite, postgres, people, timetables.");
            return 1;
    }
}

return 0;
