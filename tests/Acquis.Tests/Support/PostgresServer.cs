using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Acquis.Tests.Support;

/// <summary>A private PostgreSQL server from the installed binaries, on a free loopback port, in a folder of its own; gone when disposed of.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string NotDurable = " -c fsync=off -c synchronous_commit=off -c full_page_writes=off";
    private readonly string folder;
    private readonly string binaries;
    private readonly string settings;

    private PostgresServer(string folder, string binaries, string settings, string connection) =>
        (this.folder, this.binaries, this.settings, Connection) = (folder, binaries, settings, connection);

    /// <summary>Connection string without a database.</summary>
    public string Connection { get; }

    /// <summary>Starts a server, or returns null where none is installed.</summary>
    /// <param name="durable">Whether an answered commit survives a power cut; tests of something else go faster without.</param>
    public static async Task<PostgresServer?> StartAsync(bool durable)
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;
        if (binaries is null)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("acquis-pg-").FullName;
        if (Environment.UserName == "root")
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        }

        var port = FreePort();
        var data = Path.Combine(folder, "d");
        await RunAsync(binaries, "initdb", "-D", data, "-U", "acquis", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions");
        var settings = $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=300{(durable ? "" : NotDurable)}";
        await RunAsync(binaries, "pg_ctl", "-D", data, "-l", Path.Combine(folder, "log"), "-w", "-s", "-o", settings, "start");
        return new(folder, binaries, settings, $"Host=127.0.0.1;Port={port};Username=acquis;Maximum Pool Size=20;Include Error Detail=true");
    }

    /// <summary>Id of the server's first process.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(folder, "d", "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Kills the server with all its processes, as a power cut would.</summary>
    public async Task KillAsync()
    {
        var first = ProcessId;

        // Held first, so that it starts no process between the list and the kill.
        using (var hold = Process.Start("kill", ["-STOP", $"{first}"]))
        {
            await hold.WaitForExitAsync();
        }

        int[] all = [first, .. Children(first)];
        foreach (var id in all)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (ArgumentException)
            {
                // It ended by itself in the meantime.
            }
        }

        while (all.Any(id => Directory.Exists($"/proc/{id}") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal)))
        {
            await Task.Delay(20);
        }
    }

    /// <summary>Starts a killed server again: it recovers from its log.</summary>
    public Task RestartAsync()
    {
        // A killed server that nobody has waited for yet still counts as running, by its number in these files.
        File.Delete(Path.Combine(folder, "d", "postmaster.pid"));
        foreach (var held in Directory.GetFiles(folder, ".s.PGSQL.*.lock"))
        {
            File.Delete(held);
        }

        return RunAsync(binaries, "pg_ctl", "-D", Path.Combine(folder, "d"), "-l", Path.Combine(folder, "log"), "-w", "-t", "120", "-s", "-o", settings, "start");
    }

    private static List<int> Children(int parent) => [.. Directory.EnumerateDirectories("/proc")
        .Select(d => int.TryParse(Path.GetFileName(d), out var id) ? id : 0).Where(id => id > 0 && ParentOf(id) == parent)];

    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync(binaries, "pg_ctl", "-D", Path.Combine(folder, "d"), "-m", "immediate", "-s", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The server refuses to run as root: then its own user runs it. Its output goes to no pipe, or we would wait for the server itself.</summary>
    private static async Task RunAsync(string binaries, string program, params string[] arguments)
    {
        var path = Path.Combine(binaries, program);
        var asRoot = Environment.UserName == "root";
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/", UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$@\" >/dev/null");
        start.ArgumentList.Add("sh");
        string[] command = [.. asRoot ? new[] { "runuser", "-u", "postgres", "--" } : [], path, .. arguments];
        foreach (var argument in command)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
